/* suggest.h - which field was meant.  For platform/core only. */
#pragma once

#include "platform/core/message.h"

/* The field whose name is nearest to a misspelt one; NULL if none is near.
 * Bit i of `taken` leaves field i out. */
const char *cc_suggest_field(const struct cc_message *message, cc_str misspelt, uint64_t taken);
