/*
 * client.h - operations of a server elsewhere, asked over HTTP/1.1 by their own contract.
 *
 * One connection for one request: simple, and on loopback as fast as it must be.  A refusal comes back
 * as the failure that it was, with its reason, its sentence and its status.
 */
#pragma once

#include "platform/core/run.h"

struct tour_client {
	struct cc_ctx *ctx; /* its arena keeps what is answered */
	cc_str host, port;  /* NUL-terminated */
};

/* What went over the wire, for whoever wants to show it. */
struct tour_exchange {
	const char *method, *path; /* with its query */
	cc_str body;               /* empty: none */
	bool keyed;                /* with an Idempotency-Key: a write whose answer is no secret */
	int status;
	cc_str content_type, answer;
	int64_t took_us;
};

/* "http://127.0.0.1:8080"; false if it is none. */
bool tour_client_init(struct tour_client *client, struct cc_ctx *ctx, const char *url);

/* An operation that somebody asks for; the token may be empty. */
struct tour_request {
	cc_str token;
	const struct cc_op *op;
	const void *in;
};

/* *out lives in ctx's arena.  Fails as the operation does; UNAVAILABLE. */
CC_RESULT tour_call(struct tour_client *client, const struct tour_request *request, void *out,
                    struct tour_exchange *exchange);
/*
 * A stream: `hear` gets each message until it returns false.  Fails: UNAVAILABLE, also after 15 silent
 * seconds.
 */
CC_RESULT tour_watch(struct tour_client *client, const struct tour_request *request,
                     bool (*hear)(void *arg, const void *message), void *arg);
