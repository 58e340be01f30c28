/* psp.c - how a COMPOSE reaches the payment provider. */
#include "platform/ports/psp.h"

#include "platform/core/effect.h"
#include "platform/core/psp.h"
#include "platform/core/run.h"

static struct cc_psp *provider(struct cc_ctx *ctx)
{
	assert(ctx->psp && !ctx->session); /* no transaction is open while it waits */
	return ctx->psp;
}

cc_err cc_psp_authorise(struct cc_ctx *ctx, const struct cc_effect_key *key, const struct cc_psp_order *order,
                        struct cc_psp_intent *intent)
{
	struct cc_psp *psp = provider(ctx);
	return psp->ops->authorise(psp, ctx, cc_effect_key_text(key), order, intent);
}

cc_err cc_psp_capture(struct cc_ctx *ctx, const struct cc_effect_key *key, const struct cc_psp_part *part,
                      struct cc_psp_intent *intent)
{
	struct cc_psp *psp = provider(ctx);
	return psp->ops->capture(psp, ctx, cc_effect_key_text(key), part, intent);
}

cc_err cc_psp_cancel(struct cc_ctx *ctx, const struct cc_effect_key *key, cc_str intent_id,
                     struct cc_psp_intent *intent)
{
	struct cc_psp *psp = provider(ctx);
	return psp->ops->cancel(psp, ctx, cc_effect_key_text(key), intent_id, intent);
}

cc_err cc_psp_refund(struct cc_ctx *ctx, const struct cc_effect_key *key, const struct cc_psp_part *part,
                     struct cc_psp_refund *refund)
{
	struct cc_psp *psp = provider(ctx);
	return psp->ops->refund(psp, ctx, cc_effect_key_text(key), part, refund);
}

cc_err cc_psp_find_by_reference(struct cc_ctx *ctx, cc_str reference, struct cc_psp_intent *intent)
{
	struct cc_psp *psp = provider(ctx);
	return psp->ops->find_by_reference(psp, ctx, reference, intent);
}

cc_err cc_psp_find_refund(struct cc_ctx *ctx, cc_str reference, struct cc_psp_refund *refund)
{
	struct cc_psp *psp = provider(ctx);
	return psp->ops->find_refund(psp, ctx, reference, refund);
}

cc_err cc_psp_list(struct cc_ctx *ctx, cc_str after, size_t max, struct cc_psp_movement_list *movements)
{
	struct cc_psp *psp = provider(ctx);
	return psp->ops->list(psp, ctx, after, max, movements);
}

cc_err cc_psp_read_event(struct cc_ctx *ctx, cc_str signature, cc_str body, struct cc_psp_event *event)
{
	struct cc_psp *psp = provider(ctx);
	return psp->ops->read_event(psp, ctx, signature, body, event);
}
