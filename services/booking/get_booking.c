/* get_booking.c - what became of a booking, and when, for its guest. */
#include "services/booking/internal.h"

cc_err booking_get_booking(struct cc_ctx *ctx, const struct booking_get_booking_request *query,
                           struct booking_booking *booking)
{
	TRY(booking_load_own(ctx, query->booking_id, booking));
	TRY(booking_add_parts(ctx, booking));
	return booking_add_timeline(ctx, booking);
}
