/* on_session_rescheduled.c - a session starts at another time. */
#include "contracts/inventory.h"
#include "services/search/internal.h"

static cc_err on_session_rescheduled(struct cc_ctx *ctx, const void *body)
{
	const struct inventory_session_rescheduled *moved = body;
	return cc_sql_exec(ctx, &hear_rescheduled, moved->session_id, moved->starts_at, moved->ends_at);
}

const struct cc_consumer search_on_session_rescheduled_consumer = {
	.name = "search.on_session_rescheduled",
	.event = &inventory_session_rescheduled_event,
	.call = on_session_rescheduled,
};
