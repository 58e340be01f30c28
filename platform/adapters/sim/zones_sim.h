/* zones_sim.h - a few time zones by the rules of 2026, whatever the system knows. */
#pragma once

#include "platform/ports/zones.h"

struct cc_zones *cc_zones_sim(void); /* keeps nothing, and is nobody's to free */
