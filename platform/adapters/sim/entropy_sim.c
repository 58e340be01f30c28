#include "platform/adapters/sim/entropy_sim.h"

#include <stdatomic.h>
#include <string.h>

/* SplitMix64 (Steele, Lea, Flood 2014): a counter, mixed; so threads need no lock. */
static uint64_t next(struct cc_entropy_sim *entropy)
{
	uint64_t z = atomic_fetch_add(&entropy->state, UINT64_C(0x9e3779b97f4a7c15));
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static void fill(struct cc_entropy *entropy, void *bytes, size_t n)
{
	char *at = bytes;
	while (n > 0) {
		uint64_t word = next((struct cc_entropy_sim *)entropy);
		size_t taken = n < sizeof word ? n : sizeof word;
		memcpy(at, &word, taken);
		at += taken;
		n -= taken;
	}
}

static const struct cc_entropy_ops ops = {
	.name = "sim",
	.fill = fill,
};

void cc_entropy_sim_init(struct cc_entropy_sim *entropy, uint64_t seed)
{
	entropy->base.ops = &ops;
	atomic_init(&entropy->state, seed);
}
