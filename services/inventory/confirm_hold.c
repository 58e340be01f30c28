/* confirm_hold.c - the booking is paid for: its seats no longer expire. */
#include "services/inventory/internal.h"

static CC_RESULT require_confirmable(struct cc_ctx *ctx, const struct inventory_hold *hold)
{
	bool held = hold->state == INVENTORY_HOLD_STATE_HELD;
	if (held && cc_time_before(cc_now(ctx), hold->expires_at))
		return CC_OK;
	if (held || hold->state == INVENTORY_HOLD_STATE_EXPIRED)
		return cc_fail(ctx, &inventory_hold_expired,
		               "The promise has run out; the seats may have gone to others.");
	return cc_fail(ctx, &inventory_booking_closed, "The seats of this booking were given back.");
}

/* Whoever is confirmed stays so, whatever the rules become: those who are not yet take what is left. */
static CC_RESULT require_licence(struct cc_ctx *ctx, const struct inventory_hold *hold)
{
	struct inventory_session session;
	struct inventory_heads confirmed;
	TRY(inventory_load_session(ctx, hold->session_id, &session));
	TRY(cc_sql_one(ctx, &heads_confirmed, &inventory_heads_message, &confirmed, hold->session_id));
	return inventory_require_licence(ctx, &session, confirmed.heads + hold->seats);
}

cc_err inventory_confirm_hold(struct cc_ctx *ctx, const struct inventory_confirm_hold_request *cmd,
                              struct inventory_hold *hold)
{
	TRY(inventory_load_hold(ctx, cmd->booking_id, hold));
	if (hold->state == INVENTORY_HOLD_STATE_CONFIRMED)
		return CC_OK;
	TRY(require_confirmable(ctx, hold));
	TRY(require_licence(ctx, hold));

	TRY(cc_sql_change(ctx, &confirm_hold, hold->booking_id));
	TRY(cc_sql_change(ctx, &keep_seats, hold->session_id, hold->booking_id, CC_TIME_NEVER));
	hold->state = INVENTORY_HOLD_STATE_CONFIRMED;
	hold->has_expires_at = false;

	struct inventory_seats_confirmed confirmed = {
		.session_id = hold->session_id,
		.booking_id = hold->booking_id,
		.seats = hold->seats,
	};
	return cc_emit(ctx, &inventory_seats_confirmed_event, &confirmed);
}
