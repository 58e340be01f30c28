/*
 * error.h - failures as values.
 *
 * NULL is success.  A failure has a canonical code, which fixes its HTTP and
 * gRPC status (google.rpc.Code, RFC 9110), a stable snake_case reason for
 * programs, and one sentence for people that says what to do.  It lives in the
 * arena of the request that met it.
 */
#pragma once

#include "platform/core/value.h"

#define CC_CODES(X)                  /* name, gRPC, HTTP */ \
	X(CANCELLED,           1, 499)                      \
	X(INVALID_ARGUMENT,    3, 400)                      \
	X(DEADLINE_EXCEEDED,   4, 504)                      \
	X(NOT_FOUND,           5, 404)                      \
	X(ALREADY_EXISTS,      6, 409)                      \
	X(PERMISSION_DENIED,   7, 403)                      \
	X(RESOURCE_EXHAUSTED,  8, 429)                      \
	X(FAILED_PRECONDITION, 9, 409)                      \
	X(ABORTED,            10, 409)                      \
	X(UNIMPLEMENTED,      12, 501)                      \
	X(INTERNAL,           13, 500)                      \
	X(UNAVAILABLE,        14, 503)                      \
	X(UNAUTHENTICATED,    16, 401)

enum cc_code {
	CC_CODE_OK = 0,
#define X(name, grpc, http) CC_##name = (grpc),
	CC_CODES(X)
#undef X
};

/* A reason that a contract declares (`fails`) or that the platform gives. */
struct cc_reason {
	const char *name;
	enum cc_code code;
	const char *advice; /* what the caller does about it; NULL: said elsewhere */
};

/* One field that is not as the contract says. */
struct cc_violation {
	const char *pointer;     /* JSON pointer (RFC 6901): "/seats" */
	const char *rule;        /* "min", "required", "unknown_field", ... */
	const char *description; /* a sentence */
};

struct cc_error {
	enum cc_code code;
	const char *reason;
	const char *message;
	const struct cc_violation *violations;
	size_t violation_count;
	int http_status;       /* 0: the code's own; else a finer one (405, 413, 422, 507 ...) */
	int64_t retry_after_ms; /* 0: no advice */
	const char *file;      /* where it was raised: for the log, never for the caller */
	int line;
};

typedef const struct cc_error *cc_err;
#define CC_OK     ((cc_err)NULL)
#define CC_RESULT __attribute__((warn_unused_result)) cc_err

/* Returns from the enclosing function with expr's failure, if it failed. */
#define TRY(expr)                     \
	do {                          \
		cc_err err_ = (expr); \
		if (err_ != CC_OK)    \
			return err_;  \
	} while (0)

struct cc_ctx;

/* Fails with a reason: cc_fail(ctx, &inventory_sold_out, "%d seats are left", n). */
#ifndef __clang_analyzer__
#define cc_fail(ctx, reason, ...) cc_fail_at((ctx), (reason), __FILE__, __LINE__, __VA_ARGS__)
#else /* which does not believe `returns_nonnull` */
#define cc_fail(ctx, reason, ...)                                                                         \
	({                                                                                                \
		cc_err err_ = cc_fail_at((ctx), (reason), __FILE__, __LINE__, __VA_ARGS__);               \
		if (err_ == CC_OK)                                                                        \
			__builtin_unreachable();                                                          \
		err_;                                                                                     \
	})
#endif

cc_err cc_fail_at(struct cc_ctx *ctx, const struct cc_reason *reason, const char *file, int line,
                  const char *fmt, ...) __attribute__((format(printf, 5, 6), returns_nonnull));

/* The same failure, with advice when to ask again: an edge passes it on (RFC 9110 section 10.2.3). */
cc_err cc_retry_later(struct cc_ctx *ctx, cc_err err, int64_t retry_after_ms)
	__attribute__((returns_nonnull));

static inline bool cc_is(cc_err err, enum cc_code code)
{
	return err != CC_OK && err->code == code;
}

static inline bool cc_because(cc_err err, const struct cc_reason *reason)
{
	return err != CC_OK && strcmp(err->reason, reason->name) == 0;
}

const char *cc_code_name(enum cc_code code);  /* "NOT_FOUND" */
int cc_code_http_status(enum cc_code code);   /* 404 */

/* Reasons that the platform itself gives; every operation may fail with them. */
extern const struct cc_reason cc_not_found, cc_internal, cc_overloaded, cc_unavailable, cc_storage_full,
	cc_deadline_exceeded, cc_invalid_argument, cc_idempotency_key_reused,
	cc_idempotency_key_in_use, cc_unauthenticated, cc_permission_denied;
