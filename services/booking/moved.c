/* moved.c - what a step leaves behind in the booking: its state, its timeline, and what is said of it. */
#include "services/booking/internal.h"

static enum booking_happening happening_of(const struct cc_saga_move *move)
{
	switch (move->fact) {
	case CC_SAGA_ACT_REFUSED:
	case CC_SAGA_RESOLVED_REFUSED:
	case CC_SAGA_TOLD_REFUSED: return BOOKING_HAPPENING_REFUSED;
	case CC_SAGA_ACT_IN_DOUBT:
	case CC_SAGA_RESOLVE_IN_DOUBT: return BOOKING_HAPPENING_IN_DOUBT;
	case CC_SAGA_UNDO_DONE: return BOOKING_HAPPENING_UNDONE;
	case CC_SAGA_UNDO_REFUSED:
	case CC_SAGA_UNDO_IN_DOUBT: return BOOKING_HAPPENING_NOT_UNDONE;
	default: return BOOKING_HAPPENING_DONE;
	}
}

static bool turned_back(const struct cc_saga_move *move)
{
	enum booking_happening what = happening_of(move);
	bool went_wrong = what == BOOKING_HAPPENING_REFUSED || what == BOOKING_HAPPENING_IN_DOUBT;
	return went_wrong && move->stage != CC_SAGA_RUNNING;
}

static bool is_awaited(const char *name)
{
	const struct cc_saga_step *step = booking_saga.steps;
	while (strcmp(step->name, name) != 0)
		step++;
	return step->await_ms > 0;
}

static cc_str reason_of(const struct cc_saga_move *move)
{
	return move->why == CC_OK ? CC_STR("") : cc_str_of(move->why->reason);
}

static enum booking_booking_state state_of(const struct cc_saga_move *move,
                                           const struct booking_booking *booking)
{
	switch (move->stage) {
	case CC_SAGA_RUNNING: return BOOKING_BOOKING_STATE_PENDING;
	case CC_SAGA_DONE: return BOOKING_BOOKING_STATE_CONFIRMED;
	case CC_SAGA_UNDONE:
		return booking->has_cancelled_by ? BOOKING_BOOKING_STATE_CANCELLED
		                                 : BOOKING_BOOKING_STATE_REFUSED;
	default: return BOOKING_BOOKING_STATE_UNDOING;
	}
}

/* Keeping ----------------------------------------------------------------------- */

static CC_RESULT keep_seats(struct cc_ctx *ctx, const struct booking_itinerary *itinerary)
{
	for (size_t i = 0; i < itinerary->labels.count; i++)
		TRY(cc_sql_exec(ctx, &insert_booked_seat, itinerary->booking_id, (int64_t)i,
		                itinerary->labels.items[i]));
	return CC_OK;
}

static CC_RESULT keep(struct cc_ctx *ctx, const struct cc_saga_move *move,
                      const struct booking_itinerary *itinerary)
{
	struct booking_booking booking;
	cc_id id = move->saga_id;
	if (turned_back(move)) {
		cc_str reason = move->why ? reason_of(move) : CC_STR("payment_declined");
		TRY(cc_sql_exec(ctx, &keep_refusal, id, cc_str_of(move->step), reason));
	}
	if (move->fact == CC_SAGA_ACT_DONE && strcmp(move->step, "hold_seats") == 0)
		TRY(keep_seats(ctx, itinerary));
	if (move->stage != CC_SAGA_RUNNING || move->fact != CC_SAGA_ACT_DONE)
		TRY(cc_sql_exec(ctx, &forget_action_url, id));
	TRY(booking_load(ctx, id, &booking));
	struct cc_val starts_at = itinerary->has_starts_at ? CC_VAL(itinerary->starts_at) : cc_null();
	struct cc_val minor = itinerary->has_total ? CC_VAL(itinerary->total.minor) : cc_null();
	struct cc_val currency = itinerary->has_total ? CC_VAL(cc_str_of(itinerary->total.currency.code))
	                                              : cc_null();
	struct cc_val undo_again_at = move->stage == CC_SAGA_STUCK
	                                      ? CC_VAL(booking_undo_again_at(&booking, cc_now(ctx)))
	                                      : cc_null();
	return cc_sql_change(ctx, &keep_progress, id,
	                     cc_enum_text(&booking_booking_state_enum, state_of(move, &booking)), starts_at,
	                     minor, currency, undo_again_at);
}

