/* take_again.c - money that comes when the promise has run out, and the seats that it was for. */
#include "services/inventory/internal.h"

static CC_RESULT gone(struct cc_ctx *ctx)
{
	return cc_fail(ctx, &inventory_hold_expired, "The promise had run out, and others have the seats.");
}

/* Those who were promised seats since come first: as many as hold some count, and not only those who paid. */
static CC_RESULT require_room(struct cc_ctx *ctx, const struct inventory_hold *hold)
{
	struct inventory_session session;
	TRY(inventory_load_open_session(ctx, hold->session_id, &session));
	if (session.seats_free < hold->seats)
		return gone(ctx);
	TRY(inventory_require_licence(ctx, &session, session.seats_total - session.seats_free + hold->seats));
	return inventory_stay_within_limit(ctx, &session, hold->guest_id, hold->seats);
}

static CC_RESULT announce(struct cc_ctx *ctx, const struct inventory_hold *hold)
{
	const struct inventory_seats_taken_again taken = {
		.session_id = hold->session_id,
		.booking_id = hold->booking_id,
		.guest_id = hold->guest_id,
		.labels = hold->labels,
		.round = hold->round,
	};
	return cc_emit(ctx, &inventory_seats_taken_again_event, &taken);
}

cc_err inventory_take_again(struct cc_ctx *ctx, const struct cc_str_list *labels, struct inventory_hold *hold)
{
	if (labels->count != (size_t)hold->seats)
		return cc_fail(ctx, &inventory_labels_mismatch, "%d seats were held and %zu are named.",
		               hold->seats, labels->count);
	TRY(inventory_end_lapsed_holds(ctx, hold->session_id)); /* its own, too */
	TRY(require_room(ctx, hold));
	hold->labels = *labels;
	cc_err err = inventory_take_seats(ctx, hold, CC_TIME_NEVER);
	if (cc_because(err, &inventory_seat_taken))
		return gone(ctx);
	TRY(err);
	TRY(cc_sql_change(ctx, &renew_hold, hold->booking_id));
	hold->round++;
	return announce(ctx, hold);
}
