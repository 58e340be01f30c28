/* when.h - the calendar's "next Friday, half past eight" as a point in time. */
#pragma once

#include "cli/demo/tables.h"

cc_time demo_when(const struct demo_when *when, cc_time now);
/* How far Warsaw's clocks are ahead of UTC. */
int64_t demo_warsaw_ahead_ms(cc_time at);
