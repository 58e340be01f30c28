/* get_homes.c - those of the homes named that everybody may see. */
#include "services/hosting/internal.h"

cc_err hosting_get_homes(struct cc_ctx *ctx, const struct hosting_get_homes_request *query,
                         struct hosting_get_homes_response *found)
{
	struct hosting_home_list *homes = &found->items;
	homes->items = cc_alloc_array(ctx, query->home_ids.count, sizeof *homes->items);
	for (size_t i = 0; i < query->home_ids.count; i++) {
		struct hosting_home *home = &homes->items[homes->count];
		cc_err err = hosting_load_home(ctx, query->home_ids.items[i], home);
		if (cc_because(err, &hosting_home_not_found))
			continue;
		TRY(err);
		homes->count += home->state == HOSTING_HOME_STATE_READY;
	}
	return CC_OK;
}
