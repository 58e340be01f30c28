/* hold_seats.c - promise seats to a booking while it is being paid for. */
#include "services/inventory/internal.h"

/* A repeated command is answered with the hold that it made the first time. */
static CC_RESULT find_earlier(struct cc_ctx *ctx, cc_id booking_id, struct inventory_hold *hold)
{
	TRY(inventory_load_hold(ctx, booking_id, hold));
	TRY(inventory_require_own_hold(ctx, hold));
	bool lapsed = hold->state == INVENTORY_HOLD_STATE_HELD &&
	              !cc_time_before(cc_now(ctx), hold->expires_at);
	bool ended = hold->state == INVENTORY_HOLD_STATE_RELEASED ||
	             hold->state == INVENTORY_HOLD_STATE_EXPIRED;
	if (lapsed || ended)
		return cc_fail(ctx, &inventory_booking_closed,
		               "The seats of this booking were given back; start a new booking.");
	return CC_OK;
}

static CC_RESULT check_labels(struct cc_ctx *ctx, const struct inventory_hold_seats_request *cmd)
{
	if (cmd->labels.count != (size_t)cmd->seats)
		return cc_fail(ctx, &inventory_labels_mismatch, "%d seats are asked for and %zu are named.",
		               cmd->seats, cmd->labels.count);
	for (size_t i = 1; i < cmd->labels.count; i++)
		for (size_t earlier = 0; earlier < i; earlier++)
			if (cc_str_eq(cmd->labels.items[i], cmd->labels.items[earlier]))
				return cc_fail(ctx, &inventory_labels_mismatch, "One seat is named twice.");
	return CC_OK;
}

static CC_RESULT choose(struct cc_ctx *ctx, const struct inventory_session *session,
                        const struct inventory_hold_seats_request *cmd, struct cc_str_list *labels)
{
	if (session->seats_free < cmd->seats)
		return cc_fail(ctx, &inventory_sold_out, "%d asked for, %d left: ask for fewer seats.",
		               cmd->seats, session->seats_free);
	if (cmd->labels.count > 0) {
		*labels = cmd->labels;
		return check_labels(ctx, cmd);
	}

	struct inventory_seat_availability_list room;
	TRY(cc_sql_all(ctx, &seats_of_session, &inventory_seat_availability_message, &room,
	               session->session_id, cc_now(ctx)));
	labels->items = cc_alloc_array(ctx, (size_t)cmd->seats, sizeof *labels->items);
	labels->count = (size_t)cmd->seats;
	bool found = inventory_choose_seats(&room, cmd->seats, labels->items);
	assert(found); /* seats_free said so, in the same transaction */
	return CC_OK;
}

static CC_RESULT announce(struct cc_ctx *ctx, const struct inventory_hold *hold)
{
	struct inventory_seats_held held = {
		.session_id = hold->session_id,
		.booking_id = hold->booking_id,
		.guest_id = hold->guest_id,
		.labels = hold->labels,
		.expires_at = hold->expires_at,
		.has_held_at = true,
		.held_at = hold->held_at,
	};
	return cc_emit(ctx, &inventory_seats_held_event, &held);
}

cc_err inventory_hold_seats(struct cc_ctx *ctx, const struct inventory_hold_seats_request *cmd,
                            struct inventory_hold *hold)
{
	cc_err err = find_earlier(ctx, cmd->booking_id, hold);
	if (!cc_is(err, CC_NOT_FOUND))
		return err;

	struct inventory_session session;
	struct cc_str_list labels;
	TRY(inventory_end_lapsed_holds(ctx, cmd->session_id));
	TRY(inventory_load_open_session(ctx, cmd->session_id, &session));
	TRY(choose(ctx, &session, cmd, &labels));
	TRY(inventory_require_licence(ctx, &session, session.seats_total - session.seats_free + cmd->seats));
	TRY(inventory_stay_within_limit(ctx, &session, cc_caller(ctx)->subject, cmd->seats));

	*hold = (struct inventory_hold){
		.booking_id = cmd->booking_id,
		.session_id = cmd->session_id,
		.guest_id = cc_caller(ctx)->subject,
		.state = INVENTORY_HOLD_STATE_HELD,
		.seats = cmd->seats,
		.labels = labels,
		.held_at = cc_now(ctx),
		.has_expires_at = true,
		.expires_at = inventory_hold_expiry(cc_now(ctx), cc_now(ctx), session.starts_at),
	};
	TRY(cc_sql_exec(ctx, &insert_hold, hold->booking_id, hold->session_id, hold->guest_id, hold->seats,
	                hold->held_at, hold->expires_at));
	TRY(inventory_take_seats(ctx, hold, hold->expires_at));
	return announce(ctx, hold);
}
