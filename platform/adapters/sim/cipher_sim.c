#include "platform/adapters/sim/cipher_sim.h"

enum { TEXT_AT = CC_CIPHER_KEY_ID_BYTES + CC_CIPHER_NONCE_BYTES };

/* SplitMix64's finalizer (Steele, Lea, Flood 2014): every bit of z sways every bit of the result. */
static uint64_t mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static uint64_t absorb(uint64_t state, const void *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		state = mix(state + UINT64_C(0x9e3779b97f4a7c15) + ((const uint8_t *)bytes)[i]);
	return mix(state + len);
}

/* The same there and back. */
static void cover(uint64_t state, const char *from, size_t len, uint8_t *to)
{
	for (size_t i = 0; i < len; i++)
		to[i] = (uint8_t)((uint8_t)from[i] ^ (mix(state + i) & 0xff));
}

/* Over all that stands in front of it, and what it is bound to. */
static void reckon_tag(uint64_t seed, cc_str bound_to, const uint8_t *encrypted, size_t len, uint64_t tag[2])
{
	uint64_t state = absorb(absorb(seed, bound_to.ptr, bound_to.len), encrypted, len);
	tag[0] = mix(state + 1);
	tag[1] = mix(state + 2);
}

static void encrypt(struct cc_cipher *cipher, const uint8_t nonce[CC_CIPHER_NONCE_BYTES], cc_str bound_to,
                    cc_str plain, uint8_t *encrypted)
{
	uint64_t seed = ((const struct cc_cipher_sim *)cipher)->seed, tag[2];
	memset(encrypted, 0, CC_CIPHER_KEY_ID_BYTES);
	memcpy(encrypted + CC_CIPHER_KEY_ID_BYTES, nonce, CC_CIPHER_NONCE_BYTES);
	cover(absorb(seed, nonce, CC_CIPHER_NONCE_BYTES), plain.ptr, plain.len, encrypted + TEXT_AT);
	reckon_tag(seed, bound_to, encrypted, TEXT_AT + plain.len, tag);
	memcpy(encrypted + TEXT_AT + plain.len, tag, sizeof tag);
}

static bool decrypt(struct cc_cipher *cipher, cc_str bound_to, cc_str encrypted, uint8_t *plain)
{
	uint64_t seed = ((const struct cc_cipher_sim *)cipher)->seed, tag[2];
	const uint8_t *bytes = (const uint8_t *)encrypted.ptr;
	size_t covered = encrypted.len - CC_CIPHER_TAG_BYTES;
	reckon_tag(seed, bound_to, bytes, covered, tag);
	if (memcmp(bytes + covered, tag, sizeof tag) != 0)
		return false;
	cover(absorb(seed, bytes + CC_CIPHER_KEY_ID_BYTES, CC_CIPHER_NONCE_BYTES), encrypted.ptr + TEXT_AT,
	      covered - TEXT_AT, plain);
	return true;
}

static const struct cc_cipher_ops ops = {
	.name = "sim",
	.encrypt = encrypt,
	.decrypt = decrypt,
};

void cc_cipher_sim_init(struct cc_cipher_sim *cipher, uint64_t seed)
{
	*cipher = (struct cc_cipher_sim){ .base.ops = &ops, .seed = seed };
}
