/* sealer_sim.h - seals that are the same for the same seed, and cost next to nothing.  They keep nobody out. */
#pragma once

#include "platform/ports/sealer.h"

struct cc_sealer_sim {
	struct cc_sealer base;
	uint64_t seed;
};

void cc_sealer_sim_init(struct cc_sealer_sim *sealer, uint64_t seed);
