/* entropy_sim.h - bytes that look random and are the same for the same seed.  From any thread. */
#pragma once

#include <stdint.h>

#include "platform/ports/entropy.h"

struct cc_entropy_sim {
	struct cc_entropy base;
	_Atomic uint64_t state;
};

void cc_entropy_sim_init(struct cc_entropy_sim *entropy, uint64_t seed);
