/* webhooks_test.c - hints from the provider: signed, and of use whenever and however often they come. */
#include "services/payment/till_test.h"

enum { FIRST = TILL_BOOKING, HEARD_MAX = 32 };

static const cc_str secret = CC_STR("whsec_of_the_tests");

/* What the provider sent, in its order. */
struct ear {
	struct cc_test *test;
	struct payment_receive_webhook_request heard[HEARD_MAX];
	size_t count;
};

static cc_err hear(void *arg, struct cc_ctx *ctx, cc_str signature, cc_str body)
{
	struct ear *ear = arg;
	struct cc_ctx *kept = cc_test_provider_ctx(ear->test);
	(void)ctx;
	assert_true(ear->count < HEARD_MAX);
	ear->heard[ear->count++] = (struct payment_receive_webhook_request){ cc_copy(kept, signature),
		                                                             cc_copy(kept, body) };
	return CC_OK;
}

static void listen(struct ear *ear, struct cc_test *test)
{
	*ear = (struct ear){ .test = test };
	cc_psp_sandbox_listen(cc_test_provider(test), hear, ear);
}

static void let_speak(struct ear *ear)
{
	while (cc_psp_sandbox_step(cc_test_provider(ear->test)) > 0) {
	}
}

static cc_err receive(struct ear *ear, size_t i, struct payment_webhook_receipt *receipt)
{
	return cc_test_run(ear->test, &payment_receive_webhook_op, &ear->heard[i], receipt);
}

static void receive_all(struct ear *ear)
{
	for (size_t i = 0; i < ear->count; i++)
		CHECK_OK(receive(ear, i, NULL));
	cc_test_run_due(ear->test);
}

static void confirm_at_bank(struct cc_test *test)
{
	struct cc_psp_intent intent;
	struct cc_ctx *ctx = cc_test_provider_ctx(test);
	struct cc_psp *provider = cc_test_provider(test);
	cc_str reference = CC_STR("00000000-0000-7000-8000-000000000064");
	CHECK_OK(provider->ops->find_by_reference(provider, ctx, reference, &intent));
	CHECK_OK(cc_psp_sandbox_authenticate(provider, ctx, intent.id, true, &intent));
}

static void a_webhook_saves_waiting_for_the_next_look(void **state)
{
	struct ear ear;
	till_authorise(*state, FIRST, "pm_card_threeDSecure");
	cc_test_run_due(*state);
	listen(&ear, *state);
	confirm_at_bank(*state);
	cc_test_run_due(*state);
	CHECK_STATE(*state, FIRST, ACTION_REQUIRED);
	let_speak(&ear);
	receive_all(&ear);
	CHECK_STATE(*state, FIRST, AUTHORISED);
}

#define LOOKS "SELECT COUNT(*) FROM effects WHERE effect = 'payment.look'"

/* The guest is at their bank, and a look is planned already. */
static void a_webhook_that_comes_again_has_no_effect(void **state)
{
	struct ear ear;
	struct payment_webhook_receipt receipt;
	till_authorise(*state, FIRST, "pm_card_threeDSecure");
	cc_test_run_due(*state);
	listen(&ear, *state);
	confirm_at_bank(*state);
	let_speak(&ear);
	CHECK(ear.count > 0);
	CHECK_OK(receive(&ear, ear.count - 1, &receipt));
	CHECK(!receipt.repeated);
	CHECK(cc_test_int(*state, LOOKS) == 2);
	CHECK_OK(receive(&ear, ear.count - 1, &receipt));
	CHECK(receipt.repeated);
	CHECK(cc_test_int(*state, LOOKS) == 2);
}

static void a_webhook_that_tells_nothing_new_asks_nobody(void **state)
{
	struct ear ear;
	struct payment_webhook_receipt receipt;
	listen(&ear, *state);
	till_authorise(*state, FIRST, "pm_card_visa");
	cc_test_run_due(*state);
	CHECK_STATE(*state, FIRST, AUTHORISED);
	let_speak(&ear);
	CHECK(ear.count > 0);
	CHECK_OK(receive(&ear, 0, &receipt));
	CHECK(!receipt.repeated);
	CHECK(cc_test_int(*state, LOOKS) == 0);
}

static void webhooks_may_come_in_any_order(void **state)
{
	struct ear ear;
	listen(&ear, *state);
	till_pay(*state, FIRST);
	CHECK_OK(till_refund(*state, FIRST, TILL_REFUND, 10000, NULL));
	cc_test_run_due(*state);
	let_speak(&ear);
	CHECK(ear.count >= 3); /* authorised, captured, refunded */
	for (size_t i = ear.count; i-- > 0;) {
		CHECK_OK(receive(&ear, i, NULL));
		cc_test_run_due(*state);
	}
	CHECK_STATE(*state, FIRST, CAPTURED);
	CHECK(cc_test_events(*state, &payment_payment_captured_event) == 1);
	CHECK(cc_test_events(*state, &payment_payment_authorised_event) == 1);
	till_check_books(*state);
}

