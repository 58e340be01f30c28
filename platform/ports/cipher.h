/*
 * ports/cipher.h - who has the installation's keys, and encrypts and decrypts with them.
 *
 * Encrypted bytes are the key's number (4 bytes, big-endian), the nonce (12), as many bytes as were plain,
 * and a tag (16) over all of them and what they are bound to.
 *
 * Adapters: adapters/cipher_aes (AES-256-GCM), adapters/sim/cipher_sim (by a seed; hides nothing from anybody
 * who wants to know).  Both pass tests/conformance/cipher_test.c.
 */
#pragma once

#include "platform/core/cipher.h"
#include "platform/core/value.h"

enum { CC_CIPHER_KEY_ID_BYTES = 4, CC_CIPHER_NONCE_BYTES = 12, CC_CIPHER_TAG_BYTES = 16 };

static_assert(CC_CIPHER_KEY_ID_BYTES + CC_CIPHER_NONCE_BYTES + CC_CIPHER_TAG_BYTES ==
              CC_CIPHER_OVERHEAD_BYTES, "what core/cipher.h says");

struct cc_cipher {
	const struct cc_cipher_ops *ops;
};

/* From any thread; nothing of it blocks. */
struct cc_cipher_ops {
	const char *name;

	/* Writes plain.len + CC_CIPHER_OVERHEAD_BYTES bytes, under the newest key.  A nonce is never used
	 * twice.  Never fails. */
	void (*encrypt)(struct cc_cipher *cipher, const uint8_t nonce[CC_CIPHER_NONCE_BYTES], cc_str bound_to,
	                cc_str plain, uint8_t *encrypted);

	/* Writes encrypted.len - CC_CIPHER_OVERHEAD_BYTES bytes.  False, and what was written is no secret:
	 * it was not made here, was changed since, is bound to something else, or its key is unknown. */
	bool (*decrypt)(struct cc_cipher *cipher, cc_str bound_to, cc_str encrypted, uint8_t *plain);
};
