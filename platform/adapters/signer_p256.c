#include "platform/adapters/signer_p256.h"

#include "platform/runtime/p256.h"

struct signer_p256 {
	struct cc_signer base;
	EVP_PKEY *key;
	struct cc_arena *texts; /* of base and public_half */
	struct cc_signing_key public_half;
};

static void sign(struct cc_signer *signer, cc_str text, uint8_t signature[CC_SIGNATURE_BYTES])
{
	cc_p256_sign(((struct signer_p256 *)signer)->key, text, signature);
}

static bool verify(struct cc_signer *signer, cc_str kid, cc_str text,
                   const uint8_t signature[CC_SIGNATURE_BYTES])
{
	const struct signer_p256 *p256 = (const struct signer_p256 *)signer;
	return cc_str_eq(kid, p256->public_half.kid) && cc_p256_verify(p256->key, text, signature);
}

static struct cc_signing_key_list keys(struct cc_signer *signer)
{
	return (struct cc_signing_key_list){ &((const struct signer_p256 *)signer)->public_half, 1 };
}

static const struct cc_signer_ops ops = {
	.name = "p256",
	.sign = sign,
	.verify = verify,
	.keys = keys,
};

static cc_str keep(struct cc_arena *arena, cc_str text)
{
	struct cc_buf copy = { .arena = arena };
	cc_buf_add(&copy, text);
	return cc_buf_str(&copy);
}

struct cc_signer *cc_signer_p256_new(const struct cc_signer_p256_options *options)
{
	EVP_PKEY *key = cc_p256_private(options->private_pem);
	if (!key)
		return NULL;
	struct cc_arena *arena = cc_arena_new();
	struct signer_p256 *p256 = cc_arena_alloc(arena, sizeof *p256);
	*p256 = (struct signer_p256){
		.base = { .ops = &ops,
		          .issuer = keep(arena, options->issuer),
		          .audience = keep(arena, options->audience) },
		.key = key,
		.texts = arena,
		.public_half = cc_p256_public_half(arena, key),
	};
	return &p256->base;
}

void cc_signer_p256_free(struct cc_signer *signer)
{
	struct signer_p256 *p256 = (struct signer_p256 *)signer;
	if (!p256)
		return;
	EVP_PKEY_free(p256->key);
	cc_arena_free(p256->texts);
}
