#include "platform/adapters/sim/signer_sim.h"

#include <inttypes.h>
#include <stdio.h>

/* SplitMix64's finalizer (Steele, Lea, Flood 2014): every bit of z sways every bit of the result. */
static uint64_t mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static void sign(struct cc_signer *signer, cc_str text, uint8_t signature[CC_SIGNATURE_BYTES])
{
	uint64_t state = mix(((const struct cc_signer_sim *)signer)->seed + text.len);
	for (size_t i = 0; i < text.len; i++)
		state = mix(state + UINT64_C(0x9e3779b97f4a7c15) + (uint8_t)text.ptr[i]);
	for (size_t at = 0; at < CC_SIGNATURE_BYTES; at += sizeof state) {
		state = mix(state + UINT64_C(0x9e3779b97f4a7c15));
		memcpy(signature + at, &state, sizeof state);
	}
}

static bool verify(struct cc_signer *signer, cc_str kid, cc_str text,
                   const uint8_t signature[CC_SIGNATURE_BYTES])
{
	uint8_t right[CC_SIGNATURE_BYTES];
	sign(signer, text, right);
	return cc_str_eq(kid, ((const struct cc_signer_sim *)signer)->key.kid) &&
	       memcmp(right, signature, sizeof right) == 0;
}

static struct cc_signing_key_list keys(struct cc_signer *signer)
{
	return (struct cc_signing_key_list){ &((const struct cc_signer_sim *)signer)->key, 1 };
}

static const struct cc_signer_ops ops = {
	.name = "sim",
	.sign = sign,
	.verify = verify,
	.keys = keys,
};

void cc_signer_sim_init(struct cc_signer_sim *signer, uint64_t seed)
{
	const cc_str zero =
		CC_STR("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"); /* 32 bytes: no point of P-256 */
	*signer = (struct cc_signer_sim){
		.base = { .ops = &ops, .issuer = CC_STR("sim"), .audience = CC_STR("couchannel") },
		.seed = seed,
	};
	snprintf(signer->kid, sizeof signer->kid, "sim-%016" PRIx64, seed);
	signer->key = (struct cc_signing_key){ cc_str_of(signer->kid), zero, zero };
}
