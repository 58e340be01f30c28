/* auth.c - who asks, and whether they may. */
#include "platform/server/auth.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <strings.h>

#include "platform/core/id.h"
#include "platform/runtime/p256.h"
#include "platform/server/jwks.h"
#include "platform/server/jwt.h"
#include "platform/server/token_cache.h"

enum {
	CLOCK_SKEW_MS = 10 *
	                1000, /* between the issuer's clock and ours (RFC 7519 sections 4.1.4 and 4.1.5) */
	SERVICE_BYTES_MAX = 64,
	SCOPES_BYTES_MAX = 1024,
	ROLES_BYTES_MAX = 256,
};

struct cc_auth {
	struct cc_clock *clock;
	struct cc_jwks *jwks;
	struct cc_token_cache *cache;
	EVP_MD *sha256; /* fetched once: a search by name for each token would cost more than the digest */
	cc_str issuer, audience;
	char strings[]; /* theirs */
};

cc_err cc_auth_new(struct cc_ctx *ctx, const struct cc_auth_options *options, struct cc_auth **auth)
{
	assert(options->issuer.len > 0 && options->audience.len > 0);
	struct cc_jwks *jwks;
	TRY(cc_jwks_parse(ctx, options->jwks, &jwks));
	cc_str issuer = options->issuer, audience = options->audience;
	struct cc_auth *made = calloc(1, sizeof *made + issuer.len + audience.len);
	EVP_MD *sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
	if (!made || !sha256)
		cc_die("out of memory for authentication");
	made->clock = options->clock;
	made->jwks = jwks;
	made->cache = cc_token_cache_new();
	made->sha256 = sha256;
	memcpy(made->strings, issuer.ptr, issuer.len);
	memcpy(made->strings + issuer.len, audience.ptr, audience.len);
	made->issuer = (cc_str){ made->strings, issuer.len };
	made->audience = (cc_str){ made->strings + issuer.len, audience.len };
	*auth = made;
	return CC_OK;
}

void cc_auth_free(struct cc_auth *auth)
{
	if (!auth)
		return;
	cc_token_cache_free(auth->cache);
	cc_jwks_free(auth->jwks);
	EVP_MD_free(auth->sha256);
	free(auth);
}

/* Who asks -------------------------------------------------------------------------- */

/* RFC 6750 section 2.1; the scheme's name is not case-sensitive (RFC 9110 section 11.1). */
static CC_RESULT take_token(struct cc_ctx *ctx, cc_str header, cc_str *token)
{
	const cc_str scheme = CC_STR("Bearer ");
	if (header.len <= scheme.len || strncasecmp(header.ptr, scheme.ptr, scheme.len) != 0)
		return cc_fail(ctx, &cc_unauthenticated,
		               "A token is needed; send it as `Authorization: Bearer <token>`.");
	*token = (cc_str){ header.ptr + scheme.len, header.len - scheme.len };
	if (token->len > CC_TOKEN_BYTES_MAX)
		return cc_fail(ctx, &cc_unauthenticated, "The token is longer than %d bytes.",
		               CC_TOKEN_BYTES_MAX);
	return CC_OK;
}

static struct cc_token_digest digest_of(const struct cc_auth *auth, cc_str token)
{
	struct cc_token_digest digest;
	if (EVP_Digest(token.ptr, token.len, digest.bytes, NULL, auth->sha256, NULL) != 1)
		cc_die("OpenSSL is out of memory");
	return digest;
}

static CC_RESULT check_signature(const struct cc_auth *auth, struct cc_ctx *ctx, const struct cc_jws *jws)
{
	EVP_PKEY *key = cc_jwks_find(auth->jwks, jws->kid);
	if (!key)
		return cc_fail(ctx, &cc_unauthenticated,
		               "The token is signed with a key that is not known here.");
	if (!cc_p256_verify(key, jws->signed_text, jws->signature))
		return cc_fail(ctx, &cc_unauthenticated, "The token's signature is not valid.");
	return CC_OK;
}

static bool says(cc_time t)
{
	return t.ms != CC_TIME_NEVER.ms;
}

