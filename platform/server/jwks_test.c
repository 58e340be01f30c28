/* jwks_test.c - which keys are trusted. */
#include "platform/server/jwks.h"

#include "platform/server/token_test.h"

static const char *key_text(cc_str key_set)
{
	const char *first = strchr(key_set.ptr, '[') + 1;
	return cc_copy(given.ctx, (cc_str){ first, strlen(first) - 2 }).ptr;
}

static const char *kid_of(cc_str key_set)
{
	const char *kid = strstr(key_set.ptr, "\"kid\":\"") + 7;
	return cc_copy(given.ctx, (cc_str){ kid, (size_t)(strchr(kid, '"') - kid) }).ptr;
}

static cc_str token_with_kid(const char *kid)
{
	return token_of(cc_printf(given.ctx, "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"%s\"}", kid).ptr,
	                "{" CLAIMS "}");
}

static void kid_picks_the_key_and_none_is_enough_only_for_one(void **state)
{
	(void)state;
	cc_str other_pem, other_jwks;
	assert_null(cc_auth_make_key(given.ctx, &other_pem, &other_jwks));
	believed(token_with_kid(kid_of(given.jwks)));
	refused(token_with_kid("unknown"), "key that is not known");
	refused(token_with_kid(""), "key that is not known");

	cc_auth_free(given.auth);
	given.auth = auth_of(
		cc_printf(given.ctx, "{\"keys\":[%s,%s]}", key_text(other_jwks), key_text(given.jwks)));
	believed(token_with_kid(kid_of(given.jwks)));
	refused(token_with_kid(kid_of(other_jwks)), "signature is not valid");
	refused(good_token(), "key that is not known"); /* which of the two? */
}

#define XY                                                                                                   \
	"\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","                                             \
	"\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\""
#define EC "\"kty\":\"EC\",\"crv\":\"P-256\","

static void keys_for_something_else_are_passed_over(void **state)
{
	(void)state;
	static const char *const others[] = {
		"{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
		"{\"kty\":\"EC\",\"crv\":\"P-384\"," XY "}",
		"{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
		"{" EC "\"use\":\"enc\"," XY "}",
		"{" EC "\"alg\":\"ES384\"," XY "}",
		"{" EC "\"key_ops\":[\"sign\"]," XY "}",
		"{" EC "\"key_ops\":[]," XY "}",
		"{}",
	};
	cc_auth_free(given.auth);
	struct cc_buf set = { .arena = given.ctx->arena };
	cc_buf_add(&set, CC_STR("{\"note\":{\"keys\":1},\"keys\":["));
	for (size_t i = 0; i < CC_COUNT(others); i++)
		cc_buf_printf(&set, "%s,", others[i]);
	cc_buf_printf(&set, "%s]}", key_text(given.jwks));
	given.auth = auth_of(cc_buf_str(&set));
	believed(good_token()); /* only one key is left */
}

static void refused_set(cc_str set, const char *sentence)
{
	struct cc_auth_options options = { .jwks = set, .issuer = CC_STR("i"), .audience = CC_STR("a") };
	struct cc_auth *untouched = given.auth, *made = untouched;
	cc_err err = cc_auth_new(given.ctx, &options, &made);
	if (!err)
		fail_msg("accepted, though it %s", sentence);
	assert_true(cc_is(err, CC_INVALID_ARGUMENT));
	assert_string_equal(err->reason, "invalid_jwks");
	if (!strstr(err->message, sentence))
		fail_msg("\"%s\" is not \"%s\"", err->message, sentence);
	assert_ptr_equal(made, untouched);
}

static void a_key_set_that_cannot_be_meant_is_refused(void **state)
{
	(void)state;
	static const struct {
		const char *set, *sentence;
	} cases[] = {
		{ "", "not a JSON object" },
		{ "[]", "not a JSON object" },
		{ "{}", "not a JSON object" },
		{ "{\"keys\":{}}", "not a JSON object" },
		{ "{\"keys\":[1]}", "not a JSON object" },
		{ "{\"keys\":[{\"kty\":1}]}", "not a JSON object" },
		{ "{\"keys\":[],\"keys\":[]}", "not a JSON object" },
		{ "{\"keys\":[{" EC XY "}]} x", "not a JSON object" },
		{ "{\"keys\":[{" EC XY ",\"kty\":\"EC\"}]}", "not a JSON object" },
		{ "{\"keys\":[]}", "no key for ES256" },
		{ "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AA\"}]}", "no key for ES256" },
		{ "{\"keys\":[{" EC XY ",\"d\":\"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI\"}]}",
		  "private key" },
		{ "{\"keys\":[{" EC "\"x\":\"AA\",\"y\":\"AA\"}]}", "32 bytes" },
		{ "{\"keys\":[{" EC "\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\"}]}", "32 bytes" },
		{ "{\"keys\":[{" EC "\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
		  "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a1\"}]}",
		  "32 bytes" }, /* two bits are left over: not the one spelling */
		{ "{\"keys\":[{" EC "\"x\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\","
		  "\"y\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\"}]}",
		  "not on the curve" },
		{ "{\"keys\":[{" EC XY ",\"kid\":\"a\"},{" EC XY ",\"kid\":\"a\"}]}", "two keys of one id" },
	};
	for (size_t i = 0; i < CC_COUNT(cases); i++)
		refused_set(cc_str_of(cases[i].set), cases[i].sentence);

	char kid[130];
	memset(kid, 'k', sizeof kid);
	kid[129] = '\0';
	refused_set(cc_printf(given.ctx, "{\"keys\":[{" EC XY ",\"kid\":\"%s\"}]}", kid), "longer than 128");
	refused_set(cc_printf(given.ctx, "{\"keys\":[]}%070000d", 0), "larger than");
	struct cc_buf many = { .arena = given.ctx->arena };
	for (int i = 0; i < 17; i++)
		cc_buf_printf(&many, "%s{" EC XY "}", i == 0 ? "{\"keys\":[" : ",");
	cc_buf_add(&many, CC_STR("]}"));
	refused_set(cc_buf_str(&many), "more than 16");
}

static void a_private_key_gives_its_public_half_and_nothing_else_does(void **state)
{
	(void)state;
	cc_str again;
	assert_null(cc_auth_jwks_of(given.ctx, given.pem, &again));
	assert_true(cc_str_eq(again, given.jwks));
	assert_null(strstr(given.jwks.ptr, "\"d\""));
	static const char *const bad[] = {
		"",
		"-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n",
		/* Ed25519, of RFC 8410 section 10.3 */
		"-----BEGIN PRIVATE KEY-----\n"
		"MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
		"-----END PRIVATE KEY-----\n",
	};
	for (size_t i = 0; i < CC_COUNT(bad); i++) {
		cc_err err = cc_auth_jwks_of(given.ctx, cc_str_of(bad[i]), &again);
		assert_true(cc_is(err, CC_INVALID_ARGUMENT));
		assert_string_equal(err->reason, "invalid_key");
		cc_str token;
		assert_string_equal(
			cc_auth_sign(given.ctx, cc_str_of(bad[i]), &(struct cc_token_claims){ 0 }, &token)
				->reason,
			"invalid_key");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(kid_picks_the_key_and_none_is_enough_only_for_one),
		TEST(keys_for_something_else_are_passed_over),
		TEST(a_key_set_that_cannot_be_meant_is_refused),
		TEST(a_private_key_gives_its_public_half_and_nothing_else_does),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
