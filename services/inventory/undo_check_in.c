/* undo_check_in.c - the wrong guest was tapped. */
#include "services/inventory/internal.h"

cc_err inventory_undo_check_in(struct cc_ctx *ctx, const struct inventory_undo_check_in_request *cmd,
                               struct inventory_door_guest *guest)
{
	struct inventory_session session;
	struct inventory_hold hold;
	int64_t undone = 0;
	TRY(inventory_load_door(ctx, cmd->session_id, &session));
	cc_err err = inventory_load_hold(ctx, cmd->booking_id, &hold);
	bool elsewhere = err == CC_OK && !cc_id_eq(hold.session_id, cmd->session_id);
	if (elsewhere || cc_because(err, &inventory_hold_not_found))
		return cc_fail(ctx, &inventory_ticket_not_found, "This session has no such booking.");
	TRY(err);
	TRY(cc_sql_count(ctx, &delete_check_in, &undone, hold.booking_id));
	TRY(inventory_load_door_guest(ctx, &hold, guest));
	if (undone == 0)
		return CC_OK; /* not in: as is wanted */

	const struct inventory_check_in_undone out = {
		.session_id = hold.session_id,
		.booking_id = hold.booking_id,
		.guest_id = hold.guest_id,
	};
	return cc_emit(ctx, &inventory_check_in_undone_event, &out);
}
