/* psp_sim_test.c - how the simulated provider lies, repeats and is late, and what its books say then. */
#include "platform/adapters/sim/psp_sim.h"
#include "tests/conformance/psp_suite.h"

#define VISA "pm_card_visa"

static struct cc_psp *found_sim(struct psp_world *world)
{
	return cc_psp_sim_new(&world->clock.base, &world->faults.base);
}

static const struct psp_suite_engine engine = { "psp: sim by its faults", .found = found_sim };

static void strike(struct psp_world *world, enum cc_fault fault, int times, bool most)
{
	world->faults.strikes[fault] = times;
	world->faults.most[fault] = most;
}

static struct cc_psp_intent authorised(struct psp_world *world, const char *key, const char *method)
{
	struct cc_psp_intent intent;
	CHECK_OK(psp_authorise(world, key, method, 4000, &intent));
	return intent;
}

static struct cc_psp_intent captured(struct psp_world *world, const char *key)
{
	struct cc_psp_intent intent = authorised(world, key, VISA);
	CHECK_OK(psp_capture(world, cc_printf(&world->ctx, "%s/c", key).ptr, intent.id, 4000, &intent));
	return intent;
}

/* The way there and back -------------------------------------------------------- */

static void a_lost_request_is_refused_at_once_or_met_with_silence(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	strike(world, CC_FAULT_PSP_LOST, 1, false);
	CHECK_REFUSED(psp_authorise(world, "b1", VISA, 4000, &intent), cc_unavailable);
	CHECK(world->faults.passed_us == 0);
	world->ctx.deadline = cc_time_add(cc_now(&world->ctx), 7000);
	strike(world, CC_FAULT_PSP_LOST, 1, true);
	CHECK_REFUSED(psp_authorise(world, "b1", VISA, 4000, &intent), cc_deadline_exceeded);
	CHECK(cc_now(&world->ctx).ms == world->ctx.deadline.ms);
	world->ctx.deadline = CC_TIME_NEVER;
	CHECK(cc_psp_sim_payments(world->psp) == 0);
}

static void a_lost_reply_is_given_again_under_its_key(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	strike(world, CC_FAULT_PSP_REPLY_LOST, 1, true);
	CHECK_REFUSED(psp_authorise(world, "b1", VISA, 4000, &intent), cc_deadline_exceeded);
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &intent));
	CHECK(cc_psp_sim_payments(world->psp) == 1);
	assert_string_equal(psp_books(world), "authorised 4000");
}

static void a_slow_request_arrives_when_nobody_waits_any_more(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	strike(world, CC_FAULT_PSP_SLOW, 1, true);
	world->ctx.deadline = cc_time_add(cc_now(&world->ctx), 10000);
	CHECK_REFUSED(psp_authorise(world, "b1", VISA, 4000, &intent), cc_deadline_exceeded);
	world->ctx.deadline = CC_TIME_NEVER;
	assert_string_equal(psp_books(world), "");
	psp_world_pass(world, CC_PSP_SIM_SLOW_MAX_MS);
	assert_string_equal(psp_books(world), "authorised 4000");
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &intent));
	CHECK(cc_psp_sim_payments(world->psp) == 1);
}

static void whoever_asked_again_meanwhile_has_one_payment(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	strike(world, CC_FAULT_PSP_SLOW, 1, true);
	world->ctx.deadline = cc_time_add(cc_now(&world->ctx), 10000);
	CHECK_REFUSED(psp_authorise(world, "b1", VISA, 4000, &intent), cc_deadline_exceeded);
	world->ctx.deadline = CC_TIME_NEVER;
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &intent));
	psp_world_pass(world, CC_PSP_SIM_SLOW_MAX_MS);
	assert_string_equal(psp_books(world), "authorised 4000");
}

/* Keys -------------------------------------------------------------------------- */

static void a_key_in_use_does_nothing(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	strike(world, CC_FAULT_PSP_KEY_IN_USE, 1, false);
	CHECK_REFUSED(psp_authorise(world, "b1", VISA, 4000, &intent), cc_idempotency_key_in_use);
	CHECK(cc_psp_sim_payments(world->psp) == 0);
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &intent));
}

