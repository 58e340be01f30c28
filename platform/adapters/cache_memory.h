/* cache_memory.h - entries in this process: so many at most; where there is no room, the least used goes. */
#pragma once

#include "platform/ports/cache.h"
#include "platform/ports/clock.h"

struct cc_cache_memory_options {
	struct cc_clock *clock; /* its monotonic side: setting the wall clock back keeps nothing alive */
	size_t entries_max;     /* 0: 16384 */
	size_t bytes_max;       /* of keys and values together; 0: 16 MiB */
};

struct cc_cache *cc_cache_memory_new(const struct cc_cache_memory_options *options);
