/* look.c - asking the provider what it did, when nobody here knows, or when it hinted at something. */
#include "services/payment/internal.h"

static const int64_t again_ms = CC_MINUTES(1);

static cc_err act(struct cc_ctx *ctx, const struct cc_effect_key *key, const void *plan, void *outcome)
{
	(void)key; /* nothing is changed by looking */
	const struct payment_look_plan *asked = plan;
	return cc_psp_find_by_reference(ctx, payment_reference(ctx, asked->booking_id), outcome);
}

static cc_err settle(struct cc_ctx *ctx, const void *plan, const void *outcome, cc_err err)
{
	const struct payment_look_plan *asked = plan;
	if (asked->look == 0 && cc_in_doubt(err))
		return cc_plan(ctx, &payment_look_effect, asked,
		               again_ms); /* no line of looks comes back to it */
	struct payment_news news = payment_news_of(asked->booking_id, outcome, err);
	if (cc_because(err, &cc_psp_not_found))
		news.sight = PAYMENT_SEEN_NOTHING;
	else if (err != CC_OK)
		news.sight = PAYMENT_UNSEEN;
	news.look = asked->look;
	return payment_learn(ctx, &news);
}

const struct cc_effect payment_look_effect = {
	.name = "payment.look",
	.plan = &payment_look_plan_message,
	.outcome = &cc_psp_intent_message,
	.deadline_ms = CC_SECONDS(10),
	.tries = 3,
	.act = act,
	.settle = settle,
};
