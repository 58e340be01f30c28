/*
 * mail_mime.h - a mail as it goes over the wire: RFC 5322 with MIME (RFC 2045 to 2047).
 *
 *   multipart/mixed
 *     multipart/alternative
 *       text/plain
 *       multipart/related       (only if images are shown within the HTML)
 *         text/html
 *         image/png ...
 *     text/calendar ...         (attachments)
 *
 * All of it is ASCII; every line ends with CRLF and is at most 78 characters long, unless an address alone
 * is longer.  The same mail is the same bytes.
 */
#pragma once

#include "platform/core/buf.h"
#include "platform/ports/mail.h"

struct cc_mail_envelope {
	struct cc_mailbox from;
	cc_str message_id; /* without the angle brackets: "8c6f...@example.org" */
};

void cc_mail_mime_write(struct cc_buf *out, const struct cc_mail_envelope *envelope,
                        const struct cc_mail *mail);
