/* preview_cancellation.c - what would go back to the guest who cancelled now. */
#include "services/booking/internal.h"

cc_err booking_preview_cancellation(struct cc_ctx *ctx,
                                    const struct booking_preview_cancellation_request *query,
                                    struct booking_cancellation *cancellation)
{
	struct booking_booking booking;
	TRY(booking_load_own(ctx, query->booking_id, &booking));
	TRY(booking_add_parts(ctx, &booking));
	return booking_reckon_cancellation(ctx, &booking, cancellation);
}
