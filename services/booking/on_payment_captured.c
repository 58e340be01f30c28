/* on_payment_captured.c - the money is taken; of a booking that came to nothing, it goes back. */
#include "contracts/payment.h"
#include "services/booking/internal.h"

static cc_err on_payment_captured(struct cc_ctx *ctx, const void *body)
{
	const struct payment_payment_captured *captured = body;
	struct booking_booking booking;
	cc_err err = booking_load(ctx, captured->booking_id, &booking);
	if (cc_is(err, CC_NOT_FOUND))
		return CC_OK;
	TRY(err);
	const struct booking_give_back_plan plan = {
		.booking_id = booking.booking_id,
		.has_refund = true,
		.refund = captured->amount,
	};
	if (booking_came_to_nothing(&booking))
		TRY(cc_plan(ctx, &booking_give_back_effect, &plan, 0));
	return booking_hear(ctx, captured->booking_id, "capture", true);
}

const struct cc_consumer booking_on_payment_captured_consumer = {
	.name = "booking.on_payment_captured",
	.event = &payment_payment_captured_event,
	.call = on_payment_captured,
};
