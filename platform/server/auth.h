/*
 * auth.h - bearer tokens (RFC 6750): JWTs signed ES256, verified against a JSON Web Key Set.
 *
 * RFC 8725: the algorithm is fixed, `typ` is checked, `iss` and `aud` must match, `exp` is required, `kid`
 * picks the key.  A verified token is remembered until it expires, so that a busy client costs one
 * signature check, not thousands.  All of it may be called from any thread.
 */
#pragma once

#include "platform/core/run.h"
#include "platform/ports/clock.h"

struct cc_auth;

struct cc_auth_options {
	cc_str jwks; /* the key set, as JSON (RFC 7517); keys other than EC P-256 are passed over */
	cc_str issuer, audience;
	struct cc_clock *clock;
};

/* Copies what it keeps.  Fails: INVALID_ARGUMENT `invalid_jwks`. */
CC_RESULT cc_auth_new(struct cc_ctx *ctx, const struct cc_auth_options *options, struct cc_auth **auth);
void cc_auth_free(struct cc_auth *auth); /* NULL is fine */

/* header: the Authorization header's value.  The principal's strings live in ctx's arena.
 * Fails: UNAUTHENTICATED; the sentence says what is wrong and never repeats the token. */
CC_RESULT cc_auth_verify(struct cc_auth *auth, struct cc_ctx *ctx, cc_str header,
                         struct cc_principal *principal);

/* May ctx->caller run op?  Denies by default.  Fails: UNAUTHENTICATED (nobody asks), PERMISSION_DENIED. */
CC_RESULT cc_auth_authorise(struct cc_ctx *ctx, const struct cc_op *op);

/* ---- Signing, for development and tests ---------------------------------- */

/* What a token says: of a user (subject) or of a service; scopes and roles may be none. */
struct cc_token_claims {
	cc_str issuer, audience;
	struct cc_principal principal;
	int64_t lifetime_ms; /* from now */
};

/* A new P-256 key: its private half as PEM, its public half as a key set. */
CC_RESULT cc_auth_make_key(struct cc_ctx *ctx, cc_str *private_pem, cc_str *jwks);
/* Both fail: INVALID_ARGUMENT `invalid_key`. */
CC_RESULT cc_auth_jwks_of(struct cc_ctx *ctx, cc_str private_pem, cc_str *jwks);
CC_RESULT cc_auth_sign(struct cc_ctx *ctx, cc_str private_pem, const struct cc_token_claims *claims,
                       cc_str *token);
