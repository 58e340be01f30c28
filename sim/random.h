/*
 * random.h - streams of random numbers that are the same for the same seed, on every machine.
 *
 * Each purpose draws from a stream of its own: what one draws, or leaves out, shifts nothing in the others.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "platform/adapters/sim/faults.h"

struct sim_random {
	uint64_t state;
};

enum sim_stream {
	SIM_DOMAIN,   /* what guests and hosts do */
	SIM_SCHEDULE, /* who runs first, how long a wake-up takes */
	SIM_SECRETS,  /* ids and whatever nobody may guess; process_id is added for each process */
	SIM_WORLD,    /* which faults there are in a seed, and how often */
	SIM_FAULT,    /* SIM_FAULT + an enum cc_fault: each kind has its own */
	SIM_STREAMS = SIM_FAULT + CC_FAULTS,
};

/* Any number names a stream; those of one seed have nothing in common. */
struct sim_random sim_random_of(uint64_t seed, uint64_t stream);

uint64_t sim_random_next(struct sim_random *random);
/* Evenly from `least` to `most`, both included. */
int64_t sim_random_between(struct sim_random *random, int64_t least, int64_t most);
/* True so many times in a million. */
bool sim_random_chance(struct sim_random *random, int64_t per_million);
