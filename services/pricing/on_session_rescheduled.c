/* on_session_rescheduled.c - kick-off moved, and with it how near it is. */
#include "contracts/inventory.h"
#include "services/pricing/internal.h"

static cc_err on_session_rescheduled(struct cc_ctx *ctx, const void *body)
{
	const struct inventory_session_rescheduled *rescheduled = body;
	return cc_sql_exec(ctx, &hear_rescheduled, rescheduled->session_id, rescheduled->starts_at);
}

const struct cc_consumer pricing_on_session_rescheduled_consumer = {
	.name = "pricing.on_session_rescheduled",
	.event = &inventory_session_rescheduled_event,
	.call = on_session_rescheduled,
};
