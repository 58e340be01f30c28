/* own_pages_test.c - what guests see of their bookings, and hosts of their evenings. */
#include "services/bff_web/visit_test.h"

static int open_published(void **state)
{
	open_visit(state);
	publish_evening(*state, EVENING, HOME);
	return 0;
}
#define CASE(test) cmocka_unit_test_setup_teardown(test, open_published, close_visit)

static void cancel(struct cc_test *test, int booking)
{
	const struct booking_cancel_booking_request cmd = { .booking_id = cc_test_id(booking) };
	CHECK_OK(cc_test_run(test, &booking_cancel_booking_op, &cmd, NULL));
	cc_test_run_due(test);
}

/* A checkout ------------------------------------------------------------------------ */

static void hold(struct cc_test *test, const char *label)
{
	cc_str labels[] = { cc_str_of(label) };
	const struct inventory_hold_seats_request cmd = {
		.session_id = cc_test_id(EVENING),
		.booking_id = cc_test_id(BOOKING),
		.seats = 1,
		.labels = { labels, CC_COUNT(labels) },
	};
	cc_test_as(test, cc_test_id(OLA));
	CHECK_OK(cc_test_run(test, &inventory_hold_seats_op, &cmd, NULL));
	cc_test_run_due(test);
}

static cc_err show_checkout(struct cc_test *test, struct bff_web_checkout_page *page)
{
	const struct bff_web_show_checkout_request query = { .booking_id = cc_test_id(BOOKING) };
	return cc_test_run(test, &bff_web_show_checkout_op, &query, page);
}

static void held_seats_are_shown_with_their_price(void **state)
{
	struct bff_web_checkout_page page;
	hold(*state, "A2");
	CHECK_OK(show_checkout(*state, &page));
	CHECK(page.hold->labels.count == 1 && cc_str_eq(page.hold->labels.items[0], CC_STR("A2")));
	CHECK(page.hold->has_expires_at && !page.has_no_quote);
	CHECK(page.quote->seats.count == 1 && cc_str_eq(page.quote->seats.items[0].label, CC_STR("A2")));
	CHECK(page.quote->total.minor == 1320 && page.quote->token.len > 0);
	CHECK(cc_id_eq(page.session->session_id, cc_test_id(EVENING)));
	CHECK(cc_str_eq(page.host->name, CC_STR("Ania K.")) && page.home->room == NULL);
	CHECK(cc_str_eq(page.fixture->home_team_name, CC_STR("Czarni Warta")));
}

static void seats_that_are_held_no_more_have_no_price(void **state)
{
	struct bff_web_checkout_page page;
	hold(*state, "A2");
	cc_test_pass(*state, CC_MINUTES(11));
	CHECK_OK(show_checkout(*state, &page));
	CHECK(page.quote == NULL && page.has_no_quote && cc_str_eq(page.no_quote, CC_STR("hold_expired")));
}

static void a_checkout_is_its_guests_alone(void **state)
{
	hold(*state, "A2");
	cc_test_as(*state, cc_test_id(IGOR));
	CHECK_REFUSED(show_checkout(*state, NULL), bff_web_hold_not_found);
}

/* A booking ------------------------------------------------------------------------- */

static void a_confirmed_guest_is_shown_the_way(void **state)
{
	struct bff_web_booking_page page;
	book(*state, BOOKING);
	CHECK_OK(show_booking(*state, BOOKING, &page));
	CHECK(page.booking->state == BOOKING_BOOKING_STATE_CONFIRMED && page.booking->timeline.count > 0);
	CHECK(cc_str_eq(page.address->street, CC_STR("Piotrkowska 17")));
	CHECK(cc_str_eq(page.address->intercom, CC_STR("17 bell Kowalska")));
	CHECK(cc_str_eq(page.host->name, CC_STR("Ania K.")) && page.home->room == NULL);
	CHECK(cc_str_eq(page.fixture->home_team_name, CC_STR("Czarni Warta")));
	CHECK(page.ticket->labels.count == 2 && page.ticket->code.len == 6 && page.ticket->token.len > 0);
	CHECK(page.has_calendar && page.has_ticket_picture);
	CHECK(page.cancellation->refund_percent == 100);
	CHECK(page.next_step == BFF_WEB_NEXT_STEP_LOOK_FORWARD);
	CHECK(cc_str_eq(page.progress_stream,
	                CC_STR("/v1/bookings/00000000-0000-7000-8000-000000000064/stream")));
}

