/* disputes.c - money that a guest's bank takes back, and gives back if we were right. */
#include "platform/adapters/psp_sandbox/internal.h"

enum { FEE_MINOR = 1500 };

static cc_money withdrawn(const struct cc_psp_intent *intent)
{
	return (cc_money){ intent->disputed.minor + intent->dispute_fee.minor, intent->amount.currency };
}

/* What the guest has back already, they do not ask their bank for. */
static CC_RESULT open_dispute(struct cc_ctx *ctx, struct cc_psp_intent *intent)
{
	int64_t left = intent->captured.minor - intent->refunded.minor;
	if (left == 0)
		return cc_psp_sandbox_save(ctx, intent, CC_TIME_NEVER);
	intent->dispute = CC_PSP_DISPUTE_OPEN;
	intent->disputed.minor = left;
	intent->dispute_fee.minor = FEE_MINOR;
	TRY(cc_psp_sandbox_save(ctx, intent,
	                        cc_time_add(cc_now(ctx), CC_PSP_SANDBOX_DISPUTE_DAYS * CC_HOURS(24))));
	TRY(cc_psp_sandbox_move(ctx, CC_PSP_DISPUTED, intent, withdrawn(intent), intent->reference));
	return cc_psp_sandbox_tell_dispute(ctx, intent, "charge.dispute.created");
}

static CC_RESULT close_dispute(struct cc_ctx *ctx, struct cc_psp_intent *intent,
                               const struct cc_psp_sandbox_card *card)
{
	intent->dispute = card->dispute;
	TRY(cc_psp_sandbox_save(ctx, intent, CC_TIME_NEVER));
	if (card->dispute == CC_PSP_DISPUTE_WON)
		TRY(cc_psp_sandbox_move(ctx, CC_PSP_REINSTATED, intent, withdrawn(intent),
		                        intent->reference));
	return cc_psp_sandbox_tell_dispute(ctx, intent, "charge.dispute.closed");
}

cc_err cc_psp_sandbox_dispute(struct cc_ctx *ctx, struct cc_psp_intent *intent)
{
	const struct cc_psp_sandbox_card *card;
	TRY(cc_psp_sandbox_card_of(ctx, intent->id, &card));
	return intent->dispute == CC_PSP_DISPUTE_NONE ? open_dispute(ctx, intent)
	                                              : close_dispute(ctx, intent, card);
}

cc_time cc_psp_sandbox_disputed_at(struct cc_ctx *ctx, const struct cc_psp_intent *intent,
                                   const struct cc_psp_sandbox_card *card)
{
	bool comes = card->dispute != CC_PSP_DISPUTE_NONE && intent->dispute == CC_PSP_DISPUTE_NONE;
	return comes ? cc_time_add(cc_now(ctx), CC_PSP_SANDBOX_DISPUTED_AFTER_MS) : CC_TIME_NEVER;
}
