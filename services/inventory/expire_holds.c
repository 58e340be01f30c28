/* expire_holds.c - promises that were not kept in time are taken back, a hundred at a time. */
#include "services/inventory/internal.h"

static cc_err expire_holds(struct cc_ctx *ctx)
{
	struct inventory_hold_list lapsed;
	TRY(cc_sql_all(ctx, &lapsed_holds, &inventory_hold_message, &lapsed, cc_now(ctx)));
	for (size_t i = 0; i < lapsed.count; i++)
		TRY(inventory_end_hold(ctx, &lapsed.items[i], INVENTORY_HOLD_STATE_EXPIRED,
		                       INVENTORY_RELEASE_CAUSE_EXPIRED));
	return CC_OK;
}

const struct cc_timer inventory_expire_holds_timer = {
	.name = "inventory.expire_holds",
	.next = &next_hold_expiry,
	.run = expire_holds,
};
