#include "platform/adapters/sealer_hmac.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>
#include <string.h>

#include "platform/core/arena.h"

struct sealer_hmac {
	struct cc_sealer base;
	uint8_t key[CC_SEALER_KEY_BYTES];
};

static void reckon(struct cc_sealer *sealer, cc_str text, uint8_t seal[CC_SEAL_BYTES])
{
	const struct sealer_hmac *hmac = (const struct sealer_hmac *)sealer;
	unsigned length = 0;
	if (!HMAC(EVP_sha256(), hmac->key, sizeof hmac->key, (const unsigned char *)text.ptr, text.len, seal,
	          &length) ||
	    length != CC_SEAL_BYTES)
		cc_die("OpenSSL offers no HMAC-SHA-256");
}

static const struct cc_sealer_ops ops = {
	.name = "hmac",
	.reckon = reckon,
};

struct cc_sealer *cc_sealer_hmac_new(const uint8_t key[CC_SEALER_KEY_BYTES])
{
	struct sealer_hmac *hmac = calloc(1, sizeof *hmac);
	if (!hmac)
		cc_die("out of memory for a sealer");
	hmac->base.ops = &ops;
	memcpy(hmac->key, key, sizeof hmac->key);
	return &hmac->base;
}

void cc_sealer_hmac_free(struct cc_sealer *sealer)
{
	struct sealer_hmac *hmac = (struct sealer_hmac *)sealer;
	if (!hmac)
		return;
	explicit_bzero(hmac->key, sizeof hmac->key);
	free(hmac);
}
