/* peers_fail.h - peers behind a bad network: requests and replies are lost, calls are late. */
#pragma once

#include "platform/ports/peers.h"

enum { CC_PEERS_FAIL_PLANS_MAX = 4 };

/* What happens to the next calls; each field counts down as it is used, in this order. */
struct cc_peers_fail_plan {
	const struct cc_op *only; /* others are passed on; NULL: this happens to all */
	int deny;            /* FAILED_PRECONDITION: the callee will not do it */
	int refuse;          /* UNAVAILABLE: nothing was sent */
	int lose_request;    /* DEADLINE_EXCEEDED: it never arrived */
	int lose_reply;      /* DEADLINE_EXCEEDED: it was done, and the caller does not know */
	int delay;           /* the caller waits first: pass(arg) is called */
	void (*pass)(void *arg);
	void *arg;
};

/* Owns `inner`.  Without a plan, calls are passed on as they are. */
struct cc_peers *cc_peers_fail_new(struct cc_peers *inner);
/* From any thread.  Instead of all earlier plans; and, at most CC_PEERS_FAIL_PLANS_MAX, beside them. */
void cc_peers_fail_plan(struct cc_peers *peers, const struct cc_peers_fail_plan *plan);
void cc_peers_fail_also(struct cc_peers *peers, const struct cc_peers_fail_plan *plan);
