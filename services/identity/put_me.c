/* put_me.c - a user changes what is theirs to change. */
#include "services/identity/internal.h"

cc_err identity_put_me(struct cc_ctx *ctx, const struct identity_put_me_request *cmd,
                       struct identity_user *user)
{
	cc_id me = cc_caller(ctx)->subject;
	struct identity_user former;
	TRY(identity_load_user(ctx, me, &former));
	*user = former;
	user->name = cmd->name;
	user->locale = cmd->locale;
	user->time_zone = cmd->time_zone;
	if (cc_str_eq(former.name, cmd->name) && cc_str_eq(former.locale, cmd->locale) &&
	    cc_str_eq(former.time_zone, cmd->time_zone))
		return CC_OK;

	TRY(cc_sql_change(ctx, &update_user, me, identity_personal(ctx, me, cmd->name, former.email),
	                  identity_email_digest(ctx, former.email), cmd->locale, cmd->time_zone));
	const struct identity_user_changed changed = { .user_id = me, .roles = former.roles };
	return cc_emit(ctx, &identity_user_changed_event, &changed);
}
