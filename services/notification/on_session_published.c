/* on_session_published.c - an evening that there will be news of. */
#include "contracts/inventory.h"
#include "services/notification/internal.h"

static cc_err on_session_published(struct cc_ctx *ctx, const void *body)
{
	const struct inventory_session_published *published = body;
	return cc_sql_exec(ctx, &put_known_session, published->session_id, published->host_id,
	                   published->starts_at);
}

const struct cc_consumer notification_on_session_published_consumer = {
	.name = "notification.on_session_published",
	.event = &inventory_session_published_event,
	.call = on_session_published,
};
