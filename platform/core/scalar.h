/* scalar.h - one value from its text.  For platform/core only. */
#pragma once

#include "platform/core/message.h"

/* A JSON string, without its quotes; false if field does not take it.  *value is written on success. */
bool cc_scalar_from_string(struct cc_ctx *ctx, const struct cc_field *field, cc_str text, void *value);
/* A JSON number. */
bool cc_scalar_from_number(const struct cc_field *field, cc_str digits, void *value);
/* What field takes: "a whole number from 0 to 8". */
const char *cc_scalar_expected(struct cc_ctx *ctx, const struct cc_field *field);
/* The rule that a string breaks which cc_scalar_from_string() refuses. */
const char *cc_scalar_rule(const struct cc_field *field);
