/* auth_test.c - which tokens are believed, and what they allow. */
#include "platform/server/auth.h"

#include <openssl/evp.h>
#include <pthread.h>

#include "platform/core/id.h"
#include "platform/core/sample_test.h"
#include "platform/server/base64url.h"
#include "platform/server/jwt.h"
#include "platform/server/token_cache.h"

#define ISSUER   "couchannel-dev"
#define AUDIENCE "couchannel"
#define ANNA     "01a20f84-ef60-7001-8203-040506070809"
#define HEADER   "{\"alg\":\"ES256\",\"typ\":\"at+jwt\"}"

enum { NOW_S = 1795556700, SKEW_S = 10 };

/* The same as those of every token that is good, but for what the test is about. */
#define CLAIMS "\"iss\":\"" ISSUER "\",\"aud\":\"" AUDIENCE "\",\"sub\":\"" ANNA "\",\"exp\":1795556760"

static struct cc_ctx *ctx;
static struct cc_auth *auth;
static cc_str pem, jwks;

/* A clock that the test sets ------------------------------------------------------- */

struct test_clock {
	struct cc_clock clock;
	cc_time now;
};

static cc_time now_of(struct cc_clock *clock)
{
	return ((struct test_clock *)clock)->now;
}

static const struct cc_clock_ops clock_ops = { .name = "test", .now = now_of };
static struct test_clock test_clock;

static void set_time(int64_t seconds)
{
	test_clock.now = (cc_time){ CC_SECONDS(seconds) };
}

static struct cc_auth *auth_of(cc_str key_set)
{
	struct cc_auth_options options = {
		.jwks = key_set,
		.issuer = CC_STR(ISSUER),
		.audience = CC_STR(AUDIENCE),
		.clock = &test_clock.clock,
	};
	struct cc_auth *made;
	cc_err err = cc_auth_new(ctx, &options, &made);
	if (err)
		fail_msg("%s", err->message);
	return made;
}

static int set_up(void **state)
{
	(void)state;
	ctx = sample_ctx_new();
	test_clock.clock.ops = &clock_ops;
	set_time(NOW_S);
	if (cc_auth_make_key(ctx, &pem, &jwks) != CC_OK)
		return -1;
	auth = auth_of(jwks);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	cc_auth_free(auth);
	sample_ctx_free(ctx);
	return 0;
}

/* Tokens ---------------------------------------------------------------------------- */

static cc_str unsigned_token(const char *header, const char *claims)
{
	cc_str first = cc_base64url_print(ctx->arena, cc_str_of(header));
	cc_str second = cc_base64url_print(ctx->arena, cc_str_of(claims));
	return cc_printf(ctx, "%.*s.%.*s", (int)first.len, first.ptr, (int)second.len, second.ptr);
}

static cc_str with_signature(cc_str text, const void *signature, size_t len)
{
	cc_str third = cc_base64url_print(ctx->arena, (cc_str){ signature, len });
	return cc_printf(ctx, "%.*s.%.*s", (int)text.len, text.ptr, (int)third.len, third.ptr);
}

/* Signed by the trusted key, whatever it says. */
static cc_str token_of(const char *header, const char *claims)
{
	uint8_t signature[CC_P256_SIGNATURE_BYTES];
	cc_str text = unsigned_token(header, claims);
	EVP_PKEY *key = cc_p256_private(pem);
	cc_p256_sign(key, text, signature);
	EVP_PKEY_free(key);
	return with_signature(text, signature, sizeof signature);
}

static cc_str good_token(void)
{
	return token_of(HEADER,
	                "{" CLAIMS ",\"scope\":\"seats:hold sessions:read\",\"roles\":\"guest host\"}");
}

static cc_err verify(cc_str token, struct cc_principal *principal)
{
	cc_str header = cc_printf(ctx, "Bearer %.*s", (int)token.len, token.ptr);
	return cc_auth_verify(auth, ctx, header, principal);
}

/* Fails the test unless the token is believed. */
static struct cc_principal believed(cc_str token)
{
	struct cc_principal principal;
	cc_err err = verify(token, &principal);
	if (err)
		fail_msg("%s", err->message);
	return principal;
}

