/* on_seats_confirmed.c - seats are gone for good. */
#include "contracts/inventory.h"
#include "services/pricing/internal.h"

static cc_err on_seats_confirmed(struct cc_ctx *ctx, const void *body)
{
	const struct inventory_seats_confirmed *confirmed = body;
	return cc_sql_exec(ctx, &hear_kept, confirmed->booking_id, confirmed->session_id, CC_TIME_NEVER);
}

const struct cc_consumer pricing_on_seats_confirmed_consumer = {
	.name = "pricing.on_seats_confirmed",
	.event = &inventory_seats_confirmed_event,
	.call = on_seats_confirmed,
};
