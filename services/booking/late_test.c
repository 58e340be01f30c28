/*
 * late_test.c - money that comes when the seats' time has run out.
 *
 * A guest confirms with their bank in time, and the provider cannot be reached until later: the seats are
 * not theirs any more by then.  They get the same seats again, if these are free, and else their money.
 */
#include "services/booking/guests_test.h"

#include "contracts/compliance.h"

enum { MANY = 100000, ROUNDS_MAX = 14, SILENCE_MS = CC_MINUTES(12), AFTER_MS = CC_MINUTES(3) };

static void silence(struct cc_test *test, bool silent)
{
	cc_test_fail_provider(test, &(struct cc_psp_fail_plan){ .lose_request = silent ? MANY : 0 });
}

/* Asked for, at the bank, and nobody hears what the bank says while their seats lapse. */
static void be_late(struct cc_test *test)
{
	CHECK_OK(request_seats(test, BOOKING, OLA, "pm_card_threeDSecureApproved"));
	cc_test_run_due(test);
	CHECK(look_at(test, BOOKING).has_action_url);
	silence(test, true);
	live(test, SILENCE_MS);
	CHECK(look_at(test, BOOKING).state == BOOKING_BOOKING_STATE_PENDING);
	CHECK(free_seats(test) == SEATS);
	CHECK(cc_test_events(test, &inventory_seats_released_event) == 1);
}

static void hear_the_bank(struct cc_test *test)
{
	silence(test, false);
	live(test, AFTER_MS);
}

static void check_gone_back(struct cc_test *test, const char *step, const char *reason)
{
	check_undone(test, BOOKING, step, reason);
	CHECK(provider_count(test, "authorised") == 1 && provider_count(test, "released") == 1);
	CHECK(provider_count(test, "captured") == 0);
	CHECK(cc_test_events(test, &inventory_seats_taken_again_event) == 0);
}

static void hold_seats_as(struct cc_test *test, int guest, int booking, int32_t seats)
{
	const struct inventory_hold_seats_request cmd = {
		.session_id = cc_test_id(EVENING),
		.booking_id = cc_test_id(booking),
		.seats = seats,
	};
	cc_test_as(test, cc_test_id(guest));
	CHECK_OK(cc_test_run(test, &inventory_hold_seats_op, &cmd, NULL));
	cc_test_as(test, cc_test_id(OLA));
}

static int32_t round_of_hold(struct cc_test *test)
{
	const struct inventory_get_hold_request query = { .booking_id = cc_test_id(BOOKING) };
	struct inventory_hold found = { 0 };
	CHECK_OK(cc_test_run(test, &inventory_get_hold_op, &query, &found));
	return found.round;
}

/* Kept --------------------------------------------------------------------------- */

static void money_that_comes_late_takes_the_same_seats_again(void **state)
{
	be_late(*state);
	struct booking_booking before = look_at(*state, BOOKING);
	hear_the_bank(*state);
	check_confirmed(*state, BOOKING);
	struct booking_booking found = look_at(*state, BOOKING);
	CHECK(cc_str_eq(found.labels.items[0], before.labels.items[0]) && found.labels.count == 2);
	CHECK(found.total.minor == before.total.minor);
	CHECK(cc_test_events(*state, &inventory_seats_taken_again_event) == 1);
}

static void seats_that_were_taken_again_are_given_back_as_any_others(void **state)
{
	struct booking_booking cancelled;
	be_late(*state);
	hear_the_bank(*state);
	check_confirmed(*state, BOOKING);
	CHECK_OK(cancel(*state, BOOKING, &cancelled));
	live(*state, CC_MINUTES(1));
	CHECK(free_seats(*state) == SEATS);
	CHECK(provider_sum(*state, "refunded") == cancelled.total.minor);
	hold_seats_as(*state, OLA, OTHER_BOOKING, 3); /* as many as she may have: none is counted any more */
}

