/* get_address.c - where a home of this host is, for a service that tells confirmed guests. */
#include "services/hosting/internal.h"

cc_err hosting_get_address(struct cc_ctx *ctx, const struct hosting_get_address_request *query,
                           struct hosting_address *address)
{
	return hosting_load_address(ctx, query->home_id, query->host_id, address);
}
