/*
 * events.h - events from the command that emits them to the consumers that hear them.
 *
 * cc_emit() writes to the outbox table of the service's own store.  A consumer
 * reads its topic by position and runs as a WRITE of its own service, whose
 * transaction also records event id and position: exactly once in effect.  A
 * failing event is tried CC_EVENT_TRIES_MAX times with backoff and then parked, with
 * the later ones of its key behind it, so that other keys go on.
 */
#pragma once

#include "platform/ports/log.h"
#include "platform/runtime/node.h"

enum { CC_EVENT_TRIES_MAX = 5, CC_EVENT_BATCH_MAX = 64 };

/* What ctx->emit is set to for a WRITE. */
CC_RESULT cc_outbox_append(struct cc_ctx *ctx, const struct cc_event *event, const void *body);

/* Newest position in ctx's snapshot; 0 if there is none. */
CC_RESULT cc_outbox_end(struct cc_ctx *ctx, int64_t *position);
CC_RESULT cc_outbox_topic_end(struct cc_ctx *ctx, cc_str topic, int64_t *position);

/* At most max records of topic after position `after` in ctx's snapshot, oldest first. */
CC_RESULT cc_outbox_read(struct cc_ctx *ctx, cc_str topic, int64_t after, size_t max,
                         struct cc_record_list *records);

/* A parked event, as the operator sees it: no body, no personal data. */
struct cc_parked { cc_str consumer; cc_id event_id; cc_str topic, key; int64_t position; cc_str reason, message; int32_t tries; cc_time parked_at; };
struct cc_parked_list { struct cc_parked *items; size_t count; };

struct cc_events; /* all consumers and timers of a node, on one thread */

struct cc_events *cc_events_new(struct cc_node *node, struct cc_log *log);
/* Runs everything that is due once, on the caller's thread; how much was done (tests, the simulator). */
size_t cc_events_step(struct cc_events *events);
void cc_events_start(struct cc_events *events);
void cc_events_wake(struct cc_events *events); /* from any thread: something was committed */
void cc_events_stop(struct cc_events *events);
void cc_events_free(struct cc_events *events);

struct cc_events_stats { uint64_t delivered, retried, parked; int64_t lag; };
struct cc_events_stats cc_events_stats(struct cc_events *events);

/* Oldest first, at most CC_ITEMS_MAX. */
CC_RESULT cc_parked_list(struct cc_ctx *ctx, struct cc_store *store, struct cc_parked_list *list);
/* Delivers a parked event and those behind it again.  Fails: NOT_FOUND. */
CC_RESULT cc_parked_retry(struct cc_ctx *ctx, struct cc_store *store, cc_id event_id);
