/*
 * effect.h - what a service does to the world outside its store: planned, then done, then settled.
 *
 * cc_plan() writes the plan in a WRITE's own transaction.  Once that is committed, the runtime calls `act`,
 * with no transaction open, under the plan's key; and then `settle`, as a WRITE whose transaction forgets
 * the plan.  What is planned by a transaction that is undone never happens.
 *
 * The key is the plan's, and exists only once the plan is committed.  Whatever fails - the call, its answer,
 * the process - the effect is asked for again under the same key, and under no other: by whoever does what
 * they are asked under one key once.  They may forget the key after a day: before that, whatever has not been
 * settled is in doubt, and not asked for any more.
 */
#pragma once

#include "platform/core/error.h"
#include "platform/core/message.h"

enum {
	CC_EFFECT_TRIES_MAX = 20,
	CC_EFFECT_DEADLINE_MAX_MS = 30 * 1000,
	CC_EFFECT_KEY_BYTES_MAX = 128,
	CC_EFFECT_KEY_USED_MS = 20 * 3600 * 1000, /* from when it is due */
};

struct cc_op; /* service.h */

/* Only the runtime makes one, from a committed plan. */
struct cc_effect_key;

/* Visible ASCII, at most CC_EFFECT_KEY_BYTES_MAX: an Idempotency-Key. */
cc_str cc_effect_key_text(const struct cc_effect_key *key);

struct cc_effect {
	const char *name;                 /* "payment.capture": stable, plans are kept under it */
	const struct cc_message *plan;    /* what is to be done: kept as protobuf, no secrets */
	const struct cc_message *outcome; /* what came of it */
	int64_t deadline_ms;              /* of one try */
	int tries;                        /* at most, while its failures may pass */

	/* Makes the call, as a COMPOSE: the caller is the service itself, for the user whose WRITE planned
	 * it.  *outcome is zeroed.  A failure that may pass (cc_in_doubt) is tried again later. */
	cc_err (*act)(struct cc_ctx *ctx, const struct cc_effect_key *key, const void *plan, void *outcome);

	/* Records what came of it, as a WRITE.  err is CC_OK, or a refusal: it did not happen, and *outcome
	 * is zeroed; or the last try's failure, cc_in_doubt: it may have happened, or may yet.
	 * If this fails itself, all is done again later. */
	cc_err (*settle)(struct cc_ctx *ctx, const void *plan, const void *outcome, cc_err err);
};

/*
 * Plans an effect of this service, to be done once the transaction is committed and delay_ms have
 * passed.  WRITE only.
 */
CC_RESULT cc_plan(struct cc_ctx *ctx, const struct cc_effect *effect, const void *plan, int64_t delay_ms);

/* cc_call() under the plan's key: however often it is asked, one effect. */
CC_RESULT cc_call_planned(struct cc_ctx *ctx, const struct cc_op *op, const struct cc_effect_key *key,
                          const void *in, void *out);

/* A failure of the moment, after which nobody here knows whether it happened: never a refusal. */
static inline bool cc_in_doubt(cc_err err)
{
	return cc_is(err, CC_UNAVAILABLE) || cc_is(err, CC_DEADLINE_EXCEEDED) || cc_is(err, CC_ABORTED) ||
	       cc_is(err, CC_RESOURCE_EXHAUSTED) || cc_is(err, CC_INTERNAL);
}
