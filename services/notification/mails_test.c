/* mails_test.c - who is written to, what is said, and that it is said once. */
#include "services/notification/readers_test.h"

#include <sqlite3.h>
#include <stdio.h>

#include "platform/test_internal.h"

static void a_guest_gets_a_ticket_an_address_and_a_calendar_entry(void **state)
{
	struct cc_test *test = *state;
	book(test, BOOKING);
	const struct cc_mail_read *mail = mail_about(test, OLA_MAIL, "Zarezerwowane: ");
	CHECK(says(mail->to, "Ola Nowak"));
	CHECK(says(mail->text, "Masz 2 miejsca na „Derby at Marek's”"));
	CHECK(says(mail->text, "Piotrkowska 17, 90-406 Łódź") && says(mail->text, "17 bell Kowalska"));
	CHECK(says(mail->html, "Piotrkowska 17") && says(mail->html, "Derby at Marek&#39;s"));
	CHECK(says(mail->html, "<img src=\"cid:ticket\"") && attached(mail, "image/png").len > 100);
	cc_str entry = attached(mail, "text/calendar; charset=utf-8; method=PUBLISH");
	CHECK(says(entry, "\r\nSEQUENCE:0\r\n") && says(entry, "LOCATION:Piotrkowska 17\\, 90-406 Łódź"));
	CHECK(says(entry, "STATUS:CONFIRMED") && says(entry, "TRIGGER:-PT2H"));
	assert_int_equal(mails_to(test, OLA_MAIL), 1);
}

static void a_host_hears_who_comes_by_their_public_name(void **state)
{
	struct cc_test *test = *state;
	book(test, BOOKING);
	const struct cc_mail_read *mail = mail_about(test, HOST_MAIL, "Będzie Ola N.");
	CHECK(says(mail->text, "Ola N. ma 2 miejsca na") && !says(mail->text, "Nowak"));
	CHECK(!says(mail->text, OLA_MAIL));
	CHECK(attached(mail, "text/calendar").len == 0 && attached(mail, "image/png").len == 0);
}

static void the_same_mail_is_english_for_who_reads_english(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(request_seats(test, BOOKING, IGOR, "pm_card_visa"));
	cc_test_run_due(test);
	const struct cc_mail_read *mail = mail_about(test, IGOR_MAIL, "Booked: ");
	CHECK(says(mail->text, "You have 2 seats at “Derby at Marek's”") && says(mail->html, "lang=\"en\""));
}

static void a_refusal_says_why_in_plain_words_and_that_nothing_is_paid(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(request_seats(test, BOOKING, IGOR, "pm_card_insufficientFunds"));
	cc_test_run_due(test);
	const struct cc_mail_read *mail = mail_about(test, IGOR_MAIL, "Not booked: ");
	CHECK(says(mail->text, "there is not enough money on the card."));
	CHECK(says(mail->text, "nothing stays paid"));
	CHECK(!says(mail->text, "Piotrkowska") && attached(mail, "text/calendar").len == 0);
	assert_int_equal(mails_to(test, HOST_MAIL), 0);
}

static void a_cancellation_takes_the_entry_away_and_the_address_with_it(void **state)
{
	struct cc_test *test = *state;
	book(test, BOOKING);
	CHECK_OK(cancel(test, BOOKING, NULL));
	cc_test_run_due(test);
	const struct cc_mail_read *mail = mail_about(test, OLA_MAIL, "Odwołane: ");
	cc_str entry = attached(mail, "text/calendar; charset=utf-8; method=CANCEL");
	CHECK(says(entry, "METHOD:CANCEL\r\n") && says(entry, "STATUS:CANCELLED\r\n"));
	CHECK(says(entry, "\r\nSEQUENCE:1\r\n") && says(entry, "UID:00000000-0000-7000-8000-000000000064@"));
	CHECK(!says(entry, "LOCATION") && !says(entry, "GEO") && !says(entry, "VALARM"));
	CHECK(!says(mail->text, "Piotrkowska") && !says(mail->html, "Piotrkowska"));
	CHECK(says(mail->text, "wróci na kartę"));
	CHECK(says(mail_about(test, HOST_MAIL, "Jednak nie przyjdzie Ola N.")->text, "Miejsca znów"));
}

static void what_was_never_confirmed_has_no_entry_to_take_away(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(request_seats(test, BOOKING, OLA, "pm_card_threeDSecure"));
	cc_test_run_due(test);
	CHECK_OK(cancel(test, BOOKING, NULL));
	live(test, CC_MINUTES(1));
	const struct cc_mail_read *mail = mail_about(test, OLA_MAIL, "Odwołane: ");
	CHECK(says(mail->text, "Nic nie zostało zapłacone") && attached(mail, "text/calendar").len == 0);
	assert_int_equal(mails_to(test, HOST_MAIL), 0);
}

