/* on_seats_released.c - seats are free again; that they were asked for still counts. */
#include "contracts/inventory.h"
#include "services/pricing/internal.h"

static cc_err on_seats_released(struct cc_ctx *ctx, const void *body)
{
	const struct inventory_seats_released *released = body;
	return cc_sql_exec(ctx, &hear_released, released->booking_id, released->session_id, released->round);
}

const struct cc_consumer pricing_on_seats_released_consumer = {
	.name = "pricing.on_seats_released",
	.event = &inventory_seats_released_event,
	.call = on_seats_released,
};
