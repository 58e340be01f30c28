/* node_workers_test.c - a slow operation holds up nobody but those who ask for it. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/adapters/sim/clock_sim.h"
#include "platform/adapters/threads_system.h"
#include "platform/core/run.h"
#include "platform/runtime/node_workers.h"
#include "platform/test.h"

enum { THREADS = 8, QUEUE_MAX = 8, REQUESTS_MAX = 64, SLOW_AT_ONCE = 2, PATIENCE_MS = 5000 };

static const struct cc_op slow_op = { .label = "slow" }, quick_op = { .label = "quick" };

struct pool {
	struct cc_clock_sim clock;
	struct cc_arena *arena;
	struct cc_node_workers *workers;
	struct cc_invocation requests[REQUESTS_MAX];
	size_t count;
};

static atomic_bool gate_is_open;
static atomic_int slow_running, slow_most, done_count;

static void nap(void)
{
	usleep(1000);
}

static void run(struct cc_invocation *invocation)
{
	if (invocation->op == &slow_op || !invocation->op) {
		int now = atomic_fetch_add(&slow_running, 1) + 1;
		if (now > atomic_load(&slow_most))
			atomic_store(&slow_most, now);
		while (!atomic_load(&gate_is_open))
			nap();
		atomic_fetch_sub(&slow_running, 1);
	}
	atomic_fetch_add(&done_count, 1);
}

static int open_pool(void **state)
{
	struct pool *pool = calloc(1, sizeof *pool);
	assert_non_null(pool);
	cc_clock_sim_init(&pool->clock, (cc_time){ CC_HOURS(1) });
	pool->arena = cc_arena_new();
	pool->workers = cc_node_workers_new(&(struct cc_node_workers_options){ .threads = cc_threads_system(),
	                                                                       .clock = &pool->clock.base,
	                                                                       .count = THREADS,
	                                                                       .queue_max = QUEUE_MAX,
	                                                                       .run = run });
	atomic_store(&gate_is_open, false);
	atomic_store(&slow_running, 0);
	atomic_store(&slow_most, 0);
	atomic_store(&done_count, 0);
	*state = pool;
	return 0;
}

static int close_pool(void **state)
{
	struct pool *pool = *state;
	atomic_store(&gate_is_open, true);
	cc_node_workers_free(pool->workers);
	cc_arena_free(pool->arena);
	free(pool);
	return 0;
}

static cc_err submit(struct pool *pool, const struct cc_op *op)
{
	CHECK(pool->count < REQUESTS_MAX);
	struct cc_invocation *invocation = &pool->requests[pool->count++];
	invocation->op = op;
	invocation->ctx.arena = pool->arena;
	return cc_node_workers_submit(pool->workers, invocation);
}

/* False if it does not come about. */
static bool comes_to(atomic_int *value, int wanted)
{
	for (int ms = 0; ms < PATIENCE_MS && atomic_load(value) != wanted; ms++)
		nap();
	return atomic_load(value) == wanted;
}

static void a_slow_operation_leaves_threads_to_the_others(void **state)
{
	struct pool *pool = *state;
	cc_node_workers_start(pool->workers);
	for (int i = 0; i < QUEUE_MAX / 2; i++)
		CHECK_OK(submit(pool, &slow_op));
	CHECK(comes_to(&slow_running, SLOW_AT_ONCE));
	CHECK_OK(submit(pool, &quick_op));
	CHECK(comes_to(&done_count, 1)); /* while the slow ones are still at it, and others wait for them */
	CHECK(atomic_load(&slow_most) == SLOW_AT_ONCE);
	atomic_store(&gate_is_open, true);
	CHECK(comes_to(&done_count, 1 + QUEUE_MAX / 2));
	CHECK(atomic_load(&slow_most) == SLOW_AT_ONCE);
}

static void a_slow_operation_is_turned_away_and_the_others_are_not(void **state)
{
	struct pool *pool = *state;
	cc_node_workers_start(pool->workers);
	for (int i = 0; i < SLOW_AT_ONCE; i++)
		CHECK_OK(submit(pool, &slow_op));
	CHECK(comes_to(&slow_running, SLOW_AT_ONCE));
	CHECK_OK(submit(pool, &slow_op)); /* it has to wait */
	cc_clock_sim_set(&pool->clock, cc_time_add((cc_time){ CC_HOURS(1) }, 501));
	CHECK_REFUSED(submit(pool, &slow_op), cc_overloaded);
	CHECK_OK(submit(pool, &quick_op));
	CHECK(comes_to(&done_count, 1));
}

static void one_operation_takes_half_of_the_queue_at_most(void **state)
{
	struct pool *pool = *state; /* nobody runs it yet */
	for (int i = 0; i < QUEUE_MAX / 2; i++)
		CHECK_OK(submit(pool, &slow_op));
	CHECK_REFUSED(submit(pool, &slow_op), cc_overloaded);
	for (int i = 0; i < QUEUE_MAX / 2; i++)
		CHECK_OK(submit(pool, &quick_op));
	CHECK_REFUSED(submit(pool, NULL), cc_overloaded);
}

static void effects_are_bounded_by_whoever_hands_them_in(void **state)
{
	struct pool *pool = *state;
	cc_node_workers_start(pool->workers);
	for (int i = 0; i < QUEUE_MAX; i++)
		CHECK_OK(submit(pool, NULL));
	CHECK(comes_to(&slow_running, THREADS));
}

static void what_is_queued_is_done_before_it_stops(void **state)
{
	struct pool *pool = *state;
	cc_node_workers_start(pool->workers);
	for (int i = 0; i < QUEUE_MAX / 2; i++)
		CHECK_OK(submit(pool, &slow_op));
	CHECK(comes_to(&slow_running, SLOW_AT_ONCE));
	atomic_store(&gate_is_open, true);
	cc_node_workers_stop(pool->workers);
	CHECK(atomic_load(&done_count) == QUEUE_MAX / 2);
	CHECK_REFUSED(submit(pool, &quick_op), cc_unavailable);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_pool, close_pool)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(a_slow_operation_leaves_threads_to_the_others),
		CASE(a_slow_operation_is_turned_away_and_the_others_are_not),
		CASE(one_operation_takes_half_of_the_queue_at_most),
		CASE(effects_are_bounded_by_whoever_hands_them_in),
		CASE(what_is_queued_is_done_before_it_stops),
	};
	return cmocka_run_group_tests_name("node workers", cases, NULL, NULL);
}