static void an_error_is_replayed_for_a_day_whether_it_was_done_or_not(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	for (int done = 0; done <= 1; done++) {
		const char *key = done ? "b1" : "b0";
		strike(world, CC_FAULT_PSP_ERROR_KEPT, 1, done);
		CHECK_REFUSED(psp_authorise(world, key, VISA, 4000, &intent), cc_deadline_exceeded);
		CHECK_REFUSED(psp_authorise(world, key, VISA, 4000, &intent), cc_deadline_exceeded);
		CHECK((cc_psp_sim_newest(world->psp, cc_str_of(key)) != NULL) == done);
	}
	psp_world_pass(world, CC_HOURS(CC_PSP_KEY_HOURS));
	CHECK_OK(psp_authorise(world, "b0", VISA, 4000, &intent));
}

static void a_key_is_forgotten_too_early_but_never_within_the_hour(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent first = authorised(world, "b1", VISA), again;
	strike(world, CC_FAULT_PSP_KEY_FORGOTTEN, 1, false);
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &again));
	CHECK(cc_str_eq(first.id, again.id));
	psp_world_pass(world, CC_PSP_SIM_REMEMBERS_MS);
	CHECK_OK(psp_authorise(world, "b1", VISA, 4000, &again));
	CHECK(!cc_str_eq(first.id, again.id));
	const struct cc_psp_sim_payment *newest = cc_psp_sim_newest(world->psp, CC_STR("b1"));
	const struct cc_psp_sim_payment *before = cc_psp_sim_before(newest);
	CHECK(newest->again && cc_str_eq(newest->intent.id, again.id) &&
	      cc_str_eq(newest->key, CC_STR("b1")));
	CHECK(!before->again && cc_str_eq(before->intent.id, first.id));
	CHECK(cc_psp_sim_before(before) == NULL);
}

/* Cards ------------------------------------------------------------------------- */

static void a_card_turns_bad_before_its_authorisation_or_its_capture(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent intent;
	strike(world, CC_FAULT_PSP_DECLINED, 1, false);
	CHECK(authorised(world, "b1", VISA).state == CC_PSP_REQUIRES_PAYMENT_METHOD);

	intent = authorised(world, "b2", VISA);
	strike(world, CC_FAULT_PSP_DECLINED, 1, false);
	CHECK_REFUSED(psp_capture(world, "c2", intent.id, 4000, &intent), cc_psp_wrong_state);
	CHECK(psp_find(world, intent.id).state == CC_PSP_CANCELED);

	intent = authorised(world, "b3", VISA);
	strike(world, CC_FAULT_PSP_DECLINED, 1, true);
	CHECK_OK(psp_capture(world, "c3", intent.id, 4000, &intent));
	CHECK(intent.state == CC_PSP_REQUIRES_PAYMENT_METHOD && intent.decline == CC_PSP_DECLINE_GENERIC);
	assert_string_equal(psp_books(world),
	                    "authorised 4000, released 4000, authorised 4000, released 4000");
}

static void a_guest_approves_refuses_or_never_answers(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_intent yes = authorised(world, "b1", "pm_card_threeDSecure");
	struct cc_psp_intent no = authorised(world, "b2", "pm_card_threeDSecure");
	struct cc_psp_intent never = authorised(world, "b3", "pm_card_threeDSecure");
	struct cc_psp_intent bank = authorised(world, "b4", "pm_card_threeDSecureApproved");
	CHECK(yes.state == CC_PSP_REQUIRES_ACTION && yes.action_url.len > 0 && bank.action_url.len == 0);
	CHECK(cc_psp_sim_confirm(world->psp, yes.id, true));
	CHECK(!cc_psp_sim_confirm(world->psp, yes.id, true));
	CHECK(cc_psp_sim_confirm(world->psp, no.id, false));
	psp_world_pass(world, 5000);
	CHECK(psp_find(world, yes.id).state == CC_PSP_REQUIRES_CAPTURE);
	CHECK(psp_find(world, no.id).decline == CC_PSP_DECLINE_AUTHENTICATION_FAILED);
	CHECK(psp_find(world, never.id).state == CC_PSP_REQUIRES_ACTION);
	CHECK(psp_find(world, bank.id).state == CC_PSP_REQUIRES_CAPTURE);
}

/* Disputes ---------------------------------------------------------------------- */

static struct cc_psp_intent disputed(struct psp_world *world, bool won)
{
	strike(world, CC_FAULT_PSP_DISPUTED, 1, won);
	struct cc_psp_intent intent = captured(world, "b1");
	CHECK(psp_find(world, intent.id).dispute == CC_PSP_DISPUTE_NONE);
	psp_world_pass(world, CC_HOURS(24));
	intent = psp_find(world, intent.id);
	CHECK(intent.dispute == CC_PSP_DISPUTE_OPEN && intent.disputed.minor == 4000);
	CHECK(intent.captured.minor == 4000 && intent.refunded.minor == 0);
	return intent;
}