/* The sentence says so, the principal is untouched, and the token is not repeated. */
static void refused(cc_str token, const char *sentence)
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
		assert_null(strstr(err->message, cc_copy(ctx, (cc_str){ token.ptr, 16 }).ptr));
}

static void a_good_token_says_who_asks(void **state)
{
	(void)state;
	cc_id anna;
	assert_true(cc_id_parse(CC_STR(ANNA), &anna));
	for (int seen_before = 0; seen_before < 2; seen_before++) {
		struct cc_principal principal = believed(good_token());
		assert_true(cc_id_eq(principal.subject, anna));
		assert_true(cc_str_eq(principal.scopes, CC_STR("seats:hold sessions:read")));
		assert_true(cc_str_eq(principal.roles, CC_STR("guest host")));
		assert_int_equal(principal.service.len, 0);
	}
}

static void what_is_signed_here_is_believed_here(void **state)
{
	(void)state;
	struct cc_token_claims claims = { .issuer = CC_STR(ISSUER),
		                          .audience = CC_STR(AUDIENCE),
		                          .lifetime_ms = CC_MINUTES(5) };
	claims.principal = (struct cc_principal){ .service = CC_STR("booking"),
		                                  .scopes = CC_STR("a \"quoted\" one"),
		                                  .roles = CC_STR("admin") };
	ctx->now = test_clock.now;
	cc_str token;
	assert_null(cc_auth_sign(ctx, pem, &claims, &token));
	struct cc_principal principal = believed(token);
	assert_true(cc_id_is_none(principal.subject));
	assert_true(cc_str_eq(principal.service, CC_STR("booking")));
	assert_true(cc_str_eq(principal.scopes, CC_STR("a \"quoted\" one")));
	assert_true(cc_str_eq(principal.roles, CC_STR("admin")));
	set_time(NOW_S + 300 + SKEW_S);
	refused(token, "has expired");
}

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
	assert_true(
		cc_base64url_parse(ctx->arena, CC_STR("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"), &x));
	assert_true(
		cc_base64url_parse(ctx->arena, CC_STR("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"), &y));
	assert_true(cc_base64url_parse(ctx->arena, CC_STR(RFC_SIGNATURE), &signature));
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
	struct cc_auth *mine = auth;
	auth = auth_of(CC_STR("{\"keys\":[" RFC_KEY "]}"));
	refused(CC_STR(RFC_SIGNED "." RFC_SIGNATURE), "typ");
	cc_auth_free(auth);
	auth = mine;
}

