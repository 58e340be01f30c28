#include "platform/runtime/store.h"

#include <stdlib.h>

#include "platform/ports/clock.h"
#include "platform/runtime/events.h"
#include "platform/runtime/migrate.h"

enum { READERS_MAX = 8, READ_WAIT_MAX_MS = 5000, RETRY_AFTER_MS = 1000 };

struct cc_store {
	const struct cc_service *service;
	struct cc_sql *sql;
	struct cc_lane *lane;
	size_t readers_max;

	struct cc_mutex lock;
	struct cc_cond returned;
	size_t reader_count; /* idle, lent or being opened */
	size_t idle_count;
	struct cc_sql_session *idle[]; /* the one used last is taken first: its cache is warm */
};

/* Opening ------------------------------------------------------------------------ */

static CC_RESULT open_writer(struct cc_ctx *ctx, const struct cc_service *service,
                             const struct cc_store_options *options, struct cc_sql_session **writer)
{
	struct cc_sql *sql = options->sql;
	struct cc_sql_session *opened;
	size_t applied;
	TRY(sql->ops->open(sql, ctx, CC_SQL_WRITER, &opened));
	cc_err err = options->migrate ? cc_migrate(ctx, opened, service->migrations, &applied)
	                              : cc_migrate_check(ctx, opened, service->migrations);
	if (err != CC_OK) {
		sql->ops->close(opened);
		return err;
	}
	*writer = opened;
	return CC_OK;
}

static struct cc_store *store_new(const struct cc_service *service, const struct cc_store_options *options)
{
	size_t readers_max = options->readers_max ? options->readers_max : READERS_MAX;
	struct cc_store *store = calloc(1, sizeof *store + readers_max * sizeof store->idle[0]);
	if (!store)
		cc_die("out of memory for a store");
	cc_mutex_init(&store->lock, options->threads);
	cc_cond_init(&store->returned, options->threads);
	store->service = service;
	store->sql = options->sql;
	store->readers_max = readers_max;
	return store;
}

cc_err cc_store_open(struct cc_ctx *ctx, const struct cc_service *service,
                     const struct cc_store_options *options, struct cc_store **store)
{
	struct cc_sql_session *writer;
	cc_err err = open_writer(ctx, service, options, &writer);
	if (err != CC_OK) {
		options->sql->ops->free(options->sql);
		return err;
	}
	struct cc_store *opened = store_new(service, options);
	struct cc_lane_options lane = options->lane;
	lane.threads = options->threads;
	lane.name = service->name;
	opened->lane = cc_lane_new(options->sql, writer, options->clock, &lane);
	*store = opened;
	return CC_OK;
}

struct cc_lane *cc_store_lane(struct cc_store *store)
{
	return store->lane;
}

const struct cc_service *cc_store_service(const struct cc_store *store)
{
	return store->service;
}

/* The readers go first: what closes a SQLite database last tidies it up, and only the writer may. */
void cc_store_close(struct cc_store *store)
{
	if (!store)
		return;
	cc_lane_stop(store->lane);
	assert(store->idle_count == store->reader_count); /* every read has ended */
	for (size_t i = 0; i < store->idle_count; i++)
		store->sql->ops->close(store->idle[i]);
	cc_lane_free(store->lane);
	store->sql->ops->free(store->sql);
	cc_cond_free(&store->returned);
	cc_mutex_free(&store->lock);
	free(store);
}

/* Reading ------------------------------------------------------------------------ */

static int64_t wait_ms(struct cc_ctx *ctx)
{
	cc_time now = ctx->clock->ops->now(ctx->clock);
	return cc_time_min(ctx->deadline, cc_time_add(now, READ_WAIT_MAX_MS)).ms - now.ms;
}

/* With the lock held. */
static bool must_wait(const struct cc_store *store)
{
	return store->idle_count == 0 && store->reader_count == store->readers_max;
}

