/* sealer_sim.h - the same seals for the same seed, at next to no cost.  They keep nobody out. */
#pragma once

#include "platform/ports/sealer.h"

struct cc_sealer_sim {
	struct cc_sealer base;
	uint64_t seed;
};

void cc_sealer_sim_init(struct cc_sealer_sim *sealer, uint64_t seed);