/* Saying ------------------------------------------------------------------------ */

static CC_RESULT confirm(struct cc_ctx *ctx, const struct booking_booking *booking,
                         const struct booking_itinerary *itinerary)
{
	const struct booking_news news = { booking->booking_id, "", BOOKING_HAPPENING_CONFIRMED, CC_STR("") };
	const struct booking_booking_confirmed confirmed = {
		.booking_id = booking->booking_id,
		.guest_id = booking->guest_id,
		.host_id = itinerary->host_id,
		.session_id = booking->session_id,
		.labels = itinerary->labels,
		.starts_at = booking->starts_at,
		.total = itinerary->total,
	};
	TRY(booking_note(ctx, &news));
	return cc_emit(ctx, &booking_booking_confirmed_event, &confirmed);
}

static CC_RESULT refuse(struct cc_ctx *ctx, const struct booking_booking *booking)
{
	const struct booking_news news = { booking->booking_id, "", BOOKING_HAPPENING_REFUSED,
		                           booking->refusal };
	const struct booking_booking_refused refused = {
		.booking_id = booking->booking_id,
		.guest_id = booking->guest_id,
		.session_id = booking->session_id,
		.step = booking->refused_step,
		.reason = booking->refusal,
	};
	TRY(booking_note(ctx, &news));
	return cc_emit(ctx, &booking_booking_refused_event, &refused);
}

static CC_RESULT say_cancelled(struct cc_ctx *ctx, const struct booking_booking *booking)
{
	const struct booking_news news = { booking->booking_id, "", BOOKING_HAPPENING_CANCELLED, CC_STR("") };
	const struct booking_booking_cancelled cancelled = {
		.booking_id = booking->booking_id,
		.guest_id = booking->guest_id,
		.session_id = booking->session_id,
		.cancelled_by = booking->cancelled_by,
	};
	TRY(booking_note(ctx, &news));
	return cc_emit(ctx, &booking_booking_cancelled_event, &cancelled);
}

static CC_RESULT say_end(struct cc_ctx *ctx, const struct cc_saga_move *move,
                         const struct booking_itinerary *itinerary)
{
	struct booking_booking booking;
	if (move->stage != CC_SAGA_DONE && move->stage != CC_SAGA_UNDONE)
		return CC_OK;
	TRY(booking_load(ctx, itinerary->booking_id, &booking));
	switch (booking.state) {
	case BOOKING_BOOKING_STATE_CONFIRMED: return confirm(ctx, &booking, itinerary);
	case BOOKING_BOOKING_STATE_REFUSED: return refuse(ctx, &booking);
	case BOOKING_BOOKING_STATE_CANCELLED: return say_cancelled(ctx, &booking);
	default: return CC_OK;
	}
}

cc_err booking_moved(struct cc_ctx *ctx, const struct cc_saga_move *move, const void *state)
{
	const struct booking_itinerary *itinerary = state;
	TRY(keep(ctx, move, itinerary));
	bool asked = move->fact == CC_SAGA_ACT_DONE && is_awaited(move->step);
	if (move->step) {
		const struct booking_news news = {
			.booking_id = move->saga_id,
			.step = move->step,
			.what = asked ? BOOKING_HAPPENING_ASKED : happening_of(move),
			.reason = reason_of(move),
			.detail = cc_str_of(move->why ? move->why->message : NULL),
		};
		TRY(booking_note(ctx, &news));
	}
	if (asked && itinerary->total.minor == 0) /* nobody has anything to say of it */
		return cc_saga_tell(ctx, &booking_saga, move->saga_id, move->step, true);
	return say_end(ctx, move, itinerary);
}
