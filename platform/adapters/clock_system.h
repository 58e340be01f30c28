/* clock_system.h - the operating system's clocks. */
#pragma once

#include "platform/ports/clock.h"

void cc_clock_system_init(struct cc_clock *clock);
