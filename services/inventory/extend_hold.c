/* extend_hold.c - the guest is still paying: ten more minutes, thirty at most in all. */
#include "services/inventory/internal.h"

static CC_RESULT require_held(struct cc_ctx *ctx, const struct inventory_hold *hold)
{
	bool held = hold->state == INVENTORY_HOLD_STATE_HELD;
	if (held && cc_time_before(cc_now(ctx), hold->expires_at))
		return CC_OK;
	if (held || hold->state == INVENTORY_HOLD_STATE_EXPIRED)
		return cc_fail(ctx, &inventory_hold_expired, "The promise has run out; start a new booking.");
	return cc_fail(ctx, &inventory_booking_closed, "These seats are confirmed or given back already.");
}

cc_err inventory_extend_hold(struct cc_ctx *ctx, const struct inventory_extend_hold_request *cmd,
                             struct inventory_hold *hold)
{
	struct inventory_session session;
	TRY(inventory_load_hold(ctx, cmd->booking_id, hold));
	TRY(inventory_require_own_hold(ctx, hold));
	TRY(require_held(ctx, hold));
	TRY(inventory_load_session(ctx, hold->session_id, &session));

	cc_time expires_at = inventory_hold_expiry(cc_now(ctx), hold->held_at, session.starts_at);
	if (!cc_time_before(hold->expires_at, expires_at))
		return cc_fail(ctx, &inventory_extended_to_the_full,
		               "The promise cannot be made longer; please finish the booking.");

	TRY(cc_sql_change(ctx, &extend_hold, hold->booking_id, expires_at));
	TRY(cc_sql_change(ctx, &keep_seats, hold->session_id, hold->booking_id, expires_at));
	hold->expires_at = expires_at;

	struct inventory_hold_extended extended = {
		.session_id = hold->session_id,
		.booking_id = hold->booking_id,
		.expires_at = expires_at,
	};
	return cc_emit(ctx, &inventory_hold_extended_event, &extended);
}
