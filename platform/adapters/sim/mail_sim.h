/*
 * mail_sim.h - a mailbox in memory for everybody: what was sent stays, for guests and the audit to read.
 *
 * It belongs to the world.  The same key is one mail, the first, as ports/mail.h says.  For one thread,
 * or many fibers.
 *
 *   MAIL_REFUSED     UNAVAILABLE: it was not sent
 *   MAIL_REPLY_LOST  it was; silence until the sender's deadline
 */
#pragma once

#include "platform/adapters/sim/faults.h"
#include "platform/ports/clock.h"
#include "platform/ports/mail.h"

/* `faults` may be NULL. */
struct cc_mailer *cc_mail_sim_new(struct cc_clock *clock, struct cc_faults *faults);

/* A mail as it lies in the mailbox.  Its texts live until the mailer is freed. */
struct cc_mail_sim_letter {
	cc_str key;        /* the Message-ID is made of it: two letters have two */
	cc_str address, subject, text;
	const char *language;
	uint64_t digest;   /* of all of it, HTML and attachments too: the same mail, the same digest */
	cc_time date, arrived_at;
	size_t sent;       /* how often it was handed over under its key: more than once is no second mail */
};

/* All that arrived, oldest first; NULL past the end. */
const struct cc_mail_sim_letter *cc_mail_sim_letter(const struct cc_mailer *mailer, size_t number);
size_t cc_mail_sim_letters(const struct cc_mailer *mailer);
/* The same of one address, newest first: NULL at the end.  O(1). */
const struct cc_mail_sim_letter *cc_mail_sim_newest(const struct cc_mailer *mailer, cc_str address);
const struct cc_mail_sim_letter *cc_mail_sim_before(const struct cc_mail_sim_letter *letter);
