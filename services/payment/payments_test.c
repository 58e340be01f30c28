/* payments_test.c - the rules of payments, from the outside, with a provider that answers. */
#include "services/payment/till_test.h"

enum { FIRST = TILL_BOOKING, SECOND, STRANGER = 50 };

static cc_err find(struct cc_test *test, int booking, struct payment_payment *found)
{
	struct payment_get_payment_request query = { .booking_id = cc_test_id(booking) };
	return cc_test_run(test, &payment_get_payment_op, &query, found);
}

static void a_payment_is_asked_for_and_then_authorised(void **state)
{
	struct payment_payment asked = till_authorise(*state, FIRST, "pm_card_visa");
	CHECK(asked.state == PAYMENT_PAYMENT_STATE_PENDING && asked.amount.minor == 10000);
	CHECK(till_movements(*state, "authorised", FIRST) == 0); /* nothing is done before the commit */
	cc_test_run_due(*state);
	CHECK_STATE(*state, FIRST, AUTHORISED);
	CHECK(till_movements(*state, "authorised", FIRST) == 1);
	CHECK(cc_test_events(*state, &payment_payment_authorised_event) == 1);
	till_check_books(*state); /* what is set aside is nobody's yet */
}

static void asking_twice_is_asking_once(void **state)
{
	till_authorise(*state, FIRST, "pm_card_visa");
	till_authorise(*state, FIRST, "pm_card_visa");
	cc_test_run_due(*state);
	struct payment_payment again = till_authorise(*state, FIRST, "pm_card_visa");
	cc_test_run_due(*state);
	CHECK(again.state == PAYMENT_PAYMENT_STATE_AUTHORISED);
	CHECK(till_movements(*state, "authorised", FIRST) == 1);
	CHECK(cc_test_events(*state, &payment_payment_authorised_event) == 1);
}

static void another_payment_for_a_booking_is_refused(void **state)
{
	struct payment_authorise_payment_request cmd = {
		.booking_id = cc_test_id(FIRST),
		.guest_id = cc_test_id(TILL_GUEST),
		.host_id = cc_test_id(TILL_HOST),
		.amount = { 10001, { "PLN" } },
		.platform_fee = { 999, { "PLN" } },
		.payment_method = CC_STR("pm_card_visa"),
	};
	till_authorise(*state, FIRST, "pm_card_visa");
	CHECK_REFUSED(cc_test_run(*state, &payment_authorise_payment_op, &cmd, NULL),
	              payment_payment_differs);
}

static void amounts_that_nobody_can_pay_are_refused(void **state)
{
	struct payment_authorise_payment_request cmd = {
		.booking_id = cc_test_id(FIRST),
		.guest_id = cc_test_id(TILL_GUEST),
		.host_id = cc_test_id(TILL_HOST),
		.amount = { 0, { "PLN" } },
		.platform_fee = { 0, { "PLN" } },
		.payment_method = CC_STR("pm_card_visa"),
	};
	CHECK_REFUSED(cc_test_run(*state, &payment_authorise_payment_op, &cmd, NULL),
	              payment_amount_out_of_range);
	cmd.amount.minor = 100000000;
	CHECK_REFUSED(cc_test_run(*state, &payment_authorise_payment_op, &cmd, NULL),
	              payment_amount_out_of_range);
	cmd.amount.minor = 10;
	cmd.platform_fee.minor = 11;
	CHECK_REFUSED(cc_test_run(*state, &payment_authorise_payment_op, &cmd, NULL),
	              payment_fee_out_of_range);
	cmd.platform_fee = (cc_money){ 1, { "EUR" } };
	CHECK_REFUSED(cc_test_run(*state, &payment_authorise_payment_op, &cmd, NULL),
	              payment_fee_out_of_range);
}

static void a_declined_card_says_why(void **state)
{
	struct payment_payment found;
	struct payment_payment_declined declined;
	till_authorise(*state, FIRST, "pm_card_insufficientFunds");
	cc_test_run_due(*state);
	CHECK_OK(find(*state, FIRST, &found));
	CHECK(found.state == PAYMENT_PAYMENT_STATE_DECLINED);
	CHECK(cc_str_eq(found.decline_reason, CC_STR("insufficient_funds")));
	cc_test_last_event(*state, &payment_payment_declined_event, &declined);
	CHECK(cc_str_eq(declined.decline_reason, CC_STR("insufficient_funds")));
	CHECK_REFUSED(till_capture(*state, FIRST, NULL), payment_not_authorised);
	till_check_books(*state);
}

static void a_bank_that_declines_the_capture_is_believed(void **state)
{
	struct payment_payment found;
	till_authorise(*state, FIRST, "pm_card_captureDeclined");
	cc_test_run_due(*state);
	CHECK_OK(till_capture(*state, FIRST, NULL));
	cc_test_run_due(*state);
	CHECK_OK(find(*state, FIRST, &found));
	CHECK(found.state == PAYMENT_PAYMENT_STATE_DECLINED);
	CHECK(cc_str_eq(found.decline_reason, CC_STR("generic_decline")));
	till_check_books(*state);
}

