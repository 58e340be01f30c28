/* on_seats_taken_again.c - seats whose promise had run out are gone for good after all. */
#include "contracts/inventory.h"
#include "services/pricing/internal.h"

static cc_err on_seats_taken_again(struct cc_ctx *ctx, const void *body)
{
	const struct inventory_seats_taken_again *taken = body;
	TRY(cc_sql_exec(ctx, &hear_taken_again, taken->booking_id, taken->session_id, CC_TIME_NEVER,
	                taken->round));
	for (size_t i = 0; i < taken->labels.count; i++)
		TRY(cc_sql_exec(ctx, &hear_held_seat, taken->session_id, taken->labels.items[i],
		                taken->booking_id));
	return CC_OK;
}

const struct cc_consumer pricing_on_seats_taken_again_consumer = {
	.name = "pricing.on_seats_taken_again",
	.event = &inventory_seats_taken_again_event,
	.call = on_seats_taken_again,
};
