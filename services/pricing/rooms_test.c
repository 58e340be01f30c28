/* rooms_test.c - what pricing hears of inventory, in whatever order, and what that does to prices. */
#include "services/inventory/drafts_test.h"
#include "services/pricing/evening_test.h"

static int open_priced(void **state)
{
	struct pricing_set_tariff_request cmd = usual_tariff();
	open_evening(state);
	CHECK_OK(set_tariff(*state, &cmd, NULL));
	return 0;
}

static struct pricing_quote quote(struct cc_test *test, const char *label)
{
	struct pricing_quote quote;
	cc_test_run_due(test);
	CHECK_OK(quote_label(test, label, &quote));
	return quote;
}

static int64_t food(const struct pricing_quote *quote)
{
	return amount_of(&quote->components, PRICING_COMPONENT_KIND_FOOD_AND_SPACE);
}

static void seats_that_others_take_make_the_rest_dearer(void **state)
{
	struct cc_test *test = *state;
	struct pricing_quote before = quote(test, "B1"), after;
	CHECK(before.rate == 0 && food(&before) == 2000);
	CHECK_OK(hold(test, FIRST, OLA, "A1"));
	after = quote(test, "B1"); /* a quarter of the room is taken, and one booking asked for a quarter */
	CHECK(after.rate == 2000 && food(&after) == 2200);
	CHECK(amount_of(&after.components, PRICING_COMPONENT_KIND_COST_SHARE) ==
	      amount_of(&before.components, PRICING_COMPONENT_KIND_COST_SHARE));
}

static void ones_own_booking_makes_nothing_dearer(void **state)
{
	struct cc_test *test = *state;
	cc_str labels[] = { CC_STR("A1") };
	struct pricing_get_quote_request query = {
		.session_id = cc_test_id(EVENING),
		.seats = 1,
		.labels = { labels, 1 },
		.has_booking_id = true,
		.booking_id = cc_test_id(FIRST),
	};
	struct pricing_quote own;
	CHECK_OK(hold(test, FIRST, OLA, "A1"));
	cc_test_run_due(test);
	CHECK_OK(cc_test_run(test, &pricing_get_quote_op, &query, &own));
	CHECK(own.rate == 0);
}

static void without_labels_the_first_free_seats_are_quoted(void **state)
{
	struct cc_test *test = *state;
	struct pricing_quote free;
	CHECK_OK(hold(test, FIRST, OLA, "A1"));
	CHECK_OK(hold(test, SECOND, IGOR, "A3"));
	cc_test_run_due(test);
	CHECK_OK(quote_seats(test, 2, &free));
	CHECK(cc_str_eq(free.seats.items[0].label, CC_STR("A2")));
	CHECK(cc_str_eq(free.seats.items[1].label, CC_STR("B1")));
	CHECK_REFUSED(quote_seats(test, 3, NULL), pricing_sold_out);
}

static void a_seat_given_back_is_free_but_was_asked_for(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(hold(test, FIRST, OLA, "A1"));
	CHECK_OK(release(test, FIRST));
	CHECK(quote(test, "B1").rate == 750);
	CHECK_OK(quote_seats(test, SEATS, NULL));
	cc_test_pass(test, CC_HOURS(24));
	CHECK(quote(test, "B1").rate == 0);
}

static void a_hold_that_has_run_out_takes_no_seat(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(hold(test, FIRST, OLA, "A1"));
	cc_test_run_due(test);
	cc_test_pass(test, CC_MINUTES(10) - 1);
	CHECK_REFUSED(quote_seats(test, SEATS, NULL), pricing_sold_out);
	cc_test_pass(test, 1); /* whenever inventory comes round to saying so */
	CHECK_OK(quote_seats(test, SEATS, NULL));
}

static void a_hold_that_is_extended_takes_its_seat_for_longer(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(hold(test, FIRST, OLA, "A1"));
	cc_test_pass(test, CC_MINUTES(9));
	CHECK_OK(extend(test, FIRST));
	cc_test_pass(test, CC_MINUTES(9));
	cc_test_run_due(test);
	CHECK_REFUSED(quote_seats(test, SEATS, NULL), pricing_sold_out);
}

static void a_confirmed_seat_is_taken_for_good(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(hold(test, FIRST, OLA, "A1"));
	CHECK_OK(confirm(test, FIRST));
	cc_test_pass(test, CC_HOURS(48));
	cc_test_run_due(test);
	CHECK_REFUSED(quote_seats(test, SEATS, NULL), pricing_sold_out);
}

static void a_kick_off_that_moves_near_makes_wanted_seats_dearer(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(hold(test, FIRST, OLA, "A1"));
	CHECK(quote(test, "B1").rate == 2000);
	CHECK_OK(reschedule(test, CC_HOURS(84)));
	CHECK(quote(test, "B1").rate == 2250); /* half a week before */
}

/* Each consumer keeps its own place in the topic.  Heard one by one, or all at once when the last come first:
 * what is known at the end is the same. */
static void live_through(struct cc_test *test, bool at_once)
{
	cc_err (*const steps[])(struct cc_test *, int) = { release, confirm };
	CHECK_OK(hold(test, FIRST, OLA, "A1"));
	for (size_t i = 0; i < CC_COUNT(steps); i++) {
		int booking = i == 0 ? FIRST : SECOND;
		if (!at_once)
			cc_test_run_due(test);
		if (booking == SECOND)
			CHECK_OK(hold(test, SECOND, IGOR, "A1"));
		if (!at_once)
			cc_test_run_due(test);
		CHECK_OK(steps[i](test, booking));
	}
	CHECK_OK(reschedule(test, CC_HOURS(24)));
	cc_test_run_due(test);
}

