/*
 * cards.h - the sandbox's test cards: what each does, whoever holds it.
 *
 * A card is named by its method, or by its number.  These numbers pass for cards (Luhn) and are nobody's:
 * the first seven and the disputed ones are Stripe's test numbers, with Stripe's behaviour.
 *
 *   4242 4242 4242 4242  pm_card_visa                     pays
 *   4000 0000 0000 0002  pm_card_chargeDeclined           declined: generic_decline
 *   4000 0000 0000 9995  pm_card_insufficientFunds        declined: insufficient_funds
 *   4000 0000 0000 0069  pm_card_expired                  declined: expired_card
 *   4000 0000 0000 3220  pm_card_threeDSecure             the guest has to confirm, at action_url
 *   4000 0027 6000 3184  pm_card_threeDSecureApproved     their bank asks them; they confirm 5 seconds later
 *   4000 0084 0000 1629  pm_card_threeDSecureDeclined     declined after they have confirmed
 *   4000 0000 0005 0403  pm_card_authoriseRequestLost     time-out; nothing was authorised
 *   4000 0000 0005 0411  pm_card_authoriseReplyLost       time-out; it was authorised
 *   4000 0000 0005 0429  pm_card_captureRequestLost       time-out; nothing was captured
 *   4000 0000 0005 0437  pm_card_captureReplyLost         time-out; it was captured
 *   4000 0000 0005 0445  pm_card_refundReplyLost          time-out; it was refunded
 *   4000 0000 0005 0452  pm_card_lateWebhook              pays; its events are told 30 seconds late
 *   4000 0000 0000 0259  pm_card_createDispute            disputed 5 seconds later; lost a week later
 *   4000 0000 0000 2685  pm_card_createDisputeProductNotReceived   the same; it is won
 *   4000 0000 0005 0460  pm_card_captureDeclined          authorised; declined, and free, at its capture
 *
 * What gets lost, gets lost once for each idempotency key: the same key sent again is answered.
 */
#pragma once

#include "platform/core/psp_intent.h"

enum cc_psp_sandbox_verb { CC_PSP_AUTHORISE = 1, CC_PSP_CAPTURE, CC_PSP_CANCEL, CC_PSP_REFUND };

enum cc_psp_sandbox_confirmation { CC_PSP_NO_CONFIRMATION, CC_PSP_BY_GUEST, CC_PSP_BY_BANK };

struct cc_psp_sandbox_card {
	const char *number, *method;
	enum cc_psp_sandbox_confirmation confirmation; /* asked for first */
	enum cc_psp_decline decline;
	bool capture_declined;
	enum cc_psp_dispute dispute; /* how it ends, if there is one */
	enum cc_psp_sandbox_verb loses_request, loses_reply;
	int64_t events_late_ms;
};

enum { CC_PSP_SANDBOX_DISPUTED_AFTER_MS = 5000, CC_PSP_SANDBOX_DISPUTE_DAYS = 7 };

extern const struct cc_psp_sandbox_card cc_psp_sandbox_cards[]; /* ends with { 0 } */

/* NULL if there is no such card. */
const struct cc_psp_sandbox_card *cc_psp_sandbox_card(cc_str method);

/* What may be asked for, of the sandbox and of its simulated twin.  Fails: psp_bad_order. */
CC_RESULT cc_psp_sandbox_check_amount(struct cc_ctx *ctx, cc_money amount);
CC_RESULT cc_psp_sandbox_check_reference(struct cc_ctx *ctx, cc_str reference);