static void a_restart_anywhere_keeps_the_money_and_the_seats(void **unused)
{
	(void)unused;
	for (int rounds = 0; rounds < ROUNDS_MAX; rounds++) {
		void *state;
		open_evening(&state);
		be_late(state);
		silence(state, false);
		cc_test_pass(state, CC_MINUTES(1));
		for (int i = 0; i < rounds; i++)
			live_a_moment(state);
		cc_test_reopen(state);
		live(state, AFTER_MS);
		check_confirmed(state, BOOKING);
		CHECK(round_of_hold(state) == 1);
		close_evening(&state);
	}
}

/* It was done, and nobody heard: asking again takes nothing a second time. */
static void whatever_call_fails_once_late_money_is_kept(void **unused)
{
	static const struct cc_op *const asked[] = {
		&inventory_get_availability_op,
		&compliance_check_licence_op,
		&inventory_confirm_hold_op,
		&payment_capture_payment_op,
	};
	static const struct cc_peers_fail_plan fates[] = { { .refuse = 1 },
		                                           { .lose_request = 1 },
		                                           { .lose_reply = 1 } };
	(void)unused;
	for (size_t i = 0; i < CC_COUNT(asked); i++) {
		for (size_t fate = 0; fate < CC_COUNT(fates); fate++) {
			struct cc_peers_fail_plan plan = fates[fate];
			void *state;
			open_evening(&state);
			be_late(state);
			plan.only = asked[i];
			cc_test_fail_peers(state, &plan);
			hear_the_bank(state);
			check_confirmed(state, BOOKING);
			close_evening(&state);
		}
	}
}

/* Given back ---------------------------------------------------------------------- */

static void money_that_comes_when_others_have_the_seats_goes_back(void **state)
{
	be_late(*state);
	hold_seats_as(*state, IGOR, OTHER_BOOKING, 3);
	hear_the_bank(*state);
	check_gone_back(*state, "confirm_seats", "hold_expired");
	CHECK(free_seats(*state) == SEATS - 3);
}

/* These are free; but they were not what the guest was shown, and what each costs differs. */
static void other_seats_are_not_given_instead(void **state)
{
	be_late(*state);
	hold_seats_as(*state, IGOR, OTHER_BOOKING, 2);
	hear_the_bank(*state);
	check_gone_back(*state, "confirm_seats", "hold_expired");
	CHECK(free_seats(*state) == SEATS - 2);
}

static void let_watch_together(struct cc_test *test, int32_t heads_max)
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
	cc_test_run_due(test);
}

/* Igor, on the armchair, was promised a seat before her money came. */
static void late_money_stands_behind_those_who_hold_seats_now(void **state)
{
	struct cc_str_list labels = { (cc_str[]){ CC_STR("B1") }, 1 };
	const struct inventory_hold_seats_request cmd = {
		.session_id = cc_test_id(EVENING),
		.booking_id = cc_test_id(OTHER_BOOKING),
		.seats = 1,
		.labels = labels,
	};
	be_late(*state);
	cc_test_as(*state, cc_test_id(IGOR));
	CHECK_OK(cc_test_run(*state, &inventory_hold_seats_op, &cmd, NULL));
	let_watch_together(*state, 2);
	cc_test_as(*state, cc_test_id(OLA));
	hear_the_bank(*state);
	check_gone_back(*state, "confirm_seats", "licence_limit");
}

/* She did not wait, and took seats of her own again: three are the most that she may have. */
static void late_money_buys_no_more_seats_than_a_guest_may_have(void **state)
{
	be_late(*state);
	hold_seats_as(*state, OLA, OTHER_BOOKING, 2);
	hear_the_bank(*state);
	check_gone_back(*state, "confirm_seats", "over_limit");
}

