/* on_session_cancelled.c - the host calls an evening off: everybody gets everything back. */
#include "contracts/inventory.h"
#include "services/booking/internal.h"

static CC_RESULT call_off(struct cc_ctx *ctx, const struct booking_booking *booking)
{
	if (booking->has_cancelled_by)
		return CC_OK;
	return booking_call_off(ctx, booking, BOOKING_CANCELLER_HOST, booking->total);
}
static cc_err on_session_cancelled(struct cc_ctx *ctx, const void *body)
{
	const struct inventory_session_cancelled *cancelled = body;
	struct booking_booking_list bookings;
	TRY(cc_sql_all(ctx, &live_bookings_of_session, &booking_booking_message, &bookings,
	               cancelled->session_id));
	for (size_t i = 0; i < bookings.count; i++)
		TRY(call_off(ctx, &bookings.items[i]));
	return CC_OK;
}

const struct cc_consumer booking_on_session_cancelled_consumer = {
	.name = "booking.on_session_cancelled",
	.event = &inventory_session_cancelled_event,
	.call = on_session_cancelled,
};
