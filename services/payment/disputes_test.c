/* disputes_test.c - a guest's bank takes the money back: nobody is paid twice, and both books say so. */
#include "services/payment/till_test.h"

#include "services/payment/internal.h"

enum { PAID = TILL_BOOKING, ONE = TILL_REFUND, TWO, AMOUNT = 10000, FEE = 1500 };

static const char *const won = "pm_card_createDisputeProductNotReceived";
static const char *const lost = "pm_card_createDispute";

static struct payment_payment look_at(struct cc_test *test)
{
	struct payment_get_payment_request query = { .booking_id = cc_test_id(PAID) };
	struct payment_payment payment = { 0 };
	CHECK_OK(cc_test_run(test, &payment_get_payment_op, &query, &payment));
	return payment;
}

static struct payment_refund refund_of(struct cc_test *test, int refund, int64_t minor)
{
	struct payment_refund found = { 0 };
	CHECK_OK(till_refund(test, PAID, refund, minor, &found)); /* asking again is looking */
	return found;
}

static void pay(struct cc_test *test, const char *card)
{
	till_authorise(test, PAID, card);
	cc_test_run_due(test);
	CHECK_OK(till_capture(test, PAID, NULL));
	cc_test_run_due(test);
}

/* The provider's webhook. */
static void hear(struct cc_test *test, const char *event_id, const char *type)
{
	const struct payment_record_provider_event_request event = {
		.event_id = cc_str_of(event_id),
		.type = cc_str_of(type),
		.reference = CC_STR("00000000-0000-7000-8000-000000000064"),
	};
	CHECK_OK(cc_test_run(test, &payment_record_provider_event_op, &event, NULL));
	cc_test_run_due(test);
}

static void dispute(struct cc_test *test, const char *card)
{
	pay(test, card);
	cc_test_pass(test, CC_PSP_SANDBOX_DISPUTED_AFTER_MS);
	hear(test, "evt_1", "charge.dispute.created");
	CHECK(look_at(test).dispute == PAYMENT_DISPUTE_STATE_OPEN);
}

static void decide(struct cc_test *test)
{
	cc_test_pass(test, CC_PSP_SANDBOX_DISPUTE_DAYS * CC_HOURS(24));
	hear(test, "evt_2", "charge.dispute.closed");
}

/* Twenty minutes, in which the provider's books are read. */
static void compare_books(struct cc_test *test)
{
	struct payment_list_findings_response found = { 0 };
	for (int i = 0; i < 4; i++) {
		cc_test_pass(test, CC_MINUTES(5));
		cc_test_run_due(test);
	}
	CHECK_OK(cc_test_run(test, &payment_list_findings_op, &(struct payment_list_findings_request){ 0 },
	                     &found));
	CHECK(found.items.count == 0);
	CHECK(cc_test_figure(test, "couchannel_payment_differences") == 0);
	till_check_books(test);
}

static void what_is_disputed_is_written_down_and_said(void **state)
{
	struct payment_payment_disputed said;
	dispute(*state, lost);
	CHECK_STATE(*state, PAID, CAPTURED); /* it was, and what was booked stays booked */
	CHECK(look_at(*state).disputed.minor == AMOUNT);
	cc_test_last_event(*state, &payment_payment_disputed_event, &said);
	CHECK(said.amount.minor == AMOUNT && said.fee.minor == FEE);
	CHECK(till_balance(*state, "disputes") == AMOUNT + FEE);
	CHECK(cc_test_figure(*state, "couchannel_payment_disputes_open") == 1);
	compare_books(*state);
}

static void a_dispute_that_is_told_twice_is_one(void **state)
{
	dispute(*state, lost);
	hear(*state, "evt_3", "charge.dispute.created");
	hear(*state, "evt_1", "charge.dispute.created");
	CHECK(cc_test_events(*state, &payment_payment_disputed_event) == 1);
	CHECK(till_balance(*state, "disputes") == AMOUNT + FEE);
}

static void a_dispute_that_is_won_leaves_nothing_behind(void **state)
{
	struct payment_dispute_closed said;
	dispute(*state, won);
	decide(*state);
	CHECK(look_at(*state).dispute == PAYMENT_DISPUTE_STATE_WON);
	cc_test_last_event(*state, &payment_dispute_closed_event, &said);
	CHECK(said.outcome == PAYMENT_DISPUTE_STATE_WON && said.amount.minor == AMOUNT);
	CHECK(till_balance(*state, "disputes") == 0);
	CHECK(cc_test_figure(*state, "couchannel_payment_disputes_open") == 0);
	compare_books(*state);
}

static void a_dispute_that_is_lost_is_what_it_cost(void **state)
{
	struct payment_dispute_closed said;
	dispute(*state, lost);
	decide(*state);
	CHECK(look_at(*state).dispute == PAYMENT_DISPUTE_STATE_LOST);
	cc_test_last_event(*state, &payment_dispute_closed_event, &said);
	CHECK(said.outcome == PAYMENT_DISPUTE_STATE_LOST);
	CHECK(till_balance(*state, "disputes") == AMOUNT + FEE);
	compare_books(*state);
}

/* Refunds ----------------------------------------------------------------------- */

static void a_refund_waits_and_is_sent_once_the_dispute_is_won(void **state)
{
	dispute(*state, won);
	CHECK(refund_of(*state, ONE, 4000).state == PAYMENT_REFUND_STATE_PENDING);
	cc_test_pass(*state, CC_HOURS(1));
	cc_test_run_due(*state);
	CHECK(refund_of(*state, ONE, 4000).state == PAYMENT_REFUND_STATE_PENDING);
	CHECK(till_movements(*state, "refunded", ONE) == 0);
	decide(*state);
	cc_test_run_due(*state);
	CHECK(refund_of(*state, ONE, 4000).state == PAYMENT_REFUND_STATE_PAID);
	CHECK(till_movements(*state, "refunded", ONE) == 1);
	compare_books(*state);
}

