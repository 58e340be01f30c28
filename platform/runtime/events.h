/*
 * events.h - events from the command that emits them to the consumers that hear them; timers; and, from
 * effects.h, what is planned: all that happens without being asked.
 *
 * cc_emit() writes to the outbox table of the service's own store.  A consumer reads its topic by
 * position and runs as a WRITE of its own service, whose transaction also records event id and
 * position: exactly once in effect, however often and late an event is delivered.  Events of one
 * key keep their order.  A failing event is tried CC_EVENT_TRIES_MAX times with backoff and then
 * parked, with the later ones of its key behind it, so that other keys go on.
 *
 * A timer is derived from the rows of its store; it runs as a WRITE, again while anything is due.
 */
#pragma once

#include "platform/ports/log.h"
#include "platform/runtime/effects.h"
#include "platform/runtime/node.h"

enum {
	CC_EVENT_TRIES_MAX = 5,     /* backing off 1, 2, 4 and 8 seconds */
	CC_EVENT_BATCH_MAX = 64,    /* of one consumer in one round: they share a commit */
	CC_EVENT_PENDING_MAX = 256, /* read and not dealt with: failing events and those behind them */
	CC_PARKED_MAX = CC_ITEMS_MAX, /* of one consumer; then it waits for the operator */
};

/* The outbox ---------------------------------------------------------------------- */

/* What ctx->emit is set to for a WRITE. */
CC_RESULT cc_outbox_append(struct cc_ctx *ctx, const struct cc_event *event, const void *body);

/* At most max events of topic after a position, oldest first, in ctx's snapshot and arena. */
CC_RESULT cc_outbox_read(struct cc_ctx *ctx, cc_str topic, int64_t after, size_t max,
                         struct cc_record_list *records);
/* Newest position of a topic in ctx's snapshot, and of all topics; 0 if there is none. */
CC_RESULT cc_outbox_topic_end(struct cc_ctx *ctx, cc_str topic, int64_t *position);
CC_RESULT cc_outbox_end(struct cc_ctx *ctx, int64_t *position);

/* Consumers and timers ------------------------------------------------------------- */

struct cc_events;    /* all consumers and timers of a node, on one thread; and its effects */
struct cc_telemetry; /* telemetry.h */

/* After every service was added to the node; neither node nor log is owned. */
struct cc_events *cc_events_new(struct cc_node *node, struct cc_log *log);
/* Where failures are logged, each once; before the start.  NULL: nowhere. */
void cc_events_set_telemetry(struct cc_events *events, struct cc_telemetry *telemetry);
/* Runs everything that is due once, on the caller's thread; how much was done (tests, the simulator). */
size_t cc_events_step(struct cc_events *events);
void cc_events_start(struct cc_events *events);
/* From any thread: the service has committed something; NULL: whichever. */
void cc_events_wake(struct cc_events *events, const struct cc_service *service);
/* Finishes its round and joins the thread; before the node stops. */
void cc_events_stop(struct cc_events *events);
/* Stops; after the node has, if that wakes it; NULL is fine. */
void cc_events_free(struct cc_events *events);

struct cc_events_stats {
	uint64_t delivered, duplicates, retried, parked, timers_run, timers_failed;
	int64_t lag; /* positions between the topic's end and the consumer that is furthest behind it */
};
struct cc_events_stats cc_events_stats(struct cc_events *events); /* from any thread */
struct cc_effects *cc_events_effects(struct cc_events *events);

/* Parked events --------------------------------------------------------------------- */

/* A parked event, as the operator sees it: no body, no personal data. */
struct cc_parked {
	cc_str consumer;
	cc_id event_id;
	cc_str topic, key;
	int64_t position;
	cc_str reason, message; /* `behind_parked`: it only waits for an earlier one of its key */
	int32_t tries;
	cc_time parked_at;
};
struct cc_parked_list { struct cc_parked *items; size_t count; };

extern const struct cc_message cc_parked_message;

/* Oldest first, at most CC_ITEMS_MAX.  Fails: UNAVAILABLE. */
CC_RESULT cc_parked_list(struct cc_ctx *ctx, struct cc_store *store, struct cc_parked_list *list);
/* The same in ctx's snapshot, where no store is open because another process writes. */
CC_RESULT cc_parked_read(struct cc_ctx *ctx, struct cc_parked_list *list);
/*
 * Delivers what is parked under the event's key again, in its order, until one fails.  Fails:
 * NOT_FOUND (nothing of that id is parked, or its consumer is no more); as the consumer did, and
 * then that event and those behind it stay parked.
 */
CC_RESULT cc_parked_retry(struct cc_ctx *ctx, struct cc_store *store, cc_id event_id);
