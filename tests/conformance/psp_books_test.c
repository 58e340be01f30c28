/*
 * psp_books_test.c - whatever is asked, however the network behaves: the books balance.
 *
 * Random orders over a bad network, each sent again under its key until it is answered; and many who
 * ask at once.  Then the movements, added up, must say the same as the payments themselves.
 */
#include <pthread.h>

#include "platform/adapters/fail/psp_fail.h"
#include "tests/conformance/psp_suite.h"

enum { SEEDS = 8, STEPS = 120, PAYMENTS_MAX = STEPS };

static const char *const methods[] = {
	"pm_card_visa",
	"pm_card_visa",
	"pm_card_chargeDeclined",
	"pm_card_threeDSecure",
	"pm_card_threeDSecureApproved",
	"pm_card_authoriseRequestLost",
	"pm_card_authoriseReplyLost",
	"pm_card_captureRequestLost",
	"pm_card_captureReplyLost",
	"pm_card_refundReplyLost",
};

struct sums {
	int64_t authorised, released, captured, refunded;
};

struct play {
	struct psp_world *world;
	cc_str intents[PAYMENTS_MAX];
	size_t intent_count;
	uint64_t random;
};

static uint32_t below(struct play *play, uint32_t n)
{
	play->random = play->random * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(play->random >> 33) % n;
}

static struct cc_psp *make_fail(struct cc_psp *provider)
{
	return cc_psp_fail_new(provider);
}

static void spoil_the_network(struct play *play)
{
	const struct cc_psp_fail_plan plan = {
		.refuse = below(play, 6) == 0,
		.lose_request = below(play, 4) == 0,
		.lose_reply = below(play, 4) == 0,
		.repeat = below(play, 3) == 0,
	};
	cc_psp_fail_plan(play->world->psp, &plan);
}

static bool in_doubt(cc_err err)
{
	return cc_is(err, CC_UNAVAILABLE) || cc_is(err, CC_DEADLINE_EXCEEDED);
}

static void authorise_one(struct play *play, const char *key)
{
	enum { TRIES_MAX = 6 };
	struct cc_psp_intent intent;
	const char *method = methods[below(play, CC_COUNT(methods))];
	int64_t amount = 1 + below(play, 10000);
	cc_err err = psp_authorise(play->world, key, method, amount, &intent);
	for (int i = 0; i < TRIES_MAX && in_doubt(err); i++)
		err = psp_authorise(play->world, key, method, amount, &intent);
	CHECK_OK(err);
	play->intents[play->intent_count++] = intent.id;
}

/* Of any payment, in any state: refusals are as good as answers here. */
static cc_err change_one(struct play *play, uint32_t what, const char *key, cc_str id, int64_t amount)
{
	struct cc_psp_intent intent;
	struct cc_psp_refund refund;
	switch (what) {
	case 0:
	case 1: return psp_capture(play->world, key, id, amount, &intent);
	case 2: return psp_cancel(play->world, key, id, &intent);
	default: return psp_refund(play->world, key, id, amount, &refund);
	}
}

static void change_any(struct play *play, const char *key)
{
	enum { TRIES_MAX = 6 };
	if (play->intent_count == 0)
		return;
	uint32_t what = below(play, 5);
	cc_str id = play->intents[below(play, (uint32_t)play->intent_count)];
	int64_t amount = 1 + below(play, 6000);
	cc_err err = change_one(play, what, key, id, amount);
	for (int i = 0; i < TRIES_MAX && in_doubt(err); i++)
		err = change_one(play, what, key, id, amount);
	assert_false(in_doubt(err));
}

/* Of one payment, or of all if it is empty. */
static struct sums add_up(struct psp_world *world, cc_str intent_id)
{
	struct sums sums = { 0 };
	struct cc_psp_movement_list page;
	cc_str after = CC_STR("");
	do {
		CHECK_OK(world->psp->ops->list(world->psp, &world->ctx, after, 100, &page));
		for (size_t i = 0; i < page.count; i++) {
			const struct cc_psp_movement *movement = &page.items[i];
			bool counts = intent_id.len == 0 || cc_str_eq(movement->intent_id, intent_id);
			int64_t minor = counts ? movement->amount.minor : 0;
			sums.authorised += movement->kind == CC_PSP_AUTHORISED ? minor : 0;
			sums.released += movement->kind == CC_PSP_RELEASED ? minor : 0;
			sums.captured += movement->kind == CC_PSP_CAPTURED ? minor : 0;
			sums.refunded += movement->kind == CC_PSP_REFUNDED ? minor : 0;
			after = movement->id;
		}
	} while (page.count > 0);
	return sums;
}

