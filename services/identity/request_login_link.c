/* request_login_link.c - somebody says who they are, and asks for a link by mail. */
#include "services/identity/internal.h"

cc_err identity_request_login_link(struct cc_ctx *ctx, const struct identity_request_login_link_request *cmd,
                                   struct identity_login_link_request_taken *taken)
{
	const struct identity_note_login_request_request note = { .email = cmd->email };
	TRY(identity_stay_within_limits(ctx, cmd->email));
	return cc_call(ctx, &identity_note_login_request_op, &note, taken);
}
