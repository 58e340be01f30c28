/* lane.c - the queue in front of a store's one writer, and its thread; lane_batch.c runs what it takes. */
#include "platform/runtime/lane.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "platform/ports/clock.h"
#include "platform/runtime/lane_batch.h"

enum { BATCH_MAX = 256, QUEUE_MAX = 4096, WAIT_LIMIT_MS = 500, RETRY_AFTER_MS = 1000, NAME_BYTES = 32 };

struct cc_lane {
	struct cc_lane_options options;
	struct cc_clock *clock;
	struct cc_lane_writer writer; /* of the lane's thread alone */

	struct cc_mutex lock;
	struct cc_cond changed;
	struct cc_write *first, **last; /* oldest first */
	size_t queued;
	bool idle, stopping;
	uint64_t shed;

	_Atomic uint64_t batches, writes, refused;
	bool has_thread, joined;
	char name[NAME_BYTES];
	struct cc_thread thread;
};

struct cc_lane *cc_lane_new(struct cc_sql *sql, struct cc_sql_session *writer, struct cc_clock *clock,
                            const struct cc_lane_options *options)
{
	struct cc_lane *lane = calloc(1, sizeof *lane);
	if (!lane)
		cc_die("out of memory for a lane");
	cc_mutex_init(&lane->lock, options->threads);
	cc_cond_init(&lane->changed, options->threads);
	lane->options = *options;
	snprintf(lane->name, sizeof lane->name, "lane %s", options->name);
	if (lane->options.batch_max == 0)
		lane->options.batch_max = BATCH_MAX;
	if (lane->options.queue_max == 0)
		lane->options.queue_max = QUEUE_MAX;
	if (lane->options.wait_limit_ms == 0)
		lane->options.wait_limit_ms = WAIT_LIMIT_MS;
	lane->clock = clock;
	lane->last = &lane->first;
	cc_lane_writer_init(&lane->writer, sql, writer, clock);
	return lane;
}

/* The queue --------------------------------------------------------------------- */

/* With the lock held. */
static int64_t oldest_wait_us(const struct cc_lane *lane, int64_t now_us)
{
	return lane->first ? now_us - lane->first->queued_us : 0;
}

/* With the lock held.  What waits too long now would wait longer still with more behind it. */
static bool overloaded(const struct cc_lane *lane, int64_t now_us)
{
	return lane->queued >= lane->options.queue_max ||
	       oldest_wait_us(lane, now_us) > lane->options.wait_limit_ms * 1000;
}

/* With the lock held; true if the lane sleeps and must be woken. */
static bool put(struct cc_lane *lane, struct cc_write *write, int64_t now_us)
{
	write->next = NULL;
	write->settled = false;
	write->queued_us = now_us;
	*lane->last = write;
	lane->last = &write->next;
	lane->queued++;
	bool sleeps = lane->idle;
	lane->idle = false;
	return sleeps;
}

cc_err cc_lane_submit(struct cc_lane *lane, struct cc_write *write)
{
	int64_t now_us = lane->clock->ops->monotonic_us(lane->clock);
	bool sleeps = false;
	cc_mutex_lock(&lane->lock);
	bool stopping = lane->stopping;
	bool full = overloaded(lane, now_us);
	if (!stopping && !full)
		sleeps = put(lane, write, now_us);
	lane->shed += full && !stopping;
	cc_mutex_unlock(&lane->lock);

	if (sleeps)
		cc_cond_signal(&lane->changed);
	if (stopping)
		return cc_fail(write->ctx, &cc_unavailable, "The server is stopping; ask again elsewhere.");
	if (full)
		return cc_retry_later(
			write->ctx,
			cc_fail(write->ctx, &cc_overloaded,
		                "There is more to do than there is time for; try again in a moment."),
			RETRY_AFTER_MS);
	return CC_OK;
}

/* With the lock held: the oldest writes, as a list; NULL if there is none. */
static struct cc_write *take(struct cc_lane *lane)
{
	struct cc_write *batch = lane->first, **end = &lane->first;
	if (lane->queued <= lane->options.batch_max) {
		lane->first = NULL;
		lane->last = &lane->first;
		lane->queued = 0;
		return batch;
	}
	for (size_t i = 0; i < lane->options.batch_max; i++)
		end = &(*end)->next;
	lane->first = *end;
	lane->queued -= lane->options.batch_max;
	*end = NULL;
	return batch;
}