static void a_moved_evening_counts_the_entry_up_and_opens_the_window(void **state)
{
	struct cc_test *test = *state;
	book(test, BOOKING);
	CHECK_OK(move_evening_by(test, CC_HOURS(2)));
	const struct cc_mail_read *mail = mail_about(test, OLA_MAIL, "Nowy termin: ");
	CHECK(says(mail->text, "możesz do samego początku odwołać rezerwację bez kosztów"));
	CHECK(says(mail->text, "Poprzednio: ") && says(mail->text, "Piotrkowska 17"));
	CHECK(says(attached(mail, "text/calendar"), "\r\nSEQUENCE:1\r\n"));
	CHECK_OK(move_evening_by(test, CC_HOURS(1)));
	assert_int_equal(cc_test_int(test, "SELECT sequence FROM bookings"), 2);
	CHECK(says(mail_about(test, HOST_MAIL, "Będzie ")->text, "Ola N."));
	assert_int_equal(mails_to(test, HOST_MAIL), 3);
}

static void whose_evening_is_called_off_hears_it_once_with_the_money(void **state)
{
	struct cc_test *test = *state;
	book(test, BOOKING);
	CHECK_OK(call_off_evening(test));
	const struct cc_mail_read *mail = mail_about(test, OLA_MAIL, "Odwołane: ");
	CHECK(says(mail->text, "Gospodarz odwołał") && says(mail->text, "wróci na kartę"));
	CHECK(says(mail_about(test, HOST_MAIL, "Twój wieczór jest odwołany")->text, "Wszyscy goście"));
	assert_int_equal(mails_to(test, HOST_MAIL), 2); /* nobody is told that their guest cancelled */
}