static void before_it_is_confirmed_there_is_no_address(void **state)
{
	const struct booking_request_booking_request cmd = {
		.booking_id = cc_test_id(BOOKING),
		.session_id = cc_test_id(EVENING),
		.seats = 2,
		.payment_method = CC_STR("pm_card_visa"),
	};
	struct bff_web_booking_page page;
	cc_test_as(*state, cc_test_id(OLA));
	CHECK_OK(cc_test_run(*state, &booking_request_booking_op, &cmd, NULL));
	CHECK_OK(show_booking(*state, BOOKING, &page));
	CHECK(page.booking->state == BOOKING_BOOKING_STATE_PENDING && page.address == NULL && page.home &&
	      page.ticket == NULL);
	CHECK(page.next_step == BFF_WEB_NEXT_STEP_WAIT);
}

static void a_guest_who_cancels_is_not_told_the_address_any_more(void **state)
{
	struct bff_web_booking_page page;
	book(*state, BOOKING);
	cancel(*state, BOOKING);
	CHECK_OK(show_booking(*state, BOOKING, &page));
	CHECK(page.booking->state == BOOKING_BOOKING_STATE_CANCELLED && page.address == NULL);
	CHECK(page.ticket == NULL && page.cancellation == NULL);
	CHECK(!page.has_calendar && !page.has_ticket_picture);
	CHECK(page.next_step == BFF_WEB_NEXT_STEP_FIND_ANOTHER);
}

/* Even before the booking has heard of it. */
static void an_evening_that_is_called_off_has_no_address(void **state)
{
	const struct inventory_cancel_session_request cmd = { .session_id = cc_test_id(EVENING) };
	struct bff_web_booking_page page;
	book(*state, BOOKING);
	cc_test_as(*state, cc_test_id(ANIA));
	CHECK_OK(cc_test_run(*state, &inventory_cancel_session_op, &cmd, NULL));
	cc_test_as(*state, cc_test_id(OLA));
	CHECK_OK(show_booking(*state, BOOKING, &page));
	CHECK(page.booking->state == BOOKING_BOOKING_STATE_CONFIRMED && page.address == NULL && !page.ticket);
}

static void a_day_after_the_evening_the_address_is_forgotten(void **state)
{
	struct bff_web_booking_page page;
	book(*state, BOOKING);
	cc_test_pass(*state, CC_HOURS(AHEAD_H) + CC_MINUTES(LASTS_MIN) + CC_HOURS(24) - 1);
	CHECK_OK(show_booking(*state, BOOKING, &page));
	CHECK(page.address && page.next_step == BFF_WEB_NEXT_STEP_REVIEW && page.cancellation == NULL);
	cc_test_pass(*state, 1);
	CHECK_OK(show_booking(*state, BOOKING, &page));
	CHECK(page.address == NULL);
}

static void a_booking_is_its_guests_alone(void **state)
{
	book(*state, BOOKING);
	cc_test_as(*state, cc_test_id(IGOR));
	CHECK_REFUSED(show_booking(*state, BOOKING, NULL), bff_web_booking_not_found);
}

static void a_booking_is_shown_while_its_host_does_not_answer(void **state)
{
	struct bff_web_booking_page page;
	book(*state, BOOKING);
	silence(*state, &hosting_get_address_op, 1);
	CHECK_OK(show_booking(*state, BOOKING, &page));
	CHECK(page.address == NULL && page.host);
	silence(*state, &inventory_get_session_op, 1);
	CHECK_OK(show_booking(*state, BOOKING, &page));
	CHECK(page.session == NULL && page.address == NULL && page.booking->labels.count == 2);
}

/* All bookings ---------------------------------------------------------------------- */

