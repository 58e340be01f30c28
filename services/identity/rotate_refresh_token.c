/*
 * rotate_refresh_token.c - a refresh token is replaced at each use (RFC 9700 section 4.14.2).
 *
 * One that was replaced before is in two hands, and which of them is the thief's nobody can tell: the sign-in
 * is over for both.  That is committed, so it is an answer and not a failure, which would undo it.
 */
#include "services/identity/internal.h"

static CC_RESULT end_reused(struct cc_ctx *ctx, const struct identity_sign_in *sign_in)
{
	TRY(cc_sql_exec(ctx, &count_reused_token));
	return identity_end_sign_in(ctx, sign_in, IDENTITY_SIGN_OUT_CAUSE_REUSED);
}

cc_err identity_rotate_refresh_token(struct cc_ctx *ctx,
                                     const struct identity_rotate_refresh_token_request *cmd,
                                     struct identity_grant *grant)
{
	struct identity_refresh_token token;
	struct identity_sign_in sign_in;
	struct identity_user user;
	bool found;
	TRY(identity_find_sign_in(ctx, cmd->refresh_token, &token, &sign_in, &found));
	if (!found)
		return CC_OK; /* nothing is granted */
	if (token.number != sign_in.number)
		return end_reused(ctx, &sign_in);

	TRY(cc_sql_change(ctx, &rotate_sign_in, sign_in.sign_in_id,
	                  identity_sign_in_expiry(cc_now(ctx), sign_in.began_at)));
	TRY(identity_load_user(ctx, sign_in.user_id, &user)); /* erasing ends sign-ins, so there is one */
	token.number++;
	identity_grant_sign_in(ctx, &user, &token, grant);
	return CC_OK;
}