static void check_payment(struct psp_world *world, cc_str id)
{
	struct sums sums = add_up(world, id);
	struct cc_psp_intent intent = psp_find(world, id);
	bool set_aside = intent.state == CC_PSP_REQUIRES_CAPTURE;
	assert_int_equal(sums.captured, intent.captured.minor);
	assert_int_equal(sums.refunded, intent.refunded.minor);
	assert_true(sums.refunded <= sums.captured);
	assert_int_equal(sums.authorised - sums.released - sums.captured,
	                 set_aside ? intent.amount.minor : 0);
	assert_true(sums.authorised == 0 || sums.authorised == intent.amount.minor);
}

static void the_books_say_what_the_payments_say(void **state)
{
	struct psp_world *world = *state;
	int64_t set_aside = 0;
	for (uint64_t seed = 1; seed <= SEEDS; seed++) {
		struct play play = { .world = world, .random = seed };
		for (int step = 0; step < STEPS; step++) {
			const char *key =
				cc_printf(&world->ctx, "%llu-%d", (unsigned long long)seed, step).ptr;
			spoil_the_network(&play);
			if (below(&play, 3) == 0)
				authorise_one(&play, key);
			else
				change_any(&play, key);
			psp_world_pass(world, below(&play, 20) == 0 ? CC_HOURS(40) : 700);
		}
		cc_psp_fail_plan(world->psp, &(struct cc_psp_fail_plan){ 0 });
		for (size_t i = 0; i < play.intent_count; i++)
			check_payment(world, play.intents[i]);
	}
	struct sums all = add_up(world, CC_STR(""));
	set_aside = all.authorised - all.released - all.captured;
	assert_true(all.captured > 0 && all.refunded > 0 && all.released > 0 && set_aside >= 0);
}

/* Many at once ------------------------------------------------------------------ */

enum { CALLERS = 8, CALLS = 10 };

struct caller {
	pthread_t thread;
	struct psp_world *world;
	cc_str intent_id;
	int n;
	int64_t refunded;
	bool failed;
};

/* Each asks for its own refunds, and all of them for one more under one key. */
static void *refund_often(void *arg)
{
	struct caller *caller = arg;
	struct psp_world *world = caller->world;
	struct cc_ctx ctx = world->ctx;
	ctx.arena = cc_arena_new();
	for (int i = 0; i < CALLS; i++) {
		struct cc_psp_refund refund;
		cc_str own = cc_printf(&ctx, "r-%d-%d", caller->n, i);
		const struct cc_psp_part part = { caller->intent_id, own, zloty(100) };
		cc_err err = world->psp->ops->refund(world->psp, &ctx, own, &part, &refund);
		caller->refunded += err == CC_OK ? refund.amount.minor : 0;
		caller->failed |= err != CC_OK && !cc_because(err, &cc_psp_too_much);

		const struct cc_psp_part shared = { caller->intent_id, CC_STR("shared"), zloty(1) };
		err = world->psp->ops->refund(world->psp, &ctx, CC_STR("shared"), &shared, &refund);
		caller->failed |= err != CC_OK && !cc_because(err, &cc_idempotency_key_in_use);
	}
	cc_arena_free(ctx.arena);
	return NULL;
}

static void many_who_refund_at_once_refund_no_more_than_there_is(void **state)
{
	struct psp_world *world = *state;
	struct caller callers[CALLERS];
	struct cc_psp_intent intent;
	int64_t refunded = 1; /* under the shared key */
	CHECK_OK(psp_authorise(world, "b1", "pm_card_visa", 4001, &intent));
	CHECK_OK(psp_capture(world, "c1", intent.id, 4001, &intent));
	cc_psp_sandbox_start(world->provider);
	for (int i = 0; i < CALLERS; i++) {
		callers[i] = (struct caller){ .world = world, .intent_id = intent.id, .n = i };
		assert_int_equal(pthread_create(&callers[i].thread, NULL, refund_often, &callers[i]), 0);
	}
	for (int i = 0; i < CALLERS; i++) {
		pthread_join(callers[i].thread, NULL);
		assert_false(callers[i].failed);
		refunded += callers[i].refunded;
	}
	assert_int_equal(refunded, 4001);
	check_payment(world, intent.id);
	assert_int_equal(psp_find(world, intent.id).refunded.minor, 4001);
}

int main(void)
{
	static const struct psp_suite_engine engine = { "psp: books", make_fail };
	const struct CMUnitTest tests[] = {
		PSP_CASE(the_books_say_what_the_payments_say, &engine),
		PSP_CASE(many_who_refund_at_once_refund_no_more_than_there_is, &engine),
	};
	return cmocka_run_group_tests_name("psp: books", tests, NULL, NULL);
}
