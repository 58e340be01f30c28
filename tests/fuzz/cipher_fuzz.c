/* What stands in a key file is refused, or is keys that encrypt; what was not encrypted is not decrypted. */
#include "platform/adapters/cipher_aes.h"
#include "platform/core/run.h"
#include "tests/fuzz/fuzz.h"

static void check_keys(struct cc_ctx *ctx, cc_str text)
{
	struct cc_cipher_keys keys;
	size_t line;
	if (cc_cipher_keys_read(text, &keys, &line) != NULL) {
		FUZZ_CHECK(line <= text.len + 1);
		return;
	}
	FUZZ_CHECK(keys.count >= 1 && keys.count <= CC_CIPHER_KEYS_MAX);
	struct cc_cipher *cipher = cc_cipher_aes_new(&keys);
	uint8_t plain[1], *encrypted = cc_alloc(ctx, sizeof plain + CC_CIPHER_OVERHEAD_BYTES);
	static const uint8_t nonce[CC_CIPHER_NONCE_BYTES] = { 1 };
	cipher->ops->encrypt(cipher, nonce, CC_STR("here"), CC_STR("x"), encrypted);
	cc_str made = { (const char *)encrypted, sizeof plain + CC_CIPHER_OVERHEAD_BYTES };
	FUZZ_CHECK(cipher->ops->decrypt(cipher, CC_STR("here"), made, plain) && plain[0] == 'x');
	FUZZ_CHECK(!cipher->ops->decrypt(cipher, CC_STR("there"), made, plain));
	cc_cipher_aes_free(cipher);
}

/* Of the key whose bytes are all zero, and number 0x30303030: "0000". */
static void check_bytes(struct cc_ctx *ctx, cc_str bytes)
{
	struct cc_cipher_keys keys = { .at = { { .id = 0x30303030 } }, .count = 1 };
	struct cc_cipher *cipher = cc_cipher_aes_new(&keys);
	void *msg = cc_alloc(ctx, sample_message.size);
	ctx->cipher = cipher;
	FUZZ_CHECK(cc_decrypt(ctx, &sample_message, CC_STR("here"), bytes, msg) != CC_OK);
	cc_cipher_aes_free(cipher);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct cc_ctx *ctx = sample_ctx_new();
	cc_str text = { (const char *)bytes, size };
	check_keys(ctx, text);
	check_bytes(ctx, text);
	sample_ctx_free(ctx);
	return 0;
}
