/* undo_again.c - what could not be undone is tried again, later each time, until it can. */
#include "services/booking/internal.h"

static const int64_t first_wait_ms = CC_MINUTES(15);

/* As long again as the booking is old. */
cc_time booking_undo_again_at(const struct booking_booking *booking, cc_time now)
{
	int64_t age_ms = now.ms - booking->requested_at.ms;
	return cc_time_add(now, age_ms > first_wait_ms ? age_ms : first_wait_ms);
}

static cc_err undo_again(struct cc_ctx *ctx)
{
	struct booking_booking_list stuck;
	TRY(cc_sql_all(ctx, &bookings_to_undo, &booking_booking_message, &stuck, cc_now(ctx)));
	for (size_t i = 0; i < stuck.count; i++)
		TRY(cc_saga_retry(ctx, &booking_saga, stuck.items[i].booking_id));
	return CC_OK;
}

const struct cc_timer booking_undo_again_timer = {
	.name = "booking.undo_again",
	.next = &next_undo,
	.run = undo_again,
};
