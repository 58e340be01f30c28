/*
 * cipher_aes.h - encrypts with AES-256-GCM (NIST SP 800-38D) under keys of 32 bytes, each with a number.
 *
 * Nonces are random, so one key is good for 2^32 messages (section 8.3); then a newer one takes its place.
 */
#pragma once

#include "platform/ports/cipher.h"

enum { CC_CIPHER_KEY_BYTES = 32, CC_CIPHER_KEYS_MAX = 16 };

/* The last one encrypts; the others only decrypt what they once encrypted. */
struct cc_cipher_keys {
	struct cc_cipher_key {
		uint32_t id; /* never 0, never twice */
		uint8_t bytes[CC_CIPHER_KEY_BYTES];
	} at[CC_CIPHER_KEYS_MAX];
	size_t count; /* at least 1 */
};

struct cc_cipher *cc_cipher_aes_new(const struct cc_cipher_keys *keys); /* keeps a copy */
void cc_cipher_aes_free(struct cc_cipher *cipher); /* wipes it; NULL is fine */

/*
 * Reads keys: each a line with a number from 1 to 2147483647, a space, and 64 hexadecimal digits.  A line may
 * be empty or begin with '#'.  NULL if they are good; else what is wrong, and *line says where.
 */
const char *cc_cipher_keys_read(cc_str text, struct cc_cipher_keys *keys, size_t *line);
