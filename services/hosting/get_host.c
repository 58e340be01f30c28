/* get_host.c - what everybody may know of a host. */
#include "services/hosting/internal.h"

cc_err hosting_get_host(struct cc_ctx *ctx, const struct hosting_get_host_request *query,
                        struct hosting_host *host)
{
	return hosting_load_host(ctx, query->host_id, host);
}
