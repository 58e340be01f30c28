/*
 * seal.h - messages that leave the house and must come back as they went.
 *
 * Sealed bytes are the message's protobuf and then 32 bytes that only this
 * installation can make.  Anybody can read them; nobody can change them.  A seal
 * says who wrote and what kind of message it is, not when: put an expiry inside.
 */
#pragma once

#include "platform/core/message.h"

enum { CC_SEAL_BYTES = 32 };

/* The bytes were not sealed here as a message of this kind, or are not what they were. */
extern const struct cc_reason cc_seal_broken;

cc_str cc_seal(struct cc_ctx *ctx, const struct cc_message *message, const void *msg);

/* The same as base64url, for addresses and headers. */
cc_str cc_seal_text(struct cc_ctx *ctx, const struct cc_message *message, const void *msg);

/* Reads what cc_seal() wrote; strings point into `sealed`.  Fails: INVALID_ARGUMENT `seal_broken`. */
CC_RESULT cc_unseal(struct cc_ctx *ctx, const struct cc_message *message, cc_str sealed, void *msg);
CC_RESULT cc_unseal_text(struct cc_ctx *ctx, const struct cc_message *message, cc_str sealed, void *msg);
