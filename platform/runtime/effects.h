/*
 * effects.h - planned effects, from the committed plan to the transaction that settles them.
 *
 * A plan that falls due at once is taken up as soon as its transaction is committed, by the lane that
 * committed it; one thread, or cc_effects_step(), takes up from the stores what falls due later, and what
 * there was no room for.  Acts run on the node's workers, several at once and each plan once at a time;
 * what came of them is settled in the lanes.  No thread is held while an effect waits.  Which plans are
 * being worked on is known in memory alone, because one process owns a store; what is left of a process
 * that died is taken up by the next, under the same keys.
 */
#pragma once

#include "platform/runtime/node.h"

enum {
	CC_EFFECTS_UNDERWAY_MAX = 256, /* of a node: being done or being settled */
	CC_EFFECT_BACKOFF_MS = 500,   /* at most, before the second try; twice as much before each later */
	CC_EFFECT_BACKOFF_MAX_MS = 60 * 1000,
};

struct cc_effects;
struct cc_telemetry; /* telemetry.h */

/* After every service was added to the node, which is not owned. */
struct cc_effects *cc_effects_new(struct cc_node *node);
/* Where failures are logged, each once; before the start.  NULL: nowhere. */
void cc_effects_set_telemetry(struct cc_effects *effects, struct cc_telemetry *telemetry);
/* Takes up what is due; if the node has no threads, does and settles it too.  How many were taken up. */
size_t cc_effects_step(struct cc_effects *effects);
void cc_effects_start(struct cc_effects *effects);
/* A plan, as it is kept and as its transaction has made it. */
struct cc_plan_row {
	cc_str key, effect, plan;
	cc_id subject;
	cc_str trace;
	cc_time first_due_at;
	int32_t tries; /* made so far */
};
struct cc_plan_note {
	struct cc_plan_row row;
	struct cc_plan_note *next;
};
/* From any thread: the service has committed these plans, which are not kept. */
void cc_effects_planned(struct cc_effects *effects, const struct cc_service *service,
                        const struct cc_plan_note *notes);
/* From any thread: there may be plans that nobody has told of. */
void cc_effects_wake(struct cc_effects *effects);
/* Takes up nothing more and joins the thread; what is underway is finished by the node's stop. */
void cc_effects_stop(struct cc_effects *effects);
void cc_effects_free(struct cc_effects *effects); /* after the node has stopped; NULL is fine */

struct cc_effects_stats {
	int64_t planned; /* rows, those underway among them */
	int64_t lag_ms;  /* how long the oldest of them has been due */
	size_t underway;
	uint64_t settled, retried;
	uint64_t failed; /* in doubt after the last try, or not settled */
};
struct cc_effects_stats cc_effects_stats(struct cc_effects *effects); /* from any thread */

/* Has the lane tell of it once the transaction that planned it is committed. */
void cc_plan_tell(struct cc_ctx *ctx, const struct cc_plan_row *row);
