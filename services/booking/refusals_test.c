/* refusals_test.c - whichever step is refused, all before it is undone and nobody has paid. */
#include "services/booking/guests_test.h"

#include "contracts/compliance.h"

enum { OTHER_EVENING = 20, LONG_MS = CC_MINUTES(10) };

static void check_nothing_kept(struct cc_test *test, const char *step, const char *reason)
{
	check_undone(test, BOOKING, step, reason);
	assert_int_equal(provider_count(test, "captured"), 0);
}

static void hold_directly(struct cc_test *test, int guest, int seats)
{
	struct inventory_hold_seats_request cmd = {
		.session_id = cc_test_id(EVENING),
		.booking_id = cc_test_id(OTHER_BOOKING),
		.seats = seats,
	};
	cc_test_as(test, cc_test_id(guest));
	CHECK_OK(cc_test_run(test, &inventory_hold_seats_op, &cmd, NULL));
}

static void request_with_quote(struct cc_test *test, cc_str first, cc_str second, int64_t later_ms)
{
	cc_str quoted[] = { CC_STR("A1"), CC_STR("A2") }, wanted[] = { first, second };
	struct booking_request_booking_request cmd = two_seats(BOOKING, "pm_card_visa");
	struct pricing_get_quote_request query = {
		.session_id = cc_test_id(EVENING),
		.seats = 2,
		.labels = { quoted, 2 },
	};
	struct pricing_quote quote = { 0 };
	CHECK_OK(cc_test_run(test, &pricing_get_quote_op, &query, &quote));
	cc_test_pass(test, later_ms);
	cmd.labels = (struct cc_str_list){ wanted, 2 };
	cmd.has_quote = true;
	cmd.quote = quote.token;
	CHECK_OK(request_as(test, OLA, &cmd, NULL));
	cc_test_run_due(test);
}

/* Seats and price ----------------------------------------------------------------- */

static void what_is_sold_out_is_refused(void **state)
{
	hold_directly(*state, IGOR, 3);
	CHECK_OK(request_seats(*state, BOOKING, OLA, "pm_card_visa"));
	cc_test_run_due(*state);
	check_nothing_kept(*state, "hold_seats", "sold_out");
	CHECK(free_seats(*state) == 1);
	assert_string_equal(story_of(*state, BOOKING), "requested hold_seats.refused refused");
}

static void an_evening_that_is_not_there_is_refused(void **state)
{
	struct booking_request_booking_request cmd = two_seats(BOOKING, "pm_card_visa");
	cmd.session_id = cc_test_id(OTHER_EVENING);
	CHECK_OK(request_as(*state, OLA, &cmd, NULL));
	cc_test_run_due(*state);
	check_nothing_kept(*state, "hold_seats", "session_not_found");
}

static void an_expired_quote_is_refused(void **state)
{
	request_with_quote(*state, CC_STR("A1"), CC_STR("A2"), CC_MINUTES(10));
	check_nothing_kept(*state, "quote", "quote_expired");
	CHECK(free_seats(*state) == SEATS);
}

static void a_quote_of_other_seats_is_refused(void **state)
{
	request_with_quote(*state, CC_STR("A1"), CC_STR("B1"), 0);
	check_nothing_kept(*state, "quote", "quote_differs");
	CHECK(free_seats(*state) == SEATS);
}

static void a_changed_quote_is_refused(void **state)
{
	cc_str wanted[] = { CC_STR("A1"), CC_STR("A2") };
	struct booking_request_booking_request cmd = two_seats(BOOKING, "pm_card_visa");
	cmd.labels = (struct cc_str_list){ wanted, 2 };
	cmd.has_quote = true;
	cmd.quote = CC_STR("a quote that nobody made");
	CHECK_OK(request_as(*state, OLA, &cmd, NULL));
	cc_test_run_due(*state);
	check_nothing_kept(*state, "quote", "seal_broken");
}

