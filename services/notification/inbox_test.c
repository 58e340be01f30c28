/* inbox_test.c - what is told in the application, who wants to hear what, and what a guest may download. */
#include "services/notification/readers_test.h"

static struct notification_list_notifications_response list(struct cc_test *test, int user, int32_t limit,
                                                            const cc_id *after)
{
	struct notification_list_notifications_request query = { .has_limit = limit > 0, .limit = limit };
	struct notification_list_notifications_response page = { .unread = -1 };
	query.has_cursor = after != NULL;
	if (after)
		query.cursor = *after;
	cc_test_as(test, cc_test_id(user));
	CHECK_OK(cc_test_run(test, &notification_list_notifications_op, &query, &page));
	return page;
}

static cc_err mark_read(struct cc_test *test, int user, cc_id notification_id)
{
	struct notification_mark_read_request cmd = { notification_id };
	cc_test_as(test, cc_test_id(user));
	return cc_test_run(test, &notification_mark_read_op, &cmd, NULL);
}

static cc_err watch(struct cc_test *test, int user, struct notification_inbox *inbox)
{
	struct notification_watch_notifications_request query = { cc_test_id(user) };
	return cc_test_run(test, &notification_watch_notifications_op, &query, inbox);
}

static void news_are_there_newest_first_and_page_by_page(void **state)
{
	struct cc_test *test = *state;
	book(test, BOOKING);
	cc_test_pass(test, 1000);
	CHECK_OK(move_evening_by(test, CC_HOURS(1)));
	cc_test_pass(test, 1000);
	CHECK_OK(move_evening_by(test, CC_HOURS(1)));
	struct notification_list_notifications_response page = list(test, OLA, 2, NULL);
	assert_int_equal(page.unread, 3);
	assert_int_equal(page.items.count, 2);
	assert_int_equal(page.items.items[0].kind, NOTIFICATION_KIND_EVENING_MOVED);
	CHECK(page.has_next_cursor);
	page = list(test, OLA, 2, &page.next_cursor);
	assert_int_equal(page.items.count, 1);
	assert_int_equal(page.items.items[0].kind, NOTIFICATION_KIND_BOOKING_CONFIRMED);
	CHECK(!page.has_next_cursor && cc_id_eq(page.items.items[0].booking_id, cc_test_id(BOOKING)));
	assert_int_equal(list(test, IGOR, 0, NULL).items.count, 0);
}

static void reading_counts_down_once(void **state)
{
	struct cc_test *test = *state;
	struct notification_inbox inbox;
	book(test, BOOKING);
	cc_id id = list(test, OLA, 0, NULL).items.items[0].notification_id;
	CHECK_OK(mark_read(test, OLA, id));
	CHECK_OK(mark_read(test, OLA, id));
	assert_int_equal(cc_test_events(test, &notification_notifications_read_event), 1);
	CHECK_OK(watch(test, OLA, &inbox));
	assert_int_equal(inbox.unread, 0);
	assert_int_equal(inbox.newest.count, 1);
	CHECK(inbox.newest.items[0].has_read_at);
}

static void all_are_read_at_once(void **state)
{
	struct cc_test *test = *state;
	struct notification_mark_all_read_request cmd = { 0 };
	struct notification_inbox inbox;
	book(test, BOOKING);
	CHECK_OK(move_evening_by(test, CC_HOURS(1)));
	cc_test_as(test, cc_test_id(OLA));
	CHECK_OK(cc_test_run(test, &notification_mark_all_read_op, &cmd, &inbox));
	assert_int_equal(inbox.unread, 0);
	assert_int_equal(list(test, HOST, 0, NULL).unread, 2);
}

static void nobody_sees_or_reads_what_others_are_told(void **state)
{
	struct cc_test *test = *state;
	struct notification_inbox inbox;
	book(test, BOOKING);
	cc_id id = list(test, OLA, 0, NULL).items.items[0].notification_id;
	CHECK_REFUSED(mark_read(test, IGOR, id), notification_notification_not_found);
	CHECK_REFUSED(watch(test, OLA, &inbox), notification_not_your_notifications);
	assert_int_equal(list(test, OLA, 0, NULL).unread, 1);
}

