/* on_seats_released.c - seats are free again. */
#include "contracts/inventory.h"
#include "services/search/internal.h"

static cc_err on_seats_released(struct cc_ctx *ctx, const void *body)
{
	const struct inventory_seats_released *released = body;
	TRY(cc_sql_exec(ctx, &hear_released, released->booking_id, released->session_id, released->round));
	return cc_sql_exec(ctx, &mark_session, released->session_id);
}

const struct cc_consumer search_on_seats_released_consumer = {
	.name = "search.on_seats_released",
	.event = &inventory_seats_released_event,
	.call = on_seats_released,
};
