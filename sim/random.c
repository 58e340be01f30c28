#include "sim/random.h"

#include <assert.h>

/* SplitMix64 (Steele, Lea, Flood 2014): a counter, mixed. */
static const uint64_t golden = UINT64_C(0x9e3779b97f4a7c15);

static uint64_t mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

struct sim_random sim_random_of(uint64_t seed, uint64_t stream)
{
	return (struct sim_random){ mix(mix(seed + golden) ^ (stream + 1) * golden) };
}

uint64_t sim_random_next(struct sim_random *random)
{
	random->state += golden;
	return mix(random->state);
}

/* Lemire 2019, without the rejection: what is left of the bias is one in 2^64 / (most - least). */
int64_t sim_random_between(struct sim_random *random, int64_t least, int64_t most)
{
	assert(least <= most);
	uint64_t span = (uint64_t)most - (uint64_t)least + 1;
	uint64_t number = sim_random_next(random);
	if (span == 0)
		return (int64_t)number; /* of all there are */
	return (int64_t)((uint64_t)least + (uint64_t)(((unsigned __int128)number * span) >> 64));
}

bool sim_random_chance(struct sim_random *random, int64_t per_million)
{
	return sim_random_between(random, 0, 999999) < per_million;
}
