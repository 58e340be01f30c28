/* sign_ins_test.c - staying signed in by refresh tokens, and the end of it. */
#include "services/identity/people_test.h"

static cc_err revoke(struct cc_test *test, cc_str token)
{
	struct identity_revoke_token_request cmd = { .token = token };
	return cc_test_run(test, &identity_revoke_token_op, &cmd, NULL);
}

static enum identity_sign_out_cause last_cause(struct cc_test *test)
{
	struct identity_sign_in_ended ended;
	cc_test_last_event(test, &identity_sign_in_ended_event, &ended);
	return ended.cause;
}

/* Refresh tokens ------------------------------------------------------------------------------- */

static void a_refresh_token_is_replaced_at_each_use(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(put_anna(test));
	struct identity_tokens first = sign_in(test, ANNA), second, third;
	CHECK_OK(refresh(test, first.refresh_token, &second));
	CHECK(!cc_str_eq(first.refresh_token, second.refresh_token));
	CHECK_OK(refresh(test, second.refresh_token, &third));
	CHECK(cc_test_events(test, &identity_signed_in_event) == 1); /* still the same sign-in */
}

static void a_replaced_refresh_token_ends_the_sign_in_for_both_who_have_it(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(put_anna(test));
	struct identity_tokens first = sign_in(test, ANNA), second, none;
	CHECK_OK(refresh(test, first.refresh_token, &second));
	CHECK_REFUSED(refresh(test, first.refresh_token, &none), identity_invalid_grant);
	CHECK(last_cause(test) == IDENTITY_SIGN_OUT_CAUSE_REUSED);
	CHECK_REFUSED(refresh(test, second.refresh_token, &none), identity_invalid_grant);
	CHECK(cc_test_figure(test, "couchannel_identity_reused_tokens_total") == 1);
	CHECK(cc_test_events(test, &identity_sign_in_ended_event) == 1);
}

static void a_reused_token_ends_no_other_sign_in_of_the_user(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(put_anna(test));
	struct identity_tokens phone = sign_in(test, ANNA), laptop = sign_in(test, ANNA), next;
	CHECK_OK(refresh(test, phone.refresh_token, &next));
	CHECK_REFUSED(refresh(test, phone.refresh_token, &next), identity_invalid_grant);
	CHECK_OK(refresh(test, laptop.refresh_token, &next));
}

static void a_refresh_token_that_was_not_made_here_is_refused_and_ends_nothing(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(put_anna(test));
	struct identity_tokens tokens = sign_in(test, ANNA), next;
	CHECK_REFUSED(refresh(test, CC_STR("made-up"), &next), identity_invalid_grant);
	CHECK_REFUSED(refresh(test, tokens.access_token.len > 300 ? CC_STR("x") : tokens.access_token, &next),
	              identity_invalid_grant);
	char bent[300];
	memcpy(bent, tokens.refresh_token.ptr, tokens.refresh_token.len);
	for (size_t i = 0; i < tokens.refresh_token.len; i++) {
		char right = bent[i];
		bent[i] = right == 'A' ? 'B' : 'A';
		CHECK_REFUSED(refresh(test, (cc_str){ bent, tokens.refresh_token.len }, &next),
		              identity_invalid_grant);
		bent[i] = right;
	}
	CHECK_OK(refresh(test, tokens.refresh_token, &next));
}

static void who_stays_away_for_thirty_days_signs_in_anew(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(put_anna(test));
	struct identity_tokens tokens = sign_in(test, ANNA), none;
	cc_test_pass(test, CC_HOURS(24 * 30) - 1);
	CHECK_OK(refresh(test, tokens.refresh_token, &tokens));
	cc_test_pass(test, CC_HOURS(24 * 30));
	CHECK_REFUSED(refresh(test, tokens.refresh_token, &none), identity_invalid_grant);
}

static void nobody_stays_signed_in_for_more_than_half_a_year(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(put_anna(test));
	struct identity_tokens tokens = sign_in(test, ANNA), none;
	for (int month = 0; month < 8; month++) {
		cc_test_pass(test, CC_HOURS(24 * 20));
		CHECK_OK(refresh(test, tokens.refresh_token, &tokens));
	}
	cc_test_pass(test, CC_HOURS(24 * 20));
	CHECK_REFUSED(refresh(test, tokens.refresh_token, &none), identity_invalid_grant);
}

static void the_fifty_first_sign_in_ends_the_first(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(put_anna(test));
	struct identity_tokens first = sign_in(test, ANNA), none;
	cc_test_pass(test, 1);
	struct identity_tokens second = sign_in(test, ANNA);
	for (int i = 2; i < 51; i++)
		sign_in(test, ANNA);
	CHECK(last_cause(test) == IDENTITY_SIGN_OUT_CAUSE_TOO_MANY);
	CHECK_REFUSED(refresh(test, first.refresh_token, &none), identity_invalid_grant);
	CHECK_OK(refresh(test, second.refresh_token, &none));
}

/* The end ------------------------------------------------------------------------------------ */

