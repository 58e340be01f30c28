/* jwt_test.c - tokens that are forged, malformed or of another kind. */
#include "platform/server/jwt.h"

#include "platform/core/base64url.h"
#include "platform/server/token_test.h"

/* RFC 7515 appendix A.3. */
#define RFC_KEY                                                                                              \
	"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","           \
	"\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}"
#define RFC_SIGNED                                                                                           \
	"eyJhbGciOiJFUzI1NiJ9."                                                                              \
	"eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
#define RFC_SIGNATURE "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"

static void the_published_signature_is_verified(void **state)
{
	(void)state;
	cc_str x, y, signature;
	struct cc_p256_point point;
	assert_true(cc_base64url_parse(given.ctx->arena,
	                               CC_STR("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"), &x));
	assert_true(cc_base64url_parse(given.ctx->arena,
	                               CC_STR("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"), &y));
	assert_true(cc_base64url_parse(given.ctx->arena, CC_STR(RFC_SIGNATURE), &signature));
	memcpy(point.x, x.ptr, sizeof point.x);
	memcpy(point.y, y.ptr, sizeof point.y);
	EVP_PKEY *key = cc_p256_public(&point);
	assert_non_null(key);
	assert_int_equal(signature.len, CC_P256_SIGNATURE_BYTES);
	uint8_t bytes[CC_P256_SIGNATURE_BYTES];
	memcpy(bytes, signature.ptr, sizeof bytes);
	assert_true(cc_p256_verify(key, CC_STR(RFC_SIGNED), bytes));
	assert_false(cc_p256_verify(key, CC_STR(RFC_SIGNED "A"), bytes));
	bytes[63] ^= 1;
	assert_false(cc_p256_verify(key, CC_STR(RFC_SIGNED), bytes));
	EVP_PKEY_free(key);
}

static void the_published_token_is_of_no_type_that_is_accepted(void **state)
{
	(void)state;
	struct cc_auth *mine = given.auth;
	given.auth = auth_of(CC_STR("{\"keys\":[" RFC_KEY "]}"));
	refused(CC_STR(RFC_SIGNED "." RFC_SIGNATURE), "typ");
	cc_auth_free(given.auth);
	given.auth = mine;
}

static void no_algorithm_but_es256_is_known(void **state)
{
	(void)state;
	cc_str text = unsigned_token("{\"alg\":\"none\",\"typ\":\"JWT\"}", "{" CLAIMS "}");
	refused(cc_printf(given.ctx, "%s.", text.ptr), "ES256");
	refused(with_signature(text, "", 0), "ES256");
	static const char *const others[] = { "None", "nOnE", "es256", "ES384", "RS256", "HS256", "" };
	for (size_t i = 0; i < CC_COUNT(others); i++)
		refused(token_of(cc_printf(given.ctx, "{\"alg\":\"%s\",\"typ\":\"JWT\"}", others[i]).ptr,
		                 "{" CLAIMS "}"),
		        "ES256");
	refused(token_of("{\"typ\":\"JWT\"}", "{" CLAIMS "}"), "ES256");
	refused(token_of("{\"alg\":[\"ES256\"],\"typ\":\"JWT\"}", "{" CLAIMS "}"), "header is malformed");
}

/* The classic: the public key, which everybody has, taken for the secret of an HMAC. */
static void a_public_key_is_no_secret(void **state)
{
	(void)state;
	unsigned char mac[EVP_MAX_MD_SIZE];
	size_t len;
	cc_str text = unsigned_token("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", "{" CLAIMS "}");
	assert_non_null(EVP_Q_mac(NULL, "HMAC", NULL, "SHA256", NULL, given.jwks.ptr, given.jwks.len,
	                          (const unsigned char *)text.ptr, text.len, mac, sizeof mac, &len));
	refused(with_signature(text, mac, len), "ES256");
}

