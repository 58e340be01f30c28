/* on_seats_held.c - somebody wants seats: fewer are left, and more are asked for. */
#include "contracts/inventory.h"
#include "services/pricing/internal.h"

static cc_err on_seats_held(struct cc_ctx *ctx, const void *body)
{
	const struct inventory_seats_held *held = body;
	struct cc_val asked_at = held->has_held_at ? CC_VAL(held->held_at) : cc_null();
	TRY(cc_sql_exec(ctx, &hear_held, held->booking_id, held->session_id, asked_at, held->expires_at));
	for (size_t i = 0; i < held->labels.count; i++)
		TRY(cc_sql_exec(ctx, &hear_held_seat, held->session_id, held->labels.items[i],
		                held->booking_id));
	return CC_OK;
}

const struct cc_consumer pricing_on_seats_held_consumer = {
	.name = "pricing.on_seats_held",
	.event = &inventory_seats_held_event,
	.call = on_seats_held,
};
