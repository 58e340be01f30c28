/* psp_test.c - what the sandbox says in this process reaches the service that takes payments. */
#include "cli/host.h"
#include "platform/provider_test.h"
#include "platform/test_internal.h"
#include "services/payment/payment.h"

static int open_till(void **state)
{
	struct cc_test *test = cc_test_open(&payment_service);
	cc_test_open_provider(test);
	cc_psp_sandbox_listen(test->sandbox, cli_psp_hear, test->node);
	*state = test;
	return 0;
}

static int close_till(void **state)
{
	cc_test_close(*state);
	return 0;
}

static int64_t heard(struct cc_test *test)
{
	return cc_test_int(test, "SELECT COUNT(*) FROM provider_events");
}

static void an_event_of_the_sandbox_is_taken_in_once(void **state)
{
	struct cc_test *test = *state;
	struct cc_ctx *ctx = cc_test_provider_ctx(test);
	struct cc_psp_intent intent;
	const struct cc_psp_order order = {
		.reference = CC_STR("00000000-0000-7000-8000-000000000001"),
		.method = CC_STR("pm_card_visa"),
		.amount = { 4000, { "PLN" } },
	};
	CHECK_OK(test->psp->ops->authorise(test->psp, ctx, CC_STR("k"), &order, &intent));
	CHECK(cc_psp_sandbox_step(test->sandbox) == 1);
	CHECK(heard(test) == 1);
	cc_test_provider_exec(test, "UPDATE events SET due_at = 0");
	CHECK(cc_psp_sandbox_step(test->sandbox) == 1);
	CHECK(heard(test) == 1);
	CHECK(cc_test_provider_int(test, "SELECT COUNT(*) FROM events WHERE due_at IS NOT NULL") == 0);
}

static void what_the_sandbox_did_not_sign_is_not_taken_in(void **state)
{
	struct cc_test *test = *state;
	cc_str body = CC_STR("{\"id\":\"evt_1\"}");
	CHECK_REFUSED(cli_psp_hear(test->node, cc_test_provider_ctx(test), CC_STR("t=1,v1=00"), body),
	              cc_psp_bad_signature);
	CHECK(heard(test) == 0);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_till, close_till)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(an_event_of_the_sandbox_is_taken_in_once),
		CASE(what_the_sandbox_did_not_sign_is_not_taken_in),
	};
	return cmocka_run_group_tests_name("cli: payments", cases, NULL, NULL);
}
