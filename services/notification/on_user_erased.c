/* on_user_erased.c - who is forgotten leaves no notifications behind. */
#include "contracts/identity.h"
#include "services/notification/internal.h"

static cc_err on_user_erased(struct cc_ctx *ctx, const void *body)
{
	const struct identity_user_erased *erased = body;
	TRY(cc_sql_exec(ctx, &forget_notifications, erased->user_id));
	return cc_sql_exec(ctx, &forget_preferences, erased->user_id);
}

const struct cc_consumer notification_on_user_erased_consumer = {
	.name = "notification.on_user_erased",
	.event = &identity_user_erased_event,
	.call = on_user_erased,
};