static void a_card_that_nobody_issued_is_declined(void **state)
{
	struct payment_payment found;
	till_authorise(*state, FIRST, "pm_card_of_nobody");
	cc_test_run_due(*state);
	CHECK_OK(find(*state, FIRST, &found));
	CHECK(found.state == PAYMENT_PAYMENT_STATE_DECLINED);
	CHECK(cc_str_eq(found.decline_reason, CC_STR("psp_unknown_method")));
}

static void captured_money_is_the_hosts_and_the_platforms(void **state)
{
	struct payment_payment captured;
	till_authorise(*state, FIRST, "pm_card_visa");
	CHECK_REFUSED(till_capture(*state, FIRST, NULL), payment_not_authorised); /* not yet */
	cc_test_run_due(*state);
	CHECK_OK(till_capture(*state, FIRST, &captured));
	CHECK(captured.state == PAYMENT_PAYMENT_STATE_CAPTURING);
	cc_test_run_due(*state);
	CHECK_STATE(*state, FIRST, CAPTURED);
	CHECK(till_balance(*state, "provider_clearing") == 10000);
	CHECK(till_balance(*state, "host_payable") == -9001);
	CHECK(till_balance(*state, "platform_fee") == -999);
	CHECK(cc_test_events(*state, &payment_payment_captured_event) == 1);
	till_check_books(*state);
}

static void capturing_twice_is_capturing_once(void **state)
{
	struct payment_payment again;
	till_authorise(*state, FIRST, "pm_card_visa");
	cc_test_run_due(*state);
	CHECK_OK(till_capture(*state, FIRST, NULL));
	CHECK_OK(till_capture(*state, FIRST, NULL));
	cc_test_run_due(*state);
	CHECK_OK(till_capture(*state, FIRST, &again));
	cc_test_run_due(*state);
	CHECK(again.state == PAYMENT_PAYMENT_STATE_CAPTURED);
	CHECK(till_movements(*state, "captured", FIRST) == 1);
	till_check_books(*state);
}

static void voided_money_is_let_go(void **state)
{
	struct payment_payment voided;
	till_authorise(*state, FIRST, "pm_card_visa");
	cc_test_run_due(*state);
	CHECK_OK(till_void(*state, FIRST, &voided));
	CHECK(voided.state == PAYMENT_PAYMENT_STATE_VOIDING);
	cc_test_run_due(*state);
	CHECK_OK(till_void(*state, FIRST, &voided));
	CHECK(voided.state == PAYMENT_PAYMENT_STATE_VOIDED);
	CHECK(till_movements(*state, "released", FIRST) == 1);
	CHECK(cc_test_events(*state, &payment_payment_voided_event) == 1);
	CHECK_REFUSED(till_capture(*state, FIRST, NULL), payment_not_authorised);
}

static void what_is_voided_before_it_is_authorised_is_let_go_then(void **state)
{
	struct payment_payment pending;
	till_authorise(*state, FIRST, "pm_card_visa");
	CHECK_OK(till_void(*state, FIRST, &pending));
	CHECK(pending.state == PAYMENT_PAYMENT_STATE_PENDING);
	cc_test_run_due(*state);
	CHECK_STATE(*state, FIRST, VOIDED);
	CHECK(till_movements(*state, "authorised", FIRST) == till_movements(*state, "released", FIRST));
	CHECK(cc_test_events(*state, &payment_payment_authorised_event) == 0);
}

static void what_is_taken_is_refunded_and_not_voided(void **state)
{
	till_authorise(*state, FIRST, "pm_card_visa");
	cc_test_run_due(*state);
	CHECK_OK(till_capture(*state, FIRST, NULL));
	CHECK_REFUSED(till_void(*state, FIRST, NULL), payment_capture_asked);
	cc_test_run_due(*state);
	CHECK_REFUSED(till_void(*state, FIRST, NULL), payment_capture_asked);
}

static void voiding_what_was_declined_changes_nothing(void **state)
{
	struct payment_payment declined;
	till_authorise(*state, FIRST, "pm_card_chargeDeclined");
	cc_test_run_due(*state);
	CHECK_OK(till_void(*state, FIRST, &declined));
	cc_test_run_due(*state);
	CHECK(declined.state == PAYMENT_PAYMENT_STATE_DECLINED);
	CHECK_STATE(*state, FIRST, DECLINED);
}

static void what_nobody_asked_for_is_not_found(void **state)
{
	CHECK_REFUSED(find(*state, SECOND, NULL), payment_payment_not_found);
	CHECK_REFUSED(till_capture(*state, SECOND, NULL), payment_payment_not_found);
	CHECK_REFUSED(till_void(*state, SECOND, NULL), payment_payment_not_found);
	CHECK_REFUSED(till_refund(*state, SECOND, TILL_REFUND, 1, NULL), payment_payment_not_found);
}

static void a_payment_is_shown_to_who_pays_it(void **state)
{
	till_authorise(*state, FIRST, "pm_card_visa");
	cc_test_as(*state, cc_test_id(TILL_GUEST));
	CHECK_OK(find(*state, FIRST, NULL));
	cc_test_as(*state, cc_test_id(STRANGER));
	CHECK_REFUSED(find(*state, FIRST, NULL), payment_payment_not_found);
}

