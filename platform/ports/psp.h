/*
 * ports/psp.h - a payment provider: card payments that are authorised now and captured later.
 *
 * Adapters: adapters/psp_sandbox (a provider in this process, with books of its own), adapters/fail
 * (loses requests and replies, repeats, delays), adapters/sim/psp_sim.h (in memory, for the simulator).
 * All pass tests/conformance/psp_test.c.
 *
 * Every slot may block until ctx's deadline, and fails with UNAVAILABLE (nothing was done) or
 * DEADLINE_EXCEEDED (nobody knows).  What it answers lives in ctx's arena and is written only on success.
 *
 * `key` is the idempotency key, 1 to 255 bytes.  The same key with the same request, however often: one
 * effect, and the first answer, refusals too.  With another request: INVALID_ARGUMENT
 * `idempotency_key_reused`.  While the first is being worked on: ABORTED `idempotency_key_in_use`.
 * UNAVAILABLE and DEADLINE_EXCEEDED are nobody's answer: the key is free to be sent again.  Keys
 * are forgotten after CC_PSP_KEY_HOURS; from then on the same key is a new request.
 */
#pragma once

#include "platform/core/psp_intent.h"

enum {
	CC_PSP_KEY_HOURS = 24,
	CC_PSP_AUTHORISATION_DAYS = 7, /* then the provider voids it */
	CC_PSP_KEY_MAX = 255,
	CC_PSP_REFERENCE_MAX = 64,
	CC_PSP_LIST_MAX = 100,
	CC_PSP_AMOUNT_MAX = 99999999,  /* minor units: eight digits, as Stripe has them */
	CC_PSP_EVENT_AGE_MAX_SECONDS = 300, /* what was signed earlier may be a recording */
};

struct cc_psp {
	const struct cc_psp_ops *ops;
};

struct cc_psp_ops {
	const char *name; /* as in the URL: "sandbox" */

	/* Creates an intent and confirms it.  Unknown: find_by_reference() tells.
	 * Fails: `psp_unknown_method`, `psp_bad_order` (reference or amount out of bounds). */
	cc_err (*authorise)(struct cc_psp *psp, struct cc_ctx *ctx, cc_str key,
	                    const struct cc_psp_order *order, struct cc_psp_intent *intent);

	/* Takes the amount, once, and releases the rest.  A bank may decline even now:
	 * REQUIRES_PAYMENT_METHOD, and nothing is set aside any more.  Unknown: find() tells, by `captured`.
	 * Fails: `psp_not_found`, `psp_wrong_state`, `psp_too_much`, `psp_bad_order` (not positive; another
	 * currency). */
	cc_err (*capture)(struct cc_psp *psp, struct cc_ctx *ctx, cc_str key,
	                  const struct cc_psp_part *part, struct cc_psp_intent *intent);

	/* Voids; an intent that is canceled already is the answer, too.  Unknown: find() tells, by `state`.
	 * Fails: `psp_not_found`, `psp_wrong_state` (captured). */
	cc_err (*cancel)(struct cc_psp *psp, struct cc_ctx *ctx, cc_str key, cc_str intent_id,
	                 struct cc_psp_intent *intent);

	/* Gives back.  Unknown: find_refund() tells.
	 * Fails: `psp_not_found`, `psp_wrong_state` (nothing captured), `psp_too_much`, `psp_bad_order`,
	 * `psp_disputed`. */
	cc_err (*refund)(struct cc_psp *psp, struct cc_ctx *ctx, cc_str key,
	                 const struct cc_psp_part *part, struct cc_psp_refund *refund);

	/* Never changes anything, and sees whatever was answered before.  Fails: `psp_not_found`. */
	cc_err (*find)(struct cc_psp *psp, struct cc_ctx *ctx, cc_str intent_id,
	               struct cc_psp_intent *intent);

	/* The newest of our reference: there are several if a key was sent again after it had been
	 * forgotten.  Fails: `psp_not_found`. */
	cc_err (*find_by_reference)(struct cc_psp *psp, struct cc_ctx *ctx, cc_str reference,
	                            struct cc_psp_intent *intent);
	cc_err (*find_refund)(struct cc_psp *psp, struct cc_ctx *ctx, cc_str reference,
	                      struct cc_psp_refund *refund);

	/* At most max (and CC_PSP_LIST_MAX) movements after the one of this id, "" for the beginning, oldest
	 * first.  None is ever added before another.  Fails: `psp_not_found` (no such movement). */
	cc_err (*list)(struct cc_psp *psp, struct cc_ctx *ctx, cc_str after, size_t max,
	               struct cc_psp_movement_list *movements);

	/* A webhook: its signature header, and the bytes of its body as they came.  Never blocks.
	 * Fails: `psp_bad_signature`, `psp_bad_event`. */
	cc_err (*read_event)(struct cc_psp *psp, struct cc_ctx *ctx, cc_str signature, cc_str body,
	                     struct cc_psp_event *event);

	void (*free)(struct cc_psp *psp); /* NULL is fine */
};
