/* psp_test.c - the suite of ports/psp.h on each of its adapters, and how the failing one fails. */
#include "platform/adapters/fail/psp_fail.h"
#include "platform/adapters/sim/psp_sim.h"
#include "tests/conformance/psp_suite.h"

#define VISA "pm_card_visa"

static struct cc_psp *make_sandbox(struct cc_psp *provider)
{
	return provider;
}

static struct cc_psp *make_fail(struct cc_psp *provider)
{
	return cc_psp_fail_new(provider);
}

static struct cc_psp *make_repeating(struct cc_psp *provider)
{
	struct cc_psp *psp = cc_psp_fail_new(provider);
	cc_psp_fail_plan(psp, &(struct cc_psp_fail_plan){ .repeat = true });
	return psp;
}

static struct cc_psp *found_sim(struct psp_world *world)
{
	return cc_psp_sim_new(&world->clock.base, NULL);
}

/* Its calls give way, though nothing goes wrong and no time passes. */
static struct cc_psp *found_sim_with_faults(struct psp_world *world)
{
	world->faults.clock = NULL;
	return cc_psp_sim_new(&world->clock.base, &world->faults.base);
}

static void what_is_refused_was_not_done(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	cc_psp_fail_plan(world->psp, &(struct cc_psp_fail_plan){ .refuse = 2 });
	CHECK_REFUSED(psp_authorise(world, "b1", VISA, 4000, &intent), cc_unavailable);
	CHECK_REFUSED(psp_authorise(world, "b1", VISA, 4000, &intent), cc_unavailable);
	assert_string_equal(psp_books(world), "");
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &intent));
}

static void a_lost_request_looks_like_a_lost_reply(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent, found;
	const struct cc_psp_ops *ops = world->psp->ops;
	cc_psp_fail_plan(world->psp, &(struct cc_psp_fail_plan){ .lose_request = 1 });
	CHECK_REFUSED(psp_authorise(world, "b1", VISA, 4000, &intent), cc_deadline_exceeded);
	CHECK_REFUSED(ops->find_by_reference(world->psp, &world->ctx, CC_STR("b1"), &found),
	              cc_psp_not_found);
	cc_psp_fail_plan(world->psp, &(struct cc_psp_fail_plan){ .lose_reply = 1 });
	CHECK_REFUSED(psp_authorise(world, "b1", VISA, 4000, &intent), cc_deadline_exceeded);
	CHECK_OK(ops->find_by_reference(world->psp, &world->ctx, CC_STR("b1"), &found));
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &intent));
	CHECK(cc_str_eq(intent.id, found.id));
	assert_string_equal(psp_books(world), "authorised 4000");
}

static void a_key_finds_whatever_reply_was_lost(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent, other;
	struct cc_psp_refund refund, found;
	const struct cc_psp_fail_plan lose = { .lose_reply = 1 };
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &intent));
	CHECK_OK(psp_authorise(world, "b2", VISA, 900, &other));
	cc_psp_fail_plan(world->psp, &lose);
	CHECK_REFUSED(psp_capture(world, "c1", intent.id, 4000, &intent), cc_deadline_exceeded);
	CHECK_OK(psp_capture(world, "c1", intent.id, 4000, &intent));
	cc_psp_fail_plan(world->psp, &lose);
	CHECK_REFUSED(psp_refund(world, "r1", intent.id, 100, &refund), cc_deadline_exceeded);
	CHECK_OK(world->psp->ops->find_refund(world->psp, &world->ctx, CC_STR("r1"), &found));
	CHECK_OK(psp_refund(world, "r1", intent.id, 100, &refund));
	CHECK(cc_str_eq(refund.id, found.id));
	cc_psp_fail_plan(world->psp, &lose);
	CHECK_REFUSED(psp_cancel(world, "v2", other.id, &other), cc_deadline_exceeded);
	CHECK_OK(psp_cancel(world, "v2", other.id, &other));
	assert_string_equal(psp_books(world), "authorised 4000, authorised 900, captured 4000, "
	                                      "refunded 100, released 900");
}

static void five_seconds_pass(void *world)
{
	psp_world_pass(world, 5000);
}

static void a_call_that_is_late_is_not_made(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	world->ctx.deadline = cc_time_add(cc_now(&world->ctx), 3000);
	cc_psp_fail_plan(world->psp,
	                 &(struct cc_psp_fail_plan){ .delay = 1, .pass = five_seconds_pass, .arg = world });
	CHECK_REFUSED(psp_authorise(world, "b1", VISA, 4000, &intent), cc_deadline_exceeded);
	world->ctx.deadline = CC_TIME_NEVER;
	assert_string_equal(psp_books(world), "");
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &intent));
}

int main(void)
{
	static const struct psp_suite_engine engines[] = {
		{ "psp: sandbox", make_sandbox },
		{ "psp: fail without a plan", make_fail },
		{ "psp: fail, all comes twice", make_repeating },
		{ "psp: sim without faults", .found = found_sim },
		{ "psp: sim, where faults may be and are not", .found = found_sim_with_faults },
	};
	const struct psp_suite_engine *fail = &engines[1];
	const struct CMUnitTest failing[] = {
		PSP_CASE(what_is_refused_was_not_done, fail),
		PSP_CASE(a_lost_request_looks_like_a_lost_reply, fail),
		PSP_CASE(a_key_finds_whatever_reply_was_lost, fail),
		PSP_CASE(a_call_that_is_late_is_not_made, fail),
	};
	int failed = cmocka_run_group_tests_name("psp: fail by its plan", failing, NULL, NULL);
	for (size_t i = 0; i < CC_COUNT(engines); i++)
		failed += psp_suite(&engines[i]);
	return failed;
}