/* What the guest says to their bank. */
static void confirm(struct cc_test *test, bool approved)
{
	struct cc_psp_intent intent;
	struct cc_ctx *ctx = cc_test_provider_ctx(test);
	struct cc_psp *provider = cc_test_provider(test);
	cc_str reference = CC_STR("00000000-0000-7000-8000-000000000064");
	CHECK_OK(provider->ops->find_by_reference(provider, ctx, reference, &intent));
	CHECK_OK(cc_psp_sandbox_authenticate(provider, ctx, intent.id, approved, &intent));
}

static void a_guest_confirms_with_their_bank(void **state)
{
	struct payment_payment found;
	struct payment_payment_action_required asked;
	till_authorise(*state, FIRST, "pm_card_threeDSecure");
	cc_test_run_due(*state);
	CHECK_OK(find(*state, FIRST, &found));
	CHECK(found.state == PAYMENT_PAYMENT_STATE_ACTION_REQUIRED && found.has_action_url);
	cc_test_last_event(*state, &payment_payment_action_required_event, &asked);
	CHECK(cc_str_eq(asked.action_url, found.action_url) && asked.action_url.len > 0);

	till_live(*state, CC_MINUTES(2));
	CHECK_STATE(*state, FIRST, ACTION_REQUIRED);
	confirm(*state, true);
	till_live(*state, CC_SECONDS(30));
	CHECK_OK(find(*state, FIRST, &found));
	CHECK(found.state == PAYMENT_PAYMENT_STATE_AUTHORISED && !found.has_action_url);
	CHECK(cc_test_events(*state, &payment_payment_action_required_event) == 1);
	CHECK(cc_test_events(*state, &payment_payment_authorised_event) == 1);
}

static void a_guest_who_does_not_confirm_pays_nothing(void **state)
{
	struct payment_payment found;
	till_authorise(*state, FIRST, "pm_card_threeDSecure");
	cc_test_run_due(*state);
	confirm(*state, false);
	till_live(*state, CC_SECONDS(30));
	CHECK_OK(find(*state, FIRST, &found));
	CHECK(found.state == PAYMENT_PAYMENT_STATE_DECLINED);
	CHECK(cc_str_eq(found.decline_reason, CC_STR("authentication_failed")));
}

static void a_guest_has_an_hour_at_their_bank(void **state)
{
	till_authorise(*state, FIRST, "pm_card_threeDSecure");
	till_live(*state, CC_HOURS(1) - CC_MINUTES(1));
	CHECK_STATE(*state, FIRST, ACTION_REQUIRED);
	till_live(*state, CC_MINUTES(2));
	CHECK_STATE(*state, FIRST, VOIDED);
}

static void an_authorisation_that_lapses_is_not_taken(void **state)
{
	till_authorise(*state, FIRST, "pm_card_visa");
	cc_test_run_due(*state);
	cc_test_pass(*state, CC_HOURS(24 * 7) + CC_MINUTES(1));
	CHECK_OK(till_capture(*state, FIRST, NULL));
	till_live(*state, CC_SECONDS(30));
	CHECK_STATE(*state, FIRST, VOIDED);
	CHECK(cc_test_events(*state, &payment_payment_voided_event) == 1);
	till_check_books(*state);
}

static void a_restart_forgets_nothing(void **state)
{
	till_authorise(*state, FIRST, "pm_card_visa");
	cc_test_reopen(*state);
	cc_test_run_due(*state);
	CHECK_STATE(*state, FIRST, AUTHORISED);
	CHECK_OK(till_capture(*state, FIRST, NULL));
	cc_test_reopen(*state);
	cc_test_run_due(*state);
	CHECK_STATE(*state, FIRST, CAPTURED);
	till_check_books(*state);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, till_open, till_close)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(a_payment_is_asked_for_and_then_authorised),
		CASE(asking_twice_is_asking_once),
		CASE(another_payment_for_a_booking_is_refused),
		CASE(amounts_that_nobody_can_pay_are_refused),
		CASE(a_declined_card_says_why),
		CASE(a_bank_that_declines_the_capture_is_believed),
		CASE(a_card_that_nobody_issued_is_declined),
		CASE(captured_money_is_the_hosts_and_the_platforms),
		CASE(capturing_twice_is_capturing_once),
		CASE(voided_money_is_let_go),
		CASE(what_is_voided_before_it_is_authorised_is_let_go_then),
		CASE(what_is_taken_is_refunded_and_not_voided),
		CASE(voiding_what_was_declined_changes_nothing),
		CASE(what_nobody_asked_for_is_not_found),
		CASE(a_payment_is_shown_to_who_pays_it),
		CASE(a_guest_confirms_with_their_bank),
		CASE(a_guest_who_does_not_confirm_pays_nothing),
		CASE(a_guest_has_an_hour_at_their_bank),
		CASE(an_authorisation_that_lapses_is_not_taken),
		CASE(a_restart_forgets_nothing),
	};
	return cmocka_run_group_tests_name("payment: payments", cases, NULL, NULL);
}
