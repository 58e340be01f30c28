/*
 * mail.h - one mail to one person: how a service sends it.
 *
 * Only in the act of an effect (effect.h): the key of the committed plan makes that whatever is asked
 * for twice is one mail, the first.  Texts are UTF-8; how they travel is the adapter's business, and
 * nothing in them can become a header or another mail.
 */
#pragma once

#include "platform/core/error.h"

struct cc_ctx;
struct cc_effect_key; /* effect.h */

enum {
	CC_MAIL_NAME_MAX = 200,       /* bytes: of a person, and of an attachment */
	CC_MAIL_ADDRESS_MAX = 254,    /* RFC 5321 section 4.5.3.1.3 */
	CC_MAIL_SUBJECT_MAX = 400,
	CC_MAIL_TEXT_MAX = 256 * 1024, /* of the text, and of the HTML */
	CC_MAIL_PARTS_MAX = 8,
	CC_MAIL_PART_BYTES_MAX = 512 * 1024,
};

struct cc_mailbox { cc_str name, address; }; /* the name may be empty */

/* An attachment; with a content_id it is shown where the HTML says <img src="cid:...">. */
struct cc_mail_part {
	const char *name;         /* "ticket.png": letters, digits, dots and hyphens */
	const char *content_type; /* "image/png", "text/calendar; charset=utf-8; method=PUBLISH" */
	const char *content_id;   /* as `name`; NULL: an attachment */
	cc_str bytes;
};

struct cc_mail {
	struct cc_mailbox to;
	const char *language; /* of the texts: "pl" (RFC 5646) */
	cc_str subject;
	cc_str text, html;    /* the same in both */
	const struct cc_mail_part *parts;
	size_t part_count;
	cc_time date;         /* the same however often it is sent */
};

/* INVALID_ARGUMENT: no such mail can be sent; the sentence says why. */
extern const struct cc_reason cc_mail_malformed;
/* FAILED_PRECONDITION: nobody takes mail at this address. */
extern const struct cc_reason cc_mail_bounced;

/*
 * Hands the mail over for good.  What is to be kept is what it was under this key the first time.
 * Fails: mail_malformed, mail_bounced; UNAVAILABLE (it was not sent) and DEADLINE_EXCEEDED (nobody
 * knows): ask again under the same key.
 */
CC_RESULT cc_mail_send(struct cc_ctx *ctx, const struct cc_effect_key *key, const struct cc_mail *mail);

/* Can the address be written to at all?  "ola@example.org": ASCII, a dot-atom, an @ and a host's name. */
bool cc_mail_address_valid(cc_str address);
/* Fails: mail_malformed (an address, a name or a size out of bounds, text that is no UTF-8). */
CC_RESULT cc_mail_check(struct cc_ctx *ctx, const struct cc_mail *mail);
