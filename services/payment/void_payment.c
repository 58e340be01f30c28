/* void_payment.c - give back what was set aside, or what will turn out to have been. */
#include "services/payment/internal.h"

cc_err payment_void_payment(struct cc_ctx *ctx, const struct payment_void_payment_request *cmd,
                            struct payment_payment *payment)
{
	struct payment_case it;
	TRY(payment_load_case(ctx, cmd->booking_id, &it));
	enum payment_payment_state before = it.payment.state;
	if (it.errand.wish == PAYMENT_WISH_CAPTURE || before == PAYMENT_PAYMENT_STATE_CAPTURED)
		return cc_fail(ctx, &payment_capture_asked,
		               "The money of this booking is being taken or has been; refund it.");
	if (it.errand.wish != PAYMENT_WISH_VOID) {
		it.errand.wish = PAYMENT_WISH_VOID;
		TRY(payment_pursue(ctx, &it, before));
	}
	*payment = it.payment;
	return CC_OK;
}

static cc_err act(struct cc_ctx *ctx, const struct cc_effect_key *key, const void *plan, void *outcome)
{
	const struct payment_intent_plan *asked = plan;
	return cc_psp_cancel(ctx, key, asked->intent_id, outcome);
}

static cc_err settle(struct cc_ctx *ctx, const void *plan, const void *outcome, cc_err err)
{
	const struct payment_intent_plan *asked = plan;
	struct payment_news news = payment_news_of(asked->booking_id, outcome, err);
	return payment_learn(ctx, &news);
}

const struct cc_effect payment_cancel_effect = {
	.name = "payment.cancel",
	.plan = &payment_intent_plan_message,
	.outcome = &cc_psp_intent_message,
	.deadline_ms = CC_SECONDS(10),
	.tries = 5,
	.act = act,
	.settle = settle,
};
