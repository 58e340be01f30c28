/* cache_memory.h - entries in this process: so many at most; when there is no room, the least used one goes. */
#pragma once

#include "platform/ports/cache.h"
#include "platform/ports/clock.h"

struct cc_cache_memory_options {
	struct cc_clock *clock; /* time passes by its monotonic side: setting the wall clock keeps nothing alive */
	size_t entries_max;     /* 0: 16384 */
	size_t bytes_max;       /* of keys and values together; 0: 16 MiB */
};

struct cc_cache *cc_cache_memory_new(const struct cc_cache_memory_options *options);
