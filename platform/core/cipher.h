/*
 * cipher.h - messages that are kept so that the store alone does not tell them.
 *
 * Encrypted bytes hide the message's protobuf, all but its length, under a key that is no part of any store.
 * They say which key, so that keys can be changed.  They are bound to the message's kind and to one more
 * text, such as the id of the row they stand in: copied into another row, they cannot be read.
 */
#pragma once

#include "platform/core/message.h"

enum { CC_CIPHER_OVERHEAD_BYTES = 32 };

/* The bytes were changed, were bound to something else, or their key is not here any more: a broken store. */
extern const struct cc_reason cc_cipher_broken;

/* Other bytes each time.  At most CC_MESSAGE_BYTES_MAX of protobuf. */
cc_str cc_encrypt(struct cc_ctx *ctx, const struct cc_message *message, const void *msg, cc_str bound_to);

/* Reads what cc_encrypt() wrote, into the arena.  Fails: INTERNAL `cipher_broken`. */
CC_RESULT cc_decrypt(struct cc_ctx *ctx, const struct cc_message *message, cc_str bound_to, cc_str encrypted,
                     void *msg);
