/* on_seats_taken_again.c - seats whose promise had run out are not free after all. */
#include "contracts/inventory.h"
#include "services/search/internal.h"

static cc_err on_seats_taken_again(struct cc_ctx *ctx, const void *body)
{
	const struct inventory_seats_taken_again *taken = body;
	TRY(cc_sql_exec(ctx, &hear_taken_again, taken->booking_id, taken->session_id,
	                (int64_t)taken->labels.count, taken->round));
	return cc_sql_exec(ctx, &mark_session, taken->session_id);
}

const struct cc_consumer search_on_seats_taken_again_consumer = {
	.name = "search.on_seats_taken_again",
	.event = &inventory_seats_taken_again_event,
	.call = on_seats_taken_again,
};
