/*
 * dispute.c - a guest's bank has taken the money back: what that means for the ledger, and for refunds.
 *
 * Nobody is paid twice.  While the bank has the money, a refund is held.  If the bank keeps it, the guest has
 * it, so that the refund is paid by the bank; if it comes back to us, the refund is sent.
 */
#include "services/payment/internal.h"

#define DISPUTE(name) PAYMENT_DISPUTE_STATE_##name

enum payment_dispute_state payment_dispute_after(enum payment_dispute_state known, enum cc_psp_dispute seen)
{
	static const enum payment_dispute_state states[] = {
		[CC_PSP_DISPUTE_NONE] = DISPUTE(NONE),
		[CC_PSP_DISPUTE_OPEN] = DISPUTE(OPEN),
		[CC_PSP_DISPUTE_WON] = DISPUTE(WON),
		[CC_PSP_DISPUTE_LOST] = DISPUTE(LOST),
	};
	bool is_over = known == DISPUTE(WON) || known == DISPUTE(LOST);
	return is_over || seen == CC_PSP_DISPUTE_NONE ? known : states[seen];
}

/* Refunds ----------------------------------------------------------------------- */

static CC_RESULT hold(struct cc_ctx *ctx, cc_id refund_id, bool held)
{
	return cc_sql_change(ctx, &hold_refund, refund_id, held);
}

cc_err payment_send_refund(struct cc_ctx *ctx, enum payment_dispute_state dispute,
                           struct payment_refund *refund)
{
	switch (dispute) {
	case DISPUTE(OPEN): return hold(ctx, refund->refund_id, true);
	case DISPUTE(LOST):
		TRY(payment_post_refund_by_bank(ctx, refund));
		return payment_end_paid(ctx, refund);
	default: return payment_plan_refund(ctx, refund, 0);
	}
}

static CC_RESULT send_held(struct cc_ctx *ctx, const struct payment_payment *payment)
{
	struct payment_refund_list held;
	TRY(cc_sql_all(ctx, &held_refunds, &payment_refund_message, &held, payment->booking_id));
	for (size_t i = 0; i < held.count; i++) {
		TRY(hold(ctx, held.items[i].refund_id, false));
		TRY(payment_send_refund(ctx, payment->dispute, &held.items[i]));
	}
	return CC_OK;
}

/* News -------------------------------------------------------------------------- */

static CC_RESULT open_dispute(struct cc_ctx *ctx, const struct payment_payment *payment, cc_money fee)
{
	const struct payment_payment_disputed disputed = { payment->booking_id, payment->disputed, fee };
	TRY(payment_post_disputed(ctx, payment, fee));
	return cc_emit(ctx, &payment_payment_disputed_event, &disputed);
}

static CC_RESULT close_dispute(struct cc_ctx *ctx, const struct payment_payment *payment, cc_money fee)
{
	const struct payment_dispute_closed closed = { payment->booking_id, payment->dispute,
		                                       payment->disputed };
	if (payment->dispute == DISPUTE(WON))
		TRY(payment_post_reinstated(ctx, payment, fee));
	TRY(cc_emit(ctx, &payment_dispute_closed_event, &closed));
	return send_held(ctx, payment);
}

cc_err payment_follow_dispute(struct cc_ctx *ctx, const struct payment_payment *payment,
                              enum payment_dispute_state before, cc_money fee)
{
	if (before == DISPUTE(NONE))
		TRY(open_dispute(ctx, payment, fee));
	return payment->dispute == DISPUTE(OPEN) ? CC_OK : close_dispute(ctx, payment, fee);
}
