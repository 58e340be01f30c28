/* get_me.c - the caller, as others do not see them. */
#include "services/identity/internal.h"

cc_err identity_get_me(struct cc_ctx *ctx, const struct identity_get_me_request *query,
                       struct identity_user *user)
{
	(void)query;
	return identity_load_user(ctx, cc_caller(ctx)->subject, user);
}
