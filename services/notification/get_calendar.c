/* get_calendar.c - a booking as a calendar entry, as its mails have it. */
#include "services/notification/facts.h"

static CC_RESULT find_language(struct cc_ctx *ctx, struct notification_facts *facts)
{
	const struct identity_get_contact_request query = { .user_id = facts->booking.guest_id };
	cc_err err = cc_call(ctx, &identity_get_contact_op, &query, &facts->reader);
	if (cc_because(err, &identity_user_not_found))
		return CC_OK;
	TRY(err);
	facts->language = notification_language_of(facts->reader.locale);
	return CC_OK;
}

cc_err notification_get_calendar(struct cc_ctx *ctx, const struct notification_get_calendar_request *query,
                                 struct notification_calendar *calendar)
{
	const struct notification_get_calendar_sequence_request counted = { query->booking_id };
	struct notification_calendar_sequence sequence = { 0 };
	struct notification_facts *facts = cc_alloc(ctx, sizeof *facts);
	TRY(notification_gather_own(ctx, query->booking_id, facts));
	TRY(find_language(ctx, facts));
	TRY(cc_call(ctx, &notification_get_calendar_sequence_op, &counted, &sequence));
	bool confirmed = facts->booking.state == BOOKING_BOOKING_STATE_CONFIRMED;
	bool was_confirmed = facts->booking.state == BOOKING_BOOKING_STATE_CANCELLED &&
	                     facts->booking.has_refund;
	if (!confirmed && !was_confirmed)
		return notification_not_confirmed(ctx);
	const struct notification_entry entry = {
		.cancelled = !confirmed,
		.sequence = sequence.sequence,
		.stamp = sequence.has_counted_at ? sequence.counted_at : facts->booking.requested_at,
	};
	calendar->body = notification_calendar(ctx, facts, &entry);
	return CC_OK;
}
