/*
 * auth.h - bearer tokens (RFC 6750): JWTs signed ES256, verified against a JSON Web Key Set.
 *
 * RFC 8725: the algorithm is fixed, `typ` is checked, `iss` and `aud` must
 * match, `exp` is required, `kid` picks the key.  A verified token is remembered until it
 * expires, so that a busy client costs one signature check, not thousands.
 */
#pragma once

#include "platform/core/run.h"
#include "platform/ports/clock.h"

struct cc_auth;

struct cc_auth_options {
	cc_str jwks;           /* the key set, as JSON (RFC 7517) */
	cc_str issuer, audience;
	struct cc_clock *clock;
};

/* Fails: INVALID_ARGUMENT `invalid_jwks`. */
CC_RESULT cc_auth_new(struct cc_ctx *ctx, const struct cc_auth_options *options, struct cc_auth **auth);
void cc_auth_free(struct cc_auth *auth);

/* header: the Authorization header's value.  Principal's strings live in ctx's arena.
 * Fails: UNAUTHENTICATED, the reason never repeating the token. */
CC_RESULT cc_auth_verify(struct cc_auth *auth, struct cc_ctx *ctx, cc_str header, struct cc_principal *principal);

/* May this principal run op?  Denies by default.  Fails: UNAUTHENTICATED, PERMISSION_DENIED. */
CC_RESULT cc_auth_authorise(struct cc_ctx *ctx, const struct cc_op *op);

/* ---- Signing, for development and tests ---------------------------------- */

/* A new P-256 key: its private half as PEM, its public half as a key set. */
CC_RESULT cc_auth_make_key(struct cc_ctx *ctx, cc_str *private_pem, cc_str *jwks);
CC_RESULT cc_auth_jwks_of(struct cc_ctx *ctx, cc_str private_pem, cc_str *jwks);
CC_RESULT cc_auth_sign(struct cc_ctx *ctx, cc_str private_pem, cc_str issuer, cc_str audience,
                       const struct cc_principal *principal, int64_t lifetime_ms, cc_str *token);
