/* cancel_booking.c - a guest does not come after all. */
#include "services/booking/internal.h"

static CC_RESULT cancel(struct cc_ctx *ctx, const struct booking_booking *booking)
{
	struct booking_cancellation cancellation;
	if (booking->has_cancelled_by)
		return CC_OK; /* cancelled before */
	TRY(booking_reckon_cancellation(ctx, booking, &cancellation));
	return booking_call_off(ctx, booking, BOOKING_CANCELLER_GUEST, cancellation.refund);
}

cc_err booking_cancel_booking(struct cc_ctx *ctx, const struct booking_cancel_booking_request *cmd,
                              struct booking_booking *booking)
{
	struct booking_booking before;
	TRY(booking_load_own(ctx, cmd->booking_id, &before));
	TRY(booking_add_parts(ctx, &before));
	TRY(cancel(ctx, &before));

	struct booking_get_booking_request now = { .booking_id = cmd->booking_id };
	return booking_get_booking(ctx, &now, booking);
}
