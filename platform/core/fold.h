/*
 * fold.h - text made comparable: its words, without case and without marks.
 *
 * "Łódź - BŁĘKITNI Port" folds to "lodz blekitni port".  A word is a run of a to z, 0 to 9 and letters
 * that are not Latin; those keep their marks, and Greek and Cyrillic ones lose their case.  What else
 * stands in the text (punctuation, control characters, bytes that are no UTF-8) is between words.
 */
#pragma once

#include "platform/core/context.h"

/* The words, one space between two of them; "" if there are none.  Never longer than the text. */
cc_str cc_fold(struct cc_ctx *ctx, cc_str text);

/* Takes the first word off folded text; false if there is none left. */
static inline bool cc_next_word(cc_str *folded, cc_str *word)
{
	if (folded->len == 0)
		return false;
	const char *space = (const char *)memchr(folded->ptr, ' ', folded->len);
	size_t len = space ? (size_t)(space - folded->ptr) : folded->len;
	size_t taken = space ? len + 1 : len;
	*word = (cc_str){ folded->ptr, len };
	*folded = (cc_str){ folded->ptr + taken, folded->len - taken };
	return true;
}
