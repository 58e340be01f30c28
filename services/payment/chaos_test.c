/* chaos_test.c - whatever is asked and whatever fails: money moves once, and both books say so. */
#include <stdio.h>

#include "services/payment/till_test.h"

enum { SEEDS = 25, BOOKINGS = 6, STEPS = 60, REFUNDS = 4 };

static uint32_t next(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 8) % below;
}

/* An answer is due whether it is a refusal or not: which of them is the state's to say. */
static void ask_something(struct cc_test *test, uint32_t *seed)
{
	static const char *const cards[] = { "pm_card_visa",
		                             "pm_card_chargeDeclined",
		                             "pm_card_visa",
		                             "pm_card_authoriseReplyLost",
		                             "pm_card_captureReplyLost",
		                             "pm_card_threeDSecureApproved" };
	int which = (int)next(seed, BOOKINGS), booking = TILL_BOOKING + which;
	cc_err err = CC_OK;
	switch (next(seed, 5)) {
	case 0: till_authorise(test, booking, cards[which]); break;
	case 1:
	case 2: err = till_capture(test, booking, NULL); break;
	case 3:
		if (next(seed, 4) == 0)
			err = till_void(test, booking, NULL);
		break;
	default:
		err = till_refund(test, booking, TILL_REFUND + which * REFUNDS + (int)next(seed, REFUNDS),
		                  1 + next(seed, 6000), NULL);
	}
	assert_true(err == CC_OK || cc_is(err, CC_FAILED_PRECONDITION) || cc_is(err, CC_NOT_FOUND));
}

static void break_something(struct cc_test *test, uint32_t *seed)
{
	struct cc_psp_fail_plan plan = { .repeat = next(seed, 3) == 0 };
	int *const counts[] = { &plan.refuse, &plan.lose_request, &plan.lose_reply };
	*counts[next(seed, 3)] = (int)next(seed, 8);
	cc_test_fail_provider(test, &plan);
}

/* Each booking was captured as often as its state says, and has been announced as often. */
static void check_bookings(struct cc_test *test)
{
	int captured = 0;
	for (int i = 0; i < BOOKINGS; i++) {
		struct payment_get_payment_request query = { .booking_id = cc_test_id(TILL_BOOKING + i) };
		struct payment_payment payment = { 0 };
		if (cc_test_run(test, &payment_get_payment_op, &query, &payment) != CC_OK)
			continue; /* never asked for */
		bool taken = payment.state == PAYMENT_PAYMENT_STATE_CAPTURED;
		bool over = taken || payment.state == PAYMENT_PAYMENT_STATE_AUTHORISED ||
		            payment.state == PAYMENT_PAYMENT_STATE_DECLINED ||
		            payment.state == PAYMENT_PAYMENT_STATE_VOIDED;
		assert_true(over);
		assert_int_equal(till_movements(test, "captured", TILL_BOOKING + i), taken);
		assert_true(till_movements(test, "authorised", TILL_BOOKING + i) <= 1);
		captured += taken;
	}
	assert_int_equal(cc_test_events(test, &payment_payment_captured_event), captured);
}

static void check_refunds(struct cc_test *test)
{
	assert_int_equal(cc_test_int(test, "SELECT COUNT(*) FROM refunds WHERE state <> 'paid'"), 0);
	assert_int_equal(
		cc_test_int(test, "SELECT COUNT(*) FROM refunds"),
		cc_test_provider_int(test, "SELECT COUNT(*) FROM movements WHERE kind = 'refunded'"));
	assert_int_equal(cc_test_int(test, "SELECT COALESCE(SUM(refunded_minor), 0) FROM payments"),
	                 cc_test_provider_int(test, "SELECT COALESCE(SUM(refunded_minor), 0) FROM intents"));
}

static void live_through(uint32_t seed)
{
	void *state;
	till_open(&state);
	struct cc_test *test = state;
	for (int i = 0; i < STEPS; i++) {
		if (next(&seed, 3) == 0)
			break_something(test, &seed);
		ask_something(test, &seed);
		if (next(&seed, 2) == 0)
			till_live(test, CC_SECONDS(1 + next(&seed, 3)));
		if (next(&seed, 20) == 0)
			cc_test_reopen(test);
	}
	cc_test_fail_provider(test, &(struct cc_psp_fail_plan){ .repeat = false });
	till_live(test, CC_MINUTES(35));
	check_bookings(test);
	check_refunds(test);
	till_check_books(test);
	assert_int_equal(cc_test_int(test, "SELECT COUNT(*) FROM findings"), 0);
	till_close(&state);
}

static void money_moves_once_and_both_books_say_so(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= SEEDS; seed++) {
		print_message("seed %u\n", seed);
		live_through(seed);
	}
}

int main(void)
{
	const struct CMUnitTest cases[] = { cmocka_unit_test(money_moves_once_and_both_books_say_so) };
	return cmocka_run_group_tests_name("payment: chaos", cases, NULL, NULL);
}
