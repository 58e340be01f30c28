/*
 * psp_fail.h - a payment provider behind a bad network: requests and replies are lost, late, or come twice.
 */
#pragma once

#include "platform/ports/psp.h"

/* What happens to the next calls; each count goes down as it is used, in this order.  An event
 * that is read (read_event) goes over no network. */
struct cc_psp_fail_plan {
	int refuse;       /* UNAVAILABLE: nothing was sent */
	int lose_request; /* DEADLINE_EXCEEDED: it never arrived */
	int lose_reply;   /* DEADLINE_EXCEEDED: it was done, and the caller does not know */
	int delay;        /* the caller waits first: pass(arg) is called */
	void (*pass)(void *arg);
	void *arg;
	bool repeat;      /* whatever is sent arrives twice, and the second answer is the caller's */
};

/* Owns `inner`.  Without a plan, calls are passed on as they are. */
struct cc_psp *cc_psp_fail_new(struct cc_psp *inner);
void cc_psp_fail_plan(struct cc_psp *psp, const struct cc_psp_fail_plan *plan); /* from any thread */
