/* lane_threads_test.c - many threads, one lane: each write is answered once, and promises are kept. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "platform/adapters/clock_system.h"
#include "platform/runtime/sample_store_test.h"

enum { THREADS = 8, WRITES_EACH = 200, NAMES = 1200 };

struct writer {
	pthread_t thread;
	struct cc_store *store;
	struct cc_ctx ctx;
	int number;
	int kept, refused, late;
};

static cc_err put(struct cc_ctx *ctx, void *arg)
{
	return sample_put(ctx, *(const cc_str *)arg, 1);
}

/* Names overlap, so that some writes are refused in every batch. */
static void *write_many(void *arg)
{
	struct writer *writer = arg;
	struct cc_ctx ctx = writer->ctx;
	ctx.arena = cc_arena_new();
	for (int i = 0; i < WRITES_EACH; i++) {
		cc_str name = cc_printf(&ctx, "%d", (writer->number * WRITES_EACH + i) % NAMES);
		cc_err err = cc_store_write(writer->store, &ctx, put, &name);
		writer->kept += err == CC_OK;
		writer->refused += cc_because(err, &cc_sql_unique_violation);
		writer->late += cc_is(err, CC_UNAVAILABLE);
	}
	cc_arena_free(ctx.arena);
	return NULL;
}

static void start(struct sample_store *sample, struct cc_store *store, struct writer writers[THREADS])
{
	for (int i = 0; i < THREADS; i++)
		writers[i] = (struct writer){ .store = store, .ctx = sample->ctx, .number = i };
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&writers[i].thread, NULL, write_many, &writers[i]), 0);
}

static void read_until_stopped(struct sample_store *sample, struct cc_store *store, struct writer *writers)
{
	int64_t before = 0;
	for (int i = 0; i < 100; i++) {
		int64_t now = sample_count(sample, store);
		CHECK(now >= before); /* what was committed stays */
		before = now;
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(writers[i].thread, NULL);
}

static void every_write_is_answered_once_and_what_was_promised_is_kept(void **state)
{
	(void)state;
	struct sample_store *sample = sample_store_new();
	struct cc_clock clock;
	cc_clock_system_init(&clock);
	sample->ctx.clock = &clock;
	struct cc_store *store;
	struct cc_store_options options = { .migrate = true, .lane.wait_limit_ms = CC_MINUTES(1) };
	CHECK_OK(sample_store_try(sample, &sample_service, &options,
	                          &store)); /* a slow disk is no failure here */
	cc_lane_start(cc_store_lane(store));

	struct writer writers[THREADS];
	start(sample, store, writers);
	read_until_stopped(sample, store, writers);

	int kept = 0, refused = 0;
	for (int i = 0; i < THREADS; i++) {
		kept += writers[i].kept;
		refused += writers[i].refused;
		CHECK(writers[i].late == 0);
	}
	struct cc_lane_stats stats = cc_lane_stats(cc_store_lane(store));
	CHECK(kept == NAMES && refused == THREADS * WRITES_EACH - NAMES);
	CHECK(sample_count(sample, store) == kept);
	CHECK(stats.writes == THREADS * WRITES_EACH && stats.refused == (uint64_t)refused);
	CHECK(stats.batches < stats.writes && stats.queued == 0);
	cc_store_close(store);
	sample_store_free(sample);
}

/* A write that is on its way when the lane stops is done or turned away, never lost. */
static void stopping_loses_nothing(void **state)
{
	(void)state;
	struct sample_store *sample = sample_store_new();
	struct cc_store *store = sample_store_open(sample);
	cc_lane_start(cc_store_lane(store));
	struct writer writers[THREADS];
	start(sample, store, writers);
	cc_lane_stop(cc_store_lane(store));
	int kept = 0;
	for (int i = 0; i < THREADS; i++) {
		pthread_join(writers[i].thread, NULL);
		CHECK(writers[i].kept + writers[i].refused + writers[i].late == WRITES_EACH);
		kept += writers[i].kept;
	}
	CHECK(sample_count(sample, store) == kept);
	cc_store_close(store);
	sample_store_free(sample);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(every_write_is_answered_once_and_what_was_promised_is_kept),
		cmocka_unit_test(stopping_loses_nothing),
	};
	return cmocka_run_group_tests_name("runtime: lane, threads", cases, NULL, NULL);
}
