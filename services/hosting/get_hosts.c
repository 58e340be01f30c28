/* get_hosts.c - those of the hosts named that there are. */
#include "services/hosting/internal.h"

cc_err hosting_get_hosts(struct cc_ctx *ctx, const struct hosting_get_hosts_request *query,
                         struct hosting_get_hosts_response *found)
{
	struct hosting_host_list *hosts = &found->items;
	hosts->items = cc_alloc_array(ctx, query->host_ids.count, sizeof *hosts->items);
	for (size_t i = 0; i < query->host_ids.count; i++) {
		cc_err err = hosting_load_host(ctx, query->host_ids.items[i], &hosts->items[hosts->count]);
		if (cc_because(err, &hosting_host_not_found))
			continue;
		TRY(err);
		hosts->count++;
	}
	return CC_OK;
}
