#include "platform/adapters/sim/sealer_sim.h"

/* SplitMix64's finalizer (Steele, Lea, Flood 2014): every bit of z sways every bit of the result. */
static uint64_t mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static void reckon(struct cc_sealer *sealer, cc_str text, uint8_t seal[CC_SEAL_BYTES])
{
	uint64_t state = mix(((const struct cc_sealer_sim *)sealer)->seed + text.len);
	for (size_t i = 0; i < text.len; i++)
		state = mix(state + UINT64_C(0x9e3779b97f4a7c15) + (uint8_t)text.ptr[i]);
	for (size_t at = 0; at < CC_SEAL_BYTES; at += sizeof state) {
		state = mix(state + UINT64_C(0x9e3779b97f4a7c15));
		memcpy(seal + at, &state, sizeof state);
	}
}

static const struct cc_sealer_ops ops = {
	.name = "sim",
	.reckon = reckon,
};

void cc_sealer_sim_init(struct cc_sealer_sim *sealer, uint64_t seed)
{
	*sealer = (struct cc_sealer_sim){ .base.ops = &ops, .seed = seed };
}
