/* erase.c - forgets who a user was. */
#include "services/identity/internal.h"

cc_err identity_erase(struct cc_ctx *ctx, cc_id user_id, struct identity_user_erasure *erasure)
{
	struct identity_user user;
	int32_t ended;
	TRY(identity_find_user(ctx, user_id, &user));
	*erasure = (struct identity_user_erasure){ .user_id = user_id, .erased_at = user.erased_at };
	if (user.has_erased_at)
		return CC_OK;

	erasure->erased_at = cc_now(ctx);
	TRY(identity_end_sign_ins(ctx, user_id, IDENTITY_SIGN_OUT_CAUSE_ERASED, &ended));
	TRY(cc_sql_exec(ctx, &delete_links_of_user, user_id));
	TRY(cc_sql_exec(ctx, &delete_roles, user_id));
	TRY(cc_sql_change(ctx, &erase_user, user_id, cc_now(ctx), cc_bytes(CC_STR(""))));
	const struct identity_user_erased erased = { .user_id = user_id };
	return cc_emit(ctx, &identity_user_erased_event, &erased);
}
