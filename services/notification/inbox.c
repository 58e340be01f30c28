/* inbox.c - what a user has not read, and the newest. */
#include "services/notification/internal.h"

enum { NEWEST = 10 };

cc_err notification_count_unread(struct cc_ctx *ctx, cc_id user_id, int32_t *unread)
{
	struct notification_unread row;
	TRY(cc_sql_one(ctx, &unread_of_user, &notification_unread_message, &row, user_id));
	*unread = row.unread;
	return CC_OK;
}

cc_err notification_load_inbox(struct cc_ctx *ctx, cc_id user_id, struct notification_inbox *inbox)
{
	struct notification_inbox found = { .user_id = user_id };
	TRY(notification_count_unread(ctx, user_id, &found.unread));
	TRY(cc_sql_all(ctx, &notifications_of_user, &notification_notification_message, &found.newest,
	               user_id, cc_null(), (int64_t)NEWEST));
	*inbox = found;
	return CC_OK;
}
