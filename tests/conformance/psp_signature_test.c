/* psp_signature_test.c - how the sandbox signs its events, and what it takes for signed. */
#include "tests/conformance/psp_suite.h"

static struct cc_psp *make_sandbox(struct cc_psp *provider)
{
	return provider;
}

static void a_signature_is_of_these_bytes_by_this_secret_and_fresh(void **state)
{
	struct psp_world *world = *state;
	struct cc_ctx *ctx = &world->ctx;
	cc_str body = CC_STR("{\"id\":\"evt_1\"}");
	cc_str signature = cc_psp_sandbox_sign(ctx, PSP_SECRET, cc_now(ctx), body);
	CHECK_OK(cc_psp_sandbox_check(ctx, PSP_SECRET, signature, body));
	CHECK_REFUSED(cc_psp_sandbox_check(ctx, PSP_SECRET, signature, CC_STR("{\"id\":\"evt_2\"}")),
	              cc_psp_bad_signature);
	CHECK_REFUSED(cc_psp_sandbox_check(ctx, CC_STR("another secret"), signature, body),
	              cc_psp_bad_signature);
	cc_str replaced = cc_printf(ctx, "%s,v1=00,v0=11", signature.ptr); /* a second secret's, a scheme's */
	CHECK_OK(cc_psp_sandbox_check(ctx, PSP_SECRET, replaced, body));
	psp_world_pass(world, CC_SECONDS(CC_PSP_EVENT_AGE_MAX_SECONDS));
	CHECK_OK(cc_psp_sandbox_check(ctx, PSP_SECRET, signature, body));
	psp_world_pass(world, 1000);
	CHECK_REFUSED(cc_psp_sandbox_check(ctx, PSP_SECRET, signature, body), cc_psp_bad_signature);
}

/* As OpenSSL computes it: printf 1767225600.{} | openssl dgst -sha256 -hmac whsec_0123456789abcdef */
static void a_signature_is_as_stripe_makes_it(void **state)
{
	struct psp_world *world = *state;
	cc_str signature = cc_psp_sandbox_sign(&world->ctx, PSP_SECRET, cc_now(&world->ctx), CC_STR("{}"));
	assert_string_equal(
		signature.ptr,
		"t=1767225600,v1=2ce92a306c119aa115f73e8f2f75c783e6e2cc2f5827da283bf02da0d5d1eec1");
}

static void malformed_signatures_are_refused(void **state)
{
	struct psp_world *world = *state;
	static const char *const wrong[] = { "",
		                             ",",
		                             "=",
		                             "t=",
		                             "t=,v1=",
		                             "v1",
		                             "t=99999999999999999999,v1=00",
		                             "t=-1,v1=00",
		                             "t=1x,v1=00",
		                             ",,t=1,,v1=,v1" };
	for (size_t i = 0; i < CC_COUNT(wrong); i++)
		CHECK_REFUSED(
			cc_psp_sandbox_check(&world->ctx, PSP_SECRET, cc_str_of(wrong[i]), CC_STR("{}")),
			cc_psp_bad_signature);
}

static void a_signed_body_that_is_no_event_is_refused(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_event event;
	static const char *const wrong[] = { "", "{}", "[]", "{\"id\":\"evt_1\",\"data\":{\"object\":{}}}",
		                             "{\"id\":\"evt_1\"} x" };
	for (size_t i = 0; i < CC_COUNT(wrong); i++) {
		cc_str body = cc_str_of(wrong[i]);
		cc_str signature = cc_psp_sandbox_sign(&world->ctx, PSP_SECRET, cc_now(&world->ctx), body);
		CHECK_REFUSED(world->psp->ops->read_event(world->psp, &world->ctx, signature, body, &event),
		              cc_psp_bad_event);
	}
}

int main(void)
{
	static const struct psp_suite_engine engine = { "psp: signatures", make_sandbox };
	const struct CMUnitTest tests[] = {
		PSP_CASE(a_signature_is_of_these_bytes_by_this_secret_and_fresh, &engine),
		PSP_CASE(a_signature_is_as_stripe_makes_it, &engine),
		PSP_CASE(malformed_signatures_are_refused, &engine),
		PSP_CASE(a_signed_body_that_is_no_event_is_refused, &engine),
	};
	return cmocka_run_group_tests_name(engine.name, tests, NULL, NULL);
}
