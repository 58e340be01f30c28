/* on_seats_held.c - fewer seats are free. */
#include "contracts/inventory.h"
#include "services/search/internal.h"

static cc_err on_seats_held(struct cc_ctx *ctx, const void *body)
{
	const struct inventory_seats_held *held = body;
	TRY(cc_sql_exec(ctx, &hear_held, held->booking_id, held->session_id, (int64_t)held->labels.count));
	return cc_sql_exec(ctx, &mark_session, held->session_id);
}

const struct cc_consumer search_on_seats_held_consumer = {
	.name = "search.on_seats_held",
	.event = &inventory_seats_held_event,
	.call = on_seats_held,
};
