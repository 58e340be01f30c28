/*
 * psp_intent.h - what a payment provider tells of: intents, refunds, its books, and its events.
 *
 * As Stripe has them.  Texts live in the arena of the call that gave them.  A card that is declined is no
 * failure of a call: the intent's state and `decline` are the answer.
 */
#pragma once

#include "platform/core/error.h"
#include "platform/core/message.h"

#define CC_PSP_STATES(X)                                                                              \
	X(REQUIRES_PAYMENT_METHOD, "requires_payment_method") /* declined: another card, or cancel */ \
	X(REQUIRES_ACTION,         "requires_action")  /* 3-D Secure: send the guest to action_url */ \
	X(PROCESSING,              "processing")       /* the provider itself waits; ask again */     \
	X(REQUIRES_CAPTURE,        "requires_capture") /* authorised: the amount is set aside */      \
	X(SUCCEEDED,               "succeeded")        /* captured; what was not is released */       \
	X(CANCELED,                "canceled")         /* voided, or lapsed */

enum cc_psp_state {
	CC_PSP_STATE_UNSPECIFIED,
#define X(name, text) CC_PSP_##name,
	CC_PSP_STATES(X)
#undef X
};

#define CC_PSP_DECLINES(X)                                  \
	X(NONE,                  "none")                    \
	X(GENERIC,               "generic_decline")         \
	X(INSUFFICIENT_FUNDS,    "insufficient_funds")      \
	X(EXPIRED_CARD,          "expired_card")            \
	X(AUTHENTICATION_FAILED, "authentication_failed")

enum cc_psp_decline {
#define X(name, text) CC_PSP_DECLINE_##name,
	CC_PSP_DECLINES(X)
#undef X
};

/* The guest told their bank that they do not want to pay: it takes the money back from us at once, and then
 * somebody looks at who is right.  The provider takes a fee for its trouble. */
#define CC_PSP_DISPUTES(X)                                                            \
	X(NONE, "none")                                                               \
	X(OPEN, "open") /* amount and fee are withdrawn */                            \
	X(WON,  "won")  /* and given back to us */                                    \
	X(LOST, "lost") /* and stay with the bank and the provider */

enum cc_psp_dispute {
#define X(name, text) CC_PSP_DISPUTE_##name,
	CC_PSP_DISPUTES(X)
#undef X
};

/* One payment, as the provider has it. */
struct cc_psp_intent {
	cc_str id;         /* the provider's: "pi_..." */
	cc_str reference;  /* ours */
	enum cc_psp_state state;
	enum cc_psp_decline decline; /* of the last try */
	cc_money amount;   /* asked for */
	cc_money captured; /* 0, or at most the amount; refunds do not lessen it */
	cc_money refunded; /* at most what was captured */
	cc_str action_url; /* REQUIRES_ACTION: where the guest confirms; empty if their bank asks them */
	cc_time created_at;
	bool has_lapses_at;
	cc_time lapses_at; /* REQUIRES_CAPTURE: the provider voids it then */
	enum cc_psp_dispute dispute;
	cc_money disputed;    /* what was captured and not refunded then; 0 without a dispute */
	cc_money dispute_fee;
};

#define CC_PSP_REFUND_STATES(X)     \
	X(PENDING,   "pending")     \
	X(SUCCEEDED, "succeeded")   \
	X(FAILED,    "failed")

enum cc_psp_refund_state {
	CC_PSP_REFUND_STATE_UNSPECIFIED,
#define X(name, text) CC_PSP_REFUND_##name,
	CC_PSP_REFUND_STATES(X)
#undef X
};

struct cc_psp_refund {
	cc_str id; /* the provider's: "re_..." */
	cc_str intent_id;
	cc_str reference; /* ours */
	enum cc_psp_refund_state state;
	cc_money amount;
	cc_time created_at;
};

/* One line of the provider's books.  It never changes, and no other comes before it later. */
#define CC_PSP_MOVEMENTS(X)                                                       \
	X(AUTHORISED, "authorised") /* set aside on the card */                   \
	X(RELEASED,   "released")   /* given free: voided, lapsed, not captured */ \
	X(CAPTURED,   "captured")   /* to us */                                   \
	X(REFUNDED,   "refunded")   /* back to the card */                        \
	X(DISPUTED,   "disputed")   /* back to the card by its bank, and the fee for it */ \
	X(REINSTATED, "reinstated") /* the same, to us again */

enum cc_psp_movement_kind {
	CC_PSP_MOVEMENT_UNSPECIFIED,
#define X(name, text) CC_PSP_##name,
	CC_PSP_MOVEMENTS(X)
#undef X
};

struct cc_psp_movement {
	cc_str id; /* "txn_..." */
	enum cc_psp_movement_kind kind;
	cc_str intent_id;
	cc_str reference; /* ours: the refund's if it is one, else the intent's */
	cc_money amount;  /* always positive */
	cc_time at;
};

struct cc_psp_movement_list { struct cc_psp_movement *items; size_t count; };

/* What a webhook says: that something changed.  What is true now, only the intent itself says. */
struct cc_psp_event {
	cc_str id;   /* "evt_...": the same event may come again */
	cc_str type; /* "payment_intent.succeeded", "charge.dispute.created", "charge.dispute.closed" */
	cc_str intent_id;
	cc_str reference; /* ours: of a refund, in "refund.*"; else of the intent */
	cc_time at;  /* when it happened: events come late, and in any order */
};

/* What an authorisation asks for.  The method is the provider's token of a card: no number comes here.
 * The reference is ours, 1 to 64 bytes, and another one for each intent. */
struct cc_psp_order { cc_str reference, method; cc_money amount; };

/* What is captured or refunded of a payment.  A refund has a reference of its own; a capture has none. */
struct cc_psp_part { cc_str intent_id, reference; cc_money amount; };

extern const struct cc_message cc_psp_intent_message, cc_psp_refund_message, cc_psp_movement_message;
extern const struct cc_enum cc_psp_state_enum, cc_psp_decline_enum, cc_psp_refund_state_enum,
	cc_psp_movement_enum, cc_psp_dispute_enum;

/* NOT_FOUND: no such intent, refund or movement. */
extern const struct cc_reason cc_psp_not_found;
/* INVALID_ARGUMENT: no such card; no reference, or no positive amount; an event that cannot be read. */
extern const struct cc_reason cc_psp_unknown_method, cc_psp_bad_order, cc_psp_bad_event;
/* FAILED_PRECONDITION: the intent's state forbids it; it is more than is left to capture or refund; the
 * guest's bank has the money, or may keep it: once the dispute is won, it can be refunded. */
extern const struct cc_reason cc_psp_wrong_state, cc_psp_too_much, cc_psp_disputed;
/* UNAUTHENTICATED: not signed by the provider, or too long ago. */
extern const struct cc_reason cc_psp_bad_signature;
