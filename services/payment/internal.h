/* internal.h - what the commands and effects of this folder share. */
#pragma once

#include "platform/cc.h"

#include "contracts/payment.h"
#include "services/payment/payment.h"
#include "services/payment/payment.sql.h"

/* What has been seen of a payment at the provider. */
enum payment_sight {
	PAYMENT_SEEN_DECLINED,
	PAYMENT_SEEN_WAITING,    /* for the guest, at their bank */
	PAYMENT_SEEN_PROCESSING, /* the provider itself waits */
	PAYMENT_SEEN_AUTHORISED,
	PAYMENT_SEEN_CAPTURED,
	PAYMENT_SEEN_CANCELED,
	PAYMENT_SEEN_NOTHING,    /* the provider has no such payment */
	PAYMENT_SEEN_REFUSAL,    /* of what it was asked to do */
	PAYMENT_SEEN_SILENCE,    /* it was asked to do something, and has not answered */
	PAYMENT_UNSEEN,          /* a look was not answered: nothing new */
	PAYMENT_SIGHTS,
};

/* What to ask the provider next. */
enum payment_step { PAYMENT_STEP_NONE, PAYMENT_STEP_CAPTURE, PAYMENT_STEP_CANCEL, PAYMENT_STEP_LOOK };

/* Pure: what is known after a sight, and what is to be done to come closer to the wish. */
enum payment_payment_state payment_state_after(enum payment_payment_state state, enum payment_sight sight);
enum payment_wish payment_wish_after(enum payment_wish wish, enum payment_payment_state state,
                                     enum payment_sight sight);
enum payment_step payment_step_towards(enum payment_wish wish, enum payment_payment_state state);

/* Pure: a dispute goes on, and never back. */
enum payment_dispute_state payment_dispute_after(enum payment_dispute_state known, enum cc_psp_dispute seen);

/* Pure: how much of a refund the platform bears, so that all refunds of a payment add up to its fee. */
int64_t payment_fee_of_refund(const struct payment_payment *payment, int64_t refund_minor);

/* A payment, and what is wanted of the provider for it. */
struct payment_case {
	struct payment_payment payment;
	struct payment_errand errand;
};

/* Fails: payment_not_found. */
CC_RESULT payment_load(struct cc_ctx *ctx, cc_id booking_id, struct payment_payment *payment);
CC_RESULT payment_load_case(struct cc_ctx *ctx, cc_id booking_id, struct payment_case *it);

/* Plans what the wish asks for next, keeps the case, and says what has become of it since `before`. */
CC_RESULT payment_pursue(struct cc_ctx *ctx, struct payment_case *it, enum payment_payment_state before);

/* What an effect found out. */
struct payment_news {
	cc_id booking_id;
	enum payment_sight sight;
	const struct cc_psp_intent *intent; /* NULL: none was seen */
	cc_str refusal;                     /* why the provider refused */
	int64_t look;                       /* of the line of looks; 0: it belongs to none */
};

/* Takes news in, whatever order they come in, and goes on from there. */
CC_RESULT payment_learn(struct cc_ctx *ctx, const struct payment_news *news);

/* What the answer to an authorisation, a capture or a cancellation shows. */
struct payment_news payment_news_of(cc_id booking_id, const struct cc_psp_intent *intent, cc_err err);

/* The provider's events of these types hint at something: a look is planned at whatever payment of ours has
 * this reference, if the hint is news. */
CC_RESULT payment_take_hint(struct cc_ctx *ctx, cc_str type, cc_str reference);

/* Refunds: sent to the provider, held, or paid by the guest's bank, as the dispute stands. */
CC_RESULT payment_send_refund(struct cc_ctx *ctx, enum payment_dispute_state dispute,
                              struct payment_refund *refund);
CC_RESULT payment_plan_refund(struct cc_ctx *ctx, const struct payment_refund *refund, int64_t delay_ms);
CC_RESULT payment_end_paid(struct cc_ctx *ctx, struct payment_refund *refund);

/* A dispute has gone on since `before`: into the ledger, and out to whoever listens. */
CC_RESULT payment_follow_dispute(struct cc_ctx *ctx, const struct payment_payment *payment,
                                 enum payment_dispute_state before, cc_money fee);

/* The ledger.  Posting for a cause twice is an error of ours: INTERNAL. */
CC_RESULT payment_post_capture(struct cc_ctx *ctx, const struct payment_payment *payment);
CC_RESULT payment_post_refund_owed(struct cc_ctx *ctx, const struct payment_refund *refund);
CC_RESULT payment_post_refund_paid(struct cc_ctx *ctx, const struct payment_refund *refund);
CC_RESULT payment_post_refund_by_bank(struct cc_ctx *ctx, const struct payment_refund *refund);
CC_RESULT payment_post_disputed(struct cc_ctx *ctx, const struct payment_payment *payment, cc_money fee);
CC_RESULT payment_post_reinstated(struct cc_ctx *ctx, const struct payment_payment *payment, cc_money fee);

/* Fails: amount_out_of_range. */
CC_RESULT payment_require_amount(struct cc_ctx *ctx, cc_money amount);

/* By what the provider knows a payment or a refund: its id, as text. */
cc_str payment_reference(struct cc_ctx *ctx, cc_id id);
cc_str payment_currency(const cc_money *money);
struct cc_val payment_text_or_null(bool has, cc_str text);

extern const struct cc_effect payment_authorise_effect, payment_capture_effect, payment_cancel_effect,
	payment_look_effect, payment_refund_effect, payment_read_books_effect;
extern const struct cc_timer payment_reconcile_timer;
