/* pending.c - who has registered and not shown yet that the address is theirs. */
#include "services/identity/internal.h"

cc_err identity_prove(struct cc_ctx *ctx, const struct identity_user *user)
{
	if (!user->has_pending_until)
		return CC_OK;
	const struct identity_user_registered registered = { .user_id = user->user_id, .roles = user->roles };
	TRY(cc_sql_change(ctx, &prove_user, user->user_id));
	return cc_emit(ctx, &identity_user_registered_event, &registered);
}

/* Nobody has heard of them: nothing is left, and nothing said. */
cc_err identity_drop_pending(struct cc_ctx *ctx, cc_id user_id)
{
	TRY(cc_sql_exec(ctx, &delete_links_of_user, user_id));
	TRY(cc_sql_exec(ctx, &delete_roles, user_id));
	return cc_sql_change(ctx, &delete_pending_user, user_id);
}
