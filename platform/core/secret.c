#include "platform/core/secret.h"

#include "platform/core/base64url.h"
#include "platform/core/run.h"
#include "platform/ports/entropy.h"
#include "platform/ports/sealer.h"

cc_str cc_new_secret(struct cc_ctx *ctx)
{
	char bytes[CC_SECRET_BYTES];
	ctx->entropy->ops->fill(ctx->entropy, bytes, sizeof bytes);
	return cc_base64url_print(ctx->arena, (cc_str){ bytes, sizeof bytes });
}

/* Begins with a NUL, as no message's name does (seal.c): what is sealed is never the digest of a code. */
cc_str cc_secret_digest(struct cc_ctx *ctx, const char *kind, cc_str code)
{
	assert(ctx->sealer); /* whoever runs services gives them one */
	struct cc_buf text = { .arena = ctx->arena };
	cc_buf_add_char(&text, '\0');
	cc_buf_add(&text, cc_str_of(kind));
	cc_buf_add_char(&text, '\0');
	cc_buf_add(&text, code);
	uint8_t digest[CC_SEAL_BYTES];
	ctx->sealer->ops->reckon(ctx->sealer, cc_buf_str(&text), digest);
	return cc_base64url_print(ctx->arena, (cc_str){ (const char *)digest, sizeof digest });
}
