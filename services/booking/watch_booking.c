/* watch_booking.c - the same, sent again after every event of the booking. */
#include "services/booking/internal.h"

cc_err booking_watch_booking(struct cc_ctx *ctx, const struct booking_watch_booking_request *query,
                             struct booking_booking *booking)
{
	struct booking_get_booking_request now = { .booking_id = query->booking_id };
	return booking_get_booking(ctx, &now, booking);
}
