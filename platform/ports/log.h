/*
 * ports/log.h - the event log: ordered per key, durable, replayable topics.
 *
 * Adapters: adapters/log_embedded (reads the outbox of the services in this process), adapters/fail
 * (repeats, delays and refuses).  Both pass tests/conformance/log_test.c.
 * Appending is not here: events enter the log by their command's transaction (cc_emit).
 */
#pragma once

#include "platform/core/error.h"
#include "platform/core/value.h"

struct cc_record {
	int64_t position;   /* of the topic: grows, may have gaps */
	cc_id event_id;     /* unique: consumers dedupe on it */
	cc_str topic, type; /* "inventory.events", "couchannel.inventory.v1.SeatsHeld" */
	cc_str key;         /* records of one key keep their order */
	cc_time at;
	cc_str trace;       /* W3C traceparent of the command that emitted it; may be empty */
	cc_str body;        /* protobuf */
};

struct cc_record_list { struct cc_record *items; size_t count; };

struct cc_log {
	const struct cc_log_ops *ops;
};

struct cc_log_ops {
	const char *name;

	/* At most max committed records of topic after position `after`, oldest first, in ctx's arena;
	 * none is not a failure.  Never waits for more.  Fails: UNAVAILABLE, NOT_FOUND (no such topic). */
	cc_err (*read)(struct cc_log *log, struct cc_ctx *ctx, cc_str topic, int64_t after, size_t max,
	               struct cc_record_list *records);

	/* Of the newest committed record; 0 if there is none. */
	cc_err (*end)(struct cc_log *log, struct cc_ctx *ctx, cc_str topic, int64_t *position);

	void (*free)(struct cc_log *log);
};