static void no_algorithm_but_es256_is_known(void **state)
{
	(void)state;
	cc_str text = unsigned_token("{\"alg\":\"none\",\"typ\":\"JWT\"}", "{" CLAIMS "}");
	refused(cc_printf(ctx, "%s.", text.ptr), "ES256");
	refused(with_signature(text, "", 0), "ES256");
	static const char *const others[] = { "None", "nOnE", "es256", "ES384", "RS256", "HS256", "" };
	for (size_t i = 0; i < CC_COUNT(others); i++)
		refused(token_of(cc_printf(ctx, "{\"alg\":\"%s\",\"typ\":\"JWT\"}", others[i]).ptr,
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
	assert_non_null(EVP_Q_mac(NULL, "HMAC", NULL, "SHA256", NULL, jwks.ptr, jwks.len,
	                          (const unsigned char *)text.ptr, text.len, mac, sizeof mac, &len));
	refused(with_signature(text, mac, len), "ES256");
}

static void a_token_of_another_kind_is_not_taken_for_an_access_token(void **state)
{
	(void)state;
	static const char *const good[] = { "at+jwt", "AT+JWT", "application/at+jwt", "JWT", "jwt" };
	static const char *const bad[] = { "", "id+jwt", "JOSE", "at+jwt ", "secevent+jwt", "JW" };
	for (size_t i = 0; i < CC_COUNT(good); i++)
		believed(token_of(cc_printf(ctx, "{\"alg\":\"ES256\",\"typ\":\"%s\"}", good[i]).ptr,
		                  "{" CLAIMS "}"));
	for (size_t i = 0; i < CC_COUNT(bad); i++)
		refused(token_of(cc_printf(ctx, "{\"alg\":\"ES256\",\"typ\":\"%s\"}", bad[i]).ptr,
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
	assert_null(cc_auth_make_key(ctx, &own_pem, &own_jwks));
	pem = own_pem;
	const char *key = strchr(own_jwks.ptr, '[') + 1;
	cc_str header = cc_printf(ctx, "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"jwk\":%.*s}",
	                          (int)strlen(key) - 2, key);
	refused(token_of(header.ptr, "{" CLAIMS "}"), "signature is not valid");
}

static void issuer_and_audience_must_be_ours(void **state)
{
	(void)state;
#define REST "\"sub\":\"" ANNA "\",\"exp\":1795556760"
	refused(token_of(HEADER, "{\"aud\":\"couchannel\"," REST "}"), "issuer");
	refused(token_of(HEADER, "{\"iss\":\"couchannel-de\",\"aud\":\"couchannel\"," REST "}"), "issuer");
	refused(token_of(HEADER, "{\"iss\":\"" ISSUER "\"," REST "}"), "not meant");
	refused(token_of(HEADER, "{\"iss\":\"" ISSUER "\",\"aud\":\"couch\"," REST "}"), "not meant");
	refused(token_of(HEADER, "{\"iss\":\"" ISSUER "\",\"aud\":[]," REST "}"), "not meant");
	refused(token_of(HEADER, "{\"iss\":\"" ISSUER "\",\"aud\":[\"a\",\"b\"]," REST "}"), "not meant");
	refused(token_of(HEADER, "{\"iss\":\"" ISSUER "\",\"aud\":[\"couchannel\",1]," REST "}"),
	        "malformed");
	refused(token_of(HEADER, "{\"iss\":[\"" ISSUER "\"],\"aud\":\"couchannel\"," REST "}"), "malformed");
	believed(token_of(HEADER, "{\"iss\":\"" ISSUER "\",\"aud\":[\"a\",\"couchannel\"]," REST "}"));
}

#define TIMED "{\"iss\":\"" ISSUER "\",\"aud\":\"" AUDIENCE "\",\"sub\":\"" ANNA "\""

static cc_str timed(const char *name, int64_t seconds)
{
	return token_of(HEADER, cc_printf(ctx, "{" CLAIMS ",\"%s\":%lld}", name, (long long)seconds).ptr);
}

static void a_token_expires_to_the_millisecond_after_the_skew_allowed(void **state)
{
	(void)state;
	refused(token_of(HEADER, TIMED "}"), "does not say when it expires");
	static const char *const malformed[] = { "\"1795556760\"",   "-1",   "null", "1e10", "1.5e3",
		                                 "1795556760000000", "true", "{}" };
	for (size_t i = 0; i < CC_COUNT(malformed); i++)
		refused(token_of(HEADER, cc_printf(ctx, TIMED ",\"exp\":%s}", malformed[i]).ptr),
		        "malformed");
	cc_str token = token_of(HEADER, TIMED ",\"exp\":1795556760.9}");
	test_clock.now.ms = (1795556760 + SKEW_S) * INT64_C(1000) - 1;
	believed(token);
	test_clock.now.ms++;
	refused(token, "has expired"); /* from the cache too */
	test_clock.now.ms--;
	believed(token);
}

static void a_token_of_the_future_is_not_valid_yet(void **state)
{
	(void)state;
	believed(timed("nbf", NOW_S + SKEW_S));
	refused(timed("nbf", NOW_S + SKEW_S + 1), "not valid yet");
	believed(timed("iat", NOW_S + SKEW_S));
	refused(timed("iat", NOW_S + SKEW_S + 1), "issued in the future");
}

static void somebody_must_be_named(void **state)
{
	(void)state;
#define OURS "\"iss\":\"" ISSUER "\",\"aud\":\"" AUDIENCE "\",\"exp\":1795556760"
	refused(token_of(HEADER, "{" OURS "}"), "of nobody");
	refused(token_of(HEADER, "{" OURS ",\"sub\":\"anna\"}"), "of nobody");
	refused(token_of(HEADER, "{" OURS ",\"sub\":\"00000000-0000-0000-0000-000000000000\"}"), "of nobody");
	refused(token_of(HEADER, "{" OURS ",\"sub\":7}"), "malformed");
	struct cc_principal peer = believed(token_of(HEADER, "{" CLAIMS ",\"service\":\"booking\"}"));
	assert_true(cc_id_is_none(peer.subject)); /* a service never acts as a user */
	assert_true(cc_str_eq(peer.service, CC_STR("booking")));
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
	struct cc_buf claims = { .arena = ctx->arena };
	cc_buf_add(&claims, CC_STR("{" CLAIMS));
	for (int i = 0; i < 60; i++)
		cc_buf_printf(&claims, ",\"c%d\":1", i);
	struct cc_buf more = { .arena = ctx->arena };
	cc_buf_printf(&more, "%.*s,\"c60\":1}", (int)claims.len, claims.ptr);
	cc_buf_printf(&claims, "}%c", '\0');
	believed(token_of(HEADER, claims.ptr));
	refused(token_of(HEADER, cc_copy(ctx, cc_buf_str(&more)).ptr), "claims are malformed");
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
	refused(cc_printf(ctx, "%s.", good.ptr), "signature is malformed");
	refused(cc_printf(ctx, "%s..", good.ptr), "signature is malformed");
	refused(cc_printf(ctx, ".%s", good.ptr), "malformed");
	refused(cc_printf(ctx, "%s=", good.ptr), "signature is malformed");
	refused(cc_printf(ctx, "%s==", good.ptr), "signature is malformed");
	refused(cc_printf(ctx, "%s ", good.ptr), "signature is malformed");
	refused(cc_printf(ctx, " %s", good.ptr), "malformed");
	refused(CC_STR("."), "three parts");
	refused(CC_STR(".."), "header is malformed");
	refused(CC_STR("not a token"), "three parts");
}

/* 64 bytes leave four bits of the last letter unused: they must be zero, or one signature had 16 spellings. */
static void a_signature_has_one_spelling(void **state)
{
	(void)state;
	cc_str good = good_token();
	cc_str other = cc_copy(ctx, good);
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
	cc_str claims = cc_base64url_print(ctx->arena, CC_STR("{" CLAIMS ",\"roles\":\"admin\"}"));
	refused(cc_printf(ctx, "%.*s.%.*s%s", (int)(dot - good.ptr), good.ptr, (int)claims.len, claims.ptr,
	                  last_dot),
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
	refused(token_of(HEADER, cc_printf(ctx, "{" CLAIMS ",\"pad\":\"%s\"}", padding).ptr), "longer than");
	padding[5000] = '\0';
	believed(token_of(HEADER, cc_printf(ctx, "{" CLAIMS ",\"pad\":\"%s\"}", padding).ptr));
	padding[1025] = '\0';
	refused(token_of(HEADER, cc_printf(ctx, "{" CLAIMS ",\"scope\":\"%s\"}", padding).ptr), "too long");
}

static void the_header_is_a_bearer_token_and_nothing_else(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "Bearer", "Bearer ", "Basic YTpi", "BearerX ", "Bearer  x" };
	struct cc_principal principal;
	for (size_t i = 0; i < CC_COUNT(bad); i++)
		assert_true(cc_because(cc_auth_verify(auth, ctx, cc_str_of(bad[i]), &principal),
		                       &cc_unauthenticated));
	cc_str lower = cc_printf(ctx, "bearer %s", good_token().ptr);
	assert_null(cc_auth_verify(auth, ctx, lower, &principal));
}

/* Keys ----------------------------------------------------------------------------- */

static const char *key_text(cc_str key_set)
{
	const char *first = strchr(key_set.ptr, '[') + 1;
	return cc_copy(ctx, (cc_str){ first, strlen(first) - 2 }).ptr;
}

static const char *kid_of(cc_str key_set)
{
	const char *kid = strstr(key_set.ptr, "\"kid\":\"") + 7;
	return cc_copy(ctx, (cc_str){ kid, (size_t)(strchr(kid, '"') - kid) }).ptr;
}

static cc_str token_with_kid(const char *kid)
{
	return token_of(cc_printf(ctx, "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"%s\"}", kid).ptr,
	                "{" CLAIMS "}");
}

static void kid_picks_the_key_and_none_is_enough_only_for_one(void **state)
{
	(void)state;
	cc_str other_pem, other_jwks;
	assert_null(cc_auth_make_key(ctx, &other_pem, &other_jwks));
	believed(token_with_kid(kid_of(jwks)));
	refused(token_with_kid("unknown"), "key that is not known");
	refused(token_with_kid(""), "key that is not known");

	cc_auth_free(auth);
	auth = auth_of(cc_printf(ctx, "{\"keys\":[%s,%s]}", key_text(other_jwks), key_text(jwks)));
	believed(token_with_kid(kid_of(jwks)));
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
	cc_auth_free(auth);
	struct cc_buf set = { .arena = ctx->arena };
	cc_buf_add(&set, CC_STR("{\"note\":{\"keys\":1},\"keys\":["));
	for (size_t i = 0; i < CC_COUNT(others); i++)
		cc_buf_printf(&set, "%s,", others[i]);
	cc_buf_printf(&set, "%s]}", key_text(jwks));
	auth = auth_of(cc_buf_str(&set));
	believed(good_token()); /* only one key is left */
}

static void refused_set(cc_str set, const char *sentence)
{
	struct cc_auth_options options = { .jwks = set, .issuer = CC_STR("i"), .audience = CC_STR("a") };
	struct cc_auth *untouched = auth, *made = untouched;
	cc_err err = cc_auth_new(ctx, &options, &made);
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
	refused_set(cc_printf(ctx, "{\"keys\":[{" EC XY ",\"kid\":\"%s\"}]}", kid), "longer than 128");
	refused_set(cc_printf(ctx, "{\"keys\":[]}%070000d", 0), "larger than");
	struct cc_buf many = { .arena = ctx->arena };
	for (int i = 0; i < 17; i++)
		cc_buf_printf(&many, "%s{" EC XY "}", i == 0 ? "{\"keys\":[" : ",");
	cc_buf_add(&many, CC_STR("]}"));
	refused_set(cc_buf_str(&many), "more than 16");
}

static void a_private_key_gives_its_public_half_and_nothing_else_does(void **state)
{
	(void)state;
	cc_str again;
	assert_null(cc_auth_jwks_of(ctx, pem, &again));
	assert_true(cc_str_eq(again, jwks));
	assert_null(strstr(jwks.ptr, "\"d\""));
	static const char *const bad[] = {
		"",
		"-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n",
		/* Ed25519, of RFC 8410 section 10.3 */
		"-----BEGIN PRIVATE KEY-----\n"
		"MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
		"-----END PRIVATE KEY-----\n",
	};
	for (size_t i = 0; i < CC_COUNT(bad); i++) {
		cc_err err = cc_auth_jwks_of(ctx, cc_str_of(bad[i]), &again);
		assert_true(cc_is(err, CC_INVALID_ARGUMENT));
		assert_string_equal(err->reason, "invalid_key");
		cc_str token;
		assert_string_equal(
			cc_auth_sign(ctx, cc_str_of(bad[i]), &(struct cc_token_claims){ 0 }, &token)->reason,
			"invalid_key");
	}
}

/* The cache ---------------------------------------------------------------------------- */

static struct cc_token_digest digest_number(uint32_t n)
{
	struct cc_token_digest digest = { { (uint8_t)n, (uint8_t)(n >> 8), (uint8_t)(n >> 16) } };
	return digest;
}

/* Three times what it holds: some are forgotten, nobody becomes another. */
static void a_full_cache_forgets_and_confuses_nobody(void **state)
{
	(void)state;
	enum { HELD = 16384, TOKENS = 3 * HELD };
	struct cc_token_cache *cache = cc_token_cache_new();
	struct cc_principal principal = { 0 };
	for (uint32_t i = 0; i < TOKENS; i++) {
		struct cc_token_digest digest = digest_number(i);
		principal.roles = cc_printf(ctx, "r%u", i);
		cc_token_cache_add(cache, &digest, (cc_time){ 1000 }, &principal);
	}
	size_t found = 0;
	for (uint32_t i = 0; i < TOKENS; i++) {
		struct cc_token_digest digest = digest_number(i);
		if (!cc_token_cache_find(cache, ctx, &digest, (cc_time){ 999 }, &principal))
			continue;
		found++;
		assert_true(cc_str_eq(principal.roles, cc_printf(ctx, "r%u", i)));
		assert_false(cc_token_cache_find(cache, ctx, &digest, (cc_time){ 1000 }, &principal));
	}
	assert_in_range(found, HELD / 2, HELD);
	cc_token_cache_free(cache);
}

/* Nine of one set, which has room for eight. */
static void the_cache_forgets_first_what_expires_first(void **state)
{
	(void)state;
	static const int64_t expires[] = { 5000, 3000, 9000, 7000, 4000, 8000, 6000, 10000, 11000 };
	struct cc_token_cache *cache = cc_token_cache_new();
	struct cc_principal principal = { 0 };
	for (uint32_t i = 0; i < CC_COUNT(expires); i++) {
		struct cc_token_digest digest = digest_number(i << 16);
		cc_token_cache_add(cache, &digest, (cc_time){ expires[i] }, &principal);
	}
	for (uint32_t i = 0; i < CC_COUNT(expires); i++) {
		struct cc_token_digest digest = digest_number(i << 16);
		bool found = cc_token_cache_find(cache, ctx, &digest, (cc_time){ 0 }, &principal);
		assert_int_equal(found, expires[i] != 3000);
	}
	cc_token_cache_free(cache);
}

struct caller {
	cc_str headers[4];
	bool failed;
};

static void *call(void *arg)
{
	struct caller *caller = arg;
	struct cc_ctx *own = sample_ctx_new();
	for (int i = 0; i < 200; i++) {
		struct cc_principal principal;
		cc_err err = cc_auth_verify(auth, own, caller->headers[i % 4], &principal);
		char role = (char)('0' + i % 4);
		if (err || !cc_str_eq(principal.roles, (cc_str){ &role, 1 }))
			caller->failed = true;
	}
	sample_ctx_free(own);
	return NULL;
}

static void threads_share_what_was_verified(void **state)
{
	(void)state;
	struct caller callers[4] = { 0 };
	pthread_t threads[4];
	for (size_t i = 0; i < 4; i++) {
		cc_str token = token_of(HEADER, cc_printf(ctx, "{" CLAIMS ",\"roles\":\"%zu\"}", i).ptr);
		for (size_t caller = 0; caller < 4; caller++)
			callers[caller].headers[i] = cc_printf(ctx, "Bearer %s", token.ptr);
	}
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, call, &callers[i]), 0);
	for (size_t i = 0; i < 4; i++) {
		pthread_join(threads[i], NULL);
		assert_false(callers[i].failed);
	}
}

/* Who may -------------------------------------------------------------------------- */

static const struct cc_op member_op = { .scope = "seats:hold", .audience = CC_AUDIENCE_MEMBER };
static const struct cc_op anyone_op = { .audience = CC_AUDIENCE_ANYONE };
static const struct cc_op peer_op = { .audience = CC_AUDIENCE_PEER };

static const struct cc_reason *answer(const struct cc_op *op)
{
	cc_err err = cc_auth_authorise(ctx, op);
	if (!err)
		return NULL;
	return cc_because(err, &cc_unauthenticated)     ? &cc_unauthenticated
	       : cc_because(err, &cc_permission_denied) ? &cc_permission_denied
	                                                : &cc_internal;
}

static void nobody_may_only_what_anyone_may(void **state)
{
	(void)state;
	assert_null(answer(&anyone_op));
	ctx->caller.scopes = CC_STR("seats:hold"); /* a scope without an owner is nobody's */
	assert_ptr_equal(answer(&member_op), &cc_unauthenticated);
	assert_ptr_equal(answer(&peer_op), &cc_unauthenticated);
}

static void a_member_needs_the_scope_as_a_whole_word(void **state)
{
	(void)state;
	static const struct {
		const char *scopes;
		bool allowed;
	} cases[] = {
		{ "seats:hold", true },
		{ "sessions:read seats:hold", true },
		{ "seats:hold sessions:read", true },
		{ "a  seats:hold  b", true },
		{ "", false },
		{ " ", false },
		{ "seats:hold2", false },
		{ "xseats:hold", false },
		{ "seats:hol", false },
		{ "seats:*", false },
		{ "SEATS:HOLD", false },
		{ "seats:hold,sessions:read", false },
	};
	ctx->caller.subject.byte[0] = 1;
	for (size_t i = 0; i < CC_COUNT(cases); i++) {
		ctx->caller.scopes = cc_str_of(cases[i].scopes);
		if ((answer(&member_op) == NULL) != cases[i].allowed)
			fail_msg("\"%s\"", cases[i].scopes);
	}
	assert_ptr_equal(answer(&member_op), &cc_permission_denied);
	assert_ptr_equal(answer(&peer_op), &cc_permission_denied);
	assert_null(answer(&anyone_op));
}

static void a_service_may_what_peers_may_and_what_its_scopes_say(void **state)
{
	(void)state;
	ctx->caller.service = CC_STR("booking");
	assert_null(answer(&peer_op));
	assert_ptr_equal(answer(&member_op), &cc_permission_denied);
	ctx->caller.scopes = CC_STR("seats:hold");
	assert_null(answer(&member_op));
}

static void what_is_not_said_is_denied(void **state)
{
	(void)state;
	static const struct cc_op no_scope = { .audience = CC_AUDIENCE_MEMBER };
	static const struct cc_op unknown = { .audience = (enum cc_audience)99, .scope = "seats:hold" };
	ctx->caller.subject.byte[0] = 1;
	ctx->caller.service = CC_STR("booking");
	ctx->caller.scopes = CC_STR("seats:hold");
	assert_ptr_equal(answer(&no_scope), &cc_permission_denied);
	assert_ptr_equal(answer(&unknown), &cc_permission_denied);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_good_token_says_who_asks),
		TEST(what_is_signed_here_is_believed_here),
		TEST(the_published_signature_is_verified),
		TEST(the_published_token_is_of_no_type_that_is_accepted),
		TEST(no_algorithm_but_es256_is_known),
		TEST(a_public_key_is_no_secret),
		TEST(a_token_of_another_kind_is_not_taken_for_an_access_token),
		TEST(an_unknown_extension_is_refused_and_a_brought_key_ignored),
		TEST(issuer_and_audience_must_be_ours),
		TEST(a_token_expires_to_the_millisecond_after_the_skew_allowed),
		TEST(a_token_of_the_future_is_not_valid_yet),
		TEST(somebody_must_be_named),
		TEST(a_claim_that_comes_twice_is_refused),
		TEST(json_is_read_strictly),
		TEST(too_many_members_are_refused),
		TEST(a_token_of_another_shape_is_refused),
		TEST(a_signature_has_one_spelling),
		TEST(what_was_changed_is_not_signed),
		TEST(a_signature_of_another_length_is_refused),
		TEST(a_token_of_nine_kib_is_not_even_looked_at),
		TEST(the_header_is_a_bearer_token_and_nothing_else),
		TEST(kid_picks_the_key_and_none_is_enough_only_for_one),
		TEST(keys_for_something_else_are_passed_over),
		TEST(a_key_set_that_cannot_be_meant_is_refused),
		TEST(a_private_key_gives_its_public_half_and_nothing_else_does),
		TEST(a_full_cache_forgets_and_confuses_nobody),
		TEST(the_cache_forgets_first_what_expires_first),
		TEST(threads_share_what_was_verified),
		TEST(nobody_may_only_what_anyone_may),
		TEST(a_member_needs_the_scope_as_a_whole_word),
		TEST(a_service_may_what_peers_may_and_what_its_scopes_say),
		TEST(what_is_not_said_is_denied),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
