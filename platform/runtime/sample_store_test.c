#include "platform/runtime/sample_store_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/adapters/sql_sqlite/sql_sqlite.h"
#include "platform/adapters/threads_system.h"
#include "platform/runtime/rows.h"

static const struct cc_stmt put_thing = {
	.name = "sample.put_thing",
	.slot = 32,
	.sql = "INSERT INTO things (name, n) VALUES ($1, $2)",
};
static const struct cc_stmt get_thing = {
	.name = "sample.get_thing",
	.slot = 33,
	.sql = "SELECT n AS number FROM things WHERE name = $1",
};
static const struct cc_stmt count_things = {
	.name = "sample.count_things",
	.slot = 34,
	.sql = "SELECT COUNT(*) AS number FROM things",
};

static const struct cc_stmt *const statements[] = { &put_thing, &get_thing, &count_things, NULL };

static const struct cc_migration migrations[] = {
	{ "V1__things.sql",
	  "CREATE TABLE things (name TEXT PRIMARY KEY, n BIGINT NOT NULL CHECK (n < 1000));\n" },
	{ 0 },
};

static const struct cc_op *const ops[] = { &sample_put_op, &sample_get_op, &sample_put_twice_op, NULL };
static const struct cc_event *const events[] = { &sample_put_event, NULL };
static const struct cc_consumer *const consumers[] = { NULL };
static const struct cc_timer *const timers[] = { NULL };

const struct cc_service sample_service = {
	.name = "sample",
	.ops = ops,
	.events = events,
	.statements = statements,
	.migrations = migrations,
	.consumers = consumers,
	.timers = timers,
};

struct sample_store *sample_store_new(void)
{
	struct sample_store *sample = calloc(1, sizeof *sample);
	assert_non_null(sample);
	snprintf(sample->folder, sizeof sample->folder, "%s", "/tmp/couchannel-test-XXXXXX");
	assert_non_null(mkdtemp(sample->folder));
	snprintf(sample->path, sizeof sample->path, "%s/sample.db", sample->folder);
	cc_clock_sim_init(&sample->clock, (cc_time){ INT64_C(1767225600000) }); /* 2026-01-01T00:00:00Z */
	cc_entropy_sim_init(&sample->entropy, 1);
	sample->arena = cc_arena_new();
	sample->ctx = (struct cc_ctx){
		.arena = sample->arena,
		.clock = &sample->clock.base,
		.entropy = &sample->entropy.base,
		.deadline = CC_TIME_NEVER,
	};
	return sample;
}

void sample_store_free(struct sample_store *sample)
{
	static const char *const suffixes[] = { "", "-wal", "-shm", ".lock" };
	for (size_t i = 0; i < CC_COUNT(suffixes); i++) {
		char path[128];
		snprintf(path, sizeof path, "%s%s", sample->path, suffixes[i]);
		unlink(path);
	}
	rmdir(sample->folder);
	cc_arena_free(sample->arena);
	free(sample);
}

cc_err sample_store_try(struct sample_store *sample, const struct cc_service *service,
                        const struct cc_store_options *more, struct cc_store **store)
{
	struct cc_store_options options = *more;
	struct cc_sql *sqlite;
	options.threads = cc_threads_system();
	options.clock = sample->ctx.clock;
	options.entropy = sample->ctx.entropy;
	TRY(cc_sql_sqlite_new(&sample->ctx, sample->path, &sqlite));
	sample->sql = options.sql = cc_sql_fail_new(sqlite);
	return cc_store_open(&sample->ctx, service, &options, store);
}

struct cc_store *sample_store_open(struct sample_store *sample)
{
	struct cc_store *store = NULL;
	struct cc_store_options options = { .migrate = true };
	CHECK_OK(sample_store_try(sample, &sample_service, &options, &store));
	return store;
}

cc_err sample_put(struct cc_ctx *ctx, cc_str name, int64_t n)
{
	return cc_sql_exec(ctx, &put_thing, name, n);
}

cc_err sample_get(struct cc_ctx *ctx, cc_str name, int64_t *n)
{
	struct cc_number_row found;
	TRY(cc_sql_one(ctx, &get_thing, &cc_number_row_message, &found, name));
	*n = found.number;
	return CC_OK;
}

int64_t sample_count(struct sample_store *sample, struct cc_store *store)
{
	struct cc_number_row found = { 0 };
	CHECK_OK(cc_store_begin_read(store, &sample->ctx));
	cc_err err = cc_sql_one(&sample->ctx, &count_things, &cc_number_row_message, &found);
	cc_store_end_read(store, &sample->ctx);
	CHECK_OK(err);
	return found.number;
}
