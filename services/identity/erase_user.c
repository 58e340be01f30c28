/* erase_user.c - an administrator erases a user. */
#include "services/identity/internal.h"

cc_err identity_erase_user(struct cc_ctx *ctx, const struct identity_erase_user_request *cmd,
                           struct identity_user_erasure *erasure)
{
	return identity_erase(ctx, cmd->user_id, erasure);
}
