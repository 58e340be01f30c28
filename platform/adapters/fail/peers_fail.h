/* peers_fail.h - peers behind a bad network: requests and replies are lost, calls are late. */
#pragma once

#include "platform/ports/peers.h"

/* What happens to the next calls; each field counts down as it is used, in this order. */
struct cc_peers_fail_plan {
	int refuse;          /* UNAVAILABLE: nothing was sent */
	int lose_request;    /* DEADLINE_EXCEEDED: it never arrived */
	int lose_reply;      /* DEADLINE_EXCEEDED: it was done, and the caller does not know */
	int delay;           /* the caller waits first: pass(arg) is called */
	void (*pass)(void *arg);
	void *arg;
};

/* Owns `inner`.  Without a plan, calls are passed on as they are. */
struct cc_peers *cc_peers_fail_new(struct cc_peers *inner);
void cc_peers_fail_plan(struct cc_peers *peers, const struct cc_peers_fail_plan *plan); /* from any thread */
