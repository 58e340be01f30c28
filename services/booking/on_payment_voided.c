/* on_payment_voided.c - the money went back: it is not set aside, and will not be taken. */
#include "contracts/payment.h"
#include "services/booking/internal.h"

static cc_err on_payment_voided(struct cc_ctx *ctx, const void *body)
{
	const struct payment_payment_voided *voided = body;
	TRY(booking_hear(ctx, voided->booking_id, "authorise", false));
	return booking_hear(ctx, voided->booking_id, "capture", false);
}

const struct cc_consumer booking_on_payment_voided_consumer = {
	.name = "booking.on_payment_voided",
	.event = &payment_payment_voided_event,
	.call = on_payment_voided,
};
