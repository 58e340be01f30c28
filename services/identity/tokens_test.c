/* tokens_test.c - how somebody shows who they are: links, and the access tokens that come of them. */
#include <stdio.h>

#include "services/identity/people_test.h"

static const char *const kept_codes = "SELECT COUNT(*) FROM login_links";

/* Links --------------------------------------------------------------------------------- */

static void a_link_signs_its_user_in(void **state)
{
	struct cc_test *test = *state;
	struct identity_signed_in signed_in;
	CHECK_OK(put_anna(test));
	struct identity_tokens tokens = sign_in(test, ANNA);
	CHECK(cc_str_eq(tokens.token_type, CC_STR("Bearer")) && tokens.expires_in == 900);
	CHECK(tokens.access_token.len > 0 && tokens.refresh_token.len > 0);
	cc_test_last_event(test, &identity_signed_in_event, &signed_in);
	CHECK(cc_id_eq(signed_in.user_id, cc_test_id(ANNA)));
}

static void a_link_is_good_once(void **state)
{
	struct cc_test *test = *state;
	struct identity_tokens tokens;
	CHECK_OK(put_anna(test));
	cc_str code = link_for(test, ANNA);
	CHECK_OK(redeem(test, code, &tokens));
	CHECK_REFUSED(redeem(test, code, &tokens), identity_invalid_grant);
	CHECK(cc_test_events(test, &identity_signed_in_event) == 1);
}

static void a_link_is_good_for_thirty_minutes(void **state)
{
	struct cc_test *test = *state;
	struct identity_tokens tokens;
	CHECK_OK(put_anna(test));
	cc_str early = link_for(test, ANNA), late = link_for(test, ANNA);
	cc_test_pass(test, CC_MINUTES(30) - 1);
	CHECK_OK(redeem(test, early, &tokens));
	cc_test_pass(test, 1);
	CHECK_REFUSED(redeem(test, late, &tokens), identity_invalid_grant);
}

static void a_link_that_is_nearly_right_is_wrong(void **state)
{
	struct cc_test *test = *state;
	struct identity_tokens tokens;
	CHECK_OK(put_anna(test));
	cc_str code = link_for(test, ANNA);
	char guess[CC_SECRET_TEXT_LEN];
	CHECK(code.len == sizeof guess);
	for (size_t i = 0; i < sizeof guess; i++) {
		memcpy(guess, code.ptr, sizeof guess);
		guess[i] = guess[i] == 'A' ? 'B' : 'A';
		CHECK_REFUSED(redeem(test, (cc_str){ guess, sizeof guess }, &tokens), identity_invalid_grant);
	}
	CHECK_REFUSED(redeem(test, (cc_str){ code.ptr, code.len - 1 }, &tokens), identity_invalid_grant);
	CHECK_OK(redeem(test, code, &tokens));
}

static void no_two_links_are_alike_and_none_is_kept(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(put_anna(test));
	cc_str one = link_for(test, ANNA), other = link_for(test, ANNA);
	CHECK(!cc_str_eq(one, other));
	char sql[200];
	snprintf(sql, sizeof sql,
	         "SELECT COUNT(*) FROM login_links WHERE instr(digest, '%.*s') OR digest = '%.*s'",
	         (int)one.len, one.ptr, (int)other.len, other.ptr);
	CHECK(cc_test_int(test, kept_codes) == 2 && cc_test_int(test, sql) == 0);
}

static void a_link_is_made_for_an_id_or_for_an_address(void **state)
{
	struct cc_test *test = *state;
	struct identity_create_login_link_request cmd = { .has_email = true,
		                                          .email = CC_STR("anna@EXAMPLE.org") };
	struct identity_login_link link;
	CHECK_OK(put_anna(test));
	CHECK_OK(cc_test_run(test, &identity_create_login_link_op, &cmd, &link));
	CHECK(cc_id_eq(link.user_id, cc_test_id(ANNA)));
	cmd.has_user_id = true;
	cmd.user_id = cc_test_id(ANNA);
	CHECK_REFUSED(cc_test_run(test, &identity_create_login_link_op, &cmd, &link),
	              identity_invalid_request);
	cmd = (struct identity_create_login_link_request){ 0 };
	CHECK_REFUSED(cc_test_run(test, &identity_create_login_link_op, &cmd, &link),
	              identity_invalid_request);
	cmd = (struct identity_create_login_link_request){ .has_user_id = true,
		                                           .user_id = cc_test_id(MAREK) };
	CHECK_REFUSED(cc_test_run(test, &identity_create_login_link_op, &cmd, &link),
	              identity_user_not_found);
	cmd = (struct identity_create_login_link_request){ .has_email = true,
		                                           .email = CC_STR("who@example.org") };
	CHECK_REFUSED(cc_test_run(test, &identity_create_login_link_op, &cmd, &link),
	              identity_user_not_found);
}

