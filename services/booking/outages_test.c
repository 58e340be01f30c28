/*
 * outages_test.c - every call between services fails, in every way, wherever a booking makes it.
 *
 * Whatever fails, once or for long, a booking ends confirmed or undone, and whole: one capture at the
 * provider for one that is confirmed, none kept for one that is not, and no seat that stays held.
 */
#include "services/booking/guests_test.h"

#include "contracts/compliance.h"

enum { MANY = 100000, LONG_MS = CC_MINUTES(25), AFTER_MS = CC_MINUTES(40) };

/* What steps ask, and what undoing them asks. */
static const struct cc_op *const asked[] = {
	&inventory_hold_seats_op,      &inventory_get_session_op,      &pricing_get_quote_op,
	&payment_authorise_payment_op, &inventory_get_availability_op, &compliance_check_licence_op,
	&inventory_confirm_hold_op,    &payment_capture_payment_op,
};
static const struct cc_op *const undone_by[] = {
	&inventory_release_hold_op,
	&payment_void_payment_op,
	&payment_get_payment_op,
	&payment_refund_payment_op,
};

static const struct cc_peers_fail_plan once[] = { { .refuse = 1 },
	                                          { .lose_request = 1 },
	                                          { .lose_reply = 1 } };
static const struct cc_peers_fail_plan always[] = {
	{ .deny = MANY },
	{ .refuse = MANY },
	{ .lose_request = MANY },
	{ .lose_reply = MANY },
};

static struct cc_peers_fail_plan of(const struct cc_op *op, struct cc_peers_fail_plan plan)
{
	plan.only = op;
	return plan;
}

static void heal(struct cc_test *test)
{
	cc_test_fail_peers(test, &(struct cc_peers_fail_plan){ 0 });
}

/* Confirmed, or undone; whole; and nothing is left to do. */
static bool check_ended(struct cc_test *test)
{
	struct booking_booking found = look_at(test, BOOKING);
	if (found.state == BOOKING_BOOKING_STATE_CONFIRMED) {
		check_confirmed(test, BOOKING);
		return true;
	}
	if (found.state != BOOKING_BOOKING_STATE_REFUSED)
		fail_msg("not ended: %s", story_of(test, BOOKING));
	check_undone(test, BOOKING, cc_copy(cc_test_provider_ctx(test), found.refused_step).ptr,
	             cc_copy(cc_test_provider_ctx(test), found.refusal).ptr);
	assert_int_equal(free_seats(test), SEATS);
	return false;
}

static struct cc_test *open_and_ask(void **state)
{
	open_evening(state);
	CHECK_OK(request_seats(*state, BOOKING, OLA, "pm_card_visa"));
	return *state;
}

/* Steps --------------------------------------------------------------------------- */

static void whatever_call_fails_once_the_booking_is_confirmed(void **state)
{
	for (size_t i = 0; i < CC_COUNT(asked); i++) {
		for (size_t fate = 0; fate < CC_COUNT(once); fate++) {
			struct cc_peers_fail_plan plan = of(asked[i], once[fate]);
			struct cc_test *test = open_and_ask(state);
			cc_test_fail_peers(test, &plan);
			live(test, CC_MINUTES(1));
			check_confirmed(test, BOOKING);
			close_evening(state);
		}
	}
}

/* It happened although nobody heard: only then may it be confirmed. */
static bool may_have_happened(const struct cc_op *op, const struct cc_peers_fail_plan *plan)
{
	return plan->lose_reply > 0 &&
	       (op == &payment_authorise_payment_op || op == &payment_capture_payment_op);
}

static void whatever_call_fails_for_long_the_booking_ends_whole(void **state)
{
	for (size_t i = 0; i < CC_COUNT(asked); i++) {
		for (size_t fate = 0; fate < CC_COUNT(always); fate++) {
			struct cc_peers_fail_plan plan = of(asked[i], always[fate]);
			struct cc_test *test = open_and_ask(state);
			cc_test_fail_peers(test, &plan);
			live(test, LONG_MS);
			CHECK(free_seats(test) == SEATS ||
			      may_have_happened(asked[i], &plan)); /* no hold outlives its time */
			heal(test);
			live(test, AFTER_MS);
			CHECK(!check_ended(test) || may_have_happened(asked[i], &plan));
			close_evening(state);
		}
	}
}

/* Undoing ------------------------------------------------------------------------- */

