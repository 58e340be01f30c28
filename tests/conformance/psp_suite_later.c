/* psp_suite_later.c - what time does to payments, and what guests do with it. */
#include "tests/conformance/psp_suite.h"

#define VISA "pm_card_visa"

/* Disputes ---------------------------------------------------------------------- */

static struct cc_psp_intent disputed(struct psp_world *world, const char *card)
{
	struct cc_psp_intent intent;
	struct cc_psp_refund refund;
	CHECK_OK(psp_authorise(world, "b1", card, 4000, &intent));
	CHECK_OK(psp_capture(world, "c1", intent.id, 4000, &intent));
	CHECK_OK(psp_refund(world, "r1", intent.id, 1000, &refund));
	CHECK(intent.dispute == CC_PSP_DISPUTE_NONE && intent.disputed.minor == 0);
	psp_world_pass(world, CC_PSP_SANDBOX_DISPUTED_AFTER_MS);
	intent = psp_find(world, intent.id);
	CHECK(intent.dispute == CC_PSP_DISPUTE_OPEN && intent.state == CC_PSP_SUCCEEDED);
	CHECK(intent.disputed.minor == 3000 && intent.dispute_fee.minor == 1500);
	CHECK(intent.captured.minor == 4000 && intent.refunded.minor == 1000);
	CHECK_REFUSED(psp_refund(world, "r2", intent.id, 100, &refund), cc_psp_disputed);
	psp_world_pass(world, CC_PSP_SANDBOX_DISPUTE_DAYS * CC_HOURS(24));
	return psp_find(world, intent.id);
}

static void a_bank_that_takes_money_back_may_keep_it(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_refund refund;
	struct cc_psp_intent intent = disputed(world, "pm_card_createDispute");
	CHECK(intent.dispute == CC_PSP_DISPUTE_LOST && intent.disputed.minor == 3000);
	CHECK_REFUSED(psp_refund(world, "r3", intent.id, 100, &refund), cc_psp_disputed);
	assert_string_equal(psp_books(world), "authorised 4000, captured 4000, refunded 1000, disputed 4500");
}

static void a_dispute_that_is_won_gives_back_the_money_and_the_fee(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_refund refund;
	struct cc_psp_intent intent = disputed(world, "pm_card_createDisputeProductNotReceived");
	CHECK(intent.dispute == CC_PSP_DISPUTE_WON);
	CHECK_OK(psp_refund(world, "r3", intent.id, 3000, &refund));
	assert_string_equal(psp_books(world), "authorised 4000, captured 4000, refunded 1000, "
	                                      "disputed 4500, reinstated 4500, refunded 3000");
}

static void what_the_guest_has_back_is_not_disputed(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	struct cc_psp_refund refund;
	CHECK_OK(psp_authorise(world, "b1", "pm_card_createDispute", 4000, &intent));
	CHECK_OK(psp_capture(world, "c1", intent.id, 4000, &intent));
	CHECK_OK(psp_refund(world, "r1", intent.id, 4000, &refund));
	psp_world_pass(world, CC_PSP_SANDBOX_DISPUTED_AFTER_MS);
	CHECK(psp_find(world, intent.id).dispute == CC_PSP_DISPUTE_NONE);
	assert_string_equal(psp_books(world), "authorised 4000, captured 4000, refunded 4000");
}

/* Time -------------------------------------------------------------------------- */

static void without_time_left_nothing_is_done(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	world->ctx.deadline = cc_now(&world->ctx);
	CHECK_REFUSED(psp_authorise(world, "b1", VISA, 4000, &intent), cc_deadline_exceeded);
	world->ctx.deadline = CC_TIME_NEVER;
	assert_string_equal(psp_books(world), "");
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &intent)); /* the key is free */
}

static void an_authorisation_lapses_after_a_week(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &intent));
	CHECK(intent.has_lapses_at);
	CHECK(intent.lapses_at.ms == cc_now(&world->ctx).ms + CC_PSP_AUTHORISATION_DAYS * CC_HOURS(24));
	psp_world_pass(world, CC_PSP_AUTHORISATION_DAYS * CC_HOURS(24) - 1);
	assert_int_equal(psp_find(world, intent.id).state, CC_PSP_REQUIRES_CAPTURE);
	psp_world_pass(world, 1);
	CHECK_REFUSED(psp_capture(world, "c1", intent.id, 4000, &intent), cc_psp_wrong_state);
	assert_int_equal(psp_find(world, intent.id).state, CC_PSP_CANCELED);
	assert_string_equal(psp_books(world), "authorised 4000, released 4000");
}

int psp_suite_later(const struct psp_suite_engine *engine)
{
	const struct CMUnitTest tests[] = {
		PSP_CASE(a_bank_that_takes_money_back_may_keep_it, engine),
		PSP_CASE(a_dispute_that_is_won_gives_back_the_money_and_the_fee, engine),
		PSP_CASE(what_the_guest_has_back_is_not_disputed, engine),
		PSP_CASE(without_time_left_nothing_is_done, engine),
		PSP_CASE(an_authorisation_lapses_after_a_week, engine),
	};
	return cmocka_run_group_tests_name(engine->name, tests, NULL, NULL);
}
