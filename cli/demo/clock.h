/* clock.h - a clock that runs as the system's does and is set back while the demo's past is made. */
#pragma once

#include <stdatomic.h>

#include "platform/ports/clock.h"

struct demo_clock {
	struct cc_clock base;
	struct cc_clock *system;
	_Atomic int64_t behind_ms; /* 0: it is now; below: later.  It only falls: time never goes back. */
};

void demo_clock_init(struct demo_clock *clock, struct cc_clock *system);
/* From now on it is so much earlier than it is. */
void demo_clock_set_behind(struct demo_clock *clock, int64_t behind_ms);
