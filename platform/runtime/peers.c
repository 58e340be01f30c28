/* peers.c - how a COMPOSE asks another service. */
#include "platform/ports/peers.h"

#include "platform/core/run.h"

cc_err cc_call_once(struct cc_ctx *ctx, const struct cc_op *op, cc_str key, const void *in, void *out)
{
	assert(ctx->peers && !ctx->session); /* no transaction is open while it waits */
	return ctx->peers->ops->call(ctx->peers, ctx, op, key, in, out);
}

cc_err cc_call(struct cc_ctx *ctx, const struct cc_op *op, const void *in, void *out)
{
	return cc_call_once(ctx, op, CC_STR(""), in, out);
}
