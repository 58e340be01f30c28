/* auth_test.c - who is believed, for how long, and what they may. */
#include "platform/server/auth.h"

#include <pthread.h>

#include "platform/core/id.h"
#include "platform/server/token_cache.h"
#include "platform/server/token_test.h"

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
	given.ctx->now = given.clock.now;
	cc_str token;
	assert_null(cc_auth_sign(given.ctx, given.pem, &claims, &token));
	struct cc_principal principal = believed(token);
	assert_true(cc_id_is_none(principal.subject));
	assert_true(cc_str_eq(principal.service, CC_STR("booking")));
	assert_true(cc_str_eq(principal.scopes, CC_STR("a \"quoted\" one")));
	assert_true(cc_str_eq(principal.roles, CC_STR("admin")));
	set_time(NOW_S + 300 + SKEW_S);
	refused(token, "has expired");
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
	return token_of(HEADER,
	                cc_printf(given.ctx, "{" CLAIMS ",\"%s\":%lld}", name, (long long)seconds).ptr);
}

static void a_token_expires_to_the_millisecond_after_the_skew_allowed(void **state)
{
	(void)state;
	refused(token_of(HEADER, TIMED "}"), "does not say when it expires");
	static const char *const malformed[] = { "\"1795556760\"",   "-1",   "null", "1e10", "1.5e3",
		                                 "1795556760000000", "true", "{}" };
	for (size_t i = 0; i < CC_COUNT(malformed); i++)
		refused(token_of(HEADER, cc_printf(given.ctx, TIMED ",\"exp\":%s}", malformed[i]).ptr),
		        "malformed");
	cc_str token = token_of(HEADER, TIMED ",\"exp\":1795556760.9}");
	given.clock.now.ms = (1795556760 + SKEW_S) * INT64_C(1000) - 1;
	believed(token);
	given.clock.now.ms++;
	refused(token, "has expired"); /* from the cache too */
	given.clock.now.ms--;
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

static void the_header_is_a_bearer_token_and_nothing_else(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "Bearer", "Bearer ", "Basic YTpi", "BearerX ", "Bearer  x" };
	struct cc_principal principal;
	for (size_t i = 0; i < CC_COUNT(bad); i++)
		assert_true(cc_because(cc_auth_verify(given.auth, given.ctx, cc_str_of(bad[i]), &principal),
		                       &cc_unauthenticated));
	cc_str lower = cc_printf(given.ctx, "bearer %s", good_token().ptr);
	assert_null(cc_auth_verify(given.auth, given.ctx, lower, &principal));
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
		principal.roles = cc_printf(given.ctx, "r%u", i);
		cc_token_cache_add(cache, &digest, (cc_time){ 1000 }, &principal);
	}
	size_t found = 0;
	for (uint32_t i = 0; i < TOKENS; i++) {
		struct cc_token_digest digest = digest_number(i);
		if (!cc_token_cache_find(cache, given.ctx, &digest, (cc_time){ 999 }, &principal))
			continue;
		found++;
		assert_true(cc_str_eq(principal.roles, cc_printf(given.ctx, "r%u", i)));
		assert_false(cc_token_cache_find(cache, given.ctx, &digest, (cc_time){ 1000 }, &principal));
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
		bool found = cc_token_cache_find(cache, given.ctx, &digest, (cc_time){ 0 }, &principal);
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
		cc_err err = cc_auth_verify(given.auth, own, caller->headers[i % 4], &principal);
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
		cc_str token = token_of(HEADER,
		                        cc_printf(given.ctx, "{" CLAIMS ",\"roles\":\"%zu\"}", i).ptr);
		for (size_t caller = 0; caller < 4; caller++)
			callers[caller].headers[i] = cc_printf(given.ctx, "Bearer %s", token.ptr);
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
	cc_err err = cc_auth_authorise(given.ctx, op);
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
	given.ctx->caller.scopes = CC_STR("seats:hold"); /* a scope without an owner is nobody's */
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
	given.ctx->caller.subject.byte[0] = 1;
	for (size_t i = 0; i < CC_COUNT(cases); i++) {
		given.ctx->caller.scopes = cc_str_of(cases[i].scopes);
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
	given.ctx->caller.service = CC_STR("booking");
	assert_null(answer(&peer_op));
	assert_ptr_equal(answer(&member_op), &cc_permission_denied);
	given.ctx->caller.scopes = CC_STR("seats:hold");
	assert_null(answer(&member_op));
}

static void what_is_not_said_is_denied(void **state)
{
	(void)state;
	static const struct cc_op no_scope = { .audience = CC_AUDIENCE_MEMBER };
	static const struct cc_op unknown = { .audience = (enum cc_audience)99, .scope = "seats:hold" };
	given.ctx->caller.subject.byte[0] = 1;
	given.ctx->caller.service = CC_STR("booking");
	given.ctx->caller.scopes = CC_STR("seats:hold");
	assert_ptr_equal(answer(&no_scope), &cc_permission_denied);
	assert_ptr_equal(answer(&unknown), &cc_permission_denied);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_good_token_says_who_asks),
		TEST(what_is_signed_here_is_believed_here),
		TEST(issuer_and_audience_must_be_ours),
		TEST(a_token_expires_to_the_millisecond_after_the_skew_allowed),
		TEST(a_token_of_the_future_is_not_valid_yet),
		TEST(somebody_must_be_named),
		TEST(the_header_is_a_bearer_token_and_nothing_else),
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
