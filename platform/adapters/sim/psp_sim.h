/*
 * psp_sim.h - a payment provider in memory that lies, repeats and is late, as `faults` tell it to.
 *
 * It belongs to the world: processes that ask it may die in the middle of a call.  Its cards are those of
 * psp_sandbox/cards.h, but for those that lose things: here the faults do.  It works for one thread (or
 * many fibers): whenever it gives way (faults->pass), and at no other time, it is whole.
 *
 *   PSP_LOST           nothing was done: UNAVAILABLE at once, or silence until the caller's deadline
 *   PSP_SLOW           it arrives up to a minute later; after the deadline too, when nobody waits any more
 *   PSP_REPLY_LOST     done; silence
 *   PSP_KEY_IN_USE     ABORTED; nothing was done
 *   PSP_ERROR_KEPT     a 500, done or not; the same for a day under this key: DEADLINE_EXCEEDED
 *   PSP_KEY_FORGOTTEN  what came under the key an hour ago or earlier is a new request
 *   PSP_DECLINED       the card is bad from now on: also at its capture, which then either is refused, or
 *                      answers REQUIRES_PAYMENT_METHOD; the hold is released
 *   PSP_DISPUTED       within a day of a capture; won or lost within another
 *   WEBHOOK_TWICE, _LATE (72 hours at most), _LOST
 */
#pragma once

#include "platform/adapters/sim/faults.h"
#include "platform/ports/clock.h"
#include "platform/ports/psp.h"

enum { CC_PSP_SIM_SLOW_MAX_MS = 60 * 1000, CC_PSP_SIM_REMEMBERS_MS = 3600 * 1000 };

/* `faults` may be NULL: nothing goes wrong, and nothing waits. */
struct cc_psp *cc_psp_sim_new(struct cc_clock *clock, struct cc_faults *faults);

/* What it tells ------------------------------------------------------------------ */

/* A webhook: post it, and say whether it was heard (2xx).  Without a word it is due again in half a minute,
 * as is what nobody heard, later and later, 16 times.  Its texts live until the provider is freed. */
struct cc_psp_sim_webhook {
	size_t number;
	cc_str signature, body;
};

/* When there is something to be done next: a webhook to take, a bank that answers, a hold that lapses, a
 * request that arrives, a dispute; CC_TIME_NEVER if nothing is awaited. */
cc_time cc_psp_sim_due(const struct cc_psp *psp);
/* Does what is due; true: *webhook is to be posted now, and there may be more. */
bool cc_psp_sim_take(struct cc_psp *psp, struct cc_psp_sim_webhook *webhook);
void cc_psp_sim_heard(struct cc_psp *psp, size_t number, bool heard);

/* Of an intent in REQUIRES_ACTION: the guest approves or refuses at their bank.  False: it does not wait. */
bool cc_psp_sim_confirm(struct cc_psp *psp, cc_str intent_id, bool approved);

/* Its books, for the audit ------------------------------------------------------- */

/* All that was ever made, oldest first; texts and pointers live until the provider is freed.  What is in
 * `intent` and `refund` is what find() and find_refund() would say now. */
struct cc_psp_sim_payment {
	struct cc_psp_intent intent; /* created_at: when the request that made it arrived */
	cc_str key, method;          /* what it was made with */
	bool again;                  /* its key had come before, and was forgotten */
	cc_str capture_key;          /* of the capture that took the money; empty */
	cc_time captured_at;
};

struct cc_psp_sim_refund {
	struct cc_psp_refund refund;
	cc_str key;
	bool again;
	size_t payment; /* the payment's number */
};

size_t cc_psp_sim_payments(const struct cc_psp *psp);
const struct cc_psp_sim_payment *cc_psp_sim_payment(const struct cc_psp *psp, size_t number);
size_t cc_psp_sim_refunds(const struct cc_psp *psp);
const struct cc_psp_sim_refund *cc_psp_sim_refund(const struct cc_psp *psp, size_t number);
size_t cc_psp_sim_movements(const struct cc_psp *psp);
const struct cc_psp_movement *cc_psp_sim_movement(const struct cc_psp *psp, size_t number);
/* The payments of our reference, newest first: NULL at the end.  O(1). */
const struct cc_psp_sim_payment *cc_psp_sim_newest(const struct cc_psp *psp, cc_str reference);
const struct cc_psp_sim_payment *cc_psp_sim_before(const struct cc_psp_sim_payment *payment);

/* What can be added up without a look at each: minor units of all currencies. */
struct cc_psp_sim_sums {
	int64_t authorised, released, captured, refunded, disputed, reinstated;
	uint64_t calls, webhooks, webhooks_lost, webhooks_given_up;
};

struct cc_psp_sim_sums cc_psp_sim_sums(const struct cc_psp *psp);

/* Called after each movement, when the payment shows it already.  It must not wait, nor ask the provider. */
void cc_psp_sim_watch(struct cc_psp *psp,
                      void (*moved)(void *arg, const struct cc_psp_movement *movement,
                                    const struct cc_psp_sim_payment *payment),
                      void *arg);
