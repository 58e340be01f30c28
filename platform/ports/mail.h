/*
 * ports/mail.h - who takes mails and sees that they arrive.
 *
 * Adapters: adapters/mail_outbox (a folder, in which each mail is a file), adapters/fail (loses requests
 * and replies, repeats, delays, bounces).  Both pass tests/conformance/mail_test.c.
 *
 * A slot may block until ctx's deadline, and fails with UNAVAILABLE (nothing was sent) or
 * DEADLINE_EXCEEDED (nobody knows): the caller asks again under the same key.
 */
#pragma once

#include "platform/core/mail.h"

struct cc_mailer {
	const struct cc_mailer_ops *ops;
};

struct cc_mailer_ops {
	const char *name; /* as in the URL: "outbox" */

	/* `key` is the idempotency key, 1 to 128 visible characters.  However often it is sent under the
	 * same key: one mail, the first.  The mail has passed cc_mail_check().
	 * Fails: `mail_bounced`. */
	cc_err (*send)(struct cc_mailer *mailer, struct cc_ctx *ctx, cc_str key, const struct cc_mail *mail);

	void (*free)(struct cc_mailer *mailer); /* NULL is fine */
};
