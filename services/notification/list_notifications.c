/* list_notifications.c - the caller's notifications, newest first. */
#include "services/notification/internal.h"

enum { PAGE_DEFAULT = 20 };

cc_err notification_list_notifications(struct cc_ctx *ctx,
                                       const struct notification_list_notifications_request *query,
                                       struct notification_list_notifications_response *page)
{
	size_t limit = query->has_limit ? (size_t)query->limit : PAGE_DEFAULT;
	cc_id user_id = cc_caller(ctx)->subject;
	struct notification_notification_list found;
	TRY(notification_count_unread(ctx, user_id, &page->unread));
	TRY(cc_sql_all(ctx, &notifications_of_user, &notification_notification_message, &found, user_id,
	               query->has_cursor ? CC_VAL(query->cursor) : cc_null(),
	               (int64_t)limit + 1)); /* one more tells whether there is a next page */
	page->items = found;
	if (found.count > limit) {
		page->items.count = limit;
		page->has_next_cursor = true;
		page->next_cursor = found.items[limit - 1].notification_id;
	}
	return CC_OK;
}
