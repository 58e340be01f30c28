/* on_payment_authorised.c - the money is set aside; of a booking that came to nothing, it goes back. */
#include "contracts/payment.h"
#include "services/booking/internal.h"

static cc_err on_payment_authorised(struct cc_ctx *ctx, const void *body)
{
	const struct payment_payment_authorised *authorised = body;
	struct booking_booking booking;
	cc_err err = booking_load(ctx, authorised->booking_id, &booking);
	if (cc_is(err, CC_NOT_FOUND))
		return CC_OK;
	TRY(err);
	const struct booking_give_back_plan plan = { .booking_id = booking.booking_id };
	if (booking_came_to_nothing(&booking))
		TRY(cc_plan(ctx, &booking_give_back_effect, &plan, 0));
	return booking_hear(ctx, authorised->booking_id, "authorise", true);
}

const struct cc_consumer booking_on_payment_authorised_consumer = {
	.name = "booking.on_payment_authorised",
	.event = &payment_payment_authorised_event,
	.call = on_payment_authorised,
};
