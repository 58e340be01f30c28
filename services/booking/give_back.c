/* give_back.c - a booking is over: its seats go back, and the money that does. */
#include "contracts/inventory.h"
#include "contracts/payment.h"
#include "services/booking/internal.h"

static const int64_t try_again_ms = CC_MINUTES(5);

static enum payment_refund_reason reason_of(const struct booking_give_back_plan *plan)
{
	if (!plan->has_cancelled_by)
		return PAYMENT_REFUND_REASON_BOOKING_FAILED; /* as booking_refund(): asked twice, paid once */
	return plan->cancelled_by == BOOKING_CANCELLER_HOST ? PAYMENT_REFUND_REASON_HOST_CANCELLED
	                                                    : PAYMENT_REFUND_REASON_GUEST_CANCELLED;
}

static CC_RESULT release(struct cc_ctx *ctx, cc_id booking_id)
{
	const struct inventory_release_hold_request cmd = { .booking_id = booking_id };
	struct inventory_hold hold;
	cc_err err = cc_call(ctx, &inventory_release_hold_op, &cmd, &hold);
	return cc_because(err, &inventory_hold_not_found) ? CC_OK : err;
}

static cc_err act(struct cc_ctx *ctx, const struct cc_effect_key *key, const void *planned, void *outcome)
{
	(void)outcome;
	const struct booking_give_back_plan *plan = planned;
	const struct payment_refund_payment_request cmd = {
		.booking_id = plan->booking_id,
		.refund_id = plan->booking_id, /* a booking is refunded once */
		.amount = plan->refund,
		.reason = reason_of(plan),
	};
	struct payment_refund refund;
	TRY(release(ctx, plan->booking_id));
	return plan->has_refund ? cc_call_planned(ctx, &payment_refund_payment_op, key, &cmd, &refund)
	                        : booking_let_go(ctx, plan->booking_id);
}

static cc_err settle(struct cc_ctx *ctx, const void *planned, const void *outcome, cc_err err)
{
	(void)outcome;
	const struct booking_give_back_plan *plan = planned;
	if (err == CC_OK)
		return CC_OK; /* payment.events say when it is paid */
	const struct booking_news news = { plan->booking_id, "", BOOKING_HAPPENING_NOT_UNDONE,
		                           cc_str_of(err->reason) };
	TRY(booking_note(ctx, &news));
	return cc_in_doubt(err) ? cc_plan(ctx, &booking_give_back_effect, plan, try_again_ms) : CC_OK;
}

const struct cc_effect booking_give_back_effect = {
	.name = "booking.give_back",
	.plan = &booking_give_back_plan_message,
	.outcome = &booking_give_back_plan_message,
	.deadline_ms = CC_SECONDS(5),
	.tries = 10,
	.act = act,
	.settle = settle,
};
