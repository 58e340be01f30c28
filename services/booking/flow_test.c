/* flow_test.c - a booking that comes about: every step once, at the price that was quoted. */
#include "services/booking/guests_test.h"

static void a_guest_books_pays_and_is_confirmed(void **state)
{
	struct booking_booking_confirmed confirmed;
	CHECK_OK(request_seats(*state, BOOKING, OLA, "pm_card_visa"));
	struct booking_booking asked = look_at(*state, BOOKING);
	CHECK(asked.state == BOOKING_BOOKING_STATE_PENDING && !asked.has_total);
	cc_test_run_due(*state);
	check_confirmed(*state, BOOKING);
	cc_test_last_event(*state, &booking_booking_confirmed_event, &confirmed);
	CHECK(confirmed.labels.count == 2 && cc_id_eq(confirmed.host_id, cc_test_id(HOST)));
	assert_string_equal(story_of(*state, BOOKING),
	                    "requested hold_seats.done quote.done authorise.asked authorise.done"
	                    " check_compliance.done confirm_seats.done capture.asked capture.done confirmed");
}

static void the_quoted_price_is_set_aside_and_taken(void **state)
{
	cc_str labels[] = { CC_STR("A1"), CC_STR("A2") };
	struct pricing_get_quote_request query = {
		.session_id = cc_test_id(EVENING),
		.seats = 2,
		.labels = { labels, 2 },
	};
	struct pricing_quote quote = { 0 };
	CHECK_OK(cc_test_run(*state, &pricing_get_quote_op, &query, &quote));
	struct booking_request_booking_request cmd = two_seats(BOOKING, "pm_card_visa");
	cmd.labels = query.labels;
	cmd.has_quote = true;
	cmd.quote = quote.token;
	CHECK_OK(request_as(*state, OLA, &cmd, NULL));
	cc_test_run_due(*state);
	check_confirmed(*state, BOOKING);
	assert_int_equal(look_at(*state, BOOKING).total.minor, quote.total.minor);
	assert_int_equal(provider_sum(*state, "authorised"), quote.total.minor);
	assert_int_equal(provider_sum(*state, "captured"), quote.total.minor);
}

static void asking_twice_is_one_booking(void **state)
{
	struct booking_request_booking_request cmd = two_seats(BOOKING, "pm_card_visa");
	struct booking_booking again;
	CHECK_OK(request_as(*state, OLA, &cmd, NULL));
	CHECK_OK(request_as(*state, OLA, &cmd, NULL));
	cc_test_run_due(*state);
	CHECK_OK(request_as(*state, OLA, &cmd, &again));
	CHECK(again.state == BOOKING_BOOKING_STATE_CONFIRMED);
	cc_test_run_due(*state);
	check_confirmed(*state, BOOKING);
	CHECK(cc_test_events(*state, &booking_booking_requested_event) == 1);
	CHECK_REFUSED(request_as(*state, IGOR, &cmd, NULL), booking_booking_exists);
	cmd.seats = 1;
	CHECK_REFUSED(request_as(*state, OLA, &cmd, NULL), booking_booking_exists);
}

static void a_guest_confirms_with_their_bank_first(void **state)
{
	CHECK_OK(request_seats(*state, BOOKING, OLA, "pm_card_threeDSecureApproved"));
	cc_test_run_due(*state);
	struct booking_booking waiting = look_at(*state, BOOKING);
	CHECK(waiting.state == BOOKING_BOOKING_STATE_PENDING && waiting.has_action_url);
	live(*state, CC_MINUTES(1));
	check_confirmed(*state, BOOKING);
	CHECK(!look_at(*state, BOOKING).has_action_url);
}

static void what_costs_nothing_is_confirmed_without_a_payment(void **state)
{
	struct booking_request_booking_request cmd = two_seats(BOOKING, "pm_card_visa");
	publish_free_evening(*state);
	cmd.session_id = cc_test_id(FREE_EVENING);
	CHECK_OK(request_as(*state, OLA, &cmd, NULL));
	cc_test_run_due(*state);
	CHECK(look_at(*state, BOOKING).state == BOOKING_BOOKING_STATE_CONFIRMED);
	CHECK(cc_test_provider_int(*state, "SELECT COUNT(*) FROM movements") == 0);
	CHECK_OK(cancel(*state, BOOKING, NULL));
	cc_test_run_due(*state);
	CHECK(look_at(*state, BOOKING).state == BOOKING_BOOKING_STATE_CANCELLED);
}

