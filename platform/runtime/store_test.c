/* store_test.c - a service's store: opened, migrated, read and written. */
#include "platform/runtime/sample_store_test.h"

#include <pthread.h>
#include <unistd.h>

#include "platform/adapters/clock_system.h"
#include "platform/runtime/migrate.h"

static int make(void **state)
{
	*state = sample_store_new();
	return 0;
}

static int clear(void **state)
{
	sample_store_free(*state);
	return 0;
}

struct thing {
	cc_str name;
	int64_t n;
};

static cc_err put(struct cc_ctx *ctx, void *arg)
{
	const struct thing *thing = arg;
	return sample_put(ctx, thing->name, thing->n);
}

static cc_err write_thing(struct sample_store *sample, struct cc_store *store, cc_str name, int64_t n)
{
	struct thing thing = { name, n };
	return cc_store_write(store, &sample->ctx, put, &thing);
}

static void what_is_written_is_there_after_a_restart(void **state)
{
	struct sample_store *sample = *state;
	struct cc_store *store = sample_store_open(sample);
	CHECK_OK(write_thing(sample, store, CC_STR("a"), 1));
	CHECK(sample_count(sample, store) == 1);
	cc_store_close(store);

	store = sample_store_open(sample);
	CHECK(sample_count(sample, store) == 1);
	cc_store_close(store);
}

static void a_write_that_fails_leaves_nothing(void **state)
{
	struct sample_store *sample = *state;
	struct cc_store *store = sample_store_open(sample);
	CHECK_OK(write_thing(sample, store, CC_STR("a"), 1));
	CHECK_REFUSED(write_thing(sample, store, CC_STR("a"), 2), cc_sql_unique_violation);
	CHECK_REFUSED(write_thing(sample, store, CC_STR("b"), 1000), cc_sql_constraint_violation);
	CHECK(sample_count(sample, store) == 1);
	cc_store_close(store);
}

static void a_write_waits_for_the_lanes_thread(void **state)
{
	struct sample_store *sample = *state;
	struct cc_store *store = sample_store_open(sample);
	cc_lane_start(cc_store_lane(store));
	CHECK_OK(write_thing(sample, store, CC_STR("a"), 1));
	CHECK_REFUSED(write_thing(sample, store, CC_STR("a"), 1), cc_sql_unique_violation);
	CHECK(sample_count(sample, store) == 1);
	cc_store_close(store);
}

static void a_schema_that_is_behind_is_refused_unless_it_may_be_migrated(void **state)
{
	struct sample_store *sample = *state;
	struct cc_store *store;
	struct cc_store_options as_it_is = { .migrate = false };
	CHECK_REFUSED(sample_store_try(sample, &sample_service, &as_it_is, &store), cc_schema_outdated);
	cc_store_close(sample_store_open(sample));
	CHECK_OK(sample_store_try(sample, &sample_service, &as_it_is, &store));
	cc_store_close(store);
}

static void a_schema_that_was_changed_is_refused(void **state)
{
	static const struct cc_migration edited[] = {
		{ "V1__things.sql", "CREATE TABLE things (name TEXT PRIMARY KEY, n INTEGER);\n" },
		{ 0 },
	};
	struct sample_store *sample = *state;
	struct cc_service service = sample_service;
	struct cc_store *store;
	cc_store_close(sample_store_open(sample));
	service.migrations = edited;
	for (int migrate = 0; migrate < 2; migrate++) {
		struct cc_store_options options = { .migrate = migrate };
		CHECK_REFUSED(sample_store_try(sample, &service, &options, &store), cc_schema_changed);
	}
}

static void a_store_that_cannot_be_reached_does_not_open(void **state)
{
	struct sample_store *sample = *state;
	struct cc_store *store, *first = sample_store_open(sample); /* which has the file */
	struct cc_store_options options = { .migrate = true };
	CHECK_REFUSED(sample_store_try(sample, &sample_service, &options, &store), cc_unavailable);
	cc_store_close(first);
}

