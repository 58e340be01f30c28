/* refunds_test.c - money that goes back: once, never more than came, and owed until it is paid. */
#include "services/payment/till_test.h"

enum { PAID = TILL_BOOKING, UNPAID, ONE = TILL_REFUND, TWO, THREE, MANY = 1000 };

static struct payment_refund look_at(struct cc_test *test, int refund, int64_t minor)
{
	struct payment_refund found = { 0 };
	CHECK_OK(till_refund(test, PAID, refund, minor, &found)); /* asking again is looking */
	return found;
}

static void a_refund_is_owed_and_then_paid(void **state)
{
	struct payment_refund refund;
	till_pay(*state, PAID);
	CHECK_OK(till_refund(*state, PAID, ONE, 10000, &refund));
	CHECK(refund.state == PAYMENT_REFUND_STATE_PENDING && refund.platform_fee.minor == 999);
	CHECK(till_balance(*state, "refunds_owed") == -10000);
	CHECK(till_balance(*state, "host_payable") == 0 && till_balance(*state, "platform_fee") == 0);
	cc_test_run_due(*state);
	CHECK(look_at(*state, ONE, 10000).state == PAYMENT_REFUND_STATE_PAID);
	CHECK(till_movements(*state, "refunded", ONE) == 1);
	CHECK(cc_test_events(*state, &payment_payment_refunded_event) == 1);
	till_check_books(*state);
}

static void asking_for_a_refund_twice_pays_it_once(void **state)
{
	till_pay(*state, PAID);
	CHECK_OK(till_refund(*state, PAID, ONE, 4000, NULL));
	CHECK_OK(till_refund(*state, PAID, ONE, 4000, NULL));
	cc_test_run_due(*state);
	CHECK_OK(till_refund(*state, PAID, ONE, 4000, NULL));
	cc_test_run_due(*state);
	CHECK(till_movements(*state, "refunded", ONE) == 1);
	CHECK_REFUSED(till_refund(*state, PAID, ONE, 4001, NULL), payment_refund_differs);
	till_check_books(*state);
}

static void no_more_goes_back_than_came(void **state)
{
	till_pay(*state, PAID);
	CHECK_OK(till_refund(*state, PAID, ONE, 6000, NULL));
	CHECK_REFUSED(till_refund(*state, PAID, TWO, 4001, NULL), payment_refund_exceeds_payment);
	CHECK_REFUSED(till_refund(*state, PAID, TWO, 0, NULL), payment_amount_out_of_range);
	CHECK_OK(till_refund(*state, PAID, TWO, 4000, NULL));
	CHECK_REFUSED(till_refund(*state, PAID, THREE, 1, NULL), payment_refund_exceeds_payment);
	cc_test_run_due(*state);
	CHECK(till_balance(*state, "host_payable") == 0 && till_balance(*state, "platform_fee") == 0);
	till_check_books(*state);
}

static void what_was_not_taken_is_not_refunded(void **state)
{
	till_authorise(*state, UNPAID, "pm_card_visa");
	cc_test_run_due(*state);
	CHECK_REFUSED(till_refund(*state, UNPAID, ONE, 1, NULL), payment_not_captured);
}

static void a_refund_whose_answer_is_lost_is_paid_once(void **state)
{
	till_authorise(*state, PAID, "pm_card_refundReplyLost");
	cc_test_run_due(*state);
	CHECK_OK(till_capture(*state, PAID, NULL));
	cc_test_run_due(*state);
	CHECK_OK(till_refund(*state, PAID, ONE, 10000, NULL));
	till_live(*state, CC_SECONDS(10));
	CHECK(look_at(*state, ONE, 10000).state == PAYMENT_REFUND_STATE_PAID);
	CHECK(till_movements(*state, "refunded", ONE) == 1);
	till_check_books(*state);
}

static void a_refund_stays_owed_while_the_provider_is_silent(void **state)
{
	till_pay(*state, PAID);
	cc_test_fail_provider(*state, &(struct cc_psp_fail_plan){ .lose_reply = MANY });
	CHECK_OK(till_refund(*state, PAID, ONE, 5000, NULL));
	till_live(*state, CC_MINUTES(20));
	CHECK(look_at(*state, ONE, 5000).state == PAYMENT_REFUND_STATE_PENDING);
	CHECK(till_balance(*state, "refunds_owed") == -5000);
	cc_test_fail_provider(*state, &(struct cc_psp_fail_plan){ .lose_reply = 0 });
	till_live(*state, CC_MINUTES(20));
	CHECK(look_at(*state, ONE, 5000).state == PAYMENT_REFUND_STATE_PAID);
	CHECK(till_movements(*state, "refunded", ONE) == 1);
	till_check_books(*state);
}

static void a_refund_that_the_provider_refuses_stays_owed(void **state)
{
	struct payment_refund_refused refused;
	till_pay(*state, PAID);
	cc_test_provider_exec(*state,
	                      "UPDATE intents SET refunded_minor = 9000"); /* somebody was there before */
	CHECK_OK(till_refund(*state, PAID, ONE, 5000, NULL));
	cc_test_run_due(*state);
	CHECK(look_at(*state, ONE, 5000).state == PAYMENT_REFUND_STATE_REFUSED);
	cc_test_last_event(*state, &payment_refund_refused_event, &refused);
	CHECK(cc_str_eq(refused.refusal, CC_STR("psp_too_much")));
	CHECK(till_balance(*state, "refunds_owed") == -5000);
	CHECK(cc_test_figure(*state, "couchannel_payment_refunds_refused") == 1);
	CHECK(cc_test_events(*state, &payment_payment_refunded_event) == 0);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, till_open, till_close)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(a_refund_is_owed_and_then_paid),
		CASE(asking_for_a_refund_twice_pays_it_once),
		CASE(no_more_goes_back_than_came),
		CASE(what_was_not_taken_is_not_refunded),
		CASE(a_refund_whose_answer_is_lost_is_paid_once),
		CASE(a_refund_stays_owed_while_the_provider_is_silent),
		CASE(a_refund_that_the_provider_refuses_stays_owed),
	};
	return cmocka_run_group_tests_name("payment: refunds", cases, NULL, NULL);
}
