/* get_home.c - a home as everybody may see it. */
#include "services/hosting/internal.h"

cc_err hosting_get_home(struct cc_ctx *ctx, const struct hosting_get_home_request *query,
                        struct hosting_home *home)
{
	TRY(hosting_load_home(ctx, query->home_id, home));
	if (home->state == HOSTING_HOME_STATE_DRAFT)
		return hosting_home_not_found_here(ctx);
	return hosting_add_room(ctx, home);
}
