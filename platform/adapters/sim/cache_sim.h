/* cache_sim.h - a cache that expires early or late, loses everything, or cannot be reached, by its plan. */
#pragma once

#include "platform/ports/cache.h"

struct cc_cache_sim_plan {
	int64_t early_ms; /* entries put from now on go by so much too soon; negative: too late */
	int lose_after;   /* so many calls from now everything is gone, once; 0: never */
	int refuse;       /* so many calls from now on fail with UNAVAILABLE */
};

/* Owns the cache that it spoils.  Without a plan it spoils nothing. */
struct cc_cache *cc_cache_sim_new(struct cc_cache *(*make)(void *arg), void *arg);
void cc_cache_sim_plan(struct cc_cache *cache, const struct cc_cache_sim_plan *plan);
