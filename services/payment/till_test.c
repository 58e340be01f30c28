#include "services/payment/till_test.h"

#include <stdio.h>

enum { AMOUNT = 10000, FEE = 999, STEP_MS = 1000 };

static cc_money zloty(int64_t minor)
{
	return (cc_money){ minor, { "PLN" } };
}

int till_open(void **state)
{
	struct cc_test *test = cc_test_open(&payment_service);
	cc_test_open_provider(test);
	*state = test;
	return 0;
}

int till_close(void **state)
{
	cc_test_close(*state);
	return 0;
}

struct payment_payment till_authorise(struct cc_test *test, int booking, const char *card)
{
	struct payment_authorise_payment_request cmd = {
		.booking_id = cc_test_id(booking),
		.guest_id = cc_test_id(TILL_GUEST),
		.host_id = cc_test_id(TILL_HOST),
		.amount = zloty(AMOUNT),
		.platform_fee = zloty(FEE),
		.payment_method = cc_str_of(card),
	};
	struct payment_payment payment = { 0 };
	CHECK_OK(cc_test_run(test, &payment_authorise_payment_op, &cmd, &payment));
	return payment;
}

cc_err till_capture(struct cc_test *test, int booking, struct payment_payment *payment)
{
	struct payment_capture_payment_request cmd = { .booking_id = cc_test_id(booking) };
	return cc_test_run(test, &payment_capture_payment_op, &cmd, payment);
}

cc_err till_void(struct cc_test *test, int booking, struct payment_payment *payment)
{
	struct payment_void_payment_request cmd = { .booking_id = cc_test_id(booking) };
	return cc_test_run(test, &payment_void_payment_op, &cmd, payment);
}

cc_err till_refund(struct cc_test *test, int booking, int refund, int64_t minor, struct payment_refund *made)
{
	struct payment_refund_payment_request cmd = {
		.booking_id = cc_test_id(booking),
		.refund_id = cc_test_id(refund),
		.amount = zloty(minor),
		.reason = PAYMENT_REFUND_REASON_GUEST_CANCELLED,
	};
	return cc_test_run(test, &payment_refund_payment_op, &cmd, made);
}

void till_live(struct cc_test *test, int64_t ms)
{
	cc_test_run_due(test);
	for (int64_t passed = 0; passed < ms; passed += STEP_MS) {
		cc_test_pass(test, STEP_MS);
		cc_test_run_due(test);
	}
}

enum payment_payment_state till_state(struct cc_test *test, int booking)
{
	struct payment_get_payment_request query = { .booking_id = cc_test_id(booking) };
	struct payment_payment payment = { 0 };
	CHECK_OK(cc_test_run(test, &payment_get_payment_op, &query, &payment));
	return payment.state;
}

void till_pay(struct cc_test *test, int booking)
{
	till_authorise(test, booking, "pm_card_visa");
	cc_test_run_due(test);
	CHECK_OK(till_capture(test, booking, NULL));
	cc_test_run_due(test);
	CHECK_STATE(test, booking, CAPTURED);
}

int till_movements(struct cc_test *test, const char *kind, int reference)
{
	char sql[200];
	snprintf(sql, sizeof sql,
	         "SELECT COUNT(*) FROM movements WHERE kind = '%s'"
	         " AND reference = '00000000-0000-7000-8000-%012x'",
	         kind, (unsigned)reference);
	return (int)cc_test_provider_int(test, sql);
}

int64_t till_balance(struct cc_test *test, const char *account)
{
	struct payment_get_trial_balance_request query = { 0 };
	struct payment_trial_balance all = { 0 };
	CHECK_OK(cc_test_run(test, &payment_get_trial_balance_op, &query, &all));
	for (size_t i = 0; i < all.items.count; i++)
		if (cc_str_eq(all.items.items[i].account, cc_str_of(account)))
			return all.items.items[i].balance_minor;
	return 0;
}

static int64_t sum_of_all(struct cc_test *test)
{
	struct payment_get_trial_balance_request query = { 0 };
	struct payment_trial_balance all = { 0 };
	int64_t sum = 0;
	CHECK_OK(cc_test_run(test, &payment_get_trial_balance_op, &query, &all));
	for (size_t i = 0; i < all.items.count; i++)
		sum += all.items.items[i].balance_minor;
	return sum;
}

void till_check_books(struct cc_test *test)
{
	int64_t provider = cc_test_provider_int(
		test, "SELECT COALESCE(SUM(CASE kind WHEN 'captured' THEN amount_minor"
		      " WHEN 'reinstated' THEN amount_minor WHEN 'refunded' THEN -amount_minor"
		      " WHEN 'disputed' THEN -amount_minor ELSE 0 END), 0) FROM movements");
	assert_int_equal(sum_of_all(test), 0);
	assert_int_equal(till_balance(test, "guest_receivable"), 0);
	assert_int_equal(till_balance(test, "refunds_owed"), 0);
	assert_int_equal(till_balance(test, "provider_clearing"), provider);
}
