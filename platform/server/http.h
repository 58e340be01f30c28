/*
 * http.h - the public edge: HTTP/1.1 on libmicrohttpd, JSON in and out.
 *
 * Pipeline, in order: parse and limit -> route -> authenticate -> authorise -> shed load -> idempotency
 * -> validate -> run -> encode -> one telemetry record.  READ runs in the
 * loop's thread, WRITE suspends the connection until its lane has committed,
 * COMPOSE goes to the node's workers.
 */
#pragma once

#include "platform/runtime/node.h"
#include "platform/runtime/telemetry.h"
#include "platform/server/auth.h"

/* Whether something that requests need answers; runs in a loop's thread. */
struct cc_dependency {
	const char *name;
	cc_err (*check)(struct cc_ctx *ctx, void *arg);
	void *arg;
};

struct cc_http_options {
	const char *listen;         /* "127.0.0.1:8080", "[::1]:8080"; port 0 picks one */
	struct cc_node *node;       /* its services are added; its threads may be started before or after */
	struct cc_auth *auth;
	struct cc_telemetry *telemetry;
	unsigned threads;           /* 0: 2; at most 64 */
	unsigned connections_max;   /* 0: 10000; those beyond wait to be accepted */
	unsigned streams_max;       /* 0: 1000; more are answered 503 */
	size_t header_bytes_max;    /* 0: 6 KiB; a connection takes a third more in memory */
	size_t body_bytes_max;      /* 0: 64 KiB */
	int64_t request_timeout_ms; /* 0: 15 s from the request line to the body's end, however it drips; and
	                             * again for sending the answer */
	int64_t idle_timeout_ms;    /* 0: 30 s without a byte, in whole seconds; both together bound the wait
	                             * for a request line */
	int64_t heartbeat_ms;       /* 0: 15 s between signs of life on a stream */
	/* Documents served as they are: /openapi.json, /docs, ... ends with { 0 }; may be NULL. */
	const struct cc_document {
		const char *path, *content_type; /* a segment in braces stands for any */
		cc_str body;
		const char *policy; /* Content-Security-Policy; NULL: no page */
		/* Instead of all that: written for each request, in a loop's thread, which waits for it.
		 * `path` is as it was asked for.  What it fails with becomes a problem. */
		cc_err (*write)(void *arg, struct cc_ctx *ctx, cc_str path, struct cc_document *document);
		void *arg;
	} *documents;
	const struct cc_dependency *dependencies; /* ends with { 0 }; may be NULL */
	/* Once the port is known, and before anything is answered; may be NULL. */
	void (*listening)(void *arg, unsigned port);
	void *arg;
};

struct cc_http;

/* ctx's clock and entropy are used from here on.  Fails: UNAVAILABLE `cannot_listen`. */
CC_RESULT cc_http_start(struct cc_ctx *ctx, const struct cc_http_options *options, struct cc_http **http);
unsigned cc_http_port(const struct cc_http *http);
/* From any thread, until the end of cc_http_free(): wakes the streams that watch a topic of this service. */
void cc_http_committed(struct cc_http *http, const struct cc_service *service);
/*
 * Stops accepting and ends streams; requests that have arrived, or arrive on a connection that is in the
 * middle of one, are answered with `Connection: close` for at most drain_ms; then closes.  What lanes and
 * workers have in hand is waited for, as it uses the requests' memory: stop the node afterwards.
 */
void cc_http_stop(struct cc_http *http, int64_t drain_ms);
/* After cc_http_stop(), when the node has stopped committing; NULL is fine. */
void cc_http_free(struct cc_http *http);
