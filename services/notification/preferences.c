/* preferences.c - who wants to hear of what, and where. */
#include "services/notification/internal.h"

bool notification_is_always(enum notification_topic topic)
{
	return topic != NOTIFICATION_TOPIC_HOSTING;
}

cc_err notification_wishes(struct cc_ctx *ctx, cc_id user_id, struct notification_wish_list *wishes)
{
	return cc_sql_all(ctx, &wishes_of_user, &notification_wish_message, wishes, user_id);
}

bool notification_wants(const struct notification_wish_list *wishes, enum notification_topic topic,
                        enum notification_channel channel)
{
	if (notification_is_always(topic))
		return true;
	for (size_t i = 0; i < wishes->count; i++)
		if (wishes->items[i].topic == topic && wishes->items[i].channel == channel)
			return wishes->items[i].on;
	return true;
}
