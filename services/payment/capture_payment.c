/* capture_payment.c - take what was set aside. */
#include "services/payment/internal.h"

cc_err payment_capture_payment(struct cc_ctx *ctx, const struct payment_capture_payment_request *cmd,
                               struct payment_payment *payment)
{
	struct payment_case it;
	TRY(payment_load_case(ctx, cmd->booking_id, &it));
	enum payment_payment_state before = it.payment.state;
	bool asked = it.errand.wish == PAYMENT_WISH_CAPTURE || before == PAYMENT_PAYMENT_STATE_CAPTURED;
	if (!asked && before != PAYMENT_PAYMENT_STATE_AUTHORISED)
		return cc_fail(ctx, &payment_not_authorised,
		               "Nothing is set aside for this booking, so nothing can be taken.");
	if (!asked) {
		it.errand.wish = PAYMENT_WISH_CAPTURE;
		TRY(payment_pursue(ctx, &it, before));
	}
	*payment = it.payment;
	return CC_OK;
}

/* An intent is captured once, whatever the key: so asking under a new one, after a look, is safe. */
static cc_err act(struct cc_ctx *ctx, const struct cc_effect_key *key, const void *plan, void *outcome)
{
	const struct payment_intent_plan *asked = plan;
	const struct cc_psp_part all = { .intent_id = asked->intent_id, .amount = asked->amount };
	return cc_psp_capture(ctx, key, &all, outcome);
}

static cc_err settle(struct cc_ctx *ctx, const void *plan, const void *outcome, cc_err err)
{
	const struct payment_intent_plan *asked = plan;
	struct payment_news news = payment_news_of(asked->booking_id, outcome, err);
	return payment_learn(ctx, &news);
}

const struct cc_effect payment_capture_effect = {
	.name = "payment.capture",
	.plan = &payment_intent_plan_message,
	.outcome = &cc_psp_intent_message,
	.deadline_ms = CC_SECONDS(10),
	.tries = 5,
	.act = act,
	.settle = settle,
};
