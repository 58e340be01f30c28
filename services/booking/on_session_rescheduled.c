/* on_session_rescheduled.c - the evening is moved: who cannot come then, cancels for free. */
#include "contracts/inventory.h"
#include "services/booking/internal.h"

static cc_err on_session_rescheduled(struct cc_ctx *ctx, const void *body)
{
	const struct inventory_session_rescheduled *moved = body;
	struct booking_booking_list bookings;
	TRY(cc_sql_all(ctx, &live_bookings_of_session, &booking_booking_message, &bookings,
	               moved->session_id));
	for (size_t i = 0; i < bookings.count; i++) {
		const struct booking_news news = { bookings.items[i].booking_id, "",
			                           BOOKING_HAPPENING_RESCHEDULED, CC_STR("") };
		TRY(cc_sql_change(ctx, &reschedule_booking, news.booking_id, moved->starts_at));
		TRY(booking_note(ctx, &news));
	}
	return CC_OK;
}

const struct cc_consumer booking_on_session_rescheduled_consumer = {
	.name = "booking.on_session_rescheduled",
	.event = &inventory_session_rescheduled_event,
	.call = on_session_rescheduled,
};
