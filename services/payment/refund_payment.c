/* refund_payment.c - pay back a captured payment, whole or in part. */
#include "services/payment/internal.h"

static const int64_t try_again_ms = CC_MINUTES(10); /* by then, nothing that was sent is still on its way */

static CC_RESULT load_refund(struct cc_ctx *ctx, cc_id refund_id, struct payment_refund *refund)
{
	return cc_sql_one(ctx, &refund_by_id, &payment_refund_message, refund, refund_id);
}

/* A repeated command is answered with the refund as it stands now. */
static CC_RESULT find_earlier(struct cc_ctx *ctx, const struct payment_refund_payment_request *cmd,
                              struct payment_refund *refund)
{
	TRY(load_refund(ctx, cmd->refund_id, refund));
	bool same = cc_id_eq(refund->booking_id, cmd->booking_id) &&
	            refund->amount.minor == cmd->amount.minor && refund->reason == cmd->reason &&
	            cc_str_eq(payment_currency(&refund->amount), payment_currency(&cmd->amount));
	if (!same)
		return cc_fail(ctx, &payment_refund_differs,
		               "Another refund was asked under this id before; choose a new one.");
	return CC_OK;
}

static CC_RESULT refuse_excess(struct cc_ctx *ctx, const struct payment_payment *payment)
{
	return cc_fail(ctx, &payment_refund_exceeds_payment,
	               "%lld of %lld hundredths of %s are left to refund.",
	               (long long)(payment->amount.minor - payment->refunded.minor),
	               (long long)payment->amount.minor, payment->amount.currency.code);
}

/* Counted and limited in one statement, so that two refunds cannot pass together. */
static CC_RESULT reserve(struct cc_ctx *ctx, const struct payment_payment *payment, cc_money amount)
{
	TRY(payment_require_amount(ctx, amount));
	if (payment->state != PAYMENT_PAYMENT_STATE_CAPTURED)
		return cc_fail(ctx, &payment_not_captured, "Nothing was taken, so nothing can be paid back.");
	if (!cc_str_eq(payment_currency(&amount), payment_currency(&payment->amount)))
		return refuse_excess(ctx, payment);
	cc_err err = cc_sql_change(ctx, &add_refunded, payment->booking_id, amount.minor);
	return cc_is(err, CC_NOT_FOUND) ? refuse_excess(ctx, payment) : err;
}

cc_err payment_plan_refund(struct cc_ctx *ctx, const struct payment_refund *refund, int64_t delay_ms)
{
	struct payment_errand errand;
	TRY(cc_sql_one(ctx, &errand_of_payment, &payment_errand_message, &errand, refund->booking_id));
	struct payment_refund_plan plan = {
		.refund_id = refund->refund_id,
		.intent_id = errand.intent_id,
		.amount = refund->amount,
	};
	return cc_plan(ctx, &payment_refund_effect, &plan, delay_ms);
}

cc_err payment_refund_payment(struct cc_ctx *ctx, const struct payment_refund_payment_request *cmd,
                              struct payment_refund *refund)
{
	cc_err err = find_earlier(ctx, cmd, refund);
	if (!cc_is(err, CC_NOT_FOUND))
		return err;

	struct payment_payment payment;
	TRY(payment_load(ctx, cmd->booking_id, &payment));
	TRY(reserve(ctx, &payment, cmd->amount));
	int64_t fee_minor = payment_fee_of_refund(&payment, cmd->amount.minor);
	TRY(cc_sql_exec(ctx, &insert_refund, cmd->refund_id, cmd->booking_id, cmd->amount.minor,
	                payment_currency(&cmd->amount), fee_minor,
	                cc_enum_text(&payment_refund_reason_enum, cmd->reason), cc_now(ctx)));
	TRY(load_refund(ctx, cmd->refund_id, refund));
	TRY(payment_post_refund_owed(ctx, refund));
	return payment_send_refund(ctx, payment.dispute, refund);
}

