/* authorise_payment.c - set a guest's money aside for a booking. */
#include "services/payment/internal.h"

static const int64_t guest_may_take_ms = CC_HOURS(1); /* if nobody says how long */

static CC_RESULT check(struct cc_ctx *ctx, const struct payment_authorise_payment_request *cmd)
{
	TRY(payment_require_amount(ctx, cmd->amount));
	bool fits = cmd->platform_fee.minor >= 0 && cmd->platform_fee.minor <= cmd->amount.minor &&
	            cc_str_eq(payment_currency(&cmd->platform_fee), payment_currency(&cmd->amount));
	if (!fits)
		return cc_fail(ctx, &payment_fee_out_of_range,
		               "The platform's fee is a part of the amount, in its currency.");
	return CC_OK;
}

static bool same_money(cc_money a, cc_money b)
{
	return a.minor == b.minor && cc_str_eq(payment_currency(&a), payment_currency(&b));
}

/* A repeated command is answered with the payment as it stands now. */
static CC_RESULT find_earlier(struct cc_ctx *ctx, const struct payment_authorise_payment_request *cmd,
                              struct payment_payment *payment)
{
	struct payment_authorise_payment_request terms;
	TRY(cc_sql_one(ctx, &terms_of_payment, &payment_authorise_payment_request_message, &terms,
	               cmd->booking_id));
	bool same = cc_id_eq(terms.guest_id, cmd->guest_id) && cc_id_eq(terms.host_id, cmd->host_id) &&
	            same_money(terms.amount, cmd->amount) &&
	            same_money(terms.platform_fee, cmd->platform_fee) &&
	            cc_str_eq(terms.payment_method, cmd->payment_method);
	if (!same)
		return cc_fail(ctx, &payment_payment_differs,
		               "Another payment was asked for this booking before; start a new booking.");
	return payment_load(ctx, cmd->booking_id, payment);
}

cc_err payment_authorise_payment(struct cc_ctx *ctx, const struct payment_authorise_payment_request *cmd,
                                 struct payment_payment *payment)
{
	cc_err err = find_earlier(ctx, cmd, payment);
	if (!cc_is(err, CC_NOT_FOUND))
		return err;

	TRY(check(ctx, cmd));
	int64_t may_take_ms = cmd->has_guest_may_take_seconds ? CC_SECONDS(cmd->guest_may_take_seconds)
	                                                      : guest_may_take_ms;
	TRY(cc_sql_exec(ctx, &insert_payment, cmd->booking_id, cmd->guest_id, cmd->host_id, cmd->amount.minor,
	                payment_currency(&cmd->amount), cmd->platform_fee.minor, cmd->payment_method,
	                cc_now(ctx), may_take_ms));
	TRY(cc_plan(ctx, &payment_authorise_effect, cmd, 0));
	return payment_load(ctx, cmd->booking_id, payment);
}

static cc_err act(struct cc_ctx *ctx, const struct cc_effect_key *key, const void *plan, void *outcome)
{
	const struct payment_authorise_payment_request *asked = plan;
	const struct cc_psp_order order = {
		.reference = payment_reference(ctx, asked->booking_id),
		.method = asked->payment_method,
		.amount = asked->amount,
	};
	return cc_psp_authorise(ctx, key, &order, outcome);
}

static cc_err settle(struct cc_ctx *ctx, const void *plan, const void *outcome, cc_err err)
{
	const struct payment_authorise_payment_request *asked = plan;
	struct payment_news news = payment_news_of(asked->booking_id, outcome, err);
	return payment_learn(ctx, &news);
}

/* Given up after half a minute: whoever pays is waiting. */
const struct cc_effect payment_authorise_effect = {
	.name = "payment.authorise",
	.plan = &payment_authorise_payment_request_message,
	.outcome = &cc_psp_intent_message,
	.deadline_ms = CC_SECONDS(10),
	.tries = 3,
	.act = act,
	.settle = settle,
};
