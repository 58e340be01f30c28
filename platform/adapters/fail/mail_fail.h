/*
 * mail_fail.h - a mail server behind a bad network, and readers who have moved away.
 */
#pragma once

#include "platform/ports/mail.h"

/* What happens to the next mails; each count goes down as it is used, in this order. */
struct cc_mail_fail_plan {
	int refuse;       /* UNAVAILABLE: nothing was sent */
	int lose_request; /* DEADLINE_EXCEEDED: it never arrived */
	int lose_reply;   /* DEADLINE_EXCEEDED: it was sent, and the caller does not know */
	int bounce;       /* FAILED_PRECONDITION `mail_bounced`: nobody is there */
	int delay;        /* the caller waits first: pass(arg) is called */
	void (*pass)(void *arg);
	void *arg;
	bool repeat;      /* whatever is sent arrives twice, and the second answer is the caller's */
};

/* Owns `inner`.  Without a plan, mails are passed on as they are. */
struct cc_mailer *cc_mail_fail_new(struct cc_mailer *inner);
void cc_mail_fail_plan(struct cc_mailer *mailer, const struct cc_mail_fail_plan *plan); /* from any thread */
