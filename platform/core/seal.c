#include "platform/core/seal.h"

#include "platform/core/base64url.h"
#include "platform/core/protobuf.h"
#include "platform/core/run.h"
#include "platform/ports/sealer.h"

const struct cc_reason cc_seal_broken = { "seal_broken", CC_INVALID_ARGUMENT };

/* With its kind in front, so that a sealed message of one kind cannot be handed in as one of another. */
static void begin(struct cc_buf *text, const struct cc_message *message)
{
	cc_buf_add(text, cc_str_of(message->name));
	cc_buf_add_char(text, '\0');
}

static void reckon(struct cc_ctx *ctx, const struct cc_buf *text, uint8_t seal[CC_SEAL_BYTES])
{
	assert(ctx->sealer); /* whoever runs services gives them one */
	ctx->sealer->ops->reckon(ctx->sealer, cc_buf_str(text), seal);
}

cc_str cc_seal(struct cc_ctx *ctx, const struct cc_message *message, const void *msg)
{
	struct cc_buf text = { .arena = ctx->arena };
	uint8_t seal[CC_SEAL_BYTES];
	begin(&text, message);
	size_t kind = text.len;
	cc_protobuf_encode(&text, message, msg);
	reckon(ctx, &text, seal);
	cc_buf_add(&text, (cc_str){ (const char *)seal, sizeof seal });
	return (cc_str){ text.ptr + kind, text.len - kind };
}

/* Takes as long wherever the first difference is: nobody can feel their way to a seal. */
static bool same(const uint8_t *a, const char *b)
{
	volatile uint8_t difference = 0;
	for (size_t i = 0; i < CC_SEAL_BYTES; i++)
		difference |= (uint8_t)(a[i] ^ (uint8_t)b[i]);
	return difference == 0;
}

static CC_RESULT broken(struct cc_ctx *ctx)
{
	return cc_fail(ctx, &cc_seal_broken,
	               "This was not made here, or was changed since; ask for a new one.");
}

cc_err cc_unseal(struct cc_ctx *ctx, const struct cc_message *message, cc_str sealed, void *msg)
{
	if (sealed.len < CC_SEAL_BYTES)
		return broken(ctx);
	cc_str body = { sealed.ptr, sealed.len - CC_SEAL_BYTES };
	struct cc_buf text = { .arena = ctx->arena };
	uint8_t seal[CC_SEAL_BYTES];
	begin(&text, message);
	cc_buf_add(&text, body);
	reckon(ctx, &text, seal);
	if (!same(seal, body.ptr + body.len))
		return broken(ctx);

	void *read = cc_alloc(ctx, message->size);
	TRY(cc_protobuf_decode(ctx, body, message, read));
	memcpy(msg, read, message->size);
	return CC_OK;
}

cc_str cc_seal_text(struct cc_ctx *ctx, const struct cc_message *message, const void *msg)
{
	return cc_base64url_print(ctx->arena, cc_seal(ctx, message, msg));
}

cc_err cc_unseal_text(struct cc_ctx *ctx, const struct cc_message *message, cc_str sealed, void *msg)
{
	cc_str bytes;
	if (!cc_base64url_parse(ctx->arena, sealed, &bytes))
		return broken(ctx);
	return cc_unseal(ctx, message, bytes, msg);
}
