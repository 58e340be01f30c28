/*
 * edge.h - the payment sandbox over HTTP, in the shape of Stripe's API, on this machine only.
 *
 *   POST /v1/payment_intents               amount, currency, payment_method, metadata[reference],
 *                                          confirm=true, capture_method=manual
 *   GET  /v1/payment_intents/{id}
 *   GET  /v1/payment_intents/search        query=metadata['reference']:'...'
 *   POST /v1/payment_intents/{id}/capture  amount_to_capture; without it, all
 *   POST /v1/payment_intents/{id}/cancel
 *   POST /v1/refunds                       payment_intent, metadata[reference], amount; without it, all
 *   GET  /v1/balance_transactions          limit, starting_after: every movement, oldest first
 *   GET, POST /3ds/{id}                    the page on which a guest confirms: answer=approve or decline
 *
 * Bodies are forms; Authorization: Bearer <secret key>; Idempotency-Key.  Failures are Stripe's error
 * objects.  Where a card loses a request or a reply, the connection ends without an answer.
 */
#pragma once

#include "platform/adapters/psp_sandbox/psp_sandbox.h"

struct cc_psp_edge;

struct cc_psp_edge_options {
	struct cc_psp *psp; /* a sandbox; it outlives the edge */
	struct cc_clock *clock;
	struct cc_entropy *entropy;
	uint16_t port;      /* 0: a free one */
	cc_str secret_key;  /* "sk_test_..."; it outlives the edge */
};

/* Listens on 127.0.0.1: whoever comes waits until it starts.  Fails: UNAVAILABLE, the port is taken. */
CC_RESULT cc_psp_edge_new(struct cc_ctx *ctx, const struct cc_psp_edge_options *options,
                          struct cc_psp_edge **edge);
uint16_t cc_psp_edge_port(const struct cc_psp_edge *edge);
void cc_psp_edge_start(struct cc_psp_edge *edge); /* answers, in threads of its own */
void cc_psp_edge_free(struct cc_psp_edge *edge);  /* stops it first; NULL is fine */

/* Where events are posted. */
struct cc_psp_hook { cc_str host, port, path; };

/* "http://host:port/path".  False if it is anything else. */
bool cc_psp_hook_parse(struct cc_ctx *ctx, cc_str url, struct cc_psp_hook *hook);
/* One POST with the header Stripe-Signature, for cc_psp_sandbox_listen(): arg is the hook.  Waits 5 s at most
 * for each step.  Fails: UNAVAILABLE, it was not answered with a status from 200 to 299. */
cc_err cc_psp_hook_post(void *arg, struct cc_ctx *ctx, cc_str signature, cc_str body);