static void labels_that_do_not_fit_are_refused_at_once(void **state)
{
	cc_str wanted[] = { CC_STR("A1") };
	struct booking_request_booking_request cmd = two_seats(BOOKING, "pm_card_visa");
	cmd.labels = (struct cc_str_list){ wanted, 1 };
	CHECK_REFUSED(request_as(*state, OLA, &cmd, NULL), booking_labels_mismatch);
	cmd.labels = (struct cc_str_list){ 0 };
	cmd.has_quote = true;
	cmd.quote = CC_STR("quote");
	CHECK_REFUSED(request_as(*state, OLA, &cmd, NULL), booking_labels_mismatch);
}

/* Money --------------------------------------------------------------------------- */

static void declines(struct cc_test *test, const char *card, const char *reason)
{
	CHECK_OK(request_seats(test, BOOKING, OLA, card));
	cc_test_run_due(test);
	check_nothing_kept(test, "authorise", reason);
	CHECK(free_seats(test) == SEATS);
	assert_string_equal(story_of(test, BOOKING), "requested hold_seats.done quote.done authorise.asked"
	                                             " authorise.refused hold_seats.undone refused");
}

static void a_declined_card_is_refused(void **state)
{
	declines(*state, "pm_card_chargeDeclined", "generic_decline");
}

static void a_card_without_funds_is_refused(void **state)
{
	declines(*state, "pm_card_insufficientFunds", "insufficient_funds");
}

static void a_card_that_nobody_knows_is_refused(void **state)
{
	declines(*state, "pm_card_of_chocolate", "psp_unknown_method");
}

static void a_bank_that_declines_after_its_question_is_a_refusal(void **state)
{
	CHECK_OK(request_seats(*state, BOOKING, OLA, "pm_card_threeDSecure"));
	cc_test_run_due(*state);
	cc_test_provider_exec(*state, "UPDATE intents SET state = 'requires_payment_method',"
	                              " decline = 'authentication_failed'");
	live(*state, CC_MINUTES(1));
	check_undone(*state, BOOKING, "authorise", "authentication_failed");
	CHECK(free_seats(*state) == SEATS);
}

static void a_bank_that_declines_the_capture_is_a_refusal_of_the_capture(void **state)
{
	CHECK_OK(request_seats(*state, BOOKING, OLA, "pm_card_captureDeclined"));
	live(*state, CC_MINUTES(1));
	check_undone(*state, BOOKING, "capture", "generic_decline");
	CHECK(free_seats(*state) == SEATS);
}

/* The payment is let go of before the seats' ten minutes are over. */
static void a_guest_who_never_confirms_with_their_bank_loses_the_seats(void **state)
{
	CHECK_OK(request_seats(*state, BOOKING, OLA, "pm_card_threeDSecure"));
	live(*state, CC_MINUTES(9));
	check_nothing_kept(*state, "authorise", "payment_not_completed");
	CHECK(free_seats(*state) == SEATS);
	live(*state, LONG_MS);
	check_nothing_kept(*state, "authorise", "payment_not_completed");
}

static void seats_that_lapse_before_they_are_paid_cost_nothing(void **state)
{
	struct booking_request_booking_request cmd = two_seats(BOOKING, "pm_card_threeDSecureApproved");
	publish_evening(*state, OTHER_EVENING, CC_SECONDS(20)); /* a hold ends at kick-off */
	cmd.session_id = cc_test_id(OTHER_EVENING);
	CHECK_OK(request_as(*state, OLA, &cmd, NULL));
	live(*state, CC_MINUTES(2));
	check_nothing_kept(*state, "confirm_seats", "session_started");
	CHECK(provider_count(*state, "authorised") == 1 && provider_count(*state, "released") == 1);
}

/* The licence --------------------------------------------------------------------- */

