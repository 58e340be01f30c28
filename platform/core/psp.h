/*
 * psp.h - card payments: how a service reaches the payment provider.
 *
 * COMPOSE only: no transaction is open while the provider is asked.  What moves money takes the key of
 * a committed plan (effect.h).  The same key is the same request: one effect, one answer, however
 * often it is sent, for a day; whoever comes back later than that looks first.
 *
 * Every call fails with
 *   UNAVAILABLE        nothing was done: ask again
 *   DEADLINE_EXCEEDED  it may have been done, or may yet be: ask again under the same key, or look for
 *                      the reference.
 */
#pragma once

#include "platform/core/psp_intent.h"

struct cc_ctx;
struct cc_effect_key; /* effect.h */

/* Creates an intent and confirms it, to be captured later.  Answers REQUIRES_CAPTURE, REQUIRES_ACTION, or
 * REQUIRES_PAYMENT_METHOD with the decline.  Fails: psp_unknown_method, psp_bad_order. */
CC_RESULT cc_psp_authorise(struct cc_ctx *ctx, const struct cc_effect_key *key,
                           const struct cc_psp_order *order, struct cc_psp_intent *intent);

/* Takes all or part of what is authorised, once; the rest is released.  A bank may decline even now:
 * REQUIRES_PAYMENT_METHOD, and nothing is set aside any more.
 * Fails: psp_not_found, psp_wrong_state, psp_too_much, psp_bad_order. */
CC_RESULT cc_psp_capture(struct cc_ctx *ctx, const struct cc_effect_key *key,
                         const struct cc_psp_part *part, struct cc_psp_intent *intent);

/* Voids what is not captured; an intent that is canceled already is the answer, too.
 * Fails: psp_not_found, psp_wrong_state (captured: refund it). */
CC_RESULT cc_psp_cancel(struct cc_ctx *ctx, const struct cc_effect_key *key, cc_str intent_id,
                        struct cc_psp_intent *intent);

/* Gives back all or part of what was captured; an intent may have several refunds.
 * Fails: psp_not_found, psp_wrong_state (nothing captured), psp_too_much, psp_bad_order, psp_disputed. */
CC_RESULT cc_psp_refund(struct cc_ctx *ctx, const struct cc_effect_key *key,
                        const struct cc_psp_part *part, struct cc_psp_refund *refund);

/* What became of a call whose outcome is unknown: the newest intent, or refund, of our reference. */
CC_RESULT cc_psp_find_by_reference(struct cc_ctx *ctx, cc_str reference, struct cc_psp_intent *intent);
CC_RESULT cc_psp_find_refund(struct cc_ctx *ctx, cc_str reference, struct cc_psp_refund *refund);

/* The provider's books after the movement of this id, "" for their beginning: at most max, and 100,
 * oldest first.  Fails: psp_not_found. */
CC_RESULT cc_psp_list(struct cc_ctx *ctx, cc_str after, size_t max, struct cc_psp_movement_list *movements);

/* A webhook: checks the signature over the very bytes that came, and says what happened.  Asks nobody.
 * Fails: psp_bad_signature, psp_bad_event. */
CC_RESULT cc_psp_read_event(struct cc_ctx *ctx, cc_str signature, cc_str body, struct cc_psp_event *event);
