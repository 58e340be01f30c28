/* note_login_request.c - says that a user asks for a link.  An address that is nobody's is only counted. */
#include "services/identity/internal.h"

cc_err identity_note_login_request(struct cc_ctx *ctx, const struct identity_note_login_request_request *cmd,
                                   struct identity_login_link_request_taken *taken)
{
	(void)taken;
	struct identity_user user;
	TRY(cc_sql_change(ctx,
	                  &count_login_request)); /* written in any case: it takes as long as the other */
	cc_err err = identity_load_user_by_email(ctx, cmd->email, &user);
	if (cc_is(err, CC_NOT_FOUND))
		return CC_OK;
	TRY(err);
	const struct identity_login_link_requested requested = { .user_id = user.user_id };
	return cc_emit(ctx, &identity_login_link_requested_event, &requested);
}
