/* saga_row.h - a saga as it is kept: its state as protobuf, its history in words. */
#pragma once

#include "platform/runtime/saga.h"

/* In memory, while a transaction looks at it or moves it. */
struct cc_saga_run {
	const struct cc_saga *saga;
	cc_id saga_id;
	cc_id subject; /* for whom its steps are taken */
	cc_str state;  /* protobuf */
	struct cc_saga_history history;
	struct cc_saga_task task; /* underway when it was read */
};

/* Fails: NOT_FOUND; INTERNAL `saga_changed` (its history names a step that the table has no more). */
CC_RESULT cc_saga_load(struct cc_ctx *ctx, const struct cc_saga *saga, cc_id saga_id,
                       struct cc_saga_run *run);
/* Its first step falls due now; *fresh is false, and nothing happens, if there is one of its id. */
CC_RESULT cc_saga_insert(struct cc_ctx *ctx, const struct cc_saga_run *run, bool *fresh);
/* Something else is underway, and falls due then; cc_null(): nothing is. */
CC_RESULT cc_saga_move(struct cc_ctx *ctx, const struct cc_saga_run *run, struct cc_val due_at);
/* The same is still underway. */
CC_RESULT cc_saga_keep(struct cc_ctx *ctx, const struct cc_saga_run *run);

cc_str cc_saga_encode(struct cc_ctx *ctx, const struct cc_saga *saga, const void *state);
CC_RESULT cc_saga_decode(struct cc_ctx *ctx, const struct cc_saga *saga, cc_str bytes, void *state);

/* "hold_seats.done quote.planned": the oldest first. */
cc_str cc_saga_print_history(struct cc_ctx *ctx, const struct cc_saga *saga,
                             const struct cc_saga_history *history);
bool cc_saga_parse_history(const struct cc_saga *saga, cc_str text, struct cc_saga_history *history);
