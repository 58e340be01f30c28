/* erase_me.c - a user leaves, and is forgotten. */
#include "services/identity/internal.h"

cc_err identity_erase_me(struct cc_ctx *ctx, const struct identity_erase_me_request *cmd,
                         struct identity_user_erasure *erasure)
{
	(void)cmd;
	return identity_erase(ctx, cc_caller(ctx)->subject, erasure);
}
