/* on_session_cancelled.c - a session that was called off is found no more. */
#include "contracts/inventory.h"
#include "services/search/internal.h"

static cc_err on_session_cancelled(struct cc_ctx *ctx, const void *body)
{
	const struct inventory_session_cancelled *cancelled = body;
	return cc_sql_exec(ctx, &hear_cancelled, cancelled->session_id);
}

const struct cc_consumer search_on_session_cancelled_consumer = {
	.name = "search.on_session_cancelled",
	.event = &inventory_session_cancelled_event,
	.call = on_session_cancelled,
};
