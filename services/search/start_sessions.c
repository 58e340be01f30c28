/* start_sessions.c - what has started is taken out of the index. */
#include "services/search/internal.h"

static cc_err run(struct cc_ctx *ctx)
{
	return cc_sql_exec(ctx, &mark_started, cc_now(ctx));
}

const struct cc_timer search_start_timer = {
	.name = "search.start_sessions",
	.next = &next_start,
	.run = run,
};
