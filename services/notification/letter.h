/* letter.h - a mail before it is laid out: the same for its text and its HTML. */
#pragma once

#include "services/notification/facts.h"

enum { NOTIFICATION_PARAGRAPHS_MAX = 6, NOTIFICATION_ROWS_MAX = 10 };

struct notification_letter {
	enum notification_language language;
	cc_str subject;
	cc_str paragraphs[NOTIFICATION_PARAGRAPHS_MAX];
	size_t paragraph_count;
	struct notification_row { cc_str label, value; } rows[NOTIFICATION_ROWS_MAX];
	size_t row_count;
	cc_str link_label, link; /* where to go on; link empty: nowhere */
	const char *image;       /* the content id of a ticket's code; NULL: none */
	cc_str image_title;
	cc_str footer;
};

/* layout.c */
cc_str notification_as_text(struct cc_ctx *ctx, const struct notification_letter *letter);
cc_str notification_as_html(struct cc_ctx *ctx, const struct notification_letter *letter);
