#include "platform/core/error.h"

#include <stdarg.h>

#include "platform/core/format.h"
#include "platform/core/run.h"

enum { HTTP_UNPROCESSABLE_CONTENT = 422, HTTP_INSUFFICIENT_STORAGE = 507 };

const struct cc_reason cc_not_found = { "not_found", CC_NOT_FOUND };
const struct cc_reason cc_internal = { "internal", CC_INTERNAL };
const struct cc_reason cc_overloaded = { "overloaded", CC_UNAVAILABLE };
const struct cc_reason cc_unavailable = { "unavailable", CC_UNAVAILABLE };
const struct cc_reason cc_storage_full = { "storage_full", CC_UNAVAILABLE };
const struct cc_reason cc_deadline_exceeded = { "deadline_exceeded", CC_DEADLINE_EXCEEDED };
const struct cc_reason cc_invalid_argument = { "invalid_argument", CC_INVALID_ARGUMENT };
const struct cc_reason cc_idempotency_key_reused = { "idempotency_key_reused", CC_INVALID_ARGUMENT };
const struct cc_reason cc_idempotency_key_in_use = { "idempotency_key_in_use", CC_ABORTED };
const struct cc_reason cc_unauthenticated = { "unauthenticated", CC_UNAUTHENTICATED };
const struct cc_reason cc_permission_denied = { "permission_denied", CC_PERMISSION_DENIED };

/* Where HTTP is finer than the code. */
static int http_status(const struct cc_reason *reason)
{
	if (reason ==
	    &cc_idempotency_key_reused) /* draft-ietf-httpapi-idempotency-key-header-07 section 2.7 */
		return HTTP_UNPROCESSABLE_CONTENT;
	return reason == &cc_storage_full ? HTTP_INSUFFICIENT_STORAGE : 0; /* RFC 4918 section 11.5 */
}

cc_err cc_fail_at(struct cc_ctx *ctx, const struct cc_reason *reason, const char *file, int line,
                  const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	struct cc_error *error = cc_arena_alloc(ctx->arena, sizeof *error);
	*error = (struct cc_error){
		.code = reason->code,
		.reason = reason->name,
		.message = cc_format(ctx->arena, fmt, args).ptr,
		.http_status = http_status(reason),
		.file = file,
		.line = line,
	};
	va_end(args);
	return error;
}

cc_err cc_retry_later(struct cc_ctx *ctx, cc_err err, int64_t retry_after_ms)
{
	struct cc_error *advised = cc_arena_alloc(ctx->arena, sizeof *advised);
	*advised = *err;
	advised->retry_after_ms = retry_after_ms;
	return advised;
}

const char *cc_code_name(enum cc_code code)
{
	switch (code) {
	case CC_CODE_OK: return "OK";
#define X(name, grpc, http)                                                                                  \
	case CC_##name: return #name;
		CC_CODES(X)
#undef X
	}
	return "UNKNOWN";
}

int cc_code_http_status(enum cc_code code)
{
	switch (code) {
	case CC_CODE_OK: return 200;
#define X(name, grpc, http)                                                                                  \
	case CC_##name: return (http);
		CC_CODES(X)
#undef X
	}
	return 500;
}
