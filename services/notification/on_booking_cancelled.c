/* on_booking_cancelled.c - a guest does not come: the calendar entry goes, and the address with it. */
#include "contracts/booking.h"
#include "services/notification/internal.h"

static CC_RESULT tell_confirmed(struct cc_ctx *ctx, const struct notification_told_booking *booking,
                                struct notification_mail_plan *news)
{
	news->has_sequence = true;
	news->sequence = booking->sequence + 1;
	news->has_starts_at = true;
	news->starts_at = booking->starts_at;
	TRY(cc_sql_change(ctx, &count_up, booking->booking_id, booking->starts_at, true, cc_now(ctx)));
	TRY(notification_tell(ctx, news));
	if (news->by_host)
		return CC_OK; /* who called it off knows */
	news->kind = NOTIFICATION_KIND_GUEST_CANCELLED;
	news->user_id = booking->host_id;
	news->has_refund = false; /* which is the guest's business */
	return notification_tell(ctx, news);
}

static cc_err on_booking_cancelled(struct cc_ctx *ctx, const void *body)
{
	const struct booking_booking_cancelled *cancelled = body;
	struct notification_told_booking booking;
	struct notification_mail_plan news = {
		.kind = NOTIFICATION_KIND_BOOKING_CANCELLED,
		.user_id = cancelled->guest_id,
		.has_booking_id = true,
		.booking_id = cancelled->booking_id,
		.has_session_id = true,
		.session_id = cancelled->session_id,
		.has_refund = cancelled->has_refund,
		.refund = cancelled->refund,
		.by_host = cancelled->cancelled_by == BOOKING_CANCELLER_HOST,
		.has_guest_id = true,
		.guest_id = cancelled->guest_id,
	};
	cc_err err = cc_sql_one(ctx, &told_booking, &notification_told_booking_message, &booking,
	                        cancelled->booking_id);
	if (cc_is(err, CC_NOT_FOUND))
		return notification_tell(ctx,
		                         &news); /* before it was confirmed: there is no calendar entry */
	TRY(err);
	return booking.cancelled ? CC_OK : tell_confirmed(ctx, &booking, &news);
}

const struct cc_consumer notification_on_booking_cancelled_consumer = {
	.name = "notification.on_booking_cancelled",
	.event = &booking_booking_cancelled_event,
	.call = on_booking_cancelled,
};