static void a_lost_dispute_leaves_the_money_with_the_guest(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_refund refund;
	struct cc_psp_intent intent = disputed(world, false);
	CHECK_REFUSED(psp_refund(world, "r1", intent.id, 100, &refund), cc_psp_disputed);
	psp_world_pass(world, CC_HOURS(24));
	CHECK(psp_find(world, intent.id).dispute == CC_PSP_DISPUTE_LOST);
	CHECK_REFUSED(psp_refund(world, "r2", intent.id, 100, &refund), cc_psp_disputed);
	assert_string_equal(psp_books(world), "authorised 4000, captured 4000, disputed 5500");
}

static void a_dispute_that_is_won_gives_all_of_it_back(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_refund refund;
	struct cc_psp_intent intent = disputed(world, true);
	psp_world_pass(world, CC_HOURS(24));
	CHECK(psp_find(world, intent.id).dispute == CC_PSP_DISPUTE_WON);
	CHECK_OK(psp_refund(world, "r1", intent.id, 4000, &refund));
	assert_string_equal(psp_books(world),
	                    "authorised 4000, captured 4000, disputed 5500, reinstated 5500, refunded 4000");
}

static void what_is_refunded_is_not_disputed(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_refund refund;
	strike(world, CC_FAULT_PSP_DISPUTED, 1, false);
	struct cc_psp_intent intent = captured(world, "b1");
	CHECK_OK(psp_refund(world, "r1", intent.id, 4000, &refund));
	psp_world_pass(world, CC_HOURS(24));
	CHECK(psp_find(world, intent.id).dispute == CC_PSP_DISPUTE_NONE);
}

/* Webhooks ---------------------------------------------------------------------- */

/* The types of what is to be posted now, each heard or not. */
static const char *told(struct psp_world *world, bool heard)
{
	struct cc_psp_sim_webhook webhook;
	struct cc_psp_event event;
	cc_str types = CC_STR("");
	while (cc_psp_sim_take(world->psp, &webhook)) {
		CHECK_OK(world->psp->ops->read_event(world->psp, &world->ctx, webhook.signature, webhook.body,
		                                     &event));
		cc_psp_sim_heard(world->psp, webhook.number, heard);
		types = cc_printf(&world->ctx, "%s%s%.*s", types.ptr, types.len > 0 ? " " : "",
		                  (int)event.type.len, event.type.ptr);
	}
	return types.ptr;
}

static void every_change_is_told_until_it_is_heard(void **state)
{
	struct psp_world *world = *state;
	captured(world, "b1");
	assert_string_equal(told(world, false),
	                    "payment_intent.amount_capturable_updated payment_intent.succeeded");
	assert_string_equal(told(world, true), "");
	psp_world_pass(world, 1000);
	assert_string_equal(told(world, true),
	                    "payment_intent.amount_capturable_updated payment_intent.succeeded");
	psp_world_pass(world, CC_HOURS(1));
	assert_string_equal(told(world, true), "");
	CHECK(cc_psp_sim_sums(world->psp).webhooks_given_up == 0);
}

static void what_nobody_says_a_word_about_comes_again_and_is_given_up(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_sim_webhook webhook;
	authorised(world, "b1", VISA);
	int times = 0;
	for (int i = 0; i < 30; i++, psp_world_pass(world, 30000))
		times += cc_psp_sim_take(world->psp, &webhook);
	assert_int_equal(times, 16);
	CHECK(cc_psp_sim_sums(world->psp).webhooks_given_up == 1);
}

static void webhooks_are_late_come_twice_or_never(void **state)
{
	struct psp_world *world = *state;
	strike(world, CC_FAULT_WEBHOOK_LATE, 1, true);
	authorised(world, "b1", VISA);
	strike(world, CC_FAULT_WEBHOOK_LOST, 1, true);
	authorised(world, "b2", VISA);
	world->faults.most[CC_FAULT_WEBHOOK_LATE] = false;
	strike(world, CC_FAULT_WEBHOOK_TWICE, 1, false);
	authorised(world, "b3", VISA);
	assert_string_equal(told(world, true), "payment_intent.amount_capturable_updated "
	                                       "payment_intent.amount_capturable_updated");
	psp_world_pass(world, CC_HOURS(71));
	assert_string_equal(told(world, true), "");
	psp_world_pass(world, CC_HOURS(1));
	assert_string_equal(told(world, true), "payment_intent.amount_capturable_updated");
	CHECK(cc_psp_sim_sums(world->psp).webhooks_lost == 1);
}