/* Preferences ------------------------------------------------------------------------ */

static cc_err wish(struct cc_test *test, int user, enum notification_topic topic,
                   enum notification_channel channel, bool on)
{
	struct notification_wish wishes[] = { { topic, channel, on } };
	struct notification_put_preferences_request cmd = { .items = { wishes, 1 } };
	cc_test_as(test, cc_test_id(user));
	return cc_test_run(test, &notification_put_preferences_op, &cmd, NULL);
}

static void a_host_who_wants_no_mail_gets_none_and_still_hears(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(wish(test, HOST, NOTIFICATION_TOPIC_HOSTING, NOTIFICATION_CHANNEL_MAIL, false));
	book(test, BOOKING);
	assert_int_equal(mails_to(test, HOST_MAIL), 0);
	assert_int_equal(list(test, HOST, 0, NULL).unread, 1);
	CHECK_OK(wish(test, HOST, NOTIFICATION_TOPIC_HOSTING, NOTIFICATION_CHANNEL_MAIL, true));
	CHECK_OK(wish(test, HOST, NOTIFICATION_TOPIC_HOSTING, NOTIFICATION_CHANNEL_APP, false));
	cc_test_as(test, cc_test_id(OLA));
	CHECK_OK(cancel(test, BOOKING, NULL));
	cc_test_run_due(test);
	assert_int_equal(mails_to(test, HOST_MAIL), 1);
	assert_int_equal(list(test, HOST, 0, NULL).unread, 1);
}

static void what_somebody_asked_for_cannot_be_muted(void **state)
{
	struct cc_test *test = *state;
	CHECK_REFUSED(wish(test, OLA, NOTIFICATION_TOPIC_BOOKINGS, NOTIFICATION_CHANNEL_MAIL, false),
	              notification_topic_always_sent);
	CHECK_REFUSED(wish(test, OLA, NOTIFICATION_TOPIC_CHANGES, NOTIFICATION_CHANNEL_APP, false),
	              notification_topic_always_sent);
	CHECK_REFUSED(wish(test, OLA, NOTIFICATION_TOPIC_SIGN_IN, NOTIFICATION_CHANNEL_MAIL, false),
	              notification_topic_always_sent);
}

static void a_topic_is_wished_for_once_in_a_channel(void **state)
{
	struct cc_test *test = *state;
	struct notification_wish wishes[] = {
		{ NOTIFICATION_TOPIC_HOSTING, NOTIFICATION_CHANNEL_MAIL, false },
		{ NOTIFICATION_TOPIC_HOSTING, NOTIFICATION_CHANNEL_MAIL, true },
	};
	struct notification_put_preferences_request cmd = { .items = { wishes, 2 } };
	cc_test_as(test, cc_test_id(HOST));
	CHECK_REFUSED(cc_test_run(test, &notification_put_preferences_op, &cmd, NULL),
	              notification_duplicate_preference);
}

static void preferences_are_every_topic_in_every_channel(void **state)
{
	struct cc_test *test = *state;
	struct notification_get_preferences_request query = { 0 };
	struct notification_preferences found;
	CHECK_OK(wish(test, HOST, NOTIFICATION_TOPIC_HOSTING, NOTIFICATION_CHANNEL_APP, false));
	CHECK_OK(cc_test_run(test, &notification_get_preferences_op, &query, &found));
	assert_int_equal(found.items.count, 8);
	for (size_t i = 0; i < found.items.count; i++) {
		const struct notification_preference *one = &found.items.items[i];
		bool muted = one->topic == NOTIFICATION_TOPIC_HOSTING &&
		             one->channel == NOTIFICATION_CHANNEL_APP;
		CHECK(one->on != muted && one->always == (one->topic != NOTIFICATION_TOPIC_HOSTING));
	}
}

