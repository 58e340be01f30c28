/* watch_notifications.c - how many are unread, sent again after every event of the user's. */
#include "services/notification/internal.h"

cc_err notification_watch_notifications(struct cc_ctx *ctx,
                                        const struct notification_watch_notifications_request *query,
                                        struct notification_inbox *inbox)
{
	const struct cc_principal *caller = cc_caller(ctx);
	if (caller->service.len == 0 && !cc_id_eq(caller->subject, query->user_id))
		return cc_fail(ctx, &notification_not_your_notifications,
		               "Everybody watches their own notifications; use your own id.");
	return notification_load_inbox(ctx, query->user_id, inbox);
}
