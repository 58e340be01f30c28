#include "platform/adapters/sim/cache_sim.h"

#include <pthread.h>
#include <stdlib.h>

#include "platform/core/arena.h"
#include "platform/core/context.h"

struct cache_sim {
	struct cc_cache base;
	pthread_mutex_t lock;
	struct cc_cache_sim_plan plan;
	struct cc_cache *(*make)(void *arg);
	void *arg;
	struct cc_cache *inner;
};

/* Locks; the caller unlocks, whatever this says. */
static CC_RESULT enter(struct cc_cache *cache, struct cc_ctx *ctx, struct cache_sim **entered)
{
	struct cache_sim *sim = (struct cache_sim *)cache;
	pthread_mutex_lock(&sim->lock);
	*entered = sim;
	if (sim->plan.lose_after > 0 && --sim->plan.lose_after == 0) {
		sim->inner->ops->free(sim->inner);
		sim->inner = sim->make(sim->arg);
	}
	if (sim->plan.refuse == 0)
		return CC_OK;
	sim->plan.refuse--;
	return cc_fail(ctx, &cc_unavailable, "The cache cannot be reached, as planned.");
}

static cc_err leave(struct cache_sim *sim, cc_err err)
{
	pthread_mutex_unlock(&sim->lock);
	return err;
}

static int64_t spoiled(const struct cache_sim *sim, int64_t ttl_ms)
{
	int64_t spoiled_ms = ttl_ms - sim->plan.early_ms;
	return spoiled_ms > 0 ? spoiled_ms : 1;
}

static cc_err put(struct cc_cache *cache, struct cc_ctx *ctx, cc_str key, cc_str value, int64_t ttl_ms)
{
	struct cache_sim *sim;
	cc_err err = enter(cache, ctx, &sim);
	return leave(sim,
	             err ? err : sim->inner->ops->put(sim->inner, ctx, key, value, spoiled(sim, ttl_ms)));
}

static cc_err get(struct cc_cache *cache, struct cc_ctx *ctx, cc_str key, const cc_str **value)
{
	struct cache_sim *sim;
	cc_err err = enter(cache, ctx, &sim);
	return leave(sim, err ? err : sim->inner->ops->get(sim->inner, ctx, key, value));
}

static cc_err take(struct cc_cache *cache, struct cc_ctx *ctx, cc_str key, const cc_str **value)
{
	struct cache_sim *sim;
	cc_err err = enter(cache, ctx, &sim);
	return leave(sim, err ? err : sim->inner->ops->take(sim->inner, ctx, key, value));
}

static cc_err erase(struct cc_cache *cache, struct cc_ctx *ctx, cc_str key)
{
	struct cache_sim *sim;
	cc_err err = enter(cache, ctx, &sim);
	return leave(sim, err ? err : sim->inner->ops->erase(sim->inner, ctx, key));
}

static cc_err count(struct cc_cache *cache, struct cc_ctx *ctx, cc_str key, int64_t ttl_ms, int64_t *number)
{
	struct cache_sim *sim;
	cc_err err = enter(cache, ctx, &sim);
	return leave(sim,
	             err ? err : sim->inner->ops->count(sim->inner, ctx, key, spoiled(sim, ttl_ms), number));
}

static void free_sim(struct cc_cache *cache)
{
	struct cache_sim *sim = (struct cache_sim *)cache;
	if (!sim)
		return;
	sim->inner->ops->free(sim->inner);
	pthread_mutex_destroy(&sim->lock);
	free(sim);
}

static const struct cc_cache_ops ops = {
	.name = "sim",
	.put = put,
	.get = get,
	.take = take,
	.erase = erase,
	.count = count,
	.free = free_sim,
};

struct cc_cache *cc_cache_sim_new(struct cc_cache *(*make)(void *arg), void *arg)
{
	struct cache_sim *sim = calloc(1, sizeof *sim);
	if (!sim || pthread_mutex_init(&sim->lock, NULL) != 0)
		cc_die("out of memory for a cache");
	sim->base.ops = &ops;
	sim->make = make;
	sim->arg = arg;
	sim->inner = make(arg);
	return &sim->base;
}

void cc_cache_sim_plan(struct cc_cache *cache, const struct cc_cache_sim_plan *plan)
{
	struct cache_sim *sim = (struct cache_sim *)cache;
	pthread_mutex_lock(&sim->lock);
	sim->plan = *plan;
	pthread_mutex_unlock(&sim->lock);
}
