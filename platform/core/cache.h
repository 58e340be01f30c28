/*
 * cache.h - what may be forgotten: counts, look-ups, who was here a moment ago.
 *
 * An entry may be gone before its time - others needed the room, the process began anew - and may be seen
 * a little after it.  So nothing here is a promise: what must not be lost is a row, and what must not be
 * used too late says so itself.  COMPOSE only, for asking may take a while.
 *
 * A key begins with its service: "identity.login_requests/...".  Nothing secret and nobody's name goes in:
 * use a digest (secret.h).  All of them fail with UNAVAILABLE; a caller that can do without goes on.
 */
#pragma once

#include "platform/core/error.h"
#include "platform/core/value.h"

enum {
	CC_CACHE_KEY_BYTES_MAX = 128,
	CC_CACHE_VALUE_BYTES_MAX = 4096,
	CC_CACHE_HOURS_MAX = 24, /* the longest time to live */
};

struct cc_ctx;

/* The newest value counts, and lives so long from now. */
CC_RESULT cc_cache_put(struct cc_ctx *ctx, cc_str key, cc_str value, int64_t ttl_ms);
/* *value is NULL if there is none. */
CC_RESULT cc_cache_get(struct cc_ctx *ctx, cc_str key, const cc_str **value);
/* The same, and it is gone: of all who take it, one gets it. */
CC_RESULT cc_cache_take(struct cc_ctx *ctx, cc_str key, const cc_str **value);
CC_RESULT cc_cache_delete(struct cc_ctx *ctx, cc_str key);
/* Adds one, and says how many that makes since the first one, from which the time to live runs. */
CC_RESULT cc_cache_count(struct cc_ctx *ctx, cc_str key, int64_t ttl_ms, int64_t *count);