static void a_refund_is_paid_by_the_bank_that_keeps_the_money(void **state)
{
	dispute(*state, lost);
	refund_of(*state, ONE, 4000);
	CHECK(till_balance(*state, "refunds_owed") == -4000);
	decide(*state);
	CHECK(refund_of(*state, ONE, 4000).state == PAYMENT_REFUND_STATE_PAID);
	CHECK(refund_of(*state, TWO, 6000).state == PAYMENT_REFUND_STATE_PAID); /* asked for since */
	CHECK_REFUSED(till_refund(*state, PAID, TWO + 1, 1, NULL), payment_refund_exceeds_payment);
	CHECK(cc_test_events(*state, &payment_payment_refunded_event) == 2);
	CHECK(cc_test_provider_int(*state, "SELECT COUNT(*) FROM refunds") == 0);
	CHECK(till_balance(*state, "disputes") == FEE);
	compare_books(*state);
}

static void a_refund_that_the_provider_refuses_for_a_dispute_is_not_lost(void **state)
{
	pay(*state, won);
	cc_test_pass(*state, CC_PSP_SANDBOX_DISPUTED_AFTER_MS);
	refund_of(*state, ONE, 4000); /* nobody here has heard of it */
	cc_test_run_due(*state);
	cc_test_run_due(*state);
	CHECK(look_at(*state).dispute == PAYMENT_DISPUTE_STATE_OPEN);
	CHECK(refund_of(*state, ONE, 4000).state == PAYMENT_REFUND_STATE_PENDING);
	cc_test_pass(*state, CC_MINUTES(10));
	cc_test_run_due(*state); /* it is tried again, refused again, and held */
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM refunds WHERE held") == 1);
	decide(*state);
	cc_test_run_due(*state);
	CHECK(refund_of(*state, ONE, 4000).state == PAYMENT_REFUND_STATE_PAID);
	CHECK(till_movements(*state, "refunded", ONE) == 1);
	compare_books(*state);
}

/* Without webhooks ---------------------------------------------------------------- */

static void the_provider_s_books_tell_of_what_no_webhook_told(void **state)
{
	pay(*state, won);
	cc_test_pass(*state, CC_PSP_SANDBOX_DISPUTED_AFTER_MS);
	compare_books(*state);
	CHECK(look_at(*state).dispute == PAYMENT_DISPUTE_STATE_OPEN);
	cc_test_pass(*state, CC_PSP_SANDBOX_DISPUTE_DAYS * CC_HOURS(24));
	compare_books(*state);
	CHECK(look_at(*state).dispute == PAYMENT_DISPUTE_STATE_WON);
}

#define LOOKS "SELECT COUNT(*) FROM effects WHERE effect = 'payment.look'"

/* A bank that keeps the money moves none. */
static void a_loss_that_no_webhook_told_of_is_found_within_a_day(void **state)
{
	dispute(*state, lost);
	for (int day = 0; day < CC_PSP_SANDBOX_DISPUTE_DAYS; day++) {
		CHECK(look_at(*state).dispute == PAYMENT_DISPUTE_STATE_OPEN);
		CHECK(cc_test_int(*state, LOOKS) == 1);
		cc_test_pass(*state, CC_HOURS(24));
		cc_test_run_due(*state);
	}
	cc_test_pass(*state, CC_HOURS(24));
	cc_test_run_due(*state);
	CHECK(look_at(*state).dispute == PAYMENT_DISPUTE_STATE_LOST);
	CHECK(cc_test_int(*state, LOOKS) == 0);
}

static void a_dispute_goes_on_and_never_back(void **state)
{
	(void)state;
	static const enum payment_dispute_state none = PAYMENT_DISPUTE_STATE_NONE,
						open = PAYMENT_DISPUTE_STATE_OPEN,
						is_won = PAYMENT_DISPUTE_STATE_WON,
						is_lost = PAYMENT_DISPUTE_STATE_LOST;
	CHECK(payment_dispute_after(none, CC_PSP_DISPUTE_OPEN) == open);
	CHECK(payment_dispute_after(none, CC_PSP_DISPUTE_WON) == is_won);
	CHECK(payment_dispute_after(open, CC_PSP_DISPUTE_NONE) == open);
	CHECK(payment_dispute_after(open, CC_PSP_DISPUTE_LOST) == is_lost);
	CHECK(payment_dispute_after(is_won, CC_PSP_DISPUTE_OPEN) == is_won);
	CHECK(payment_dispute_after(is_lost, CC_PSP_DISPUTE_NONE) == is_lost);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, till_open, till_close)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(what_is_disputed_is_written_down_and_said),
		CASE(a_dispute_that_is_told_twice_is_one),
		CASE(a_dispute_that_is_won_leaves_nothing_behind),
		CASE(a_dispute_that_is_lost_is_what_it_cost),
		CASE(a_refund_waits_and_is_sent_once_the_dispute_is_won),
		CASE(a_refund_is_paid_by_the_bank_that_keeps_the_money),
		CASE(a_refund_that_the_provider_refuses_for_a_dispute_is_not_lost),
		CASE(the_provider_s_books_tell_of_what_no_webhook_told),
		CASE(a_loss_that_no_webhook_told_of_is_found_within_a_day),
		cmocka_unit_test(a_dispute_goes_on_and_never_back),
	};
	return cmocka_run_group_tests_name("payment: disputes", cases, NULL, NULL);
}
