/* refusal.h - what the edge itself refuses, each with its HTTP status (RFC 9110 section 15.5). */
#pragma once

#include "platform/core/run.h"

struct cc_refusal {
	struct cc_reason reason;
	int http_status;
};

extern const struct cc_refusal cc_bad_request, cc_malformed_path, cc_malformed_query, cc_unexpected_body,
	cc_invalid_idempotency_key, cc_no_such_route, cc_method_not_allowed, cc_request_timeout,
	cc_body_too_large, cc_uri_too_long, cc_unsupported_media_type, cc_header_too_large,
	cc_unsupported_transfer_encoding;

cc_err cc_refuse(struct cc_ctx *ctx, const struct cc_refusal *refusal, const char *fmt, ...)
	__attribute__((format(printf, 3, 4), returns_nonnull));