static void bookings_have_titles_and_one_thing_to_do(void **state)
{
	struct bff_web_bookings_page page;
	book(*state, BOOKING);
	book(*state, OTHER_BOOKING);
	cancel(*state, BOOKING);
	CHECK_OK(show_bookings(*state, &page));
	CHECK(page.items.count == 2);
	const struct bff_web_booking_card *newest = &page.items.items[0], *oldest = &page.items.items[1];
	CHECK(cc_str_eq(newest->fixture_title, CC_STR("Czarni Warta - Błękitni Port")));
	CHECK(cc_str_eq(newest->home_name, CC_STR("The big sofa in Łódź")) && newest->has_city);
	CHECK(newest->next_step == BFF_WEB_NEXT_STEP_LOOK_FORWARD);
	CHECK(oldest->next_step == BFF_WEB_NEXT_STEP_FIND_ANOTHER && oldest->session);
}

static void a_guest_without_bookings_has_an_empty_page(void **state)
{
	struct bff_web_bookings_page page;
	cc_test_as(*state, cc_test_id(IGOR));
	CHECK_OK(show_bookings(*state, &page));
	CHECK(page.items.count == 0 && !page.has_next_cursor);
}

/* The host's evenings --------------------------------------------------------------- */

static void a_host_sees_who_comes_and_what_they_pay(void **state)
{
	struct bff_web_hosting_page page;
	book(*state, BOOKING);
	cc_test_as(*state, cc_test_id(ANIA));
	CHECK_OK(show_hosting(*state, &page));
	CHECK(cc_str_eq(page.host->name, CC_STR("Ania K.")) && page.items.count == 1);
	const struct bff_web_hosted_evening *evening = &page.items.items[0];
	CHECK(evening->occupancy_percent == 50 && evening->has_fixture_title && evening->has_home_name);
	CHECK(evening->takings->bookings == 1 && evening->takings->seats == 2);
	CHECK(evening->takings->paid.minor == 2640 && evening->takings->refunded.minor == 0);
	CHECK(page.sums.count == 1 && page.sums.items[0].paid.minor == 2640);
}

static void what_went_back_is_no_guest_who_comes(void **state)
{
	struct bff_web_hosting_page page;
	struct bff_web_plan_evening_request draft = usual_plan(OTHER_EVENING);
	book(*state, BOOKING);
	cancel(*state, BOOKING);
	cc_test_as(*state, cc_test_id(ANIA));
	CHECK_OK(plan(*state, &draft, NULL));
	CHECK_OK(show_hosting(*state, &page));
	CHECK(page.items.count == 2 && page.sums.count == 1);
	const struct bff_web_hosted_evening *evening = &page.items.items[1];
	CHECK(evening->session->state == INVENTORY_SESSION_STATE_PUBLISHED &&
	      evening->occupancy_percent == 0);
	CHECK(evening->takings->bookings == 0 && evening->takings->refunded.minor == 2640);
	CHECK(page.items.items[0].takings == NULL && page.items.items[0].has_home_name);
}

static void a_host_with_nothing_yet_has_an_empty_page(void **state)
{
	struct bff_web_hosting_page page;
	cc_test_as(*state, cc_test_id(IGOR));
	CHECK_OK(show_hosting(*state, &page));
	CHECK(page.host == NULL && page.items.count == 0 && page.sums.count == 0);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(held_seats_are_shown_with_their_price),
		CASE(seats_that_are_held_no_more_have_no_price),
		CASE(a_checkout_is_its_guests_alone),
		CASE(a_confirmed_guest_is_shown_the_way),
		CASE(before_it_is_confirmed_there_is_no_address),
		CASE(a_guest_who_cancels_is_not_told_the_address_any_more),
		CASE(an_evening_that_is_called_off_has_no_address),
		CASE(a_day_after_the_evening_the_address_is_forgotten),
		CASE(a_booking_is_its_guests_alone),
		CASE(a_booking_is_shown_while_its_host_does_not_answer),
		CASE(bookings_have_titles_and_one_thing_to_do),
		CASE(a_guest_without_bookings_has_an_empty_page),
		CASE(a_host_sees_who_comes_and_what_they_pay),
		CASE(what_went_back_is_no_guest_who_comes),
		CASE(a_host_with_nothing_yet_has_an_empty_page),
	};
	return cmocka_run_group_tests_name("bff_web: own pages", cases, NULL, NULL);
}
