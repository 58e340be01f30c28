/* own_booking.c - what a guest may take from a booking of theirs that was confirmed. */
#include "services/notification/facts.h"

static CC_RESULT not_found(struct cc_ctx *ctx)
{
	return cc_fail(ctx, &notification_booking_not_found, "There is no such booking; check its id.");
}

cc_err notification_gather_own(struct cc_ctx *ctx, cc_id booking_id, struct notification_facts *facts)
{
	const struct cc_principal *caller = cc_caller(ctx);
	const struct booking_get_booking_request query = { .booking_id = booking_id };
	struct booking_booking booking;
	cc_err err = cc_call(ctx, &booking_get_booking_op, &query, &booking);
	if (cc_because(err, &booking_booking_not_found))
		return not_found(ctx);
	TRY(err);
	if (caller->service.len == 0 && !cc_id_eq(booking.guest_id, caller->subject))
		return not_found(ctx); /* whose it is, is nobody else's business */
	*facts = (struct notification_facts){ .language = NOTIFICATION_EN };
	return notification_gather_booking(ctx, booking_id, facts);
}

cc_err notification_not_confirmed(struct cc_ctx *ctx)
{
	return cc_fail(ctx, &notification_booking_not_confirmed,
	               "The booking is not confirmed; there is no ticket and no calendar entry.");
}
