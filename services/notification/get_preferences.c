/* get_preferences.c - every topic in every channel, as the caller wishes it. */
#include "services/notification/internal.h"

static const enum notification_channel channels[] = { NOTIFICATION_CHANNEL_MAIL, NOTIFICATION_CHANNEL_APP };

cc_err notification_get_preferences(struct cc_ctx *ctx,
                                    const struct notification_get_preferences_request *query,
                                    struct notification_preferences *preferences)
{
	(void)query;
	size_t topics = notification_topic_enum.value_count;
	struct notification_wish_list wishes;
	TRY(notification_wishes(ctx, cc_caller(ctx)->subject, &wishes));
	preferences->items.items = cc_alloc_array(ctx, topics * CC_COUNT(channels),
	                                          sizeof *preferences->items.items);
	for (size_t i = 0; i < topics * CC_COUNT(channels); i++) {
		int32_t topic = notification_topic_enum.values[i / CC_COUNT(channels)].number;
		enum notification_channel channel = channels[i % CC_COUNT(channels)];
		if (topic == NOTIFICATION_TOPIC_UNSPECIFIED)
			continue;
		preferences->items.items[preferences->items.count++] = (struct notification_preference){
			.topic = (enum notification_topic)topic,
			.channel = channel,
			.on = notification_wants(&wishes, (enum notification_topic)topic, channel),
			.always = notification_is_always((enum notification_topic)topic),
		};
	}
	return CC_OK;
}
