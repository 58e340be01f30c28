/* note_registration.c - keeps who registers until they have used their link, or a day is over. */
#include "services/identity/internal.h"

static const int64_t pending_ms = CC_HOURS(24);

static CC_RESULT keep(struct cc_ctx *ctx, const struct identity_note_registration_request *cmd, cc_id user_id)
{
	cc_time now = cc_now(ctx);
	TRY(cc_sql_exec(ctx, &insert_user, user_id, identity_personal(ctx, user_id, cmd->name, cmd->email),
	                identity_email_digest(ctx, cmd->email), cmd->locale, cmd->time_zone, now,
	                cc_time_add(now, pending_ms)));
	return cc_sql_exec(ctx, &insert_role, user_id, CC_STR("guest"));
}

cc_err identity_note_registration(struct cc_ctx *ctx, const struct identity_note_registration_request *cmd,
                                  struct identity_login_link_request_taken *taken)
{
	(void)taken;
	struct identity_user user = { .user_id = cc_new_id(ctx) };
	TRY(cc_sql_change(ctx, &count_login_request));
	cc_err err = identity_load_user_by_email(ctx, cmd->email, &user);
	if (cc_is(err, CC_NOT_FOUND))
		err = keep(ctx, cmd, user.user_id);
	TRY(err);
	const struct identity_login_link_requested requested = { .user_id = user.user_id };
	return cc_emit(ctx, &identity_login_link_requested_event, &requested);
}
