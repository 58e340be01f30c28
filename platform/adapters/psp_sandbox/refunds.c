/* refunds.c - money that goes back to the card it came from. */
#include "platform/adapters/psp_sandbox/internal.h"

static CC_RESULT check(struct cc_ctx *ctx, const struct cc_psp_intent *intent, cc_money amount)
{
	if (intent->state != CC_PSP_SUCCEEDED)
		return cc_fail(ctx, &cc_psp_wrong_state,
		               "Nothing was captured of this payment; there is nothing to refund.");
	if (strcmp(amount.currency.code, intent->amount.currency.code) != 0)
		return cc_fail(ctx, &cc_psp_bad_order, "This payment is in %s, not in %s.",
		               intent->amount.currency.code, amount.currency.code);
	int64_t left = intent->captured.minor - intent->refunded.minor;
	if (amount.minor > left)
		return cc_fail(ctx, &cc_psp_too_much, "%lld are left to refund, not %lld.", (long long)left,
		               (long long)amount.minor);
	if (intent->dispute == CC_PSP_DISPUTE_OPEN || intent->dispute == CC_PSP_DISPUTE_LOST)
		return cc_fail(ctx, &cc_psp_disputed, "The guest's bank has taken this money back.");
	return CC_OK;
}

cc_err cc_psp_sandbox_refund(struct cc_ctx *ctx, const struct cc_psp_part *part, struct cc_psp_refund *refund)
{
	struct cc_psp_intent intent;
	const struct cc_psp_sandbox_card *card;
	TRY(cc_psp_sandbox_load(ctx, part->intent_id, &intent));
	TRY(cc_psp_sandbox_card_of(ctx, part->intent_id, &card));
	TRY(check(ctx, &intent, part->amount));

	intent.refunded.minor += part->amount.minor;
	*refund = (struct cc_psp_refund){
		.id = cc_psp_sandbox_new_id(ctx, "re"),
		.intent_id = part->intent_id,
		.reference = part->reference,
		.state = CC_PSP_REFUND_SUCCEEDED,
		.amount = part->amount,
		.created_at = cc_now(ctx),
	};
	TRY(cc_sql_exec(ctx, &insert_refund, refund->id, refund->intent_id, refund->reference,
	                refund->amount.minor, refund->created_at));
	TRY(cc_psp_sandbox_save(ctx, &intent, cc_psp_sandbox_disputed_at(ctx, &intent, card)));
	TRY(cc_psp_sandbox_move(ctx, CC_PSP_REFUNDED, &intent, refund->amount, refund->reference));
	return cc_psp_sandbox_tell_refund(ctx, refund);
}
