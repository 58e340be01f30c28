/*
 * jwks.h - the public keys that tokens are verified with: a JSON Web Key Set (RFC 7517).
 *
 * Keys for something else (another kty, crv, use, alg or key_ops) are passed over.  A P-256 key that is
 * broken, a kid that comes twice and a private key are mistakes of who made the set: it is refused.
 */
#pragma once

#include <openssl/evp.h>

#include "platform/core/run.h"

enum { CC_JWKS_BYTES_MAX = 64 * 1024, CC_JWKS_KEYS_MAX = 16, CC_JWKS_KID_BYTES_MAX = 128 };

struct cc_jwks;

/* Fails: INVALID_ARGUMENT `invalid_jwks`. */
CC_RESULT cc_jwks_parse(struct cc_ctx *ctx, cc_str json, struct cc_jwks **jwks);
void cc_jwks_free(struct cc_jwks *jwks); /* NULL is fine */

/* NULL: there is none.  kid NULL: the token names no key, which is enough if the set has only one. */
EVP_PKEY *cc_jwks_find(const struct cc_jwks *jwks, const cc_str *kid);