static void who_signs_out_is_signed_out(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(put_anna(test));
	struct identity_tokens first = sign_in(test, ANNA), second, none;
	CHECK_OK(refresh(test, first.refresh_token, &second));
	CHECK_OK(revoke(test, second.refresh_token));
	CHECK(last_cause(test) == IDENTITY_SIGN_OUT_CAUSE_ASKED);
	CHECK_REFUSED(refresh(test, second.refresh_token, &none), identity_invalid_grant);
	CHECK_OK(revoke(test, second.refresh_token)); /* again is as good as once */
	CHECK_OK(revoke(test, CC_STR("no token")));   /* RFC 7009 section 2.2 */
	CHECK(cc_test_events(test, &identity_sign_in_ended_event) == 1);
}

static void who_signs_out_everywhere_is_signed_out_everywhere(void **state)
{
	struct cc_test *test = *state;
	struct identity_sign_out_request cmd = { 0 };
	struct identity_signed_out signed_out;
	CHECK_OK(put_anna(test));
	CHECK_OK(put(test, MAREK, "Marek", "marek@example.org", IDENTITY_ROLE_HOST));
	struct identity_tokens phone = sign_in(test, ANNA), laptop = sign_in(test, ANNA), none;
	struct identity_tokens marek = sign_in(test, MAREK);
	cc_test_as(test, cc_test_id(ANNA));
	CHECK_OK(cc_test_run(test, &identity_sign_out_op, &cmd, &signed_out));
	CHECK(signed_out.sign_ins == 2);
	CHECK_REFUSED(refresh(test, phone.refresh_token, &none), identity_invalid_grant);
	CHECK_REFUSED(refresh(test, laptop.refresh_token, &none), identity_invalid_grant);
	CHECK_OK(refresh(test, marek.refresh_token, &none));
}

static void who_may_do_less_than_before_signs_in_anew(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(put_anna(test));
	struct identity_tokens tokens = sign_in(test, ANNA);
	CHECK_OK(put(test, ANNA, "Anna", "anna@example.org", IDENTITY_ROLE_HOST));
	CHECK_OK(refresh(test, tokens.refresh_token, &tokens)); /* more is no harm, and known at once */
	CHECK(cc_str_has_word(tokens.scope, CC_STR("sessions:write")));
	CHECK_OK(put_anna(test));
	CHECK(last_cause(test) == IDENTITY_SIGN_OUT_CAUSE_ROLES_CHANGED);
	CHECK_REFUSED(refresh(test, tokens.refresh_token, &tokens), identity_invalid_grant);
}

static void an_erased_user_is_signed_out_and_their_links_are_void(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(put_anna(test));
	struct identity_tokens tokens = sign_in(test, ANNA), none;
	cc_str code = link_for(test, ANNA);
	CHECK_OK(erase(test, ANNA, NULL));
	CHECK(last_cause(test) == IDENTITY_SIGN_OUT_CAUSE_ERASED);
	CHECK_REFUSED(refresh(test, tokens.refresh_token, &none), identity_invalid_grant);
	CHECK_REFUSED(redeem(test, code, &none), identity_invalid_grant);
}

static void links_and_sign_ins_survive_a_restart(void **state)
{
	struct cc_test *test = *state;
	struct identity_tokens next;
	CHECK_OK(put_anna(test));
	struct identity_tokens tokens = sign_in(test, ANNA);
	cc_str code = link_for(test, ANNA);
	cc_test_reopen(test);
	CHECK_OK(redeem(test, code, &next));
	CHECK_OK(refresh(test, tokens.refresh_token, &next));
}

static void what_is_long_over_is_forgotten(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(put_anna(test));
	sign_in(test, ANNA);
	link_for(test, ANNA);
	cc_test_run_due(test);
	CHECK(cc_test_int(test, "SELECT COUNT(*) FROM login_links") == 1 &&
	      cc_test_int(test, "SELECT COUNT(*) FROM sign_ins") == 1);
	cc_test_pass(test, CC_MINUTES(30));
	cc_test_run_due(test);
	CHECK(cc_test_int(test, "SELECT COUNT(*) FROM login_links") == 0 &&
	      cc_test_int(test, "SELECT COUNT(*) FROM sign_ins") == 1);
	cc_test_pass(test, CC_HOURS(24 * 60));
	cc_test_run_due(test);
	CHECK(cc_test_int(test, "SELECT COUNT(*) FROM sign_ins") == 0);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(a_refresh_token_is_replaced_at_each_use),
		CASE(a_replaced_refresh_token_ends_the_sign_in_for_both_who_have_it),
		CASE(a_reused_token_ends_no_other_sign_in_of_the_user),
		CASE(a_refresh_token_that_was_not_made_here_is_refused_and_ends_nothing),
		CASE(who_stays_away_for_thirty_days_signs_in_anew),
		CASE(nobody_stays_signed_in_for_more_than_half_a_year),
		CASE(the_fifty_first_sign_in_ends_the_first),
		CASE(who_signs_out_is_signed_out),
		CASE(who_signs_out_everywhere_is_signed_out_everywhere),
		CASE(who_may_do_less_than_before_signs_in_anew),
		CASE(an_erased_user_is_signed_out_and_their_links_are_void),
		CASE(links_and_sign_ins_survive_a_restart),
		CASE(what_is_long_over_is_forgotten),
	};
	return cmocka_run_group_tests_name("identity: sign-ins", cases, NULL, NULL);
}
