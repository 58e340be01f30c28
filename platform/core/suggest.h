/* suggest.h - which name was meant.  For platform/core and cli. */
#pragma once

#include "platform/core/message.h"

/* Names are offered one after the other; the nearest to what was written stays. */
struct cc_nearest {
	const char *name; /* NULL: none is near */
	size_t distance;
};

/* Keeps `name` if it is nearer to a misspelt word than what was kept before; farther than a third of the
 * word's letters is another word. */
void cc_nearest_offer(struct cc_nearest *nearest, cc_str misspelt, const char *name);

/* The field whose name is nearest to a misspelt one; NULL if none is near.
 * Bit i of `taken` leaves field i out. */
const char *cc_suggest_field(const struct cc_message *message, cc_str misspelt, uint64_t taken);