static void a_webhook_before_the_answer_tells_as_much(void **state)
{
	struct ear ear;
	listen(&ear, *state);
	cc_test_fail_provider(*state, &(struct cc_psp_fail_plan){ .lose_reply = 1 });
	till_authorise(*state, FIRST, "pm_card_visa");
	cc_test_run_due(*state);
	CHECK_STATE(*state, FIRST, PENDING);
	let_speak(&ear);
	receive_all(&ear);
	CHECK_STATE(*state, FIRST, AUTHORISED);
	till_live(*state, CC_SECONDS(30)); /* the answer comes after all */
	CHECK_STATE(*state, FIRST, AUTHORISED);
	CHECK(cc_test_events(*state, &payment_payment_authorised_event) == 1);
	CHECK(till_movements(*state, "authorised", FIRST) == 1);
}

static void a_hint_begins_no_second_line_of_looks(void **state)
{
	struct ear ear;
	listen(&ear, *state);
	till_authorise(*state, FIRST, "pm_card_threeDSecure");
	cc_test_run_due(*state); /* and a look is planned, in half a minute */
	confirm_at_bank(*state);
	let_speak(&ear);
	receive_all(&ear);
	cc_test_fail_provider(*state, &(struct cc_psp_fail_plan){ .lose_reply = 1000 });
	CHECK_OK(till_capture(*state, FIRST, NULL));
	till_live(*state, CC_SECONDS(20));
	CHECK_STATE(*state, FIRST, UNKNOWN);
	for (int minute = 0; minute < 5; minute++) {
		CHECK(cc_test_int(*state, LOOKS) <= 2);
		till_live(*state, CC_MINUTES(1));
	}
	CHECK(cc_test_int(*state, LOOKS) == 1);
}

static void what_the_provider_did_not_sign_is_refused(void **state)
{
	struct ear ear;
	listen(&ear, *state);
	till_authorise(*state, FIRST, "pm_card_visa");
	cc_test_run_due(*state);
	let_speak(&ear);
	struct payment_receive_webhook_request forged = ear.heard[0];
	forged.body = cc_printf(cc_test_provider_ctx(*state), "%.*s ", (int)forged.body.len, forged.body.ptr);
	CHECK_REFUSED(cc_test_run(*state, &payment_receive_webhook_op, &forged, NULL),
	              payment_psp_bad_signature);
	forged.signature = CC_STR("");
	CHECK_REFUSED(cc_test_run(*state, &payment_receive_webhook_op, &forged, NULL),
	              payment_psp_bad_signature);
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM provider_events") == 0);
}

static void a_recording_is_refused(void **state)
{
	struct ear ear;
	listen(&ear, *state);
	till_authorise(*state, FIRST, "pm_card_visa");
	cc_test_run_due(*state);
	let_speak(&ear);
	cc_test_pass(*state, CC_MINUTES(6));
	CHECK_REFUSED(receive(&ear, 0, NULL), payment_psp_bad_signature);
}

static void signed_nonsense_is_refused(void **state)
{
	struct cc_ctx *ctx = cc_test_provider_ctx(*state);
	struct payment_receive_webhook_request nonsense = { .body = CC_STR("[1") };
	nonsense.signature = cc_psp_sandbox_sign(ctx, secret, cc_test_now(*state), nonsense.body);
	CHECK_REFUSED(cc_test_run(*state, &payment_receive_webhook_op, &nonsense, NULL),
	              payment_psp_bad_event);
}

static void what_is_about_nothing_of_ours_is_heard_and_forgotten(void **state)
{
	struct ear ear;
	struct cc_psp_intent intent;
	struct cc_psp *provider = cc_test_provider(*state);
	const struct cc_psp_order orders[] = {
		{ CC_STR("somebody else's"), CC_STR("pm_card_visa"), { 500, { "PLN" } } },
		{ CC_STR("00000000-0000-7000-8000-0000000000ff"),
		  CC_STR("pm_card_visa"),
		  { 500, { "PLN" } } },
	};
	listen(&ear, *state);
	for (size_t i = 0; i < CC_COUNT(orders); i++)
		CHECK_OK(provider->ops->authorise(provider, cc_test_provider_ctx(*state), orders[i].reference,
		                                  &orders[i], &intent));
	let_speak(&ear);
	CHECK(ear.count == 2);
	receive_all(&ear);
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM provider_events") == 2);
	CHECK(cc_test_int(*state, LOOKS) == 0);
}

static void old_webhooks_are_forgotten(void **state)
{
	struct payment_record_provider_event_request event = { CC_STR("evt_1"), CC_STR("a"), CC_STR("b") };
	CHECK_OK(cc_test_run(*state, &payment_record_provider_event_op, &event, NULL));
	cc_test_pass(*state, CC_HOURS(31 * 24));
	event.event_id = CC_STR("evt_2");
	CHECK_OK(cc_test_run(*state, &payment_record_provider_event_op, &event, NULL));
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM provider_events") == 1);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, till_open, till_close)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(a_webhook_saves_waiting_for_the_next_look),
		CASE(a_webhook_that_comes_again_has_no_effect),
		CASE(a_webhook_that_tells_nothing_new_asks_nobody),
		CASE(webhooks_may_come_in_any_order),
		CASE(a_webhook_before_the_answer_tells_as_much),
		CASE(a_hint_begins_no_second_line_of_looks),
		CASE(what_the_provider_did_not_sign_is_refused),
		CASE(a_recording_is_refused),
		CASE(signed_nonsense_is_refused),
		CASE(what_is_about_nothing_of_ours_is_heard_and_forgotten),
		CASE(old_webhooks_are_forgotten),
	};
	return cmocka_run_group_tests_name("payment: webhooks", cases, NULL, NULL);
}
