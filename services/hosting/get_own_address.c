/* get_own_address.c - a host looks at their own address. */
#include "services/hosting/internal.h"

cc_err hosting_get_own_address(struct cc_ctx *ctx, const struct hosting_get_own_address_request *query,
                               struct hosting_address *address)
{
	return hosting_load_address(ctx, query->home_id, cc_caller(ctx)->subject, address);
}
