/* next_step.c - what a guest does next about a booking: one thing. */
#include "services/bff_web/internal.h"

static const int64_t go_there_ms = CC_HOURS(2), usual_evening_ms = CC_HOURS(3);

static enum bff_web_next_step on_the_day(cc_time starts_at, cc_time ends_at, cc_time now)
{
	if (cc_time_before(now, cc_time_add(starts_at, -go_there_ms)))
		return BFF_WEB_NEXT_STEP_LOOK_FORWARD;
	if (cc_time_before(now, starts_at))
		return BFF_WEB_NEXT_STEP_GO_THERE;
	return cc_time_before(now, ends_at) ? BFF_WEB_NEXT_STEP_ENJOY : BFF_WEB_NEXT_STEP_REVIEW;
}

enum bff_web_next_step bff_web_next_step_of(const struct booking_booking *booking,
                                            const struct inventory_session *session, cc_time now)
{
	switch (booking->state) {
	case BOOKING_BOOKING_STATE_PENDING:
		return booking->has_action_url ? BFF_WEB_NEXT_STEP_CONFIRM_PAYMENT : BFF_WEB_NEXT_STEP_WAIT;
	case BOOKING_BOOKING_STATE_UNDOING: return BFF_WEB_NEXT_STEP_WAIT;
	case BOOKING_BOOKING_STATE_CONFIRMED: {
		cc_time starts_at = session ? session->starts_at : booking->starts_at;
		return on_the_day(starts_at,
		                  session ? session->ends_at : cc_time_add(starts_at, usual_evening_ms), now);
	}
	default: return BFF_WEB_NEXT_STEP_FIND_ANOTHER;
	}
}
