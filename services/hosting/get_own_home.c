/* get_own_home.c - a home as its host sees it, draft or not. */
#include "services/hosting/internal.h"

cc_err hosting_get_own_home(struct cc_ctx *ctx, const struct hosting_get_own_home_request *query,
                            struct hosting_home *home)
{
	TRY(hosting_load_own_home(ctx, query->home_id, home));
	return hosting_add_room(ctx, home);
}