/* The booking turns back at this call, and finds that its way back is closed, too. */
static void turn_back(void **state, const struct cc_op *at, const struct cc_peers_fail_plan *on_the_way,
                      int64_t ms)
{
	struct cc_peers_fail_plan turned = of(at, (struct cc_peers_fail_plan){ .deny = MANY });
	struct cc_test *test = open_and_ask(state);
	cc_test_fail_peers(test, &turned);
	cc_test_fail_peers_also(test, on_the_way);
	live(test, ms);
	heal(test);
	live(test, AFTER_MS);
	CHECK(!check_ended(test));
	close_evening(state);
}

static void whatever_undo_fails_once_all_of_it_is_undone(void **state)
{
	for (size_t at = 0; at < CC_COUNT(asked); at++) {
		for (size_t i = 0; i < CC_COUNT(undone_by); i++) {
			for (size_t fate = 0; fate < CC_COUNT(once); fate++) {
				struct cc_peers_fail_plan plan = of(undone_by[i], once[fate]);
				turn_back(state, asked[at], &plan, CC_MINUTES(1));
			}
		}
	}
}

static void whatever_undo_fails_for_long_all_of_it_is_undone_afterwards(void **state)
{
	for (size_t at = 0; at < CC_COUNT(asked); at++) {
		for (size_t i = 0; i < CC_COUNT(undone_by); i++) {
			for (size_t fate = 0; fate < CC_COUNT(always); fate++) {
				struct cc_peers_fail_plan plan = of(undone_by[i], always[fate]);
				turn_back(state, asked[at], &plan, LONG_MS);
			}
		}
	}
}

static void what_cannot_be_undone_is_counted_and_tried_again(void **state)
{
	struct cc_peers_fail_plan turned = of(&pricing_get_quote_op,
	                                      (struct cc_peers_fail_plan){ .deny = MANY });
	struct cc_peers_fail_plan plan = of(&inventory_release_hold_op,
	                                    (struct cc_peers_fail_plan){ .deny = MANY });
	cc_test_fail_peers(*state, &turned);
	cc_test_fail_peers_also(*state, &plan);
	CHECK_OK(request_seats(*state, BOOKING, OLA, "pm_card_visa"));
	live(*state, CC_MINUTES(1));
	CHECK(look_at(*state, BOOKING).state == BOOKING_BOOKING_STATE_UNDOING);
	CHECK(cc_test_figure(*state, "couchannel_booking_stuck") == 1);
	heal(*state);
	live(*state, CC_MINUTES(20));
	CHECK(!check_ended(*state));
	CHECK(cc_test_figure(*state, "couchannel_booking_stuck") == 0);
}

/* Money --------------------------------------------------------------------------- */

/* It may have been taken: the booking is not over until that is known, and the money is on its way back. */
static void called_off_while_it_is_paid_for_it_is_over_once_the_money_goes_back(void **state)
{
	CHECK_OK(request_seats(*state, BOOKING, OLA, "pm_card_visa"));
	for (int i = 0; i < 100 && provider_count(*state, "authorised") == 0; i++)
		live_a_moment(*state);
	cc_test_fail_provider(*state, &(struct cc_psp_fail_plan){ .lose_reply = MANY });
	live(*state, CC_SECONDS(5));
	CHECK(provider_count(*state, "captured") == 1); /* which nobody here knows */
	CHECK_OK(cancel(*state, BOOKING, NULL));
	live(*state, CC_MINUTES(5));
	CHECK(look_at(*state, BOOKING).state == BOOKING_BOOKING_STATE_UNDOING);
	cc_test_fail_provider(*state, &(struct cc_psp_fail_plan){ .lose_reply = 0 });
	live(*state, AFTER_MS);
	CHECK(look_at(*state, BOOKING).state == BOOKING_BOOKING_STATE_CANCELLED);
	CHECK(strstr(story_of(*state, BOOKING), "capture.undone"));
	CHECK(provider_count(*state, "captured") == 1 && provider_count(*state, "refunded") == 1);
	CHECK(provider_sum(*state, "captured") == provider_sum(*state, "refunded") &&
	      free_seats(*state) == SEATS);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_evening, close_evening)

int main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(whatever_call_fails_once_the_booking_is_confirmed),
		cmocka_unit_test(whatever_call_fails_for_long_the_booking_ends_whole),
		cmocka_unit_test(whatever_undo_fails_once_all_of_it_is_undone),
		cmocka_unit_test(whatever_undo_fails_for_long_all_of_it_is_undone_afterwards),
		CASE(what_cannot_be_undone_is_counted_and_tried_again),
		CASE(called_off_while_it_is_paid_for_it_is_over_once_the_money_goes_back),
	};
	return cmocka_run_group_tests_name("booking: outages", cases, NULL, NULL);
}
