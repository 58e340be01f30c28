/* authorise_payment.c - set a guest's money aside for a booking. */
#include "services/payment/internal.h"

static const int64_t keys_are_kept_ms = CC_HOURS(23); /* a day, less what clocks and calls may take */

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

static CC_RESULT plan_authorisation(struct cc_ctx *ctx, const struct payment_authorise_payment_request *cmd)
{
	struct payment_authorise_plan plan = {
		.booking_id = cmd->booking_id,
		.amount = cmd->amount,
		.payment_method = cmd->payment_method,
		.planned_at = cc_now(ctx),
	};
	return cc_plan(ctx, &payment_authorise_effect, &plan, 0);
}

cc_err payment_authorise_payment(struct cc_ctx *ctx, const struct payment_authorise_payment_request *cmd,
                                 struct payment_payment *payment)
{
	cc_err err = find_earlier(ctx, cmd, payment);
	if (!cc_is(err, CC_NOT_FOUND))
		return err;

	TRY(check(ctx, cmd));
	TRY(cc_sql_exec(ctx, &insert_payment, cmd->booking_id, cmd->guest_id, cmd->host_id, cmd->amount.minor,
	                payment_currency(&cmd->amount), cmd->platform_fee.minor, cmd->payment_method,
	                cc_now(ctx)));
	TRY(plan_authorisation(ctx, cmd));
	return payment_load(ctx, cmd->booking_id, payment);
}

/* The provider remembers a key for a day.  Whoever was away for so long looks before they ask. */
static CC_RESULT look_first(struct cc_ctx *ctx, const struct payment_authorise_plan *asked, cc_str reference,
                            void *outcome, bool *found)
{
	*found = false;
	if (cc_time_before(cc_now(ctx), cc_time_add(asked->planned_at, keys_are_kept_ms)))
		return CC_OK;
	cc_err err = cc_psp_find_by_reference(ctx, reference, outcome);
	*found = err == CC_OK;
	return cc_because(err, &cc_psp_not_found) ? CC_OK : err;
}

static cc_err act(struct cc_ctx *ctx, const struct cc_effect_key *key, const void *plan, void *outcome)
{
	const struct payment_authorise_plan *asked = plan;
	const struct cc_psp_order order = {
		.reference = payment_reference(ctx, asked->booking_id),
		.method = asked->payment_method,
		.amount = asked->amount,
	};
	bool found;
	TRY(look_first(ctx, asked, order.reference, outcome, &found));
	return found ? CC_OK : cc_psp_authorise(ctx, key, &order, outcome);
}

static cc_err settle(struct cc_ctx *ctx, const void *plan, const void *outcome, cc_err err)
{
	const struct payment_authorise_plan *asked = plan;
	struct payment_news news = payment_news_of(asked->booking_id, outcome, err);
	return payment_learn(ctx, &news);
}

/* Given up after half a minute: whoever pays is waiting. */
const struct cc_effect payment_authorise_effect = {
	.name = "payment.authorise",
	.plan = &payment_authorise_plan_message,
	.outcome = &cc_psp_intent_message,
	.deadline_ms = CC_SECONDS(10),
	.tries = 3,
	.act = act,
	.settle = settle,
};
