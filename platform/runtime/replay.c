#include "platform/runtime/replay.h"

#include "platform/core/run.h"
#include "platform/ports/sql.h"

/* All consumers whose places and inboxes are in this store are the service's own. */
static const char *const unhear = "DELETE FROM consumer_positions;"
				  "DELETE FROM inbox;"
				  "DELETE FROM parked_events;";

static cc_err forget(struct cc_ctx *ctx, void *service)
{
	const struct cc_stmt *const *statement = ((const struct cc_service *)service)->forget;
	for (; *statement; statement++)
		TRY(cc_sql_exec(ctx, *statement));
	return ctx->session->ops->script(ctx->session, ctx, unhear);
}

cc_err cc_replay_forget(struct cc_ctx *ctx, struct cc_store *store)
{
	const struct cc_service *service = cc_store_service(store);
	assert(service->forget);
	return cc_store_write(store, ctx, forget, (void *)(uintptr_t)service);
}
