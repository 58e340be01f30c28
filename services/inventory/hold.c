/* hold.c - finding a hold, who may change it, and how it ends. */
#include "services/inventory/internal.h"

static const int64_t promise_ms = CC_MINUTES(10);
static const int64_t longest_promise_ms = CC_MINUTES(30);

cc_err inventory_load_labels(struct cc_ctx *ctx, cc_id session_id, cc_id booking_id,
                             struct cc_str_list *labels)
{
	struct inventory_seat_list seats;
	TRY(cc_sql_all(ctx, &labels_of_hold, &inventory_seat_message, &seats, session_id, booking_id));
	inventory_labels(ctx, &seats, labels);
	return CC_OK;
}

cc_err inventory_load_hold(struct cc_ctx *ctx, cc_id booking_id, struct inventory_hold *hold)
{
	cc_err err = cc_sql_one(ctx, &hold_by_booking, &inventory_hold_message, hold, booking_id);
	if (cc_is(err, CC_NOT_FOUND))
		return cc_fail(ctx, &inventory_hold_not_found, "Nothing is held for this booking.");
	TRY(err);
	return inventory_load_labels(ctx, hold->session_id, booking_id, &hold->labels);
}

cc_err inventory_require_own_hold(struct cc_ctx *ctx, const struct inventory_hold *hold)
{
	const struct cc_principal *caller = cc_caller(ctx);
	if (caller->service.len == 0 && !cc_id_eq(hold->guest_id, caller->subject))
		return cc_fail(ctx, &inventory_not_your_hold,
		               "Only the guest who holds these seats may do this.");
	return CC_OK;
}

cc_err inventory_end_hold(struct cc_ctx *ctx, const struct inventory_hold *hold,
                          enum inventory_hold_state state, enum inventory_release_cause cause)
{
	cc_err err = cc_sql_change(ctx, &end_hold, hold->booking_id,
	                           cc_enum_text(&inventory_hold_state_enum, state));
	if (cc_is(err, CC_NOT_FOUND))
		return CC_OK; /* ended before */
	TRY(err);
	TRY(cc_sql_exec(ctx, &free_seats, hold->session_id, hold->booking_id));
	TRY(cc_sql_change(ctx, &subtract_seats_of_guest, hold->session_id, hold->guest_id, hold->seats));

	struct inventory_seats_released released = {
		.session_id = hold->session_id,
		.booking_id = hold->booking_id,
		.seats = hold->seats,
		.cause = cause,
		.round = hold->round,
	};
	return cc_emit(ctx, &inventory_seats_released_event, &released);
}

cc_time inventory_hold_expiry(cc_time now, cc_time first_held_at, cc_time session_starts_at)
{
	cc_time latest = cc_time_min(cc_time_add(first_held_at, longest_promise_ms), session_starts_at);
	return cc_time_min(cc_time_add(now, promise_ms), latest);
}
