/* clock_sim.h - a clock that stands still until the test, or the simulator, sets it.  From any thread. */
#pragma once

#include "platform/ports/clock.h"

struct cc_clock_sim {
	struct cc_clock base;
	_Atomic int64_t now_ms, monotonic_us;
};

void cc_clock_sim_init(struct cc_clock_sim *clock, cc_time now);
/* Wall time may be set back, as it is in life; durations then stand still. */
void cc_clock_sim_set(struct cc_clock_sim *clock, cc_time now);
