#include "platform/adapters/psp_sandbox/cards.h"

#include "platform/core/money.h"
#include "platform/core/validate.h"
#include "platform/ports/psp.h"

const struct cc_psp_sandbox_card cc_psp_sandbox_cards[] = {
	{ "4242424242424242", "pm_card_visa" },
	{ "4000000000000002", "pm_card_chargeDeclined", .decline = CC_PSP_DECLINE_GENERIC },
	{ "4000000000009995", "pm_card_insufficientFunds", .decline = CC_PSP_DECLINE_INSUFFICIENT_FUNDS },
	{ "4000000000000069", "pm_card_expired", .decline = CC_PSP_DECLINE_EXPIRED_CARD },
	{ "4000000000003220", "pm_card_threeDSecure", .confirmation = CC_PSP_BY_GUEST },
	{ "4000002760003184", "pm_card_threeDSecureApproved", .confirmation = CC_PSP_BY_BANK },
	{ "4000008400001629", "pm_card_threeDSecureDeclined", .confirmation = CC_PSP_BY_GUEST,
	  .decline = CC_PSP_DECLINE_GENERIC },
	{ "4000000000050403", "pm_card_authoriseRequestLost", .loses_request = CC_PSP_AUTHORISE },
	{ "4000000000050411", "pm_card_authoriseReplyLost", .loses_reply = CC_PSP_AUTHORISE },
	{ "4000000000050429", "pm_card_captureRequestLost", .loses_request = CC_PSP_CAPTURE },
	{ "4000000000050437", "pm_card_captureReplyLost", .loses_reply = CC_PSP_CAPTURE },
	{ "4000000000050445", "pm_card_refundReplyLost", .loses_reply = CC_PSP_REFUND },
	{ "4000000000050452", "pm_card_lateWebhook", .events_late_ms = CC_SECONDS(30) },
	{ "4000000000000259", "pm_card_createDispute", .dispute = CC_PSP_DISPUTE_LOST },
	{ "4000000000002685", "pm_card_createDisputeProductNotReceived", .dispute = CC_PSP_DISPUTE_WON },
	{ "4000000000050460", "pm_card_captureDeclined", .capture_declined = true },
	{ 0 },
};

const struct cc_psp_sandbox_card *cc_psp_sandbox_card(cc_str method)
{
	for (const struct cc_psp_sandbox_card *card = cc_psp_sandbox_cards; card->number; card++)
		if (cc_str_eq(method, cc_str_of(card->method)) || cc_str_eq(method, cc_str_of(card->number)))
			return card;
	return NULL;
}

CC_RESULT cc_psp_sandbox_check_amount(struct cc_ctx *ctx, cc_money amount)
{
	cc_currency currency;
	if (!cc_currency_parse(cc_str_of(amount.currency.code), &currency))
		return cc_fail(ctx, &cc_psp_bad_order, "The currency must be an ISO 4217 code such as PLN.");
	if (amount.minor < 1 || amount.minor > CC_PSP_AMOUNT_MAX)
		return cc_fail(ctx, &cc_psp_bad_order, "The amount must be from 1 to %d.", CC_PSP_AMOUNT_MAX);
	return CC_OK;
}

CC_RESULT cc_psp_sandbox_check_reference(struct cc_ctx *ctx, cc_str reference)
{
	if (reference.len > 0 && reference.len <= CC_PSP_REFERENCE_MAX && cc_utf8_valid(reference))
		return CC_OK;
	return cc_fail(ctx, &cc_psp_bad_order, "The reference must have 1 to %d bytes.",
	               CC_PSP_REFERENCE_MAX);
}
