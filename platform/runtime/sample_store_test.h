/*
 * sample_store_test.h - a folder, a clock that the test sets, and a service of one table, for the tests beside.
 *
 * things (name, n): a name stands once, and n is below 1000.
 */
#pragma once

#include "platform/adapters/fail/sql_fail.h"
#include "platform/adapters/sim/clock_sim.h"
#include "platform/adapters/sim/entropy_sim.h"
#include "platform/runtime/store.h"
#include "platform/test.h"

struct sample_store {
	char folder[64], path[96];
	struct cc_clock_sim clock;
	struct cc_entropy_sim entropy;
	struct cc_arena *arena;
	struct cc_ctx ctx;
	struct cc_sql *sql; /* the engine of the store that was opened last: it fails as the test plans */
};

extern const struct cc_service sample_service;

/* A new folder; no store yet. */
struct sample_store *sample_store_new(void);
void sample_store_free(struct sample_store *sample);

struct cc_store *sample_store_open(struct sample_store *sample);
CC_RESULT sample_store_try(struct sample_store *sample, const struct cc_service *service,
                           const struct cc_store_options *more, struct cc_store **store);

/* In an open transaction.  Fails: unique_violation, constraint_violation. */
CC_RESULT sample_put(struct cc_ctx *ctx, cc_str name, int64_t n);
/* NOT_FOUND if there is none. */
CC_RESULT sample_get(struct cc_ctx *ctx, cc_str name, int64_t *n);
/* On a snapshot of its own. */
int64_t sample_count(struct sample_store *sample, struct cc_store *store);
