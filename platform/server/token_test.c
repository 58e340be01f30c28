#include "platform/server/token_test.h"

#include "platform/core/base64url.h"

struct given given;

static cc_time now_of(struct cc_clock *clock)
{
	return ((struct test_clock *)clock)->now;
}

static const struct cc_clock_ops clock_ops = { .name = "test", .now = now_of };

void set_time(int64_t seconds)
{
	given.clock.now = (cc_time){ CC_SECONDS(seconds) };
}

struct cc_auth *auth_of(cc_str key_set)
{
	struct cc_auth_options options = {
		.jwks = key_set,
		.issuer = CC_STR(ISSUER),
		.audience = CC_STR(AUDIENCE),
		.clock = &given.clock.clock,
	};
	struct cc_auth *made;
	cc_err err = cc_auth_new(given.ctx, &options, &made);
	if (err)
		fail_msg("%s", err->message);
	return made;
}

int set_up(void **state)
{
	(void)state;
	given.ctx = sample_ctx_new();
	given.clock.clock.ops = &clock_ops;
	set_time(NOW_S);
	if (cc_auth_make_key(given.ctx, &given.pem, &given.jwks) != CC_OK)
		return -1;
	given.auth = auth_of(given.jwks);
	return 0;
}

int tear_down(void **state)
{
	(void)state;
	cc_auth_free(given.auth);
	sample_ctx_free(given.ctx);
	return 0;
}

cc_str unsigned_token(const char *header, const char *claims)
{
	cc_str first = cc_base64url_print(given.ctx->arena, cc_str_of(header));
	cc_str second = cc_base64url_print(given.ctx->arena, cc_str_of(claims));
	return cc_printf(given.ctx, "%.*s.%.*s", (int)first.len, first.ptr, (int)second.len, second.ptr);
}

cc_str with_signature(cc_str text, const void *signature, size_t len)
{
	cc_str third = cc_base64url_print(given.ctx->arena, (cc_str){ signature, len });
	return cc_printf(given.ctx, "%.*s.%.*s", (int)text.len, text.ptr, (int)third.len, third.ptr);
}

cc_str token_of(const char *header, const char *claims)
{
	uint8_t signature[CC_P256_SIGNATURE_BYTES];
	cc_str text = unsigned_token(header, claims);
	EVP_PKEY *key = cc_p256_private(given.pem);
	cc_p256_sign(key, text, signature);
	EVP_PKEY_free(key);
	return with_signature(text, signature, sizeof signature);
}

cc_str good_token(void)
{
	return token_of(HEADER,
	                "{" CLAIMS ",\"scope\":\"seats:hold sessions:read\",\"roles\":\"guest host\"}");
}

static cc_err verify(cc_str token, struct cc_principal *principal)
{
	cc_str header = cc_printf(given.ctx, "Bearer %.*s", (int)token.len, token.ptr);
	return cc_auth_verify(given.auth, given.ctx, header, principal);
}

struct cc_principal believed(cc_str token)
{
	struct cc_principal principal;
	cc_err err = verify(token, &principal);
	if (err)
		fail_msg("%s", err->message);
	return principal;
}

void refused(cc_str token, const char *sentence)
{
	struct cc_principal untouched = { .roles = CC_STR("untouched") }, principal = untouched;
	cc_err err = verify(token, &principal);
	if (!err)
		fail_msg("believed, though: %s", sentence);
	assert_true(cc_because(err, &cc_unauthenticated));
	if (!strstr(err->message, sentence))
		fail_msg("\"%s\" is not \"%s\"", err->message, sentence);
	assert_memory_equal(&principal, &untouched, sizeof principal);
	if (token.len > 16)
		assert_null(strstr(err->message, cc_copy(given.ctx, (cc_str){ token.ptr, 16 }).ptr));
}
