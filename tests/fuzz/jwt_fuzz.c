/*
 * No token gets further than its parts allow: the input is tried as a whole token, and, since base64url
 * hides JSON from mutations, as a token's header and as its claims.
 */
#include "platform/core/validate.h"
#include "platform/core/base64url.h"
#include "platform/server/jwt.h"
#include "tests/fuzz/fuzz.h"

/* 64 zero bytes. */
#define SIGNATURE "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

static void check_claims(struct cc_ctx *ctx, cc_str payload)
{
	struct cc_jwt_claims claims;
	cc_err err = cc_jwt_read_claims(ctx, payload, CC_STR("couchannel"), &claims);
	if (err) {
		FUZZ_CHECK(cc_because(err, &cc_unauthenticated));
		return;
	}
	const cc_str texts[] = { claims.issuer, claims.subject, claims.service, claims.scopes, claims.roles };
	for (size_t i = 0; i < CC_COUNT(texts); i++)
		FUZZ_CHECK(cc_utf8_valid(texts[i]));
	FUZZ_CHECK(claims.expires_at.ms >= 0 && claims.not_before.ms >= 0 && claims.issued_at.ms >= 0);
}

static void check_token(struct cc_ctx *ctx, cc_str token)
{
	struct cc_jws jws;
	cc_err err = cc_jwt_open(ctx, token, &jws);
	if (err) {
		FUZZ_CHECK(cc_because(err, &cc_unauthenticated));
		return;
	}
	FUZZ_CHECK(token.len <= CC_TOKEN_BYTES_MAX);
	FUZZ_CHECK(jws.signed_text.ptr == token.ptr && token.ptr[jws.signed_text.len] == '.');
	FUZZ_CHECK(token.len == jws.signed_text.len + sizeof "." SIGNATURE - 1);
	check_claims(ctx, jws.payload);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct cc_ctx *ctx = sample_ctx_new();
	cc_str input = { (const char *)bytes, size };
	check_token(ctx, input);

	struct cc_buf token = { .arena = ctx->arena };
	cc_str encoded = cc_base64url_print(ctx->arena, input), decoded;
	FUZZ_CHECK(cc_base64url_parse(ctx->arena, encoded, &decoded) && cc_str_eq(decoded, input));
	cc_buf_add(&token, encoded);
	cc_buf_add(&token, CC_STR(".e30." SIGNATURE));
	check_token(ctx, cc_buf_str(&token));
	check_claims(ctx, encoded);
	sample_ctx_free(ctx);
	return 0;
}
