/*
 * store.h - a service's own database: its lane, its snapshots, its schema.
 *
 * From any thread, once it is open.
 */
#pragma once

#include "platform/runtime/lane.h"

struct cc_store;

struct cc_store_options {
	struct cc_sql *sql;      /* owned by the store from here on, whether or not it opens */
	const struct cc_threads *threads;
	struct cc_clock *clock;
	struct cc_entropy *entropy;
	struct cc_lane_options lane;
	size_t readers_max;      /* 0: 8 */
	bool migrate;            /* bring the schema up to date; else fail if it is not */
};

/* Fails: UNAVAILABLE, FAILED_PRECONDITION `schema_outdated` or `schema_changed` (a checksum differs). */
CC_RESULT cc_store_open(struct cc_ctx *ctx, const struct cc_service *service,
                        const struct cc_store_options *options, struct cc_store **store);
struct cc_lane *cc_store_lane(struct cc_store *store);
const struct cc_service *cc_store_service(const struct cc_store *store);

/* Sets ctx->session to a snapshot until cc_store_end_read().  Waits for a free reader until ctx's
 * deadline, 5 s at most.  Fails: UNAVAILABLE, with retry_after_ms if all readers are busy. */
CC_RESULT cc_store_begin_read(struct cc_store *store, struct cc_ctx *ctx);
void cc_store_end_read(struct cc_store *store, struct cc_ctx *ctx);

/* Runs a write through the lane and waits until it is durable: start-up, tests, consumers.  It may emit
 * events.  Steps a lane that has no thread.  Fails as `run` or cc_lane_submit() does. */
CC_RESULT cc_store_write(struct cc_store *store, struct cc_ctx *ctx,
                         cc_err (*run)(struct cc_ctx *ctx, void *arg), void *arg);

void cc_store_close(struct cc_store *store); /* stops the lane; every read has ended; NULL is fine */
