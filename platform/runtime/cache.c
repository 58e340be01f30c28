/* cache.c - how a COMPOSE reaches what may be forgotten. */
#include "platform/core/cache.h"

#include "platform/core/run.h"
#include "platform/ports/cache.h"

static struct cc_cache *cache_of(const struct cc_ctx *ctx, cc_str key)
{
	assert(ctx->cache && !ctx->session); /* COMPOSE only: no transaction waits for it */
	assert(key.len > 0 && key.len <= CC_CACHE_KEY_BYTES_MAX);
	return ctx->cache;
}

static void check_ttl(int64_t ttl_ms)
{
	assert(ttl_ms > 0 && ttl_ms <= CC_HOURS((int64_t)CC_CACHE_HOURS_MAX));
}

cc_err cc_cache_put(struct cc_ctx *ctx, cc_str key, cc_str value, int64_t ttl_ms)
{
	struct cc_cache *cache = cache_of(ctx, key);
	assert(value.len <= CC_CACHE_VALUE_BYTES_MAX);
	check_ttl(ttl_ms);
	return cache->ops->put(cache, ctx, key, value, ttl_ms);
}

cc_err cc_cache_get(struct cc_ctx *ctx, cc_str key, const cc_str **value)
{
	struct cc_cache *cache = cache_of(ctx, key);
	return cache->ops->get(cache, ctx, key, value);
}

cc_err cc_cache_take(struct cc_ctx *ctx, cc_str key, const cc_str **value)
{
	struct cc_cache *cache = cache_of(ctx, key);
	return cache->ops->take(cache, ctx, key, value);
}

cc_err cc_cache_delete(struct cc_ctx *ctx, cc_str key)
{
	struct cc_cache *cache = cache_of(ctx, key);
	return cache->ops->erase(cache, ctx, key);
}

cc_err cc_cache_count(struct cc_ctx *ctx, cc_str key, int64_t ttl_ms, int64_t *count)
{
	struct cc_cache *cache = cache_of(ctx, key);
	check_ttl(ttl_ms);
	return cache->ops->count(cache, ctx, key, ttl_ms, count);
}
