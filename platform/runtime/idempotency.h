/*
 * idempotency.h - the same request under the same key has one effect and one answer.
 *
 * (draft-ietf-httpapi-idempotency-key-header-07.)  A record is written in the
 * command's own transaction, scoped to caller and operation, and kept 24 hours.
 * What is older counts as gone; one save in 32 deletes up to 64 such records,
 * so that a busy store deletes twice as fast as it saves, in small pieces.
 */
#pragma once

#include "platform/core/run.h"

struct cc_idempotency {
	cc_str key;               /* empty: not asked for */
	uint8_t request_hash[32]; /* of the decoded input: without the seal key, it tells nothing */
	bool replayed;            /* set if the answer was given before */
	cc_id first_request_id;   /* of the request that had the effect */
};

void cc_idempotency_init(struct cc_ctx *ctx, struct cc_idempotency *record, cc_str key,
                         const struct cc_message *message, const void *in);

/* Looks for an earlier answer: sets `replayed` and *out, or fails as it failed.
 * Fails: INVALID_ARGUMENT `idempotency_key_reused` (HTTP 422). */
CC_RESULT cc_idempotency_find(struct cc_ctx *ctx, struct cc_idempotency *record, const struct cc_op *op,
                              void *out);

/* Fails: ABORTED `conflict` (another transaction has just answered: run again, and find it). */
CC_RESULT cc_idempotency_save(struct cc_ctx *ctx, const struct cc_idempotency *record,
                              const struct cc_op *op, const void *out);

/* Records a refusal that a retry would meet again: a reason that op declares, unless it says "later"
 * (429, 503).  Others are not kept.  Fails as cc_idempotency_save() does. */
CC_RESULT cc_idempotency_save_refusal(struct cc_ctx *ctx, const struct cc_idempotency *record,
                                      const struct cc_op *op, cc_err err);