static void check_what_is_known(struct cc_test *test)
{
	struct pricing_quote found;
	CHECK_OK(quote_seats(test, 1, &found));
	CHECK(cc_str_eq(found.seats.items[0].label, CC_STR("A2"))); /* Igor has A1 */
	CHECK_OK(quote_seats(test, 3, &found));
	CHECK_REFUSED(quote_seats(test, 4, NULL), pricing_sold_out);
	CHECK(found.rate == (5000 * 2500 + 3000 * 5000 + 2000 * (2500 * 8571 / 10000)) / 10000);
	cc_test_pass(test, CC_MINUTES(10));
	CHECK_REFUSED(quote_seats(test, 4, NULL), pricing_sold_out); /* and keeps it */
	cc_test_pass(test, CC_HOURS(24) - CC_MINUTES(10));
	CHECK_REFUSED(quote_seats(test, 1, NULL), pricing_session_started);
}

static void what_is_heard_at_its_time_is_known(void **state)
{
	live_through(*state, false);
	check_what_is_known(*state);
}

static void what_is_heard_last_things_first_is_known_as_well(void **state)
{
	live_through(*state, true);
	check_what_is_known(*state);
}

/* Out of time, paid for all the same, and given back in the end. */
static void take_again(struct cc_test *test, bool at_once)
{
	CHECK_OK(hold(test, FIRST, OLA, "A1"));
	if (!at_once)
		cc_test_run_due(test);
	cc_test_pass(test, CC_MINUTES(10));
	if (!at_once)
		cc_test_run_due(test);
	CHECK_OK(confirm_late(test, FIRST, "A1"));
}

static void a_seat_that_is_taken_again_is_taken_however_that_is_heard(void **state)
{
	(void)state;
	for (int at_once = 0; at_once < 2; at_once++) {
		void *test;
		open_priced(&test);
		take_again(test, at_once);
		cc_test_run_due(test);
		CHECK_OK(quote_seats(test, SEATS - 1, NULL));
		CHECK_REFUSED(quote_seats(test, SEATS, NULL), pricing_sold_out);
		CHECK_OK(release(test, FIRST));
		cc_test_run_due(test);
		CHECK_OK(quote_seats(test, SEATS, NULL));
		close_evening(&test);
	}
}

static void a_seat_that_was_taken_again_and_given_back_is_free_however_that_is_heard(void **state)
{
	take_again(*state, true);
	CHECK_OK(release(*state, FIRST));
	cc_test_run_due(*state);
	CHECK_OK(quote_seats(*state, SEATS, NULL));
}

/* Its end is heard before its beginning: nothing was delivered until then. */
static void a_session_that_moved_and_was_called_off_before_it_was_heard_of_stays_so(void **state)
{
	static const struct cc_service *const services[] = { &pricing_service, &inventory_service, NULL };
	struct cc_test *test = open_with_compliance(services);
	(void)state;
	CHECK_OK(publish(test, EVENING));
	CHECK_OK(reschedule(test, CC_HOURS(1)));
	cc_test_run_due(test);
	CHECK(cc_test_int(test, "SELECT starts_at FROM sessions") == cc_test_now(test).ms + CC_HOURS(1));
	cc_test_close(test);

	test = open_with_compliance(services);
	CHECK_OK(publish(test, EVENING));
	CHECK_OK(cancel(test));
	cc_test_run_due(test);
	CHECK_REFUSED(quote_seats(test, 1, NULL), pricing_session_cancelled);
	cc_test_close(test);
}

static void what_was_heard_survives_a_restart_and_is_not_heard_twice(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(hold(test, FIRST, OLA, "A1"));
	CHECK(quote(test, "B1").rate == 2000);
	cc_test_reopen(test);
	CHECK(quote(test, "B1").rate == 2000);
	CHECK(cc_test_int(test, "SELECT COUNT(*) FROM held_seats") == 1);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_priced, close_evening)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(seats_that_others_take_make_the_rest_dearer),
		CASE(ones_own_booking_makes_nothing_dearer),
		CASE(without_labels_the_first_free_seats_are_quoted),
		CASE(a_seat_given_back_is_free_but_was_asked_for),
		CASE(a_hold_that_has_run_out_takes_no_seat),
		CASE(a_hold_that_is_extended_takes_its_seat_for_longer),
		CASE(a_confirmed_seat_is_taken_for_good),
		CASE(a_kick_off_that_moves_near_makes_wanted_seats_dearer),
		CASE(what_is_heard_at_its_time_is_known),
		CASE(what_is_heard_last_things_first_is_known_as_well),
		cmocka_unit_test(a_seat_that_is_taken_again_is_taken_however_that_is_heard),
		CASE(a_seat_that_was_taken_again_and_given_back_is_free_however_that_is_heard),
		cmocka_unit_test(a_session_that_moved_and_was_called_off_before_it_was_heard_of_stays_so),
		CASE(what_was_heard_survives_a_restart_and_is_not_heard_twice),
	};
	return cmocka_run_group_tests_name("pricing: rooms", cases, NULL, NULL);
}
