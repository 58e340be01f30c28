/* record_provider_event.c - a hint from the provider: look at the payment that it is about, once. */
#include "services/payment/internal.h"

static const int64_t remembered_ms = CC_HOURS(30 * 24); /* the provider repeats events for some days */

/* A look of no line: it takes what it sees in, and plans no other. */
static CC_RESULT look(struct cc_ctx *ctx, cc_str reference)
{
	struct payment_look_plan plan = { .look = 0 };
	struct payment_payment payment;
	if (!cc_id_parse(reference, &plan.booking_id))
		return CC_OK; /* about nothing of ours */
	cc_err err = payment_load(ctx, plan.booking_id, &payment);
	if (cc_is(err, CC_NOT_FOUND))
		return CC_OK;
	TRY(err);
	return cc_plan(ctx, &payment_look_effect, &plan, 0);
}

cc_err payment_record_provider_event(struct cc_ctx *ctx,
                                     const struct payment_record_provider_event_request *event,
                                     struct payment_webhook_receipt *receipt)
{
	int64_t added;
	TRY(cc_sql_exec(ctx, &forget_provider_events, cc_time_add(cc_now(ctx), -remembered_ms)));
	TRY(cc_sql_count(ctx, &insert_provider_event, &added, event->event_id, event->type, cc_now(ctx)));
	receipt->repeated = added == 0;
	return added == 0 ? CC_OK : look(ctx, event->reference);
}