static void only_its_guest_sees_a_booking(void **state)
{
	struct booking_get_booking_request query = { .booking_id = cc_test_id(BOOKING) };
	struct booking_list_bookings_request list = { .has_limit = true, .limit = 1 };
	struct booking_list_bookings_response page = { 0 };
	book(*state, BOOKING);
	cc_test_as(*state, cc_test_id(IGOR));
	CHECK_REFUSED(cc_test_run(*state, &booking_get_booking_op, &query, NULL), booking_booking_not_found);
	CHECK_REFUSED(cancel(*state, BOOKING, NULL), booking_booking_not_found);
	CHECK_OK(cc_test_run(*state, &booking_list_bookings_op, &list, &page));
	CHECK(page.items.count == 0 && !page.has_next_cursor);
}

static void bookings_are_listed_newest_first_page_by_page(void **state)
{
	struct booking_list_bookings_request query = { .has_limit = true, .limit = 1 };
	struct booking_list_bookings_response page = { 0 };
	book(*state, BOOKING);
	cc_test_pass(*state, 1);
	struct booking_request_booking_request cmd = two_seats(OTHER_BOOKING, "pm_card_visa");
	cmd.seats = 1;
	CHECK_OK(request_as(*state, OLA, &cmd, NULL));
	CHECK_OK(cc_test_run(*state, &booking_list_bookings_op, &query, &page));
	CHECK(page.items.count == 1 && cc_id_eq(page.items.items[0].booking_id, cmd.booking_id));
	CHECK(page.has_next_cursor);
	query.has_cursor = true;
	query.cursor = page.next_cursor;
	page = (struct booking_list_bookings_response){ 0 };
	CHECK_OK(cc_test_run(*state, &booking_list_bookings_op, &query, &page));
	CHECK(page.items.count == 1 && page.items.items[0].labels.count == 2 && !page.has_next_cursor);
}

/* Begins anew after every round of what is due, however far that came. */
static void a_restart_after_any_step_goes_on_from_there(void **state)
{
	int rounds = 0;
	CHECK_OK(request_seats(*state, BOOKING, OLA, "pm_card_visa"));
	for (; look_at(*state, BOOKING).state == BOOKING_BOOKING_STATE_PENDING && rounds < 100; rounds++) {
		cc_test_reopen(*state);
		live_a_moment(*state);
	}
	check_confirmed(*state, BOOKING);
	CHECK(rounds >= 5); /* it was stopped in between, and not before and after it alone */
}

/* The booking stays; what its steps knew, does not. */
static void a_month_after_its_end_a_saga_is_forgotten(void **state)
{
	struct booking_request_booking_request cmd = two_seats(BOOKING, "pm_card_visa");
	book(*state, BOOKING);
	cc_test_pass(*state, CC_HOURS(29 * 24));
	cc_test_run_due(*state);
	CHECK_OK(request_as(*state, OLA, &cmd, NULL));
	cc_test_pass(*state, CC_HOURS(2 * 24));
	cc_test_run_due(*state);
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM sagas") == 0);
	CHECK(look_at(*state, BOOKING).state == BOOKING_BOOKING_STATE_CONFIRMED);
	CHECK_REFUSED(request_as(*state, OLA, &cmd, NULL), booking_booking_exists);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_evening, close_evening)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(a_guest_books_pays_and_is_confirmed),
		CASE(the_quoted_price_is_set_aside_and_taken),
		CASE(asking_twice_is_one_booking),
		CASE(a_guest_confirms_with_their_bank_first),
		CASE(what_costs_nothing_is_confirmed_without_a_payment),
		CASE(only_its_guest_sees_a_booking),
		CASE(bookings_are_listed_newest_first_page_by_page),
		CASE(a_restart_after_any_step_goes_on_from_there),
		CASE(a_month_after_its_end_a_saga_is_forgotten),
	};
	return cmocka_run_group_tests_name("booking: flow", cases, NULL, NULL);
}