static void a_token_of_another_kind_is_not_taken_for_an_access_token(void **state)
{
	(void)state;
	static const char *const good[] = { "at+jwt", "AT+JWT", "application/at+jwt", "JWT", "jwt" };
	static const char *const bad[] = { "", "id+jwt", "JOSE", "at+jwt ", "secevent+jwt", "JW" };
	for (size_t i = 0; i < CC_COUNT(good); i++)
		believed(token_of(cc_printf(given.ctx, "{\"alg\":\"ES256\",\"typ\":\"%s\"}", good[i]).ptr,
		                  "{" CLAIMS "}"));
	for (size_t i = 0; i < CC_COUNT(bad); i++)
		refused(token_of(cc_printf(given.ctx, "{\"alg\":\"ES256\",\"typ\":\"%s\"}", bad[i]).ptr,
		                 "{" CLAIMS "}"),
		        "typ");
	refused(token_of("{\"alg\":\"ES256\"}", "{" CLAIMS "}"), "typ");
}

static void an_unknown_extension_is_refused_and_a_brought_key_ignored(void **state)
{
	(void)state;
	refused(token_of("{\"alg\":\"ES256\",\"typ\":\"JWT\",\"crit\":[\"b64\"],\"b64\":false}",
	                 "{" CLAIMS "}"),
	        "extensions");
	cc_str own_pem, own_jwks;
	assert_null(cc_auth_make_key(given.ctx, &own_pem, &own_jwks));
	given.pem = own_pem;
	const char *key = strchr(own_jwks.ptr, '[') + 1;
	cc_str header = cc_printf(given.ctx, "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"jwk\":%.*s}",
	                          (int)strlen(key) - 2, key);
	refused(token_of(header.ptr, "{" CLAIMS "}"), "signature is not valid");
}

static void a_claim_that_comes_twice_is_refused(void **state)
{
	(void)state;
	refused(token_of(HEADER, "{" CLAIMS ",\"scope\":\"a\",\"scope\":\"b\"}"), "claims are malformed");
	refused(token_of(HEADER, "{" CLAIMS ",\"other\":1,\"other\":1}"), "claims are malformed");
	refused(token_of(HEADER, "{" CLAIMS ",\"e\\u0078p\":9999999999}"), "claims are malformed");
	refused(token_of("{\"alg\":\"none\",\"alg\":\"ES256\",\"typ\":\"JWT\"}", "{" CLAIMS "}"),
	        "header is malformed");
}

static void json_is_read_strictly(void **state)
{
	(void)state;
	static const char *const bad[] = { "",
		                           "[]",
		                           "null",
		                           "{" CLAIMS,
		                           "{" CLAIMS "}}",
		                           "{" CLAIMS "} {}",
		                           "{" CLAIMS ",}",
		                           "{" CLAIMS ",\"scope\":null}",
		                           "{" CLAIMS ",\"scope\":[\"a\"]}",
		                           "{" CLAIMS ",\"scope\":\"\xff\"}",
		                           "{" CLAIMS ",\"\xff\":1}",
		                           "{" CLAIMS ",\"scope\":\"\\ud800\"}" };
	for (size_t i = 0; i < CC_COUNT(bad); i++)
		refused(token_of(HEADER, bad[i]), "claims are malformed");
	believed(token_of(HEADER, " {" CLAIMS ", \"deep\": {\"er\": [1, {\"x\": null}]} }\n"));
}

static void too_many_members_are_refused(void **state)
{
	(void)state;
	struct cc_buf claims = { .arena = given.ctx->arena };
	cc_buf_add(&claims, CC_STR("{" CLAIMS));
	for (int i = 0; i < 60; i++)
		cc_buf_printf(&claims, ",\"c%d\":1", i);
	struct cc_buf more = { .arena = given.ctx->arena };
	cc_buf_printf(&more, "%.*s,\"c60\":1}", (int)claims.len, claims.ptr);
	cc_buf_printf(&claims, "}%c", '\0');
	believed(token_of(HEADER, claims.ptr));
	refused(token_of(HEADER, cc_copy(given.ctx, cc_buf_str(&more)).ptr), "claims are malformed");
}