static void money_that_comes_after_kick_off_goes_back(void **state)
{
	const struct inventory_reschedule_session_request cmd = {
		.session_id = cc_test_id(EVENING),
		.starts_at = cc_time_add(cc_test_now(*state), CC_MINUTES(11)),
	};
	cc_test_as(*state, cc_test_id(HOST));
	CHECK_OK(cc_test_run(*state, &inventory_reschedule_session_op, &cmd, NULL));
	be_late(*state);
	hear_the_bank(*state);
	check_gone_back(*state, "confirm_seats", "session_started");
}

static void check_cancelled(struct cc_test *test)
{
	hear_the_bank(test);
	CHECK(look_at(test, BOOKING).state == BOOKING_BOOKING_STATE_CANCELLED);
	CHECK(provider_count(test, "captured") == 0 && provider_count(test, "released") == 1);
	CHECK(cc_test_events(test, &inventory_seats_taken_again_event) == 0 && free_seats(test) == SEATS);
}

static void who_cancels_meanwhile_gets_their_money_back(void **state)
{
	be_late(*state);
	CHECK_OK(cancel(*state, BOOKING, NULL));
	check_cancelled(*state);
}

static void money_for_an_evening_that_was_called_off_meanwhile_goes_back(void **state)
{
	const struct inventory_cancel_session_request cmd = { .session_id = cc_test_id(EVENING) };
	be_late(*state);
	cc_test_as(*state, cc_test_id(HOST));
	CHECK_OK(cc_test_run(*state, &inventory_cancel_session_op, &cmd, NULL));
	cc_test_as(*state, cc_test_id(OLA));
	cc_test_run_due(*state);
	check_cancelled(*state);
}

/* Said to be over, it stays so: the guest was told that nothing is taken, and may have booked elsewhere. */
static void money_that_comes_after_the_refusal_goes_back_although_the_seats_are_free(void **state)
{
	CHECK_OK(request_seats(*state, BOOKING, OLA, "pm_card_threeDSecureApproved"));
	cc_test_run_due(*state);
	silence(*state, true);
	live(*state, CC_MINUTES(30));
	CHECK(look_at(*state, BOOKING).state == BOOKING_BOOKING_STATE_REFUSED);
	live(*state, CC_HOURS(72));
	hear_the_bank(*state);
	check_gone_back(*state, "authorise", "payment_unresolved");
	CHECK(free_seats(*state) == SEATS);
}

/* It was let go by the provider itself, while the booking asked for its seats. */
static void money_that_lapses_at_the_provider_gives_the_seats_back_again(void **state)
{
	be_late(*state);
	silence(*state, false);
	for (int i = 0; i < 200 && cc_test_events(*state, &inventory_seats_taken_again_event) == 0; i++) {
		cc_test_pass(*state, CC_SECONDS(1));
		live_a_moment(*state);
	}
	cc_test_provider_exec(*state, "UPDATE intents SET state = 'canceled', lapses_at = NULL");
	live(*state, AFTER_MS);
	check_undone(*state, BOOKING, "capture", "payment_declined");
	CHECK(free_seats(*state) == SEATS);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_evening, close_evening)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(money_that_comes_late_takes_the_same_seats_again),
		CASE(seats_that_were_taken_again_are_given_back_as_any_others),
		cmocka_unit_test(a_restart_anywhere_keeps_the_money_and_the_seats),
		cmocka_unit_test(whatever_call_fails_once_late_money_is_kept),
		CASE(money_that_comes_when_others_have_the_seats_goes_back),
		CASE(other_seats_are_not_given_instead),
		CASE(late_money_stands_behind_those_who_hold_seats_now),
		CASE(late_money_buys_no_more_seats_than_a_guest_may_have),
		CASE(money_that_comes_after_kick_off_goes_back),
		CASE(who_cancels_meanwhile_gets_their_money_back),
		CASE(money_for_an_evening_that_was_called_off_meanwhile_goes_back),
		CASE(money_that_comes_after_the_refusal_goes_back_although_the_seats_are_free),
		CASE(money_that_lapses_at_the_provider_gives_the_seats_back_again),
	};
	return cmocka_run_group_tests_name("booking: late", cases, NULL, NULL);
}
