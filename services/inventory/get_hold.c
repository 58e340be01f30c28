/* get_hold.c - what is promised to a booking, and until when. */
#include "services/inventory/internal.h"

cc_err inventory_get_hold(struct cc_ctx *ctx, const struct inventory_get_hold_request *query,
                          struct inventory_hold *hold)
{
	TRY(inventory_load_hold(ctx, query->booking_id, hold));
	if (inventory_require_own_hold(ctx, hold) != CC_OK) /* whose it is, is nobody else's business */
		return cc_fail(ctx, &inventory_hold_not_found, "Nothing is held for this booking.");
	return CC_OK;
}
