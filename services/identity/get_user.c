/* get_user.c - any user, erased ones too. */
#include "services/identity/internal.h"

cc_err identity_get_user(struct cc_ctx *ctx, const struct identity_get_user_request *query,
                         struct identity_user *user)
{
	return identity_find_user(ctx, query->user_id, user);
}
