/*
 * p256.h - the one signature that is known here: ES256, ECDSA on P-256 with SHA-256 (RFC 7518 section 3.4).
 *
 * A signature is r and s, 32 bytes each, and not the DER that OpenSSL makes of them.
 */
#pragma once

#include <openssl/evp.h>

#include "platform/core/buf.h"
#include "platform/core/token.h"

enum { CC_P256_COORDINATE_BYTES = 32, CC_P256_SIGNATURE_BYTES = CC_SIGNATURE_BYTES };

struct cc_p256_point {
	uint8_t x[CC_P256_COORDINATE_BYTES], y[CC_P256_COORDINATE_BYTES];
};

/* Keys are freed with EVP_PKEY_free(). */
EVP_PKEY *cc_p256_generate(void);
EVP_PKEY *cc_p256_public(const struct cc_p256_point *point); /* NULL if the curve has no such point */
EVP_PKEY *cc_p256_private(cc_str pem);                       /* NULL if it is no private key of P-256 */
/* Its id is its thumbprint (RFC 7638): the same wherever it is computed. */
struct cc_signing_key cc_p256_public_half(struct cc_arena *arena, EVP_PKEY *key);
cc_str cc_p256_private_pem(struct cc_arena *arena, EVP_PKEY *key); /* PKCS #8 */

void cc_p256_sign(EVP_PKEY *key, cc_str text, uint8_t signature[CC_P256_SIGNATURE_BYTES]);
bool cc_p256_verify(EVP_PKEY *key, cc_str text, const uint8_t signature[CC_P256_SIGNATURE_BYTES]);
