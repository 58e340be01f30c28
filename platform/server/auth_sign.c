/* auth_sign.c - keys and tokens of our own making, for development and tests. */
#include "platform/core/id.h"
#include "platform/core/jws.h"
#include "platform/server/auth.h"
#include "platform/runtime/p256.h"

static const struct cc_reason invalid_key = { "invalid_key", CC_INVALID_ARGUMENT };

static cc_str jwks_of(struct cc_ctx *ctx, EVP_PKEY *key)
{
	struct cc_signing_key half = cc_p256_public_half(ctx->arena, key);
	return cc_printf(ctx,
	                 "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"use\":\"sig\",\"alg\":\"ES256\","
	                 "\"kid\":\"%.*s\",\"x\":\"%.*s\",\"y\":\"%.*s\"}]}",
	                 (int)half.kid.len, half.kid.ptr, (int)half.x.len, half.x.ptr, (int)half.y.len,
	                 half.y.ptr);
}

static CC_RESULT read_key(struct cc_ctx *ctx, cc_str private_pem, EVP_PKEY **key)
{
	EVP_PKEY *read = cc_p256_private(private_pem);
	if (!read)
		return cc_fail(ctx, &invalid_key,
		               "This is not an unencrypted private key of P-256 in PEM; make a new one.");
	*key = read;
	return CC_OK;
}

cc_err cc_auth_make_key(struct cc_ctx *ctx, cc_str *private_pem, cc_str *jwks)
{
	EVP_PKEY *key = cc_p256_generate();
	*private_pem = cc_p256_private_pem(ctx->arena, key);
	*jwks = jwks_of(ctx, key);
	EVP_PKEY_free(key);
	return CC_OK;
}

cc_err cc_auth_jwks_of(struct cc_ctx *ctx, cc_str private_pem, cc_str *jwks)
{
	EVP_PKEY *key;
	TRY(read_key(ctx, private_pem, &key));
	*jwks = jwks_of(ctx, key);
	EVP_PKEY_free(key);
	return CC_OK;
}

/* Of those that are not empty. */
static void add_claim(struct cc_buf *out, cc_str name, cc_str value)
{
	if (value.len == 0)
		return;
	cc_buf_add_json(out, name);
	cc_buf_add_char(out, ':');
	cc_buf_add_json(out, value);
	cc_buf_add_char(out, ',');
}

static cc_str id_text(struct cc_ctx *ctx, cc_id id)
{
	char *text = cc_alloc(ctx, CC_ID_TEXT_LEN);
	cc_id_print(id, text);
	return (cc_str){ text, cc_id_is_none(id) ? 0 : CC_ID_TEXT_LEN };
}

static cc_str claims_text(struct cc_ctx *ctx, const struct cc_token_claims *claims)
{
	const struct cc_principal *principal = &claims->principal;
	struct cc_buf out = { .arena = ctx->arena };
	cc_time now = cc_now(ctx);
	cc_buf_add_char(&out, '{');
	add_claim(&out, CC_STR("iss"), claims->issuer);
	add_claim(&out, CC_STR("aud"), claims->audience);
	add_claim(&out, CC_STR("sub"), id_text(ctx, principal->subject));
	add_claim(&out, CC_STR("service"), principal->service);
	add_claim(&out, CC_STR("scope"), principal->scopes);
	add_claim(&out, CC_STR("roles"), principal->roles);
	add_claim(&out, CC_STR("jti"), id_text(ctx, cc_new_id(ctx)));
	cc_buf_add(&out, CC_STR("\"iat\":"));
	cc_buf_add_int(&out, now.ms / 1000);
	cc_buf_add(&out, CC_STR(",\"exp\":"));
	cc_buf_add_int(&out, cc_time_add(now, claims->lifetime_ms).ms / 1000);
	cc_buf_add_char(&out, '}');
	return cc_buf_str(&out);
}

cc_err cc_auth_sign(struct cc_ctx *ctx, cc_str private_pem, const struct cc_token_claims *claims,
                    cc_str *token)
{
	EVP_PKEY *key;
	TRY(read_key(ctx, private_pem, &key));
	cc_str kid = cc_p256_public_half(ctx->arena, key).kid;
	cc_str text = cc_jws_text(ctx->arena, CC_STR("at+jwt"), kid, claims_text(ctx, claims));
	uint8_t signature[CC_SIGNATURE_BYTES];
	cc_p256_sign(key, text, signature);
	EVP_PKEY_free(key);
	*token = cc_jws_print(ctx->arena, text, signature);
	return CC_OK;
}
