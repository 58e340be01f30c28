/* cipher_sim.h - encrypts by a seed, at next to no cost.  Whoever knows how it is done can read it all. */
#pragma once

#include "platform/ports/cipher.h"

struct cc_cipher_sim {
	struct cc_cipher base;
	uint64_t seed;
};

void cc_cipher_sim_init(struct cc_cipher_sim *cipher, uint64_t seed);
