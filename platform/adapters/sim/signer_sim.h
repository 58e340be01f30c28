/* signer_sim.h - the same signatures for the same seed, at next to no cost.  They keep nobody out. */
#pragma once

#include "platform/ports/signer.h"

struct cc_signer_sim {
	struct cc_signer base;
	uint64_t seed;
	char kid[24];
	struct cc_signing_key key;
};

/* Must not be moved. */
void cc_signer_sim_init(struct cc_signer_sim *signer, uint64_t seed);
