/* on_hold_extended.c - seats stay held for longer. */
#include "contracts/inventory.h"
#include "services/pricing/internal.h"

static cc_err on_hold_extended(struct cc_ctx *ctx, const void *body)
{
	const struct inventory_hold_extended *extended = body;
	return cc_sql_exec(ctx, &hear_kept, extended->booking_id, extended->session_id, extended->expires_at);
}

const struct cc_consumer pricing_on_hold_extended_consumer = {
	.name = "pricing.on_hold_extended",
	.event = &inventory_hold_extended_event,
	.call = on_hold_extended,
};
