/* hear.c - news of what a booking waits for. */
#include "services/booking/internal.h"

/* Payments are of bookings, so there is always one; but an event may be older than what is kept here. */
cc_err booking_hear(struct cc_ctx *ctx, cc_id booking_id, const char *step, bool happened)
{
	cc_err err = cc_saga_tell(ctx, &booking_saga, booking_id, step, happened);
	if (cc_is(err, CC_NOT_FOUND))
		return CC_OK;
	TRY(err);
	return cc_saga_retry(ctx, &booking_saga, booking_id);
}
