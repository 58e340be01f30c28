/* cancellation.c - what goes back to a guest who cancels: the preview and the cancellation ask the same. */
#include "services/booking/internal.h"

enum { WHOLE = 100 };

const struct booking_refund_term booking_standard_terms[] = {
	{ .hours_before = 48, .refund_percent = WHOLE },
	{ .hours_before = 24, .refund_percent = 50 },
	{ 0 },
};

int32_t booking_refund_percent(const struct booking_booking *booking, cc_time now)
{
	int32_t percent = booking->rescheduled ? WHOLE : 0;
	for (size_t i = 0; i < booking->terms.count; i++) {
		const struct booking_refund_term *term = &booking->terms.items[i];
		cc_time until = cc_time_add(booking->starts_at, -CC_HOURS(term->hours_before));
		if (!cc_time_before(until, now) && term->refund_percent > percent)
			percent = term->refund_percent;
	}
	return percent;
}

static CC_RESULT find_percent(struct cc_ctx *ctx, const struct booking_booking *booking, int32_t *percent)
{
	*percent = WHOLE;
	if (booking->state == BOOKING_BOOKING_STATE_PENDING)
		return CC_OK; /* nothing stays paid */
	if (booking->state != BOOKING_BOOKING_STATE_CONFIRMED)
		return cc_fail(ctx, &booking_booking_over,
		               "This booking has come to nothing already; there is nothing to cancel.");
	if (!cc_time_before(cc_now(ctx), booking->starts_at))
		return cc_fail(ctx, &booking_session_started,
		               "The session has started; its bookings can no longer be cancelled.");
	*percent = booking_refund_percent(booking, cc_now(ctx));
	return CC_OK;
}

cc_err booking_reckon_cancellation(struct cc_ctx *ctx, const struct booking_booking *booking,
                                   struct booking_cancellation *cancellation)
{
	int32_t percent;
	TRY(find_percent(ctx, booking, &percent));
	*cancellation = (struct booking_cancellation){
		.booking_id = booking->booking_id,
		.refund_percent = percent,
		.has_total = booking->has_total,
		.total = booking->total,
		.has_refund = booking->has_total,
		.refund = booking->total,
	};
	cancellation->refund.minor = (booking->total.minor * percent + WHOLE / 2) / WHOLE; /* half up */
	return CC_OK;
}
