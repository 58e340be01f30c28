/* release_hold.c - a booking fell through: its seats are free again. */
#include "services/inventory/internal.h"

cc_err inventory_release_hold(struct cc_ctx *ctx, const struct inventory_release_hold_request *cmd,
                              struct inventory_hold *hold)
{
	TRY(inventory_load_hold(ctx, cmd->booking_id, hold));
	TRY(inventory_require_own_hold(ctx, hold));
	TRY(inventory_end_hold(ctx, hold, INVENTORY_HOLD_STATE_RELEASED, INVENTORY_RELEASE_CAUSE_ASKED));
	return inventory_load_hold(ctx, cmd->booking_id, hold);
}