/* As if every event came again, under other ids: nothing is known of their having been heard. */
static void forget_what_was_heard(struct cc_test *test)
{
	char path[CC_TEST_PATH_BYTES];
	sqlite3 *db = NULL;
	snprintf(path, sizeof path, "%s/notification.db", test->folder);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(
		sqlite3_exec(db, "DELETE FROM inbox; DELETE FROM consumer_positions", NULL, NULL, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	cc_test_reopen(test);
	cc_test_run_due(test);
}

static void news_that_come_again_are_told_once(void **state)
{
	struct cc_test *test = *state;
	book(test, BOOKING);
	CHECK_OK(request_seats(test, OTHER_BOOKING, IGOR, "pm_card_insufficientFunds"));
	CHECK_OK(move_evening_by(test, CC_HOURS(1)));
	cc_test_as(test, cc_test_id(OLA));
	CHECK_OK(cancel(test, BOOKING, NULL));
	cc_test_run_due(test);
	int64_t told = cc_test_int(test, "SELECT COUNT(*) FROM notifications");
	size_t to_ola = mails_to(test, OLA_MAIL), to_host = mails_to(test, HOST_MAIL);
	assert_int_equal(to_ola, 3);
	forget_what_was_heard(test);
	live(test, CC_MINUTES(2));
	assert_int_equal(mails_to(test, OLA_MAIL), to_ola);
	assert_int_equal(mails_to(test, HOST_MAIL), to_host);
	assert_int_equal(mails_to(test, IGOR_MAIL), 1);
	assert_int_equal(cc_test_int(test, "SELECT COUNT(*) FROM notifications"), told);
	assert_int_equal(cc_test_int(test, "SELECT sequence FROM bookings"), 2);
}

static void a_lost_reply_makes_no_second_mail(void **state)
{
	struct cc_test *test = *state;
	cc_test_fail_mail(test, &(struct cc_mail_fail_plan){ .lose_reply = 3, .repeat = true });
	book(test, BOOKING);
	live(test, CC_MINUTES(5));
	assert_int_equal(mails_to(test, OLA_MAIL), 1);
	assert_int_equal(mails_to(test, HOST_MAIL), 1);
	assert_int_equal(cc_test_int(test, "SELECT COUNT(*) FROM mails WHERE state = 'sent'"), 2);
}

static void a_mail_server_that_is_away_for_an_hour_is_waited_for(void **state)
{
	struct cc_test *test = *state;
	cc_test_fail_mail(test, &(struct cc_mail_fail_plan){ .refuse = 60 });
	book(test, BOOKING);
	live(test, CC_MINUTES(9));
	assert_int_equal(mails_to(test, OLA_MAIL), 0);
	CHECK(cc_test_int(test, "SELECT COUNT(*) FROM mails WHERE state = 'planned'") == 2);
	live(test, CC_HOURS(2));
	assert_int_equal(mails_to(test, OLA_MAIL), 1);
	assert_int_equal(mails_to(test, HOST_MAIL), 1);
}

static void what_a_mail_is_about_is_asked_for_until_it_is_answered(void **state)
{
	struct cc_test *test = *state;
	cc_test_fail_peers(
		test, &(struct cc_peers_fail_plan){ .only = &identity_get_contact_op, .lose_reply = 30 });
	book(test, BOOKING);
	live(test, CC_MINUTES(1));
	assert_int_equal(cc_test_int(test, "SELECT COUNT(*) FROM mails WHERE state = 'planned'"), 2);
	live(test, CC_HOURS(2));
	assert_int_equal(mails_to(test, OLA_MAIL), 1);
	assert_int_equal(mails_to(test, HOST_MAIL), 1);
}

static void a_mail_that_bounces_is_given_up_and_counted(void **state)
{
	struct cc_test *test = *state;
	cc_test_fail_mail(test, &(struct cc_mail_fail_plan){ .bounce = 1 });
	book(test, BOOKING);
	live(test, CC_MINUTES(5));
	assert_int_equal(mails_to(test, OLA_MAIL) + mails_to(test, HOST_MAIL), 1);
	assert_int_equal(
		cc_test_int(test,
	                    "SELECT COUNT(*) FROM mails WHERE state = 'failed' AND reason = 'mail_bounced'"),
		1);
	assert_int_equal((int)cc_test_figure(test, "couchannel_mails_failed_total"), 1);
}

static void a_confirmation_that_is_late_after_the_cancellation_is_not_sent(void **state)
{
	struct cc_test *test = *state;
	cc_test_fail_mail(test, &(struct cc_mail_fail_plan){ .refuse = 2 });
	book(test, BOOKING);
	CHECK_OK(cancel(test, BOOKING, NULL));
	live(test, CC_MINUTES(5));
	assert_int_equal(mails_to(test, OLA_MAIL), 1);
	mail_about(test, OLA_MAIL, "Odwołane: ");
	assert_int_equal(cc_test_int(test, "SELECT COUNT(*) FROM mails WHERE state = 'overtaken'"), 2);
}

static void names_are_text_and_nothing_else(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(put_reader(test, OLA, "<b>Ola</b>\r\nBcc: eve@example.org", OLA_MAIL, "pl"));
	book(test, BOOKING);
	const struct cc_mail_read *mail = mail_about(test, OLA_MAIL, "Zarezerwowane: ");
	CHECK(says(mail->html, "&#60;b&#62;Ola&#60;/b&#62;") && !says(mail->html, "<b>"));
	assert_int_equal(mails_to(test, "eve@example.org"), 0);
}

static void a_login_link_is_sent_to_who_asked_for_it(void **state)
{
	struct cc_test *test = *state;
	struct identity_request_login_link_request cmd = { .email = CC_STR(IGOR_MAIL) };
	cc_test_as(test, (cc_id){ { 0 } });
	CHECK_OK(cc_test_run(test, &identity_request_login_link_op, &cmd, NULL));
	cc_test_run_due(test);
	const struct cc_mail_read *mail = mail_about(test, IGOR_MAIL, "Your link to log in");
	CHECK(says(mail->text, "Log in: https://couch.example/d/") && says(mail->text, "thirty minutes"));
	assert_int_equal(cc_test_int(test, "SELECT COUNT(*) FROM notifications"), 0);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		READERS_CASE(a_guest_gets_a_ticket_an_address_and_a_calendar_entry),
		READERS_CASE(a_host_hears_who_comes_by_their_public_name),
		READERS_CASE(the_same_mail_is_english_for_who_reads_english),
		READERS_CASE(a_refusal_says_why_in_plain_words_and_that_nothing_is_paid),
		READERS_CASE(a_cancellation_takes_the_entry_away_and_the_address_with_it),
		READERS_CASE(what_was_never_confirmed_has_no_entry_to_take_away),
		READERS_CASE(a_moved_evening_counts_the_entry_up_and_opens_the_window),
		READERS_CASE(whose_evening_is_called_off_hears_it_once_with_the_money),
		READERS_CASE(news_that_come_again_are_told_once),
		READERS_CASE(a_lost_reply_makes_no_second_mail),
		READERS_CASE(a_mail_server_that_is_away_for_an_hour_is_waited_for),
		READERS_CASE(what_a_mail_is_about_is_asked_for_until_it_is_answered),
		READERS_CASE(a_mail_that_bounces_is_given_up_and_counted),
		READERS_CASE(a_confirmation_that_is_late_after_the_cancellation_is_not_sent),
		READERS_CASE(names_are_text_and_nothing_else),
		READERS_CASE(a_login_link_is_sent_to_who_asked_for_it),
	};
	return cmocka_run_group_tests_name("notification: mails", cases, NULL, NULL);
}
