/*
 * ports/index.h - a search engine: documents by words, terms, numbers and place.
 *
 * Adapters: adapters/index_sqlite (FTS5 and R*Tree in a file of its own), adapters/sim/index_sim (in
 * memory; lags and loses what it has).  Both pass tests/conformance/index_test.c.
 *
 * What a query finds, and how well its words fit, is core/index_match.h's to say: an engine only finds
 * it fast, so that no two engines find different things.
 */
#pragma once

#include "platform/core/index.h"

struct cc_index {
	const struct cc_index_ops *ops;
};

/* From any thread.  All fail with UNAVAILABLE; what they answer lives in ctx's arena. */
struct cc_index_ops {
	const char *name; /* as in the URL: "sqlite" */

	/* { 0 } if it has nothing: it is new, or what it had was lost.  Blocks. */
	cc_err (*read_mark)(struct cc_index *index, struct cc_ctx *ctx, struct cc_index_mark *mark);

	/* All of the batch or nothing; then read_mark answers batch->upto.  A document replaces the one
	 * of its id.  Blocks.  Fails: FAILED_PRECONDITION `index_moved` (batch->after is not where it
	 * is). */
	cc_err (*apply)(struct cc_index *index, struct cc_ctx *ctx, const struct cc_index_batch *batch);

	/* At most CC_INDEX_HITS_MAX, of one state of the index.  Does not wait for a write. */
	cc_err (*find)(struct cc_index *index, struct cc_ctx *ctx, const struct cc_index_query *query,
	               struct cc_index_found *found);

	void (*free)(struct cc_index *index); /* NULL is fine */
};
