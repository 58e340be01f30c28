/* validate.h - the contract's rules, applied to what a caller sent. */
#pragma once

#include "platform/core/message.h"

/*
 * Checks required fields, ranges, lengths, item counts and formats, nested
 * messages included.  Fails with INVALID_ARGUMENT `invalid_argument` and one
 * violation for every field at fault, at most 16.
 */
CC_RESULT cc_validate(struct cc_ctx *ctx, const struct cc_message *message, const void *msg);

bool cc_utf8_valid(cc_str text); /* RFC 3629: no surrogates, no overlong forms; NUL is refused */
