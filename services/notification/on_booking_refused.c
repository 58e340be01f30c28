/* on_booking_refused.c - a booking could not be: the guest is told why, and that nothing stays paid. */
#include "contracts/booking.h"
#include "services/notification/internal.h"

static cc_err on_booking_refused(struct cc_ctx *ctx, const void *body)
{
	const struct booking_booking_refused *refused = body;
	return notification_tell(ctx, &(struct notification_mail_plan){
					      .kind = NOTIFICATION_KIND_BOOKING_REFUSED,
					      .user_id = refused->guest_id,
					      .has_booking_id = true,
					      .booking_id = refused->booking_id,
					      .has_session_id = true,
					      .session_id = refused->session_id,
					      .has_reason = true,
					      .reason = refused->reason,
				      });
}

const struct cc_consumer notification_on_booking_refused_consumer = {
	.name = "notification.on_booking_refused",
	.event = &booking_booking_refused_event,
	.call = on_booking_refused,
};
