/*
 * psp_sandbox.h - a payment provider in this process: it behaves as Stripe does, and moves no real money.
 *
 * It has a store of its own, which shares nothing with the services' stores, so that their books and
 * its books can be held against each other.  What a card does is written on it: see cards.h.
 *
 * Time passes by its clock: authorisations lapse and banks answer whenever the next call, or
 * step, finds that they should have.
 */
#pragma once

#include "platform/adapters/psp_sandbox/cards.h"
#include "platform/ports/clock.h"
#include "platform/ports/entropy.h"
#include "platform/ports/psp.h"
#include "platform/ports/sql.h"
#include "platform/ports/threads.h"

struct cc_psp_sandbox_options {
	struct cc_sql *sql; /* owned by the sandbox from here on, whether or not it opens */
	const struct cc_threads *threads;
	struct cc_clock *clock;
	struct cc_entropy *entropy;
	cc_str webhook_secret; /* signs events; 16 bytes at least */
};

/* Fails as cc_store_open() does. */
CC_RESULT cc_psp_sandbox_new(struct cc_ctx *ctx, const struct cc_psp_sandbox_options *options,
                             struct cc_psp **psp);

/*
 * Who hears of events, once the sandbox runs or is stepped: a failure is tried again after 1, 2, 4, ...
 * seconds, an hour at most, 16 times.  Events may come twice and in any order.  Before it starts.
 */
void cc_psp_sandbox_listen(struct cc_psp *psp,
                           cc_err (*hear)(void *arg, struct cc_ctx *ctx, cc_str signature, cc_str body),
                           void *arg);

/* Where a guest confirms a payment: "<pages>/<intent id>".  Without such a place every guest's bank asks
 * them in its app, as that of pm_card_threeDSecureApproved does.  Before it starts. */
void cc_psp_sandbox_set_pages(struct cc_psp *psp, cc_str pages);

/* A thread for its store, and one that delivers events as they fall due. */
void cc_psp_sandbox_start(struct cc_psp *psp);
void cc_psp_sandbox_stop(struct cc_psp *psp); /* nothing is heard any more; calls still work */
/* Does on the caller's thread what is due now, if it was not started; how many events were delivered. */
size_t cc_psp_sandbox_step(struct cc_psp *psp);

/* What the guest says where action_url leads.  Fails: `psp_not_found`, `psp_wrong_state`. */
CC_RESULT cc_psp_sandbox_authenticate(struct cc_psp *psp, struct cc_ctx *ctx, cc_str intent_id, bool approved,
                                      struct cc_psp_intent *intent);

/* "t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>", in hex>": Stripe's scheme, and its check. */
cc_str cc_psp_sandbox_sign(struct cc_ctx *ctx, cc_str secret, cc_time now, cc_str body);
CC_RESULT cc_psp_sandbox_check(struct cc_ctx *ctx, cc_str secret, cc_str signature, cc_str body);
/* Checks an event and reads it, as read_event() of the port does. */
CC_RESULT cc_psp_sandbox_read(struct cc_ctx *ctx, cc_str secret, cc_str signature, cc_str body,
                              struct cc_psp_event *event);
