/* head.h - a request's header fields: the few that mean something here, and what is wrong with the others. */
#pragma once

#include <microhttpd.h>

#include "platform/core/run.h"

#define CC_HTTP_CHUNKED UINT64_MAX

/* Values are libmicrohttpd's and live as long as the request; empty if the field is not there. */
struct cc_http_head {
	cc_str host, authorization, content_encoding, content_length, content_type;
	cc_str idempotency_key, last_event_id, traceparent, transfer_encoding;
	bool expects_continue;
	bool malformed;       /* a field has a name or a value that none can have */
	const char *repeated; /* a field that may be there once is there twice */
	uint64_t body_bytes;  /* or CC_HTTP_CHUNKED */
};

void cc_http_head_read(struct MHD_Connection *mhd, struct cc_http_head *head);

/* What two servers could understand differently is refused (RFC 9112 section 11.2); what follows on the
 * connection must not be read then.  Fails with INVALID_ARGUMENT `bad_request`, UNIMPLEMENTED
 * `unsupported_transfer_encoding`. */
CC_RESULT cc_http_head_check(struct cc_ctx *ctx, const struct cc_http_head *head, cc_str version);

/* Fails: INVALID_ARGUMENT `unsupported_media_type` (415) unless the body is JSON in UTF-8, not compressed. */
CC_RESULT cc_http_check_media_type(struct cc_ctx *ctx, const struct cc_http_head *head);

/* The key, bare or as a quoted string (RFC 8941 section 3.3.3), copied; empty if there is none.
 * Fails: INVALID_ARGUMENT `invalid_idempotency_key`. */
CC_RESULT cc_http_read_idempotency_key(struct cc_ctx *ctx, cc_str field, cc_str *key);
