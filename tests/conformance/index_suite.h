/* index_suite.h - what every adapter of ports/index.h promises. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "platform/adapters/sim/clock_sim.h"
#include "platform/core/arena.h"
#include "platform/core/buf.h"
#include "platform/core/index.h"
#include "platform/core/run.h"
#include "platform/ports/index.h"

struct index_engine {
	const char *name;
	struct cc_index *(*make)(struct cc_ctx *ctx, const char *folder);
};

/* setup and teardown: *state is one of these. */
struct index_world {
	char folder[64];
	struct cc_clock_sim clock;
	struct cc_ctx ctx;
	struct cc_index *index;
};

struct index_world *index_world_new(void);
void index_world_free(struct index_world *world); /* and the index in it */

/* A document of the tests: its id is n, its body says n as well. */
struct cc_index_doc index_doc(struct index_world *world, int n);
/* Takes documents over, after whatever is there; to change number `upto`. */
cc_err index_take_over(struct index_world *world, struct cc_index *index, const struct cc_index_doc *docs,
                       size_t count, int64_t upto);
/* Ids of what is found, ascending: "1 2 3". */
const char *index_found(struct index_world *world, struct cc_index *index,
                        const struct cc_index_query *query);
cc_id index_id(int n);

/* How many tests failed. */
int index_suite(const struct index_engine *engine);
