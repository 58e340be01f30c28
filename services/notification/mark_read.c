/* mark_read.c - a user has read one of their notifications. */
#include "services/notification/internal.h"

cc_err notification_mark_read(struct cc_ctx *ctx, const struct notification_mark_read_request *cmd,
                              struct notification_notification *notification)
{
	cc_id user_id = cc_caller(ctx)->subject;
	const struct notification_notifications_read read = { .user_id = user_id, .count = 1 };
	int64_t changed;
	TRY(cc_sql_count(ctx, &read_notification, &changed, cmd->notification_id, user_id, cc_now(ctx)));
	cc_err err = cc_sql_one(ctx, &notification_by_id, &notification_notification_message, notification,
	                        cmd->notification_id, user_id);
	if (cc_is(err, CC_NOT_FOUND))
		return cc_fail(ctx, &notification_notification_not_found,
		               "You have no such notification; check its id.");
	TRY(err);
	return changed > 0 ? cc_emit(ctx, &notification_notifications_read_event, &read) : CC_OK;
}
