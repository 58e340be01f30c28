/* on_host_described.c - what a host is called. */
#include "contracts/hosting.h"
#include "services/search/internal.h"

static cc_err on_host_described(struct cc_ctx *ctx, const void *body)
{
	const struct hosting_host_described *described = body;
	TRY(cc_sql_exec(ctx, &hear_host, described->host_id, described->host->name));
	return cc_sql_exec(ctx, &mark_sessions_of_host, described->host_id);
}

const struct cc_consumer search_on_host_described_consumer = {
	.name = "search.on_host_described",
	.event = &hosting_host_described_event,
	.call = on_host_described,
};
