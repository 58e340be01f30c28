/* clock.h - what time it is.  Adapters: clock_system, sim (a clock that the test sets). */
#pragma once

#include "platform/core/value.h"

struct cc_clock {
	const struct cc_clock_ops *ops;
};

struct cc_clock_ops {
	const char *name;
	cc_time (*now)(struct cc_clock *clock); /* wall time; never blocks, never fails */
	int64_t (*monotonic_us)(struct cc_clock *clock); /* for durations: never goes back */
};