/* The lane's thread ------------------------------------------------------------- */

static void count(_Atomic uint64_t *counter, uint64_t n)
{
	atomic_fetch_add_explicit(counter, n, memory_order_relaxed);
}

static size_t count_batch(struct cc_lane *lane, const struct cc_write *batch)
{
	size_t finished = 0, refused = 0;
	for (const struct cc_write *write = batch; write; write = write->next) {
		finished++;
		refused += write->err != CC_OK;
	}
	count(&lane->batches, 1);
	count(&lane->writes, finished);
	count(&lane->refused, refused);
	return finished - refused;
}

static void tell_planned(struct cc_lane *lane, const struct cc_write *write)
{
	if (write->err == CC_OK && write->ctx->planned && lane->options.planned)
		lane->options.planned(lane->options.arg, write->ctx->planned);
}

/* Tells the owners.  A write may be gone as soon as its owner knows. */
static size_t finish(struct cc_lane *lane, struct cc_write *batch)
{
	size_t finished = 0, kept = count_batch(lane, batch);
	for (struct cc_write *write = batch, *next; write; write = next) {
		next = write->next;
		write->ctx->session = NULL;
		write->ctx->now = (cc_time){ 0 };
		finished++;
		tell_planned(lane, write);
		write->done(write, write->err);
	}
	if (kept > 0 && lane->options.committed)
		lane->options.committed(lane->options.arg);
	return finished;
}

static size_t run_batch(struct cc_lane *lane, struct cc_write *batch)
{
	cc_lane_writer_run(&lane->writer, batch);
	size_t finished = finish(lane, batch);
	cc_lane_writer_tidy(&lane->writer);
	return finished;
}

size_t cc_lane_step(struct cc_lane *lane)
{
	cc_mutex_lock(&lane->lock);
	struct cc_write *batch = take(lane);
	cc_mutex_unlock(&lane->lock);
	return batch ? run_batch(lane, batch) : 0;
}

/* Waits for work; NULL once the lane is stopping and all is done. */
static struct cc_write *await(struct cc_lane *lane)
{
	cc_mutex_lock(&lane->lock);
	while (!lane->first && !lane->stopping) {
		lane->idle = true;
		cc_cond_wait(&lane->changed, &lane->lock);
	}
	lane->idle = false;
	struct cc_write *batch = take(lane);
	cc_mutex_unlock(&lane->lock);
	return batch;
}

static void work(void *arg)
{
	struct cc_lane *lane = arg;
	struct cc_write *batch;
	while ((batch = await(lane)) != NULL)
		run_batch(lane, batch);
}

void cc_lane_start(struct cc_lane *lane)
{
	assert(!lane->has_thread);
	lane->thread = (struct cc_thread){ .name = lane->name, .run = work, .arg = lane };
	cc_thread_start(&lane->thread, lane->options.threads);
	lane->has_thread = true;
}

bool cc_lane_has_thread(const struct cc_lane *lane)
{
	return lane->has_thread;
}

void cc_lane_stop(struct cc_lane *lane)
{
	cc_mutex_lock(&lane->lock);
	lane->stopping = true;
	cc_cond_signal(&lane->changed);
	cc_mutex_unlock(&lane->lock);
	if (lane->has_thread && !lane->joined)
		cc_thread_join(&lane->thread);
	lane->joined = true;
	while (cc_lane_step(lane) > 0) { /* of a lane that was never started */
	}
}

struct cc_lane_stats cc_lane_stats(struct cc_lane *lane)
{
	int64_t now_us = lane->clock->ops->monotonic_us(lane->clock);
	cc_mutex_lock(&lane->lock);
	struct cc_lane_stats stats = {
		.shed = lane->shed,
		.queued = lane->queued,
		.oldest_wait_ms = oldest_wait_us(lane, now_us) / 1000,
	};
	cc_mutex_unlock(&lane->lock);
	stats.batches = atomic_load_explicit(&lane->batches, memory_order_relaxed);
	stats.writes = atomic_load_explicit(&lane->writes, memory_order_relaxed);
	stats.refused = atomic_load_explicit(&lane->refused, memory_order_relaxed);
	return stats;
}

void cc_lane_free(struct cc_lane *lane)
{
	if (!lane)
		return;
	cc_lane_stop(lane);
	cc_lane_writer_close(&lane->writer);
	cc_cond_free(&lane->changed);
	cc_mutex_free(&lane->lock);
	free(lane);
}
