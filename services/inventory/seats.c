/* seats.c - giving seats away, to whoever asks for them: what has to be so, and the taking itself. */
#include "services/inventory/internal.h"

cc_err inventory_load_open_session(struct cc_ctx *ctx, cc_id session_id, struct inventory_session *session)
{
	TRY(inventory_load_session(ctx, session_id, session));
	if (session->state == INVENTORY_SESSION_STATE_DRAFT)
		return cc_fail(ctx, &inventory_session_not_found, "There is no such session; check its id.");
	if (session->state == INVENTORY_SESSION_STATE_CANCELLED)
		return cc_fail(ctx, &inventory_session_cancelled, "The host has called this session off.");
	if (!cc_time_before(cc_now(ctx), session->starts_at))
		return cc_fail(ctx, &inventory_session_started,
		               "The session has started; its seats are no longer offered.");
	return CC_OK;
}

cc_err inventory_end_lapsed_holds(struct cc_ctx *ctx, cc_id session_id)
{
	struct inventory_hold_list lapsed;
	TRY(cc_sql_all(ctx, &lapsed_holds_of_session, &inventory_hold_message, &lapsed, session_id,
	               cc_now(ctx)));
	for (size_t i = 0; i < lapsed.count; i++)
		TRY(inventory_end_hold(ctx, &lapsed.items[i], INVENTORY_HOLD_STATE_EXPIRED,
		                       INVENTORY_RELEASE_CAUSE_EXPIRED));
	return CC_OK;
}

/* Counted and limited in one statement, so that two bookings of one guest cannot pass together. */
cc_err inventory_stay_within_limit(struct cc_ctx *ctx, const struct inventory_session *session,
                                   cc_id guest_id, int32_t seats)
{
	int64_t counted = 0;
	if (seats <= session->seats_per_guest)
		TRY(cc_sql_count(ctx, &add_seats_of_guest, &counted, session->session_id, guest_id, seats,
		                 session->seats_per_guest));
	if (counted == 0)
		return cc_fail(ctx, &inventory_over_limit,
		               "One guest may have %d seats of this session at most.",
		               session->seats_per_guest);
	return CC_OK;
}

static CC_RESULT refuse_seat(struct cc_ctx *ctx, cc_id session_id, cc_str label)
{
	struct inventory_seat seat;
	cc_err err = cc_sql_one(ctx, &seat_by_label, &inventory_seat_message, &seat, session_id, label);
	if (cc_is(err, CC_NOT_FOUND))
		return cc_fail(ctx, &inventory_seat_not_found, "This room has no seat %.*s.", (int)label.len,
		               label.ptr);
	TRY(err);
	return cc_fail(ctx, &inventory_seat_taken, "Seat %.*s is taken; choose another.", (int)label.len,
	               label.ptr);
}

/* Checked and taken in one UPDATE for each seat, so that two guests cannot get the same one. */
cc_err inventory_take_seats(struct cc_ctx *ctx, const struct inventory_hold *hold, cc_time until)
{
	for (size_t i = 0; i < hold->labels.count; i++) {
		cc_err err = cc_sql_change(ctx, &take_seat, hold->session_id, hold->labels.items[i],
		                           hold->booking_id, until, cc_now(ctx));
		if (cc_is(err, CC_NOT_FOUND))
			return refuse_seat(ctx, hold->session_id, hold->labels.items[i]);
		TRY(err);
	}
	return CC_OK;
}
