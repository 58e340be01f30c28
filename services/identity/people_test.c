#include "services/identity/people_test.h"

int open_identity(void **state)
{
	*state = cc_test_open(&identity_service);
	return 0;
}

int close_identity(void **state)
{
	cc_test_close(*state);
	return 0;
}

cc_err put(struct cc_test *test, int user, const char *name, const char *email, enum identity_role role)
{
	enum identity_role roles[] = { role, IDENTITY_ROLE_GUEST };
	struct identity_put_user_request cmd = {
		.user_id = cc_test_id(user),
		.name = cc_str_of(name),
		.email = cc_str_of(email),
		.locale = CC_STR("pl"),
		.time_zone = CC_STR("Europe/Warsaw"),
		.roles = { roles, CC_COUNT(roles) },
	};
	return cc_test_run(test, &identity_put_user_op, &cmd, NULL);
}

cc_err put_anna(struct cc_test *test)
{
	return put(test, ANNA, "Anna Maria Łoś", "Anna@example.org", IDENTITY_ROLE_GUEST);
}

cc_err get(struct cc_test *test, int user, struct identity_user *found)
{
	struct identity_get_user_request query = { .user_id = cc_test_id(user) };
	return cc_test_run(test, &identity_get_user_op, &query, found);
}

cc_err erase(struct cc_test *test, int user, struct identity_user_erasure *erasure)
{
	struct identity_erase_user_request cmd = { .user_id = cc_test_id(user) };
	return cc_test_run(test, &identity_erase_user_op, &cmd, erasure);
}

cc_str link_for(struct cc_test *test, int user)
{
	struct identity_create_login_link_request cmd = { .has_user_id = true, .user_id = cc_test_id(user) };
	struct identity_login_link link = { .code = CC_STR("") };
	CHECK_OK(cc_test_run(test, &identity_create_login_link_op, &cmd, &link));
	return link.code;
}

cc_err redeem(struct cc_test *test, cc_str code, struct identity_tokens *tokens)
{
	struct identity_issue_token_request cmd = {
		.grant_type = CC_STR("one_time_link"),
		.has_code = true,
		.code = code,
	};
	return cc_test_run(test, &identity_issue_token_op, &cmd, tokens);
}

cc_err refresh(struct cc_test *test, cc_str refresh_token, struct identity_tokens *tokens)
{
	struct identity_issue_token_request cmd = {
		.grant_type = CC_STR("refresh_token"),
		.has_refresh_token = true,
		.refresh_token = refresh_token,
	};
	return cc_test_run(test, &identity_issue_token_op, &cmd, tokens);
}

struct identity_tokens sign_in(struct cc_test *test, int user)
{
	struct identity_tokens tokens = { 0 };
	CHECK_OK(redeem(test, link_for(test, user), &tokens));
	return tokens;
}
