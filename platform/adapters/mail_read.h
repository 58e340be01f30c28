/*
 * mail_read.h - a mail's bytes, taken apart again: for whoever looks into the outbox.
 *
 * Reads what mail_mime.h writes, and is afraid of nothing else.  What it does not understand it leaves
 * out; every limit cuts, none fails.
 */
#pragma once

#include "platform/core/arena.h"
#include "platform/core/value.h"

enum { CC_MAIL_READ_PARTS_MAX = 16, CC_MAIL_READ_DEPTH_MAX = 4, CC_MAIL_READ_FIELD_MAX = 2000 };

struct cc_mail_read_part {
	cc_str name; /* empty: it has none */
	cc_str content_type, content_id;
	cc_str bytes;
};

/* Texts are valid UTF-8 and have no control characters but, in `text` and `html`, line ends and tabs. */
struct cc_mail_read {
	cc_str from, to, subject, date, message_id;
	cc_str text, html;
	struct cc_mail_read_part parts[CC_MAIL_READ_PARTS_MAX]; /* with a name */
	size_t part_count;
};

/* False if it does not begin with header fields. */
bool cc_mail_read(struct cc_arena *arena, cc_str bytes, struct cc_mail_read *mail);
