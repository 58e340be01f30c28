/* find.c - finding a booking, and writing down what happens to it. */
#include "services/booking/internal.h"

static CC_RESULT not_found(struct cc_ctx *ctx)
{
	return cc_fail(ctx, &booking_booking_not_found, "There is no such booking; check its id.");
}

cc_err booking_load(struct cc_ctx *ctx, cc_id booking_id, struct booking_booking *booking)
{
	cc_err err = cc_sql_one(ctx, &booking_by_id, &booking_booking_message, booking, booking_id);
	return cc_is(err, CC_NOT_FOUND) ? not_found(ctx) : err;
}

cc_err booking_load_own(struct cc_ctx *ctx, cc_id booking_id, struct booking_booking *booking)
{
	TRY(booking_load(ctx, booking_id, booking));
	const struct cc_principal *caller = cc_caller(ctx);
	if (caller->service.len == 0 && !cc_id_eq(booking->guest_id, caller->subject))
		return not_found(ctx); /* whose it is, is nobody else's business */
	return CC_OK;
}

cc_err booking_add_parts(struct cc_ctx *ctx, struct booking_booking *booking)
{
	struct booking_booked_seat_list seats;
	struct booking_refund_term_list terms;
	TRY(cc_sql_all(ctx, &seats_of_booking, &booking_booked_seat_message, &seats, booking->booking_id));
	TRY(cc_sql_all(ctx, &terms_of_booking, &booking_refund_term_message, &terms, booking->booking_id));
	booking->terms = terms;
	booking->labels.items = cc_alloc_array(ctx, seats.count, sizeof *booking->labels.items);
	booking->labels.count = seats.count;
	for (size_t i = 0; i < seats.count; i++)
		booking->labels.items[i] = seats.items[i].label;
	return CC_OK;
}

cc_err booking_add_timeline(struct cc_ctx *ctx, struct booking_booking *booking)
{
	return cc_sql_all(ctx, &timeline_of_booking, &booking_timeline_entry_message, &booking->timeline,
	                  booking->booking_id);
}

cc_err booking_enter(struct cc_ctx *ctx, const struct booking_news *news)
{
	struct cc_val reason = news->reason.len > 0 ? CC_VAL(news->reason) : cc_null();
	struct cc_val detail = news->detail.len > 0 ? CC_VAL(news->detail) : cc_null();
	return cc_sql_exec(ctx, &insert_timeline_entry, news->booking_id, cc_now(ctx), cc_str_of(news->step),
	                   cc_enum_text(&booking_happening_enum, news->what), reason, detail);
}

cc_err booking_say(struct cc_ctx *ctx, cc_id booking_id, cc_str step, enum booking_happening what)
{
	const struct booking_booking_progressed progressed = { booking_id, step, what };
	return cc_emit(ctx, &booking_booking_progressed_event, &progressed);
}

cc_err booking_note(struct cc_ctx *ctx, const struct booking_news *news)
{
	TRY(booking_enter(ctx, news));
	return booking_say(ctx, news->booking_id, cc_str_of(news->step), news->what);
}

bool booking_came_to_nothing(const struct booking_booking *booking)
{
	bool over = booking->state == BOOKING_BOOKING_STATE_UNDOING ||
	            booking->state == BOOKING_BOOKING_STATE_REFUSED ||
	            booking->state == BOOKING_BOOKING_STATE_CANCELLED;
	return over && !booking->has_refund;
}