/* The rule of the evening: its competition, at home, for a share of the cost. */
static void tighten(struct cc_test *test, int32_t heads_max)
{
	const struct compliance_put_rule_request cmd = {
		.rule_id = CC_STR("liga-nadwislanska-home"),
		.has_competition = true,
		.competition = CC_STR("liga-nadwislanska"),
		.has_venue = true,
		.venue = COMPLIANCE_VENUE_PRIVATE_HOME,
		.has_charge_basis = true,
		.charge_basis = COMPLIANCE_CHARGE_BASIS_COST_SHARE,
		.heads_max = heads_max,
		.source = CC_STR("Liga Nadwiślańska, media rules, second edition"),
	};
	const struct compliance_publish_rule_request publish = { .rule_id = cmd.rule_id, .version = 2 };
	CHECK_OK(cc_test_run(test, &compliance_put_rule_op, &cmd, NULL));
	CHECK_OK(cc_test_run(test, &compliance_publish_rule_op, &publish, NULL));
}

/* Their bank asks, and meanwhile the rule becomes another one. */
static void a_rule_that_is_tightened_before_the_confirmation_gives_the_money_back(void **state)
{
	CHECK_OK(request_seats(*state, BOOKING, OLA, "pm_card_threeDSecureApproved"));
	cc_test_run_due(*state);
	CHECK(free_seats(*state) == SEATS - 2);
	tighten(*state, 1);
	live(*state, CC_MINUTES(1));
	check_nothing_kept(*state, "check_compliance", "licence_limit");
	CHECK(provider_count(*state, "authorised") == 1 && provider_count(*state, "released") == 1);
	CHECK(free_seats(*state) == SEATS);
	struct booking_booking refused = look_at(*state, BOOKING);
	const struct booking_timeline_entry *why = refused.timeline.items;
	while (why->what != BOOKING_HAPPENING_REFUSED)
		why++;
	CHECK(cc_str_eq(why->step, CC_STR("check_compliance")) && why->has_detail);
	CHECK(cc_str_eq(why->detail, CC_STR("Rule liga-nadwislanska-home, version 2, lets 1 watch together, "
	                                    "and not 2.")));
}

static void a_rule_that_is_tightened_later_leaves_a_booking_as_it_is(void **state)
{
	book(*state, BOOKING);
	tighten(*state, 0);
	live(*state, CC_MINUTES(1));
	cc_test_as(*state, cc_test_id(OLA));
	check_confirmed(*state, BOOKING);
	CHECK_OK(request_seats(*state, OTHER_BOOKING, IGOR, "pm_card_visa"));
	cc_test_run_due(*state);
	CHECK(cc_str_eq(look_at(*state, OTHER_BOOKING).refusal, CC_STR("licence_limit")));
}

static void a_provider_that_will_not_take_the_money_gets_the_seats_back(void **state)
{
	CHECK_OK(request_seats(*state, BOOKING, OLA, "pm_card_visa"));
	for (int i = 0; i < 100 && provider_count(*state, "authorised") == 0; i++)
		live_a_moment(*state);
	cc_test_provider_exec(*state, "UPDATE intents SET state = 'canceled', lapses_at = NULL");
	live(*state, CC_MINUTES(2));
	check_nothing_kept(*state, "capture", "payment_declined");
	CHECK(free_seats(*state) == SEATS);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_evening, close_evening)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(what_is_sold_out_is_refused),
		CASE(an_evening_that_is_not_there_is_refused),
		CASE(an_expired_quote_is_refused),
		CASE(a_quote_of_other_seats_is_refused),
		CASE(a_changed_quote_is_refused),
		CASE(labels_that_do_not_fit_are_refused_at_once),
		CASE(a_declined_card_is_refused),
		CASE(a_card_without_funds_is_refused),
		CASE(a_card_that_nobody_knows_is_refused),
		CASE(a_bank_that_declines_after_its_question_is_a_refusal),
		CASE(a_bank_that_declines_the_capture_is_a_refusal_of_the_capture),
		CASE(a_guest_who_never_confirms_with_their_bank_loses_the_seats),
		CASE(seats_that_lapse_before_they_are_paid_cost_nothing),
		CASE(a_rule_that_is_tightened_before_the_confirmation_gives_the_money_back),
		CASE(a_rule_that_is_tightened_later_leaves_a_booking_as_it_is),
		CASE(a_provider_that_will_not_take_the_money_gets_the_seats_back),
	};
	return cmocka_run_group_tests_name("booking: refusals", cases, NULL, NULL);
}
