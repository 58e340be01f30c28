/* on_session_rescheduled.c - an evening is moved: everybody who comes gets a new calendar entry. */
#include "contracts/inventory.h"
#include "services/notification/internal.h"

static CC_RESULT tell_guest(struct cc_ctx *ctx, const struct notification_told_booking *booking,
                            cc_time starts_at)
{
	const struct notification_mail_plan news = {
		.kind = NOTIFICATION_KIND_EVENING_MOVED,
		.user_id = booking->guest_id,
		.has_booking_id = true,
		.booking_id = booking->booking_id,
		.has_session_id = true,
		.session_id = booking->session_id,
		.has_sequence = true,
		.sequence = booking->sequence + 1,
		.has_starts_at = true,
		.starts_at = starts_at,
		.has_previous_starts_at = true,
		.previous_starts_at = booking->starts_at,
	};
	TRY(cc_sql_change(ctx, &count_up, booking->booking_id, starts_at, false, cc_now(ctx)));
	return notification_tell(ctx, &news);
}

static CC_RESULT tell_guests(struct cc_ctx *ctx, const struct inventory_session_rescheduled *moved)
{
	struct notification_told_booking_list bookings;
	TRY(cc_sql_all(ctx, &told_bookings_of_session, &notification_told_booking_message, &bookings,
	               moved->session_id, moved->starts_at));
	for (size_t i = 0; i < bookings.count; i++)
		TRY(tell_guest(ctx, &bookings.items[i], moved->starts_at));
	return CC_OK;
}

static cc_err on_session_rescheduled(struct cc_ctx *ctx, const void *body)
{
	const struct inventory_session_rescheduled *moved = body;
	struct notification_known_session session;
	TRY(tell_guests(ctx, moved));
	cc_err err = cc_sql_one(ctx, &known_session, &notification_known_session_message, &session,
	                        moved->session_id);
	if (cc_is(err, CC_NOT_FOUND))
		return CC_OK; /* a draft: nobody comes yet */
	TRY(err);
	TRY(cc_sql_change(ctx, &move_known_session, moved->session_id, moved->starts_at));
	return notification_tell(ctx, &(struct notification_mail_plan){
					      .kind = NOTIFICATION_KIND_HOSTING_MOVED,
					      .user_id = session.host_id,
					      .has_session_id = true,
					      .session_id = moved->session_id,
					      .has_starts_at = true,
					      .starts_at = moved->starts_at,
					      .has_previous_starts_at = true,
					      .previous_starts_at = moved->previous_starts_at,
				      });
}

const struct cc_consumer notification_on_session_rescheduled_consumer = {
	.name = "notification.on_session_rescheduled",
	.event = &inventory_session_rescheduled_event,
	.call = on_session_rescheduled,
};
