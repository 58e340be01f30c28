/* door.c - until when there is a door, and who stands at it. */
#include "services/inventory/internal.h"

/* Phones that were offline have told by then. */
static const int64_t told_within_ms = CC_HOURS(24);

cc_err inventory_load_door(struct cc_ctx *ctx, cc_id session_id, struct inventory_session *session)
{
	TRY(inventory_load_hosted_session(ctx, session_id, session));
	if (!cc_time_before(cc_now(ctx), cc_time_add(session->ends_at, told_within_ms)))
		return cc_fail(ctx, &inventory_session_over,
		               "The evening is over; who was there can no longer be changed.");
	return CC_OK;
}

cc_err inventory_load_door_guest(struct cc_ctx *ctx, const struct inventory_hold *hold,
                                 struct inventory_door_guest *guest)
{
	TRY(cc_sql_one(ctx, &door_guest, &inventory_door_guest_message, guest, hold->booking_id));
	guest->labels = hold->labels;
	return CC_OK;
}
