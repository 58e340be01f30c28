/* get_calendar_sequence.c - how often the calendar entry of a booking has changed. */
#include "services/notification/internal.h"

cc_err notification_get_calendar_sequence(struct cc_ctx *ctx,
                                          const struct notification_get_calendar_sequence_request *query,
                                          struct notification_calendar_sequence *sequence)
{
	struct notification_told_booking booking;
	cc_err err = cc_sql_one(ctx, &told_booking, &notification_told_booking_message, &booking,
	                        query->booking_id);
	if (cc_is(err, CC_NOT_FOUND))
		return CC_OK; /* confirmed a moment ago */
	TRY(err);
	sequence->sequence = booking.sequence;
	sequence->has_counted_at = true;
	sequence->counted_at = booking.counted_at;
	return CC_OK;
}