/* The answers to both were made with secrets in them: not even a key may bring them back. */
static void no_answer_with_a_secret_is_kept_for_a_replay(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(put_anna(test));
	cc_test_with_key(test, "again");
	cc_str one = link_for(test, ANNA), other = link_for(test, ANNA);
	CHECK(!cc_str_eq(one, other) && !cc_test_replayed(test));
	cc_test_with_key(test, "");
	CHECK(cc_test_int(test, "SELECT COUNT(*) FROM idempotency") == 0);
}

/* Asking by mail -------------------------------------------------------------------------- */

static cc_err ask_by_mail(struct cc_test *test, const char *email)
{
	struct identity_request_login_link_request cmd = { .email = cc_str_of(email) };
	return cc_test_run(test, &identity_request_login_link_op, &cmd, NULL);
}

static void who_asks_by_mail_is_told_the_same_whoever_they_are(void **state)
{
	struct cc_test *test = *state;
	struct identity_login_link_requested requested;
	CHECK_OK(put_anna(test));
	CHECK_OK(ask_by_mail(test, "nobody@example.org"));
	CHECK(cc_test_events(test, &identity_login_link_requested_event) == 0);
	CHECK_OK(ask_by_mail(test, "ANNA@example.org"));
	cc_test_last_event(test, &identity_login_link_requested_event, &requested);
	CHECK(cc_id_eq(requested.user_id, cc_test_id(ANNA)));
	CHECK(cc_test_figure(test, "couchannel_identity_login_requests_total") == 2); /* both were written */
	CHECK(cc_test_int(test, kept_codes) == 0); /* a link is made when there is somebody to mail it */
}

static void who_asks_too_often_is_told_to_wait_whoever_they_are(void **state)
{
	static const char *const addresses[] = { "anna@example.org", "nobody@example.org" };
	struct cc_test *test = *state;
	CHECK_OK(put_anna(test));
	for (size_t i = 0; i < CC_COUNT(addresses); i++) {
		for (int asked = 0; asked < 3; asked++)
			CHECK_OK(ask_by_mail(test, addresses[i]));
		CHECK_REFUSED(ask_by_mail(test, addresses[i]), identity_too_many_requests);
	}
	cc_test_pass(test, CC_MINUTES(15));
	CHECK_OK(ask_by_mail(test, addresses[0]));
	CHECK(cc_test_events(test, &identity_login_link_requested_event) == 4);
}

/* Access tokens ------------------------------------------------------------------------------ */

/* Read as anybody reads it: its middle, which is base64url of JSON. */
static bool says(cc_str token, const char *claim)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	char text[2048];
	size_t len = 0;
	uint32_t bits = 0;
	const char *c = memchr(token.ptr, '.', token.len);
	for (int i = 0; *++c != '.' && len < sizeof text - 1; i++) {
		bits = bits << 6 | (uint32_t)(strchr(alphabet, *c) - alphabet);
		if (i % 4 != 0)
			text[len++] = (char)(bits >> (6 - 2 * (i % 4)));
	}
	text[len] = '\0';
	return strstr(text, claim) != NULL;
}

static void an_access_token_says_who_for_whom_how_long_and_what(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(put(test, MAREK, "Marek", "marek@example.org", IDENTITY_ROLE_HOST));
	struct identity_tokens tokens = sign_in(test, MAREK);
	CHECK(says(tokens.access_token, "\"iss\":\"sim\""));
	CHECK(says(tokens.access_token, "\"sub\":\"00000000-0000-7000-8000-000000000002\""));
	CHECK(says(tokens.access_token, "\"aud\":\"couchannel\""));
	CHECK(says(tokens.access_token, "\"exp\":1767226500,\"iat\":1767225600,\"jti\":\""));
	CHECK(says(tokens.access_token, "\"roles\":\"guest host\""));
	CHECK(!says(tokens.access_token, "arek@")); /* and not what they are called */
}

