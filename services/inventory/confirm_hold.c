/* confirm_hold.c - the booking is paid for: its seats no longer expire. */
#include "services/inventory/internal.h"

/* By its state or by the clock: the timer that ends it may not have come round. */
static bool has_run_out(struct cc_ctx *ctx, const struct inventory_hold *hold)
{
	bool held = hold->state == INVENTORY_HOLD_STATE_HELD;
	return hold->state == INVENTORY_HOLD_STATE_EXPIRED ||
	       (held && !cc_time_before(cc_now(ctx), hold->expires_at));
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

static CC_RESULT keep(struct cc_ctx *ctx, const struct inventory_hold *hold)
{
	TRY(require_licence(ctx, hold));
	TRY(cc_sql_change(ctx, &confirm_hold, hold->booking_id));
	return cc_sql_change(ctx, &keep_seats, hold->session_id, hold->booking_id, CC_TIME_NEVER);
}

static CC_RESULT keep_or_take_again(struct cc_ctx *ctx, const struct inventory_confirm_hold_request *cmd,
                                    struct inventory_hold *hold)
{
	if (!has_run_out(ctx, hold))
		return keep(ctx, hold);
	if (cmd->labels.count == 0)
		return cc_fail(ctx, &inventory_hold_expired,
		               "The promise has run out; the seats may have gone to others.");
	return inventory_take_again(ctx, &cmd->labels, hold);
}

cc_err inventory_confirm_hold(struct cc_ctx *ctx, const struct inventory_confirm_hold_request *cmd,
                              struct inventory_hold *hold)
{
	TRY(inventory_load_hold(ctx, cmd->booking_id, hold));
	if (hold->state == INVENTORY_HOLD_STATE_CONFIRMED)
		return CC_OK;
	if (hold->state == INVENTORY_HOLD_STATE_RELEASED)
		return cc_fail(ctx, &inventory_booking_closed, "The seats of this booking were given back.");
	TRY(keep_or_take_again(ctx, cmd, hold));
	hold->state = INVENTORY_HOLD_STATE_CONFIRMED;
	hold->has_expires_at = false;

	struct inventory_seats_confirmed confirmed = {
		.session_id = hold->session_id,
		.booking_id = hold->booking_id,
		.seats = hold->seats,
	};
	return cc_emit(ctx, &inventory_seats_confirmed_event, &confirmed);
}