static void a_token_of_another_shape_is_refused(void **state)
{
	(void)state;
	cc_str good = good_token();
	believed(good);
	refused((cc_str){ good.ptr, good.len - 1 }, "signature is malformed");
	refused((cc_str){ good.ptr, good.len - 2 }, "signature is malformed");
	refused((cc_str){ good.ptr, good.len - 86 }, "signature is malformed"); /* it ends with a dot */
	refused((cc_str){ good.ptr, good.len - 87 }, "three parts");
	refused(cc_printf(given.ctx, "%s.", good.ptr), "signature is malformed");
	refused(cc_printf(given.ctx, "%s..", good.ptr), "signature is malformed");
	refused(cc_printf(given.ctx, ".%s", good.ptr), "malformed");
	refused(cc_printf(given.ctx, "%s=", good.ptr), "signature is malformed");
	refused(cc_printf(given.ctx, "%s==", good.ptr), "signature is malformed");
	refused(cc_printf(given.ctx, "%s ", good.ptr), "signature is malformed");
	refused(cc_printf(given.ctx, " %s", good.ptr), "malformed");
	refused(CC_STR("."), "three parts");
	refused(CC_STR(".."), "header is malformed");
	refused(CC_STR("not a token"), "three parts");
}

/* 64 bytes leave four bits of the last letter unused: were they not zero, one signature had 16 spellings. */
static void a_signature_has_one_spelling(void **state)
{
	(void)state;
	cc_str good = good_token();
	cc_str other = cc_copy(given.ctx, good);
	char *last = (char *)(uintptr_t)other.ptr + other.len - 1;
	assert_non_null(strchr("AQgw", *last));
	*last = (char)(*last + 1);
	refused(other, "signature is malformed");
}

static void what_was_changed_is_not_signed(void **state)
{
	(void)state;
	cc_str good = good_token();
	const char *dot = strchr(good.ptr, '.'), *last_dot = strrchr(good.ptr, '.');
	cc_str claims = cc_base64url_print(given.ctx->arena, CC_STR("{" CLAIMS ",\"roles\":\"admin\"}"));
	refused(cc_printf(given.ctx, "%.*s.%.*s%s", (int)(dot - good.ptr), good.ptr, (int)claims.len,
	                  claims.ptr, last_dot),
	        "signature is not valid");
	uint8_t zero[CC_P256_SIGNATURE_BYTES] = { 0 }; /* CVE-2022-21449 */
	refused(with_signature((cc_str){ good.ptr, (size_t)(last_dot - good.ptr) }, zero, sizeof zero),
	        "signature is not valid");
}

static void a_signature_of_another_length_is_refused(void **state)
{
	(void)state;
	uint8_t bytes[96] = { 1 };
	cc_str text = unsigned_token(HEADER, "{" CLAIMS "}");
	static const size_t lengths[] = { 0, 1, 63, 65, 70, 72, 96 };
	for (size_t i = 0; i < CC_COUNT(lengths); i++)
		refused(with_signature(text, bytes, lengths[i]), "signature is malformed");
}

static void a_token_of_nine_kib_is_not_even_looked_at(void **state)
{
	(void)state;
	char padding[9 * 1024];
	memset(padding, 'a', sizeof padding);
	padding[sizeof padding - 1] = '\0';
	refused(token_of(HEADER, cc_printf(given.ctx, "{" CLAIMS ",\"pad\":\"%s\"}", padding).ptr),
	        "longer than");
	padding[5000] = '\0';
	believed(token_of(HEADER, cc_printf(given.ctx, "{" CLAIMS ",\"pad\":\"%s\"}", padding).ptr));
	padding[1025] = '\0';
	refused(token_of(HEADER, cc_printf(given.ctx, "{" CLAIMS ",\"scope\":\"%s\"}", padding).ptr),
	        "too long");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_published_signature_is_verified),
		TEST(the_published_token_is_of_no_type_that_is_accepted),
		TEST(no_algorithm_but_es256_is_known),
		TEST(a_public_key_is_no_secret),
		TEST(a_token_of_another_kind_is_not_taken_for_an_access_token),
		TEST(an_unknown_extension_is_refused_and_a_brought_key_ignored),
		TEST(a_claim_that_comes_twice_is_refused),
		TEST(json_is_read_strictly),
		TEST(too_many_members_are_refused),
		TEST(a_token_of_another_shape_is_refused),
		TEST(a_signature_has_one_spelling),
		TEST(what_was_changed_is_not_signed),
		TEST(a_signature_of_another_length_is_refused),
		TEST(a_token_of_nine_kib_is_not_even_looked_at),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
