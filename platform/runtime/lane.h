/*
 * lane.h - one writer that commits in batches (group commit).
 *
 * Takes queued writes, runs them so that each can be undone alone, commits them once,
 * and only then tells their owners.  A batch is what queued up while the
 * last one was being committed: at most 256, and never waited for.
 *
 * A conflict runs the whole batch again; one that persists runs each write
 * alone, so that none takes others down with it.  After an unknown commit each
 * write is looked for, and run again if it did not happen.
 *
 * cc_lane_step() does one batch on the caller's thread (tests, the simulator);
 * cc_lane_start() gives the lane a thread that does nothing else.
 */
#pragma once

#include "platform/core/run.h"
#include "platform/ports/sql.h"
#include "platform/ports/threads.h"

/* One queued write.  The submitter owns it and keeps it until done() is called. */
struct cc_write {
	struct cc_ctx *ctx;
	/* Runs in the lane, ctx->session and ctx->now set; may be run again after a conflict. */
	cc_err (*run)(struct cc_write *write);
	/* After run() failed and its effects are undone: may write, to record the refusal.  May be NULL. */
	cc_err (*refused)(struct cc_write *write, cc_err err);
	/* After an unknown commit, in a new transaction: is the effect there?  NULL: it cannot be told. */
	cc_err (*resolve)(struct cc_write *write, bool *committed);
	/* Exactly once, from the lane's thread, after the batch is durable. */
	void (*done)(struct cc_write *write, cc_err err);

	/* The lane's own. */
	struct cc_write *next;
	cc_err err;
	int64_t queued_us;
	bool settled; /* err is final */
};

struct cc_lane_options {
	/* A store sets its own: */
	const struct cc_threads *threads;
	const char *name; /* of whose lane it is */
	size_t batch_max;      /* 0: 256 */
	size_t queue_max;      /* 0: 4096 */
	int64_t wait_limit_ms; /* 0: 500; a longer queue wait sheds load */
	/* What a write has planned, once that is durable and before its owner is told.  May be NULL. */
	void (*planned)(void *arg, const struct cc_plan_note *notes);
	/* After each durable batch, from the lane's thread: new events may be there.  May be NULL. */
	void (*committed)(void *arg);
	void *arg;
};

struct cc_lane_stats { uint64_t batches, writes, refused, shed; size_t queued; int64_t oldest_wait_ms; };

struct cc_lane;

/* Owns `writer`, and opens another if the engine loses it; `sql` outlives the lane. */
struct cc_lane *cc_lane_new(struct cc_sql *sql, struct cc_sql_session *writer, struct cc_clock *clock,
                            const struct cc_lane_options *options);
/* Fails, without calling done(): UNAVAILABLE `overloaded`, with retry_after_ms; `unavailable` once it
 * is stopping. */
CC_RESULT cc_lane_submit(struct cc_lane *lane, struct cc_write *write);
size_t cc_lane_step(struct cc_lane *lane); /* writes finished; 0 if the queue was empty */
void cc_lane_start(struct cc_lane *lane);
bool cc_lane_has_thread(const struct cc_lane *lane); /* was it started? */
void cc_lane_stop(struct cc_lane *lane); /* takes no more, finishes what is queued, joins the thread */
struct cc_lane_stats cc_lane_stats(struct cc_lane *lane);
void cc_lane_free(struct cc_lane *lane); /* stops it first; NULL is fine */