static void who_is_erased_leaves_nothing_behind(void **state)
{
	struct cc_test *test = *state;
	struct identity_erase_user_request cmd = { .user_id = cc_test_id(OLA) };
	book(test, BOOKING);
	CHECK_OK(cc_test_run(test, &identity_erase_user_op, &cmd, NULL));
	cc_test_run_due(test);
	assert_int_equal(list(test, OLA, 0, NULL).items.count, 0);
	assert_int_equal(list(test, HOST, 0, NULL).items.count, 1);
}

/* Downloads -------------------------------------------------------------------------- */

static cc_err calendar_of(struct cc_test *test, int user, struct notification_calendar *calendar)
{
	struct notification_get_calendar_request query = { cc_test_id(BOOKING) };
	cc_test_as(test, cc_test_id(user));
	return cc_test_run(test, &notification_get_calendar_op, &query, calendar);
}

static cc_err ticket_of(struct cc_test *test, int user, struct notification_ticket_code *code)
{
	struct notification_get_ticket_code_request query = { cc_test_id(BOOKING) };
	cc_test_as(test, cc_test_id(user));
	return cc_test_run(test, &notification_get_ticket_code_op, &query, code);
}

static void a_guest_downloads_entry_and_ticket_while_they_are_good(void **state)
{
	struct cc_test *test = *state;
	struct notification_calendar calendar;
	struct notification_ticket_code code;
	book(test, BOOKING);
	CHECK_OK(calendar_of(test, OLA, &calendar));
	CHECK(says(calendar.body, "Piotrkowska 17") && says(calendar.body, "SEQUENCE:0"));
	CHECK_OK(ticket_of(test, OLA, &code));
	CHECK(says(code.body, "<svg xmlns="));
	CHECK_OK(move_evening_by(test, CC_HOURS(1)));
	CHECK_OK(calendar_of(test, OLA, &calendar));
	CHECK(says(calendar.body, "SEQUENCE:1"));
	CHECK_OK(cancel(test, BOOKING, NULL));
	cc_test_run_due(test);
	CHECK_OK(calendar_of(test, OLA, &calendar));
	CHECK(says(calendar.body, "METHOD:CANCEL") && !says(calendar.body, "Piotrkowska"));
	CHECK_REFUSED(ticket_of(test, OLA, &code), notification_booking_not_confirmed);
}

static void others_download_nothing(void **state)
{
	struct cc_test *test = *state;
	struct notification_calendar calendar;
	struct notification_ticket_code code;
	CHECK_REFUSED(calendar_of(test, OLA, &calendar), notification_booking_not_found);
	book(test, BOOKING);
	CHECK_REFUSED(calendar_of(test, IGOR, &calendar), notification_booking_not_found);
	CHECK_REFUSED(ticket_of(test, HOST, &code), notification_booking_not_found);
}

static void before_it_is_confirmed_there_is_nothing_to_download(void **state)
{
	struct cc_test *test = *state;
	struct notification_calendar calendar;
	struct notification_ticket_code code;
	CHECK_OK(request_seats(test, BOOKING, OLA, "pm_card_threeDSecure"));
	cc_test_run_due(test);
	CHECK_REFUSED(calendar_of(test, OLA, &calendar), notification_booking_not_confirmed);
	CHECK_REFUSED(ticket_of(test, OLA, &code), notification_booking_not_confirmed);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		READERS_CASE(news_are_there_newest_first_and_page_by_page),
		READERS_CASE(reading_counts_down_once),
		READERS_CASE(all_are_read_at_once),
		READERS_CASE(nobody_sees_or_reads_what_others_are_told),
		READERS_CASE(a_host_who_wants_no_mail_gets_none_and_still_hears),
		READERS_CASE(what_somebody_asked_for_cannot_be_muted),
		READERS_CASE(a_topic_is_wished_for_once_in_a_channel),
		READERS_CASE(preferences_are_every_topic_in_every_channel),
		READERS_CASE(who_is_erased_leaves_nothing_behind),
		READERS_CASE(a_guest_downloads_entry_and_ticket_while_they_are_good),
		READERS_CASE(others_download_nothing),
		READERS_CASE(before_it_is_confirmed_there_is_nothing_to_download),
	};
	return cmocka_run_group_tests_name("notification: inbox", cases, NULL, NULL);
}
