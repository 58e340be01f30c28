/*
 * mail_outbox.h - an outbox: each mail is a file of its own in a folder, and nothing leaves the machine.
 *
 * "<folder>/<32 hex digits of the key's SHA-256>.eml" is whole and on disk before the sender is told; a
 * file whose name begins with a dot is not.  What is there under a key stays as it is.
 */
#pragma once

#include "platform/ports/mail.h"

enum { CC_MAIL_OUTBOX_NAME_BYTES = 32 + 4 }; /* of a file's name */

struct cc_mail_outbox_options {
	const char *folder;     /* made if it is not there, with mode 0700: mails are private */
	struct cc_mailbox from; /* its address's host is also that of the Message-IDs */
};

/* Fails: UNAVAILABLE (the folder cannot be made or written to). */
CC_RESULT cc_mail_outbox_new(struct cc_ctx *ctx, const struct cc_mail_outbox_options *options,
                             struct cc_mailer **mailer);