static void readers_see_what_was_there_when_they_began(void **state)
{
	struct sample_store *sample = *state;
	struct cc_store *store = sample_store_open(sample);
	struct cc_ctx snapshot = sample->ctx;
	int64_t n;
	CHECK_OK(cc_store_begin_read(store, &snapshot));
	CHECK(cc_is(sample_get(&snapshot, CC_STR("a"), &n), CC_NOT_FOUND));
	CHECK_OK(write_thing(sample, store, CC_STR("a"), 1));
	CHECK(cc_is(sample_get(&snapshot, CC_STR("a"), &n), CC_NOT_FOUND));
	cc_store_end_read(store, &snapshot);
	CHECK(snapshot.session == NULL);
	CHECK_OK(cc_store_begin_read(store, &snapshot));
	CHECK_OK(sample_get(&snapshot, CC_STR("a"), &n));
	cc_store_end_read(store, &snapshot);
	cc_store_close(store);
}

static void a_reader_too_many_is_turned_away_at_its_deadline(void **state)
{
	struct sample_store *sample = *state;
	struct cc_store *store;
	struct cc_store_options options = { .migrate = true, .readers_max = 1 };
	CHECK_OK(sample_store_try(sample, &sample_service, &options, &store));
	struct cc_ctx first = sample->ctx, second = sample->ctx;
	second.deadline = cc_time_add(cc_now(&second), 20);
	CHECK_OK(cc_store_begin_read(store, &first));
	cc_err err = cc_store_begin_read(store, &second);
	CHECK_REFUSED(err, cc_overloaded);
	CHECK(err->retry_after_ms > 0);
	cc_store_end_read(store, &first);
	CHECK_OK(cc_store_begin_read(store, &second));
	cc_store_end_read(store, &second);
	cc_store_close(store);
}

struct waiting_reader {
	pthread_t thread;
	struct cc_store *store;
	struct cc_ctx ctx;
	int64_t waited_us;
};

static void *wait_for_a_reader(void *arg)
{
	struct waiting_reader *waiting = arg;
	struct cc_clock clock;
	cc_clock_system_init(&clock);
	int64_t began_us = clock.ops->monotonic_us(&clock);
	CHECK_OK(cc_store_begin_read(waiting->store, &waiting->ctx));
	waiting->waited_us = clock.ops->monotonic_us(&clock) - began_us;
	cc_store_end_read(waiting->store, &waiting->ctx);
	return NULL;
}

static void a_reader_that_comes_back_goes_to_who_waits(void **state)
{
	struct sample_store *sample = *state;
	struct cc_store *store;
	struct cc_store_options options = { .migrate = true, .readers_max = 1 };
	CHECK_OK(sample_store_try(sample, &sample_service, &options, &store));
	struct waiting_reader waiting = { .store = store, .ctx = sample->ctx };
	waiting.ctx.arena = cc_arena_new();
	CHECK_OK(cc_store_begin_read(store, &sample->ctx));
	assert_int_equal(pthread_create(&waiting.thread, NULL, wait_for_a_reader, &waiting), 0);
	usleep(20000); /* it waits by now */
	cc_store_end_read(store, &sample->ctx);
	pthread_join(waiting.thread, NULL);
	CHECK(waiting.waited_us < 4000000); /* not until the wait's own end, at 5 s */
	cc_arena_free(waiting.ctx.arena);
	cc_store_close(store);
}

static void a_reader_whose_connection_was_lost_gets_another(void **state)
{
	struct sample_store *sample = *state;
	struct cc_store *store = sample_store_open(sample);
	CHECK(sample_count(sample, store) == 0); /* now a reader is idle */
	cc_sql_fail_plan(sample->sql, &(struct cc_sql_fail_plan){ .refuse_begin = 1 });
	CHECK(sample_count(sample, store) == 0);

	cc_sql_fail_plan(sample->sql, &(struct cc_sql_fail_plan){ .refuse_begin = 1, .refuse_open = 1 });
	CHECK_REFUSED(cc_store_begin_read(store, &sample->ctx), cc_unavailable);
	CHECK(sample_count(sample, store) == 0);
	cc_store_close(store);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, make, clear)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(what_is_written_is_there_after_a_restart),
		CASE(a_write_that_fails_leaves_nothing),
		CASE(a_write_waits_for_the_lanes_thread),
		CASE(a_schema_that_is_behind_is_refused_unless_it_may_be_migrated),
		CASE(a_schema_that_was_changed_is_refused),
		CASE(a_store_that_cannot_be_reached_does_not_open),
		CASE(readers_see_what_was_there_when_they_began),
		CASE(a_reader_too_many_is_turned_away_at_its_deadline),
		CASE(a_reader_that_comes_back_goes_to_who_waits),
		CASE(a_reader_whose_connection_was_lost_gets_another),
	};
	return cmocka_run_group_tests_name("runtime: store", cases, NULL, NULL);
}
