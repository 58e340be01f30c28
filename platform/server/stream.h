/*
 * stream.h - answers that go on: Server-Sent Events (HTML Living Standard section 9.2).
 *
 * A stream sends the state that its READ gives, at once and after each event of its topic and key.  Several
 * events while it cannot send are one message, as only the newest state matters.  `id` is the topic's
 * position in the snapshot that was read, so a client that comes back with it is told only what it missed.
 */
#pragma once

#include "platform/server/http_internal.h"

struct cc_http_stream {
	struct cc_http_request *request;
	struct cc_http_loop *loop;
	unsigned watch;         /* index of its topic */
	cc_str key;             /* of the events that concern it */
	const char *name;       /* of its messages */
	struct cc_arena *arena; /* of the message being sent */
	struct cc_buf message;
	size_t sent;      /* bytes of it */
	int64_t position; /* of the state last read */
	int64_t sent_us;  /* when the last message began */
	bool due;         /* its state may have changed since */
	bool waiting;     /* suspended: everything is sent */
	bool ended;       /* once everything is sent */
	TAILQ_ENTRY(cc_http_stream) entry;
};

/* Runs the READ for the first time.  Fails as it does, or with `overloaded`: then there is no stream. */
CC_RESULT cc_http_start_stream(struct cc_http_request *request);
struct MHD_Response *cc_http_stream_response(struct cc_http_stream *stream);
void cc_http_free_stream(struct cc_http_stream *stream);

/* watch.c: at start-up, finds the topics that streams watch; the index of an operation's. */
void cc_http_find_watches(struct cc_http *http);
unsigned cc_http_find_watch(const struct cc_http *http, const struct cc_op *op);
/* Marks the streams whose state may have changed. */
void cc_http_hear_commits(struct cc_http_loop *loop);

/* Resumes those that have something to send, a bounded number: requests come between. */
void cc_http_resume_streams(struct cc_http_loop *loop, int64_t now_us);
int64_t cc_http_streams_wait_ms(const struct cc_http_loop *loop, int64_t now_us); /* until there is one */
void cc_http_end_streams(struct cc_http_loop *loop);
