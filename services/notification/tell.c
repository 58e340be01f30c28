/* tell.c - telling one user, in the channels that they want. */
#include "services/notification/internal.h"

static const struct kind {
	enum notification_topic topic;
	bool in_app;
} kinds[] = {
	[NOTIFICATION_KIND_BOOKING_CONFIRMED] = { NOTIFICATION_TOPIC_BOOKINGS, true },
	[NOTIFICATION_KIND_BOOKING_REFUSED] = { NOTIFICATION_TOPIC_BOOKINGS, true },
	[NOTIFICATION_KIND_BOOKING_CANCELLED] = { NOTIFICATION_TOPIC_BOOKINGS, true },
	[NOTIFICATION_KIND_EVENING_MOVED] = { NOTIFICATION_TOPIC_CHANGES, true },
	[NOTIFICATION_KIND_GUEST_COMING] = { NOTIFICATION_TOPIC_HOSTING, true },
	[NOTIFICATION_KIND_GUEST_CANCELLED] = { NOTIFICATION_TOPIC_HOSTING, true },
	[NOTIFICATION_KIND_HOSTING_MOVED] = { NOTIFICATION_TOPIC_CHANGES, true },
	[NOTIFICATION_KIND_HOSTING_CALLED_OFF] = { NOTIFICATION_TOPIC_CHANGES, true },
	[NOTIFICATION_KIND_LOGIN_LINK] = { NOTIFICATION_TOPIC_SIGN_IN, false },
};

enum notification_topic notification_topic_of(enum notification_kind kind)
{
	assert(kind > 0 && (size_t)kind < CC_COUNT(kinds) && kinds[kind].topic > 0);
	return kinds[kind].topic;
}

static struct cc_val optional_id(bool has, cc_id id)
{
	return has ? CC_VAL(id) : cc_null();
}

static CC_RESULT add_notification(struct cc_ctx *ctx, const struct notification_mail_plan *news)
{
	const struct notification_notification_added added = {
		.user_id = news->user_id,
		.notification_id = cc_new_id(ctx),
		.kind = news->kind,
	};
	enum notification_topic topic = notification_topic_of(news->kind);
	cc_str currency = cc_str_of(news->refund.currency.code);
	TRY(cc_sql_exec(ctx, &insert_notification, added.notification_id, news->user_id,
	                cc_enum_text(&notification_topic_enum, topic),
	                cc_enum_text(&notification_kind_enum, news->kind),
	                optional_id(news->has_booking_id, news->booking_id),
	                optional_id(news->has_session_id, news->session_id),
	                news->has_starts_at ? CC_VAL(news->starts_at) : cc_null(),
	                news->has_reason ? CC_VAL(news->reason) : cc_null(),
	                news->has_refund ? CC_VAL(news->refund.minor) : cc_null(),
	                news->has_refund ? CC_VAL(currency) : cc_null(), cc_now(ctx)));
	return cc_emit(ctx, &notification_notification_added_event, &added);
}

/* What was told before has its row: then nothing is planned, and *first is false. */
static CC_RESULT plan_mail(struct cc_ctx *ctx, const struct notification_mail_plan *news, bool *first)
{
	struct notification_mail_plan plan = *news;
	int64_t inserted;
	plan.mail_id = cc_new_id(ctx);
	plan.planned_at = cc_now(ctx);
	cc_id subject = news->has_booking_id   ? news->booking_id
	                : news->has_session_id ? news->session_id
	                                       : plan.mail_id;
	/* Of a session, each time that it is moved to is a change of its own. */
	int64_t sequence = news->has_booking_id  ? news->sequence
	                   : news->has_starts_at ? news->starts_at.ms
	                                         : 0;
	TRY(cc_sql_count(ctx, &insert_mail, &inserted, plan.mail_id, plan.user_id, subject,
	                 cc_enum_text(&notification_kind_enum, plan.kind), sequence, plan.planned_at));
	*first = inserted > 0;
	return *first ? cc_plan(ctx, &notification_mail_effect, &plan, 0) : CC_OK;
}

cc_err notification_tell(struct cc_ctx *ctx, const struct notification_mail_plan *news)
{
	enum notification_topic topic = notification_topic_of(news->kind);
	struct notification_wish_list wishes;
	bool first = true;
	TRY(notification_wishes(ctx, news->user_id, &wishes));
	if (notification_wants(&wishes, topic, NOTIFICATION_CHANNEL_MAIL))
		TRY(plan_mail(ctx, news, &first));
	if (first && kinds[news->kind].in_app && notification_wants(&wishes, topic, NOTIFICATION_CHANNEL_APP))
		return add_notification(ctx, news);
	return CC_OK;
}