/* Looks first: a refund that was asked for under an earlier plan is not paid again under this one. */
static cc_err act(struct cc_ctx *ctx, const struct cc_effect_key *key, const void *plan, void *outcome)
{
	const struct payment_refund_plan *asked = plan;
	cc_str reference = payment_reference(ctx, asked->refund_id);
	cc_err err = cc_psp_find_refund(ctx, reference, outcome);
	if (!cc_because(err, &cc_psp_not_found))
		return err;
	const struct cc_psp_part part = {
		.intent_id = asked->intent_id,
		.reference = reference,
		.amount = asked->amount,
	};
	return cc_psp_refund(ctx, key, &part, outcome);
}

static CC_RESULT end(struct cc_ctx *ctx, cc_id refund_id, enum payment_refund_state state)
{
	return cc_sql_change(ctx, &end_refund, refund_id, cc_enum_text(&payment_refund_state_enum, state));
}

static CC_RESULT refuse(struct cc_ctx *ctx, const struct payment_refund *refund, cc_str refusal)
{
	TRY(end(ctx, refund->refund_id, PAYMENT_REFUND_STATE_REFUSED));
	struct payment_refund_refused refused = { refund->booking_id, refund->refund_id, refusal };
	return cc_emit(ctx, &payment_refund_refused_event, &refused);
}

cc_err payment_end_paid(struct cc_ctx *ctx, struct payment_refund *refund)
{
	refund->state = PAYMENT_REFUND_STATE_PAID;
	TRY(end(ctx, refund->refund_id, refund->state));
	struct payment_payment_refunded refunded = { refund->booking_id, refund->refund_id, refund->amount,
		                                     refund->reason };
	return cc_emit(ctx, &payment_payment_refunded_event, &refunded);
}

static CC_RESULT pay(struct cc_ctx *ctx, struct payment_refund *refund)
{
	TRY(payment_post_refund_paid(ctx, refund));
	return payment_end_paid(ctx, refund);
}

/* The provider may know of a dispute that we have not heard of: it is asked, and the refund tried again. */
static CC_RESULT wait_for_dispute(struct cc_ctx *ctx, struct payment_refund *refund)
{
	struct payment_payment payment;
	TRY(payment_load(ctx, refund->booking_id, &payment));
	if (payment.dispute != PAYMENT_DISPUTE_STATE_NONE)
		return payment_send_refund(ctx, payment.dispute, refund);
	TRY(payment_take_hint(ctx, CC_STR("charge.dispute.created"),
	                      payment_reference(ctx, refund->booking_id)));
	return payment_plan_refund(ctx, refund, try_again_ms);
}

static cc_err settle(struct cc_ctx *ctx, const void *plan, const void *outcome, cc_err err)
{
	const struct payment_refund_plan *asked = plan;
	const struct cc_psp_refund *seen = outcome;
	struct payment_refund refund;
	TRY(load_refund(ctx, asked->refund_id, &refund));
	bool open = cc_in_doubt(err) || (err == CC_OK && seen->state == CC_PSP_REFUND_PENDING);
	if (open)
		return payment_plan_refund(ctx, &refund, try_again_ms); /* owed until it is paid */
	if (cc_because(err, &cc_psp_disputed))
		return wait_for_dispute(ctx, &refund);
	if (err != CC_OK)
		return refuse(ctx, &refund, cc_str_of(err->reason));
	if (seen->state != CC_PSP_REFUND_SUCCEEDED)
		return refuse(ctx, &refund, CC_STR("failed_at_provider"));
	return pay(ctx, &refund);
}

const struct cc_effect payment_refund_effect = {
	.name = "payment.refund",
	.plan = &payment_refund_plan_message,
	.outcome = &cc_psp_refund_message,
	.deadline_ms = CC_SECONDS(10),
	.tries = 10,
	.act = act,
	.settle = settle,
};
