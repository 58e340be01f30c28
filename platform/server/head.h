/* head.h - a request's header fields: the few that mean something here, and what is wrong with the others. */
#pragma once

#include <microhttpd.h>

#include "platform/core/run.h"

#define CC_HTTP_CHUNKED UINT64_MAX

/* Values are libmicrohttpd's and live as long as the request; empty if the field is not there. */
struct cc_http_head {
	cc_str host, authorization, content_length, content_type, idempotency_key, last_event_id, traceparent,
		transfer_encoding;
	bool expects_continue;
	const char *repeated; /* a field that may be there once is there twice */
	uint64_t body_bytes;  /* or CC_HTTP_CHUNKED */
};

void cc_http_head_read(struct MHD_Connection *mhd, struct cc_http_head *head);

/* Framing that two servers could understand differently is refused (RFC 9112 section 11.2).  Fails with
 * INVALID_ARGUMENT `bad_request`, UNIMPLEMENTED `unsupported_transfer_encoding`. */
CC_RESULT cc_http_head_check(struct cc_ctx *ctx, const struct cc_http_head *head, cc_str version);

/* Fails: INVALID_ARGUMENT `unsupported_media_type` (415) unless it is JSON in UTF-8. */
CC_RESULT cc_http_check_content_type(struct cc_ctx *ctx, cc_str content_type);

/* The key, bare or as a quoted string (RFC 8941 section 3.3.3), copied; empty if there is none.
 * Fails: INVALID_ARGUMENT `invalid_idempotency_key`. */
CC_RESULT cc_http_read_idempotency_key(struct cc_ctx *ctx, cc_str field, cc_str *key);
