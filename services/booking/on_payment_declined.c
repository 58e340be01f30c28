/* on_payment_declined.c - the bank says no, and why: the seats go back. */
#include "contracts/payment.h"
#include "services/booking/internal.h"

static cc_err on_payment_declined(struct cc_ctx *ctx, const void *body)
{
	const struct payment_payment_declined *declined = body;
	TRY(cc_sql_exec(ctx, &keep_decline, declined->booking_id, declined->decline_reason));
	TRY(booking_hear(ctx, declined->booking_id, "authorise", false));
	return booking_hear(ctx, declined->booking_id, "capture", false); /* a bank may say it that late */
}

const struct cc_consumer booking_on_payment_declined_consumer = {
	.name = "booking.on_payment_declined",
	.event = &payment_payment_declined_event,
	.call = on_payment_declined,
};
