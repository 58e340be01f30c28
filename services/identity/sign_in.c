/* sign_in.c - a user on one device, from a link until they sign out or stay away. */
#include "services/identity/internal.h"

enum { SIGN_INS_MAX = 50, IDLE_DAYS = 30, DAYS_MAX = 180 };

cc_time identity_sign_in_expiry(cc_time now, cc_time began_at)
{
	return cc_time_min(cc_time_add(now, CC_HOURS(24 * IDLE_DAYS)),
	                   cc_time_add(began_at, CC_HOURS(24 * DAYS_MAX)));
}

void identity_grant_sign_in(struct cc_ctx *ctx, const struct identity_user *user,
                            const struct identity_refresh_token *token, struct identity_grant *grant)
{
	*grant = (struct identity_grant){
		.granted = true,
		.has_user_id = true,
		.user_id = user->user_id,
		.has_sign_in_id = true,
		.sign_in_id = token->sign_in_id,
		.refresh_token = cc_seal_text(ctx, &identity_refresh_token_message, token),
		.roles = user->roles,
	};
}

/* The list stays short enough to be ended in one go. */
static CC_RESULT make_room(struct cc_ctx *ctx, cc_id user_id)
{
	struct identity_sign_in_list live;
	TRY(cc_sql_all(ctx, &sign_ins_of_user, &identity_sign_in_message, &live, user_id));
	for (size_t i = 0; i + SIGN_INS_MAX <= live.count; i++)
		TRY(identity_end_sign_in(ctx, &live.items[i], IDENTITY_SIGN_OUT_CAUSE_TOO_MANY));
	return CC_OK;
}

cc_err identity_begin_sign_in(struct cc_ctx *ctx, const struct identity_user *user,
                              struct identity_grant *grant)
{
	const struct identity_refresh_token token = { .sign_in_id = cc_new_id(ctx), .number = 1 };
	cc_time now = cc_now(ctx);
	TRY(make_room(ctx, user->user_id));
	TRY(cc_sql_exec(ctx, &insert_sign_in, token.sign_in_id, user->user_id, now,
	                identity_sign_in_expiry(now, now)));
	const struct identity_signed_in signed_in = {
		.user_id = user->user_id,
		.sign_in_id = token.sign_in_id,
	};
	TRY(cc_emit(ctx, &identity_signed_in_event, &signed_in));
	identity_grant_sign_in(ctx, user, &token, grant);
	return CC_OK;
}

cc_err identity_find_sign_in(struct cc_ctx *ctx, cc_str refresh_token, struct identity_refresh_token *token,
                             struct identity_sign_in *sign_in, bool *found)
{
	*found = false;
	cc_err err = cc_unseal_text(ctx, &identity_refresh_token_message, refresh_token, token);
	if (cc_because(err, &cc_seal_broken))
		return CC_OK;
	TRY(err);
	err = cc_sql_one(ctx, &sign_in_by_id, &identity_sign_in_message, sign_in, token->sign_in_id);
	if (cc_is(err, CC_NOT_FOUND))
		return CC_OK; /* over for so long that it is forgotten */
	TRY(err);
	*found = !sign_in->has_ended_at && cc_time_before(cc_now(ctx), sign_in->expires_at);
	return CC_OK;
}

cc_err identity_end_sign_in(struct cc_ctx *ctx, const struct identity_sign_in *sign_in,
                            enum identity_sign_out_cause cause)
{
	const struct identity_sign_in_ended ended = {
		.user_id = sign_in->user_id,
		.sign_in_id = sign_in->sign_in_id,
		.cause = cause,
	};
	TRY(cc_sql_change(ctx, &end_sign_in, sign_in->sign_in_id, cc_now(ctx),
	                  cc_enum_text(&identity_sign_out_cause_enum, cause)));
	return cc_emit(ctx, &identity_sign_in_ended_event, &ended);
}

cc_err identity_end_sign_ins(struct cc_ctx *ctx, cc_id user_id, enum identity_sign_out_cause cause,
                             int32_t *count)
{
	struct identity_sign_in_list live;
	TRY(cc_sql_all(ctx, &sign_ins_of_user, &identity_sign_in_message, &live, user_id));
	for (size_t i = 0; i < live.count; i++)
		TRY(identity_end_sign_in(ctx, &live.items[i], cause));
	*count = (int32_t)live.count;
	return CC_OK;
}
