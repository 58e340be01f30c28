/* on_payment_action_required.c - the guest has to confirm with their bank. */
#include "contracts/payment.h"
#include "services/booking/internal.h"

static cc_err on_payment_action_required(struct cc_ctx *ctx, const void *body)
{
	const struct payment_payment_action_required *required = body;
	const struct booking_news news = { required->booking_id, "authorise",
		                           BOOKING_HAPPENING_ACTION_REQUIRED, CC_STR("") };
	int64_t waiting;
	TRY(cc_sql_count(ctx, &keep_action_url, &waiting, required->booking_id, required->action_url));
	return waiting > 0 ? booking_note(ctx, &news) : CC_OK;
}

const struct cc_consumer booking_on_payment_action_required_consumer = {
	.name = "booking.on_payment_action_required",
	.event = &payment_payment_action_required_event,
	.call = on_payment_action_required,
};
