/*
 * ports/cache.h - entries that live for a while, at the most.
 *
 * Adapters: adapters/cache_memory (in this process), adapters/sim/cache_sim (expires early and late, loses
 * everything).  Both pass tests/conformance/cache_test.c; core/cache.h says what callers may count on.
 */
#pragma once

#include "platform/core/cache.h"

struct cc_cache {
	const struct cc_cache_ops *ops;
};

/* From any thread; keys, values and times are within the limits of core/cache.h.  May block until ctx's
 * deadline.  Fails with UNAVAILABLE: whether it was done is not known. */
struct cc_cache_ops {
	const char *name;
	cc_err (*put)(struct cc_cache *cache, struct cc_ctx *ctx, cc_str key, cc_str value, int64_t ttl_ms);
	/* A copy in ctx's arena; *value is NULL if there is none. */
	cc_err (*get)(struct cc_cache *cache, struct cc_ctx *ctx, cc_str key, const cc_str **value);
	cc_err (*take)(struct cc_cache *cache, struct cc_ctx *ctx, cc_str key, const cc_str **value);
	cc_err (*erase)(struct cc_cache *cache, struct cc_ctx *ctx, cc_str key);
	cc_err (*count)(struct cc_cache *cache, struct cc_ctx *ctx, cc_str key, int64_t ttl_ms,
	                int64_t *count);
	void (*free)(struct cc_cache *cache); /* NULL is fine */
};