static void more_may_be_done_by_a_host_than_by_a_guest_and_all_by_an_administrator(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(put_anna(test));
	CHECK_OK(put(test, MAREK, "Marek", "marek@example.org", IDENTITY_ROLE_HOST));
	CHECK_OK(put(test, EWA, "Ewa", "ewa@example.org", IDENTITY_ROLE_ADMIN));
	cc_str guest = sign_in(test, ANNA).scope, host = sign_in(test, MAREK).scope;
	cc_str admin = sign_in(test, EWA).scope;
	CHECK(cc_str_has_word(guest, CC_STR("bookings:write")) &&
	      cc_str_has_word(guest, CC_STR("profile:write")));
	CHECK(!cc_str_has_word(guest, CC_STR("sessions:write")));
	CHECK(cc_str_has_word(host, CC_STR("bookings:write")) &&
	      cc_str_has_word(host, CC_STR("sessions:write")));
	CHECK(!cc_str_has_word(host, CC_STR("users:write")));
	CHECK(cc_str_has_word(admin, CC_STR("users:write")) &&
	      cc_str_has_word(admin, CC_STR("bookings:write")));
}

static void an_unknown_kind_of_grant_is_refused_and_so_is_half_a_request(void **state)
{
	struct cc_test *test = *state;
	struct identity_tokens tokens;
	struct identity_issue_token_request cmd = { .grant_type = CC_STR("password") };
	CHECK_REFUSED(cc_test_run(test, &identity_issue_token_op, &cmd, &tokens),
	              identity_unsupported_grant_type);
	cmd.grant_type = CC_STR("one_time_link");
	CHECK_REFUSED(cc_test_run(test, &identity_issue_token_op, &cmd, &tokens), identity_invalid_request);
	cmd.grant_type = CC_STR("refresh_token");
	CHECK_REFUSED(cc_test_run(test, &identity_issue_token_op, &cmd, &tokens), identity_invalid_request);
	cmd.has_code = cmd.has_refresh_token = true;
	cmd.code = cmd.refresh_token = CC_STR("x");
	CHECK_REFUSED(cc_test_run(test, &identity_issue_token_op, &cmd, &tokens), identity_invalid_request);
}

static void the_keys_are_public(void **state)
{
	struct identity_get_keys_request query = { 0 };
	struct identity_key_set set;
	CHECK_OK(cc_test_run(*state, &identity_get_keys_op, &query, &set));
	CHECK(set.keys.count == 1 && cc_str_eq(set.keys.items[0].crv, CC_STR("P-256")));
	CHECK(set.keys.items[0].kid.len > 0 && set.keys.items[0].x.len == 43 &&
	      set.keys.items[0].y.len == 43);
}

static void whoever_asks_is_told_who_issues_and_where(void **state)
{
	struct identity_get_metadata_request query = { 0 };
	struct identity_metadata metadata;
	CHECK_OK(cc_test_run(*state, &identity_get_metadata_op, &query, &metadata));
	CHECK(cc_str_eq(metadata.issuer, CC_STR("sim")));
	CHECK(metadata.jwks_uri.len > strlen("/.well-known/jwks.json"));
	CHECK(metadata.grant_types_supported.count == 2 && metadata.response_types_supported.count == 0);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(a_link_signs_its_user_in),
		CASE(a_link_is_good_once),
		CASE(a_link_is_good_for_thirty_minutes),
		CASE(a_link_that_is_nearly_right_is_wrong),
		CASE(no_two_links_are_alike_and_none_is_kept),
		CASE(a_link_is_made_for_an_id_or_for_an_address),
		CASE(no_answer_with_a_secret_is_kept_for_a_replay),
		CASE(who_asks_by_mail_is_told_the_same_whoever_they_are),
		CASE(who_asks_too_often_is_told_to_wait_whoever_they_are),
		CASE(an_access_token_says_who_for_whom_how_long_and_what),
		CASE(more_may_be_done_by_a_host_than_by_a_guest_and_all_by_an_administrator),
		CASE(an_unknown_kind_of_grant_is_refused_and_so_is_half_a_request),
		CASE(the_keys_are_public),
		CASE(whoever_asks_is_told_who_issues_and_where),
	};
	return cmocka_run_group_tests_name("identity: tokens", cases, NULL, NULL);
}