static void a_signature_is_of_these_bytes_and_fresh(void **state)
{
	struct psp_world *world = *state;
	struct cc_psp_sim_webhook webhook;
	struct cc_psp_event event;
	const struct cc_psp_ops *ops = world->psp->ops;
	authorised(world, "b1", VISA);
	CHECK(cc_psp_sim_take(world->psp, &webhook));
	CHECK_OK(ops->read_event(world->psp, &world->ctx, webhook.signature, webhook.body, &event));
	CHECK(cc_str_eq(event.reference, CC_STR("b1")) && event.id.len > 0);
	cc_str shorter = { webhook.body.ptr, webhook.body.len - 1 };
	CHECK_REFUSED(ops->read_event(world->psp, &world->ctx, webhook.signature, shorter, &event),
	              cc_psp_bad_signature);
	psp_world_pass(world, CC_SECONDS(CC_PSP_EVENT_AGE_MAX_SECONDS) + 1000);
	CHECK_REFUSED(ops->read_event(world->psp, &world->ctx, webhook.signature, webhook.body, &event),
	              cc_psp_bad_signature);
}

/* Books ------------------------------------------------------------------------- */

struct seen {
	int movements;
	int64_t captured;
};

static void see(void *arg, const struct cc_psp_movement *movement, const struct cc_psp_sim_payment *payment)
{
	struct seen *seen = arg;
	seen->movements++;
	CHECK(cc_str_eq(movement->intent_id, payment->intent.id));
	if (movement->kind == CC_PSP_CAPTURED)
		seen->captured += payment->intent.captured.minor;
}

static void whoever_watches_sees_each_movement_as_it_is_made(void **state)
{
	struct psp_world *world = *state;
	struct seen seen = { 0 };
	struct cc_psp_refund refund;
	cc_psp_sim_watch(world->psp, see, &seen);
	struct cc_psp_intent intent = captured(world, "b1");
	CHECK_OK(psp_refund(world, "r1", intent.id, 700, &refund));
	CHECK(seen.movements == 3 && seen.captured == 4000);
	const struct cc_psp_sim_payment *payment = cc_psp_sim_payment(world->psp, 0);
	CHECK(cc_str_eq(payment->capture_key, CC_STR("b1/c")) && payment->intent.refunded.minor == 700);
	CHECK(cc_str_eq(cc_psp_sim_refund(world->psp, 0)->key, CC_STR("r1")));
	CHECK(cc_psp_sim_refunds(world->psp) == 1 && cc_psp_sim_movements(world->psp) == 3);
	CHECK(cc_psp_sim_movement(world->psp, 2)->kind == CC_PSP_REFUNDED);
	CHECK(cc_psp_sim_sums(world->psp).refunded == 700 && cc_psp_sim_sums(world->psp).captured == 4000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PSP_CASE(a_lost_request_is_refused_at_once_or_met_with_silence, &engine),
		PSP_CASE(a_lost_reply_is_given_again_under_its_key, &engine),
		PSP_CASE(a_slow_request_arrives_when_nobody_waits_any_more, &engine),
		PSP_CASE(whoever_asked_again_meanwhile_has_one_payment, &engine),
		PSP_CASE(a_key_in_use_does_nothing, &engine),
		PSP_CASE(an_error_is_replayed_for_a_day_whether_it_was_done_or_not, &engine),
		PSP_CASE(a_key_is_forgotten_too_early_but_never_within_the_hour, &engine),
		PSP_CASE(a_card_turns_bad_before_its_authorisation_or_its_capture, &engine),
		PSP_CASE(a_guest_approves_refuses_or_never_answers, &engine),
		PSP_CASE(a_lost_dispute_leaves_the_money_with_the_guest, &engine),
		PSP_CASE(a_dispute_that_is_won_gives_all_of_it_back, &engine),
		PSP_CASE(what_is_refunded_is_not_disputed, &engine),
		PSP_CASE(every_change_is_told_until_it_is_heard, &engine),
		PSP_CASE(what_nobody_says_a_word_about_comes_again_and_is_given_up, &engine),
		PSP_CASE(webhooks_are_late_come_twice_or_never, &engine),
		PSP_CASE(a_signature_is_of_these_bytes_and_fresh, &engine),
		PSP_CASE(whoever_watches_sees_each_movement_as_it_is_made, &engine),
	};
	return cmocka_run_group_tests_name(engine.name, tests, NULL, NULL);
}
