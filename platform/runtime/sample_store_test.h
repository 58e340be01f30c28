/*
 * sample_store_test.h - a folder, a clock that the test sets, and a service of one table.
 *
 * things (name, n): a name stands once, and n is below 1000.  sample_ops_test.c has its operations.
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

struct sample_thing {
	cc_str name;
	int64_t n;
};

/* WRITE, READ, and a COMPOSE that puts a thing and its double: all take a thing and give one. */
extern const struct cc_op sample_put_op, sample_get_op, sample_put_twice_op;
extern const struct cc_event sample_put_event;
/* 409 with a violation; 404; 429; and one that no contract declares, for things called so. */
extern const struct cc_reason sample_taken, sample_no_such_thing, sample_too_often, sample_undeclared;
/* What put does with a thing of these names. */
#define SAMPLE_TOO_OFTEN  CC_STR("too often")
#define SAMPLE_UNDECLARED CC_STR("undeclared")

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