/* Lends an idle reader, or NULL where there is room for a new one; false if none came free in time. */
static bool take_place(struct cc_store *store, struct cc_ctx *ctx, struct cc_sql_session **reader)
{
	cc_mutex_lock(&store->lock);
	if (must_wait(store)) {
		int64_t until_us = cc_threads_in_ms(store->lock.threads, wait_ms(ctx));
		while (must_wait(store) && cc_cond_wait_until(&store->returned, &store->lock, until_us)) {
		}
	}
	bool idle = store->idle_count > 0;
	bool room = store->reader_count < store->readers_max;
	*reader = idle ? store->idle[--store->idle_count] : NULL;
	store->reader_count += !idle && room;
	cc_mutex_unlock(&store->lock);
	return idle || room;
}

static void give_back(struct cc_store *store, struct cc_sql_session *reader)
{
	cc_mutex_lock(&store->lock);
	if (reader)
		store->idle[store->idle_count++] = reader;
	else
		store->reader_count--;
	cc_mutex_unlock(&store->lock);
	cc_cond_signal(&store->returned);
}

/* On the reader there is, or else on a new one: an old connection may be gone. */
static CC_RESULT begin(struct cc_store *store, struct cc_ctx *ctx, struct cc_sql_session **reader)
{
	const struct cc_sql_ops *ops = store->sql->ops;
	if (*reader && ops->begin(*reader, ctx) == CC_OK)
		return CC_OK;
	ops->close(*reader);
	*reader = NULL;
	TRY(ops->open(store->sql, ctx, CC_SQL_READER, reader));
	return ops->begin(*reader, ctx);
}

cc_err cc_store_begin_read(struct cc_store *store, struct cc_ctx *ctx)
{
	struct cc_sql_session *reader;
	if (!take_place(store, ctx, &reader))
		return cc_retry_later(
			ctx,
			cc_fail(ctx, &cc_overloaded, "Too many are reading at once; try again in a moment."),
			RETRY_AFTER_MS);
	cc_err err = begin(store, ctx, &reader);
	if (err != CC_OK) {
		give_back(store, reader);
		return err;
	}
	ctx->session = reader;
	return CC_OK;
}

void cc_store_end_read(struct cc_store *store, struct cc_ctx *ctx)
{
	struct cc_sql_session *reader = ctx->session;
	ctx->session = NULL;
	store->sql->ops->rollback(reader);
	give_back(store, reader);
}

/* Writing ------------------------------------------------------------------------ */

struct waited_write {
	struct cc_write write;
	cc_err (*run)(struct cc_ctx *ctx, void *arg);
	void *arg;
	struct cc_mutex lock;
	struct cc_cond done;
	bool finished;
	cc_err err;
};

static cc_err run_waited(struct cc_write *write)
{
	struct waited_write *waited = (struct waited_write *)write;
	return waited->run(write->ctx, waited->arg);
}

static void finish_waited(struct cc_write *write, cc_err err)
{
	struct waited_write *waited = (struct waited_write *)write;
	cc_mutex_lock(&waited->lock);
	waited->finished = true;
	waited->err = err;
	cc_cond_signal(&waited->done); /* under the lock: its owner destroys it at once */
	cc_mutex_unlock(&waited->lock);
}

static void await(struct cc_lane *lane, struct waited_write *waited)
{
	if (!cc_lane_has_thread(lane)) {
		while (!waited->finished)
			cc_lane_step(lane);
		return;
	}
	cc_mutex_lock(&waited->lock);
	while (!waited->finished)
		cc_cond_wait(&waited->done, &waited->lock);
	cc_mutex_unlock(&waited->lock);
}

cc_err cc_store_write(struct cc_store *store, struct cc_ctx *ctx,
                      cc_err (*run)(struct cc_ctx *ctx, void *arg), void *arg)
{
	struct waited_write waited = {
		.write = { .ctx = ctx, .run = run_waited, .done = finish_waited },
		.run = run,
		.arg = arg,
	};
	cc_mutex_init(&waited.lock, store->lock.threads);
	cc_cond_init(&waited.done, store->lock.threads);
	ctx->emit = cc_outbox_append;
	cc_err err = cc_lane_submit(store->lane, &waited.write);
	if (err == CC_OK) {
		await(store->lane, &waited);
		err = waited.err;
	}
	cc_cond_free(&waited.done);
	cc_mutex_free(&waited.lock);
	return err;
}
