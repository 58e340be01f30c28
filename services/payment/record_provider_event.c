/* record_provider_event.c - a hint from the provider: look at the payment that it is about, if it is news. */
#include "services/payment/internal.h"

static const int64_t remembered_ms = CC_HOURS(30 * 24); /* the provider repeats events for some days */

/* What a look would see, if the hint is true. */
static const struct {
	const char *type;
	enum payment_sight sight;
} hints[] = {
	{ "payment_intent.amount_capturable_updated", PAYMENT_SEEN_AUTHORISED },
	{ "payment_intent.succeeded", PAYMENT_SEEN_CAPTURED },
	{ "payment_intent.canceled", PAYMENT_SEEN_CANCELED },
};

/* Usually it comes after the answer. */
static bool says_what_is_known(cc_str type, const struct payment_payment *payment)
{
	for (size_t i = 0; i < CC_COUNT(hints); i++)
		if (cc_str_eq(type, cc_str_of(hints[i].type)))
			return payment_state_after(payment->state, hints[i].sight) == payment->state;
	return false;
}

static bool tells_of_known_dispute(cc_str type, enum payment_dispute_state dispute)
{
	if (cc_str_eq(type, CC_STR("charge.dispute.created")))
		return dispute != PAYMENT_DISPUTE_STATE_NONE;
	bool is_over = dispute == PAYMENT_DISPUTE_STATE_WON || dispute == PAYMENT_DISPUTE_STATE_LOST;
	return is_over && cc_str_eq(type, CC_STR("charge.dispute.closed"));
}

/* A look of no line: it takes what it sees in, and plans no other. */
cc_err payment_take_hint(struct cc_ctx *ctx, cc_str type, cc_str reference)
{
	struct payment_look_plan plan = { .look = 0 };
	struct payment_payment payment;
	if (!cc_id_parse(reference, &plan.booking_id))
		return CC_OK; /* about nothing of ours */
	cc_err err = payment_load(ctx, plan.booking_id, &payment);
	if (cc_is(err, CC_NOT_FOUND))
		return CC_OK;
	TRY(err);
	bool known = says_what_is_known(type, &payment) || tells_of_known_dispute(type, payment.dispute);
	return known ? CC_OK : cc_plan(ctx, &payment_look_effect, &plan, 0);
}

cc_err payment_record_provider_event(struct cc_ctx *ctx,
                                     const struct payment_record_provider_event_request *event,
                                     struct payment_webhook_receipt *receipt)
{
	int64_t added;
	TRY(cc_sql_exec(ctx, &forget_provider_events, cc_time_add(cc_now(ctx), -remembered_ms)));
	TRY(cc_sql_count(ctx, &insert_provider_event, &added, event->event_id, event->type, cc_now(ctx)));
	receipt->repeated = added == 0;
	return added == 0 ? CC_OK : payment_take_hint(ctx, event->type, event->reference);
}
