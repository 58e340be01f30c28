/* call_off.c - ending a booking that is pending or confirmed: all of it is undone, or its refund is paid. */
#include "services/booking/internal.h"

static CC_RESULT call_off_pending(struct cc_ctx *ctx, cc_id booking_id, enum booking_canceller by)
{
	TRY(cc_sql_change(ctx, &keep_canceller, booking_id, cc_enum_text(&booking_canceller_enum, by)));
	return cc_saga_cancel(ctx, &booking_saga, booking_id);
}

static CC_RESULT call_off_confirmed(struct cc_ctx *ctx, const struct booking_booking *booking,
                                    enum booking_canceller by, cc_money refund)
{
	const struct booking_news news = { booking->booking_id, "", BOOKING_HAPPENING_CANCELLED, CC_STR("") };
	const struct booking_give_back_plan plan = {
		.booking_id = booking->booking_id,
		.has_refund = refund.minor > 0,
		.refund = refund,
		.has_cancelled_by = true,
		.cancelled_by = by,
	};
	const struct booking_booking_cancelled cancelled = {
		.booking_id = booking->booking_id,
		.guest_id = booking->guest_id,
		.session_id = booking->session_id,
		.cancelled_by = by,
		.has_refund = true,
		.refund = refund,
	};
	TRY(cc_sql_change(ctx, &cancel_confirmed, booking->booking_id,
	                  cc_enum_text(&booking_canceller_enum, by), refund.minor));
	TRY(cc_plan(ctx, &booking_give_back_effect, &plan, 0));
	TRY(booking_enter(ctx, &news));
	return cc_emit(ctx, &booking_booking_cancelled_event, &cancelled);
}

cc_err booking_call_off(struct cc_ctx *ctx, const struct booking_booking *booking, enum booking_canceller by,
                        cc_money refund)
{
	if (booking->state == BOOKING_BOOKING_STATE_PENDING)
		return call_off_pending(ctx, booking->booking_id, by);
	assert(booking->state == BOOKING_BOOKING_STATE_CONFIRMED);
	return call_off_confirmed(ctx, booking, by, refund);
}
