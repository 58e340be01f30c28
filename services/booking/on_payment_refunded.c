/* on_payment_refunded.c - the refund has been paid. */
#include "contracts/payment.h"
#include "services/booking/internal.h"

static cc_err on_payment_refunded(struct cc_ctx *ctx, const void *body)
{
	const struct payment_payment_refunded *refunded = body;
	const struct booking_news news = { refunded->booking_id, "", BOOKING_HAPPENING_REFUNDED, CC_STR("") };
	struct booking_booking booking;
	cc_err err = booking_load(ctx, refunded->booking_id, &booking);
	if (cc_is(err, CC_NOT_FOUND))
		return CC_OK;
	TRY(err);
	return booking_note(ctx, &news);
}

const struct cc_consumer booking_on_payment_refunded_consumer = {
	.name = "booking.on_payment_refunded",
	.event = &payment_payment_refunded_event,
	.call = on_payment_refunded,
};