static CC_RESULT check_claims(const struct cc_auth *auth, struct cc_ctx *ctx,
                              const struct cc_jwt_claims *claims, cc_time now)
{
	if (!cc_str_eq(claims->issuer, auth->issuer))
		return cc_fail(ctx, &cc_unauthenticated, "The token is not of the issuer trusted here.");
	if (!claims->is_for_audience)
		return cc_fail(ctx, &cc_unauthenticated, "The token is not meant for this service.");
	if (!says(claims->expires_at))
		return cc_fail(ctx, &cc_unauthenticated, "The token does not say when it expires.");
	if (!cc_time_before(now, cc_time_add(claims->expires_at, CLOCK_SKEW_MS)))
		return cc_fail(ctx, &cc_unauthenticated, "The token has expired; get a new one.");
	cc_time latest = cc_time_add(now, CLOCK_SKEW_MS);
	if (says(claims->not_before) && cc_time_before(latest, claims->not_before))
		return cc_fail(ctx, &cc_unauthenticated, "The token is not valid yet.");
	if (says(claims->issued_at) && cc_time_before(latest, claims->issued_at))
		return cc_fail(ctx, &cc_unauthenticated, "The token was issued in the future.");
	if (claims->scopes.len > SCOPES_BYTES_MAX || claims->roles.len > ROLES_BYTES_MAX ||
	    claims->service.len > SERVICE_BYTES_MAX)
		return cc_fail(ctx, &cc_unauthenticated, "The token's scope, roles or service is too long.");
	return CC_OK;
}

/* A token is of a user or of a service, whose `sub` is its client id (RFC 9068 section 2.2). */
static CC_RESULT read_principal(struct cc_ctx *ctx, const struct cc_jwt_claims *claims,
                                struct cc_principal *principal)
{
	cc_id subject = { 0 };
	if (claims->service.len == 0 && (!cc_id_parse(claims->subject, &subject) || cc_id_is_none(subject)))
		return cc_fail(ctx, &cc_unauthenticated,
		               "The token is of nobody: `sub` is not a UUID, and there is no `service`.");
	*principal = (struct cc_principal){ .subject = subject,
		                            .service = claims->service,
		                            .scopes = claims->scopes,
		                            .roles = claims->roles };
	return CC_OK;
}

cc_err cc_auth_verify(struct cc_auth *auth, struct cc_ctx *ctx, cc_str header, struct cc_principal *principal)
{
	cc_str token;
	TRY(take_token(ctx, header, &token));
	cc_time now = auth->clock->ops->now(auth->clock);
	struct cc_token_digest digest = digest_of(auth, token);
	if (cc_token_cache_find(auth->cache, ctx, &digest, now, principal))
		return CC_OK;

	struct cc_jws jws;
	struct cc_jwt_claims claims;
	TRY(cc_jwt_open(ctx, token, &jws));
	TRY(check_signature(auth, ctx, &jws));
	TRY(cc_jwt_read_claims(ctx, jws.payload, auth->audience, &claims));
	TRY(check_claims(auth, ctx, &claims, now));
	TRY(read_principal(ctx, &claims, principal));
	cc_token_cache_add(auth->cache, &digest, cc_time_add(claims.expires_at, CLOCK_SKEW_MS), principal);
	return CC_OK;
}

/* Whether they may ------------------------------------------------------------------ */

static CC_RESULT require_scope(struct cc_ctx *ctx, const char *scope)
{
	if (scope && cc_str_has_word(ctx->caller.scopes, cc_str_of(scope)))
		return CC_OK;
	return cc_fail(ctx, &cc_permission_denied, "The token does not carry the scope %s.",
	               scope ? scope : "that this asks for");
}

cc_err cc_auth_authorise(struct cc_ctx *ctx, const struct cc_op *op)
{
	if (op->audience == CC_AUDIENCE_ANYONE)
		return CC_OK;
	if (cc_id_is_none(ctx->caller.subject) && ctx->caller.service.len == 0)
		return cc_fail(ctx, &cc_unauthenticated,
		               "A token is needed; send it as `Authorization: Bearer <token>`.");
	if (op->audience == CC_AUDIENCE_MEMBER)
		return require_scope(ctx, op->scope);
	if (op->audience == CC_AUDIENCE_PEER && ctx->caller.service.len > 0)
		return CC_OK;
	return cc_fail(ctx, &cc_permission_denied, "Only other services may ask for this.");
}
