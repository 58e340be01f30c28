#include "platform/server/refusal.h"

#include <stdarg.h>

#include "platform/core/format.h"

const struct cc_refusal cc_bad_request = { { "bad_request", CC_INVALID_ARGUMENT }, 400 };
const struct cc_refusal cc_malformed_path = { { "malformed_path", CC_INVALID_ARGUMENT }, 400 };
const struct cc_refusal cc_malformed_query = { { "malformed_query", CC_INVALID_ARGUMENT }, 400 };
const struct cc_refusal cc_unexpected_body = { { "unexpected_body", CC_INVALID_ARGUMENT }, 400 };
const struct cc_refusal cc_invalid_idempotency_key = { { "invalid_idempotency_key", CC_INVALID_ARGUMENT },
	                                               400 };
const struct cc_refusal cc_no_such_route = { { "no_such_route", CC_NOT_FOUND }, 404 };
const struct cc_refusal cc_method_not_allowed = { { "method_not_allowed", CC_UNIMPLEMENTED }, 405 };
const struct cc_refusal cc_request_timeout = { { "request_timeout", CC_DEADLINE_EXCEEDED }, 408 };
const struct cc_refusal cc_body_too_large = { { "body_too_large", CC_INVALID_ARGUMENT }, 413 };
const struct cc_refusal cc_uri_too_long = { { "uri_too_long", CC_INVALID_ARGUMENT }, 414 };
const struct cc_refusal cc_unsupported_media_type = { { "unsupported_media_type", CC_INVALID_ARGUMENT },
	                                              415 };
const struct cc_refusal cc_header_too_large = { { "header_too_large", CC_INVALID_ARGUMENT }, 431 };
const struct cc_refusal cc_unsupported_transfer_encoding = {
	{ "unsupported_transfer_encoding", CC_UNIMPLEMENTED },
	501,
};

cc_err cc_refuse(struct cc_ctx *ctx, const struct cc_refusal *refusal, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	struct cc_error *error = cc_arena_alloc(ctx->arena, sizeof *error);
	*error = (struct cc_error){
		.code = refusal->reason.code,
		.reason = refusal->reason.name,
		.message = cc_format(ctx->arena, fmt, args).ptr,
		.http_status = refusal->http_status,
		.file = __FILE__,
		.line = __LINE__,
	};
	va_end(args);
	return error;
}
