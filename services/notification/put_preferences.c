/* put_preferences.c - a user wants to hear of something no more, or again. */
#include "services/notification/internal.h"

static CC_RESULT check(struct cc_ctx *ctx, const struct notification_wish_list *wishes)
{
	for (size_t i = 0; i < wishes->count; i++) {
		const struct notification_wish *wish = &wishes->items[i];
		if (notification_is_always(wish->topic))
			return cc_fail(ctx, &notification_topic_always_sent,
			               "News of '%s' are about something you asked for, and are always sent.",
			               cc_enum_text(&notification_topic_enum, wish->topic).ptr);
		for (size_t before = 0; before < i; before++)
			if (wishes->items[before].topic == wish->topic &&
			    wishes->items[before].channel == wish->channel)
				return cc_fail(ctx, &notification_duplicate_preference,
				               "A topic is named twice for one channel; name each once.");
	}
	return CC_OK;
}

cc_err notification_put_preferences(struct cc_ctx *ctx,
                                    const struct notification_put_preferences_request *cmd,
                                    struct notification_preferences *preferences)
{
	const struct notification_get_preferences_request now = { 0 };
	const struct notification_wish_list wishes = cmd->items;
	TRY(check(ctx, &wishes));
	for (size_t i = 0; i < wishes.count; i++) {
		const struct notification_wish *wish = &wishes.items[i];
		TRY(cc_sql_exec(ctx, &put_preference, cc_caller(ctx)->subject,
		                cc_enum_text(&notification_topic_enum, wish->topic),
		                cc_enum_text(&notification_channel_enum, wish->channel), wish->on));
	}
	return notification_get_preferences(ctx, &now, preferences);
}
