#include "platform/core/cipher.h"

#include "platform/core/protobuf.h"
#include "platform/core/run.h"
#include "platform/ports/cipher.h"
#include "platform/ports/entropy.h"

const struct cc_reason cc_cipher_broken = { "cipher_broken", CC_INTERNAL };

/* With its kind in front, so that one kind cannot be put in the place of another. */
static cc_str binding(struct cc_ctx *ctx, const struct cc_message *message, cc_str bound_to)
{
	struct cc_buf text = { .arena = ctx->arena };
	cc_buf_add(&text, cc_str_of(message->name));
	cc_buf_add_char(&text, '\0');
	cc_buf_add(&text, bound_to);
	return cc_buf_str(&text);
}

cc_str cc_encrypt(struct cc_ctx *ctx, const struct cc_message *message, const void *msg, cc_str bound_to)
{
	assert(ctx->cipher); /* whoever runs services gives them one */
	uint8_t nonce[CC_CIPHER_NONCE_BYTES];
	ctx->entropy->ops->fill(ctx->entropy, nonce, sizeof nonce);
	struct cc_buf plain = { .arena = ctx->arena };
	cc_protobuf_encode(&plain, message, msg);
	assert(plain.len <= CC_MESSAGE_BYTES_MAX);

	size_t len = plain.len + CC_CIPHER_OVERHEAD_BYTES;
	uint8_t *encrypted = cc_alloc(ctx, len);
	ctx->cipher->ops->encrypt(ctx->cipher, nonce, binding(ctx, message, bound_to), cc_buf_str(&plain),
	                          encrypted);
	return (cc_str){ (const char *)encrypted, len };
}

static CC_RESULT broken(struct cc_ctx *ctx, const struct cc_message *message)
{
	return cc_fail(ctx, &cc_cipher_broken,
	               "A %s cannot be decrypted: it was changed, or its key is not here any more.",
	               message->name);
}

cc_err cc_decrypt(struct cc_ctx *ctx, const struct cc_message *message, cc_str bound_to, cc_str encrypted,
                  void *msg)
{
	assert(ctx->cipher);
	if (encrypted.len < CC_CIPHER_OVERHEAD_BYTES ||
	    encrypted.len > CC_MESSAGE_BYTES_MAX + CC_CIPHER_OVERHEAD_BYTES)
		return broken(ctx, message);
	size_t len = encrypted.len - CC_CIPHER_OVERHEAD_BYTES;
	uint8_t *plain = cc_alloc(ctx, len + 1);
	if (!ctx->cipher->ops->decrypt(ctx->cipher, binding(ctx, message, bound_to), encrypted, plain))
		return broken(ctx, message);

	void *read = cc_alloc(ctx, message->size);
	TRY(cc_protobuf_decode(ctx, (cc_str){ (const char *)plain, len }, message, read));
	memcpy(msg, read, message->size);
	return CC_OK;
}
