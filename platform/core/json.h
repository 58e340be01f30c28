/*
 * json.h - messages as JSON (RFC 8259, proto3 JSON mapping).
 *
 * Written with the contract's snake_case names, every field that has no
 * presence included; 64-bit integers are strings, times RFC 3339, enums by name.
 * Read with snake_case or lowerCamelCase names.  Reading is strict: unknown
 * and duplicate keys, wrong types, bad UTF-8, lone surrogates, trailing bytes,
 * depth, items and size beyond the limits are violations with a JSON pointer.
 */
#pragma once

#include "platform/core/buf.h"
#include "platform/core/message.h"

void cc_json_encode(struct cc_buf *out, const struct cc_message *message, const void *msg);

/*
 * Fails with INVALID_ARGUMENT: `malformed_json` (with the byte's position) or
 * `invalid_argument` with violations.  msg must be zeroed.  `given` (may be
 * NULL) gets bit i set for each field i that was there; bits already set on
 * entry were bound from the path, and their keys are refused as unknown.  An
 * input without a body is decoded from `{}`, so that absent times are marked.
 */
CC_RESULT cc_json_decode(struct cc_ctx *ctx, cc_str text, const struct cc_message *message, void *msg,
                         uint64_t *given);

/* One scalar or a repeated scalar's next item from a path segment or query
 * value (already percent-decoded); fails like cc_json_decode(). */
CC_RESULT cc_text_decode(struct cc_ctx *ctx, cc_str text, const struct cc_message *message,
                         const struct cc_field *field, void *msg);
