/*
 * state.c - what is known of a payment, and what to do next: pure tables.
 *
 * News come twice, late and in any order: from the answer to what was asked, from a look, after a webhook.
 * So a sight only ever moves a payment forward, and one that is older than what is known changes nothing.
 * Money that moved is always believed: CAPTURED is reached from everywhere, and never left.
 */
#include "services/payment/internal.h"

#define STATE(name) PAYMENT_PAYMENT_STATE_##name
#define SEEN(name)  PAYMENT_SEEN_##name

enum { STATES = STATE(UNKNOWN) + 1 };

/* Where nothing stands, the state stays. */
static const enum payment_payment_state after[STATES][PAYMENT_SIGHTS] = {
	[STATE(PENDING)] = {
		[SEEN(DECLINED)] = STATE(DECLINED),
		[SEEN(WAITING)] = STATE(ACTION_REQUIRED),
		[SEEN(PROCESSING)] = STATE(UNKNOWN),
		[SEEN(AUTHORISED)] = STATE(AUTHORISED),
		[SEEN(CAPTURED)] = STATE(CAPTURED),
		[SEEN(CANCELED)] = STATE(VOIDED),
		[SEEN(REFUSAL)] = STATE(DECLINED),
		[SEEN(SILENCE)] = STATE(UNKNOWN),
	},
	[STATE(ACTION_REQUIRED)] = {
		[SEEN(DECLINED)] = STATE(DECLINED),
		[SEEN(PROCESSING)] = STATE(UNKNOWN),
		[SEEN(AUTHORISED)] = STATE(AUTHORISED),
		[SEEN(CAPTURED)] = STATE(CAPTURED),
		[SEEN(CANCELED)] = STATE(VOIDED),
		[SEEN(NOTHING)] = STATE(DECLINED),
	},
	[STATE(AUTHORISED)] = {
		[SEEN(CAPTURED)] = STATE(CAPTURED),
		[SEEN(CANCELED)] = STATE(VOIDED), /* lapsed, say */
	},
	[STATE(DECLINED)] = {
		[SEEN(AUTHORISED)] = STATE(AUTHORISED), /* it was on its way when we gave it up */
		[SEEN(CAPTURED)] = STATE(CAPTURED),
	},
	[STATE(CAPTURING)] = {
		[SEEN(DECLINED)] = STATE(DECLINED), /* the bank does not stand by what it set aside */
		[SEEN(CAPTURED)] = STATE(CAPTURED),
		[SEEN(CANCELED)] = STATE(VOIDED),
		[SEEN(REFUSAL)] = STATE(UNKNOWN),
		[SEEN(SILENCE)] = STATE(UNKNOWN),
	},
	[STATE(VOIDING)] = {
		[SEEN(CAPTURED)] = STATE(CAPTURED),
		[SEEN(CANCELED)] = STATE(VOIDED),
		[SEEN(REFUSAL)] = STATE(UNKNOWN),
		[SEEN(SILENCE)] = STATE(UNKNOWN),
	},
	[STATE(VOIDED)] = {
		[SEEN(CAPTURED)] = STATE(CAPTURED),
	},
	[STATE(UNKNOWN)] = {
		[SEEN(DECLINED)] = STATE(DECLINED),
		[SEEN(WAITING)] = STATE(ACTION_REQUIRED),
		[SEEN(AUTHORISED)] = STATE(AUTHORISED),
		[SEEN(CAPTURED)] = STATE(CAPTURED),
		[SEEN(CANCELED)] = STATE(VOIDED),
		[SEEN(NOTHING)] = STATE(DECLINED),
	},
};

enum payment_payment_state payment_state_after(enum payment_payment_state state, enum payment_sight sight)
{
	assert((unsigned)state < STATES && (unsigned)sight < PAYMENT_SIGHTS);
	enum payment_payment_state next = after[state][sight];
	return next == STATE(UNSPECIFIED) ? state : next;
}

enum payment_wish payment_wish_after(enum payment_wish wish, enum payment_payment_state state,
                                     enum payment_sight sight)
{
	/* A capture that is refused is not asked for again: what is set aside, if it is, goes back. */
	if (state == STATE(CAPTURING) && sight == SEEN(REFUSAL))
		return PAYMENT_WISH_VOID;
	/* Nobody waits for the money of a declined payment; if some turns up, it goes back. */
	if (payment_state_after(state, sight) == STATE(DECLINED))
		return PAYMENT_WISH_VOID;
	return wish;
}

enum payment_step payment_step_towards(enum payment_wish wish, enum payment_payment_state state)
{
	switch (state) {
	case STATE(UNKNOWN): return PAYMENT_STEP_LOOK;
	case STATE(ACTION_REQUIRED):
		return wish == PAYMENT_WISH_VOID ? PAYMENT_STEP_CANCEL : PAYMENT_STEP_LOOK;
	case STATE(AUTHORISED): break;
	default: return PAYMENT_STEP_NONE; /* it is over, or an answer is on its way */
	}
	if (wish == PAYMENT_WISH_VOID)
		return PAYMENT_STEP_CANCEL;
	return wish == PAYMENT_WISH_CAPTURE ? PAYMENT_STEP_CAPTURE : PAYMENT_STEP_NONE;
}

int64_t payment_fee_of_refund(const struct payment_payment *payment, int64_t refund_minor)
{
	/* Amounts have eight digits, so their product is far from the end of int64. */
	int64_t fee = payment->platform_fee.minor, total = payment->amount.minor;
	int64_t before = payment->refunded.minor, now = before + refund_minor;
	return fee * now / total - fee * before / total;
}
