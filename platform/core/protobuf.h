/*
 * protobuf.h - messages on the wire (protobuf encoding, proto3 semantics).
 *
 * Bounded: CC_DEPTH_MAX levels, CC_ITEMS_MAX items a list, CC_MESSAGE_BYTES_MAX
 * bytes.  Unknown fields are skipped (a peer may be newer).  UTF-8 is checked.
 * Decoding does not apply the contract's rules: see validate.h.
 */
#pragma once

#include "platform/core/buf.h"
#include "platform/core/message.h"

void cc_protobuf_encode(struct cc_buf *out, const struct cc_message *message, const void *msg);

/* Fails with INVALID_ARGUMENT `malformed_message`.  msg must be zeroed; strings
 * point into `bytes`, which must outlive msg. */
CC_RESULT cc_protobuf_decode(struct cc_ctx *ctx, cc_str bytes, const struct cc_message *message, void *msg);

/* A deep copy whose every byte lives in ctx's arena. */
void cc_message_copy(struct cc_ctx *ctx, const struct cc_message *message, const void *from, void *to);
