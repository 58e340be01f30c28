/* on_booking_confirmed.c - a guest comes: both hear of it. */
#include "contracts/booking.h"
#include "services/notification/internal.h"

/* The session may have been moved before the news of the booking came. */
static CC_RESULT find_start(struct cc_ctx *ctx, const struct booking_booking_confirmed *confirmed,
                            cc_time *starts_at)
{
	struct notification_known_session session;
	cc_err err = cc_sql_one(ctx, &known_session, &notification_known_session_message, &session,
	                        confirmed->session_id);
	*starts_at = err == CC_OK ? session.starts_at : confirmed->starts_at;
	return cc_is(err, CC_NOT_FOUND) ? CC_OK : err;
}

static cc_err on_booking_confirmed(struct cc_ctx *ctx, const void *body)
{
	const struct booking_booking_confirmed *confirmed = body;
	struct notification_mail_plan news = {
		.kind = NOTIFICATION_KIND_BOOKING_CONFIRMED,
		.user_id = confirmed->guest_id,
		.has_booking_id = true,
		.booking_id = confirmed->booking_id,
		.has_session_id = true,
		.session_id = confirmed->session_id,
		.has_sequence = true,
		.has_starts_at = true,
		.has_guest_id = true,
		.guest_id = confirmed->guest_id,
		.labels = confirmed->labels,
	};
	int64_t inserted;
	TRY(find_start(ctx, confirmed, &news.starts_at));
	TRY(cc_sql_count(ctx, &insert_told_booking, &inserted, confirmed->booking_id, confirmed->guest_id,
	                 confirmed->host_id, confirmed->session_id, news.starts_at, cc_now(ctx)));
	if (inserted == 0)
		return CC_OK; /* told before */
	TRY(notification_tell(ctx, &news));
	news.kind = NOTIFICATION_KIND_GUEST_COMING;
	news.user_id = confirmed->host_id;
	return notification_tell(ctx, &news);
}

const struct cc_consumer notification_on_booking_confirmed_consumer = {
	.name = "notification.on_booking_confirmed",
	.event = &booking_booking_confirmed_event,
	.call = on_booking_confirmed,
};
