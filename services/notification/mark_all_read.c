/* mark_all_read.c - a user has seen the whole list. */
#include "services/notification/internal.h"

cc_err notification_mark_all_read(struct cc_ctx *ctx, const struct notification_mark_all_read_request *cmd,
                                  struct notification_inbox *inbox)
{
	(void)cmd;
	cc_id user_id = cc_caller(ctx)->subject;
	struct notification_notifications_read read = { .user_id = user_id };
	int64_t changed;
	TRY(cc_sql_count(ctx, &read_all_notifications, &changed, user_id, cc_now(ctx)));
	read.count = (int32_t)changed;
	if (changed > 0)
		TRY(cc_emit(ctx, &notification_notifications_read_event, &read));
	return notification_load_inbox(ctx, user_id, inbox);
}
