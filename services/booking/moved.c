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

static bool is_done(const struct cc_saga_move *move, const char *step)
{
	return move->fact == CC_SAGA_ACT_DONE && strcmp(move->step, step) == 0;
}

static bool is_asked(const struct cc_saga_move *move)
{
	return is_done(move, "authorise") || is_done(move, "capture");
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

/* What was told without a reason: a payment was let go before it was there, or before it was taken. */
static cc_str reason_to_turn_back(const struct cc_saga_move *move)
{
	if (move->why)
		return reason_of(move);
	return strcmp(move->step, "authorise") == 0 ? CC_STR("payment_not_completed")
	                                            : CC_STR("payment_declined");
}

/* Keeping ----------------------------------------------------------------------- */

static CC_RESULT keep_seats(struct cc_ctx *ctx, const struct booking_itinerary *itinerary)
{
	for (size_t i = 0; i < itinerary->labels.count; i++)
		TRY(cc_sql_exec(ctx, &insert_booked_seat, itinerary->booking_id, (int64_t)i,
		                itinerary->labels.items[i]));
	return CC_OK;
}

static CC_RESULT keep_refused(struct cc_ctx *ctx, const struct cc_saga_move *move)
{
	return cc_sql_exec(ctx, &keep_refusal, move->saga_id, cc_str_of(move->step),
	                   reason_to_turn_back(move));
}

/* The price is known as soon as the seats are, or not yet. */
static CC_RESULT keep_what_is_found(struct cc_ctx *ctx, const struct booking_itinerary *itinerary)
{
	struct cc_val minor = cc_null(), currency = cc_null();
	if (itinerary->has_total) {
		minor = CC_VAL(itinerary->total.minor);
		currency = CC_VAL(cc_str_of(itinerary->total.currency.code));
	}
	return cc_sql_change(ctx, &keep_found, itinerary->booking_id, itinerary->starts_at, minor, currency);
}

static CC_RESULT keep_entry(struct cc_ctx *ctx, const struct cc_saga_move *move)
{
	const struct booking_news news = {
		.booking_id = move->saga_id,
		.step = move->step,
		.what = is_asked(move) ? BOOKING_HAPPENING_ASKED : happening_of(move),
		.reason = reason_of(move),
		.detail = cc_str_of(move->why ? move->why->message : NULL),
	};
	return booking_enter(ctx, &news);
}

static CC_RESULT keep(struct cc_ctx *ctx, const struct cc_saga_move *move,
                      const struct booking_itinerary *itinerary)
{
	if (!move->step)
		return CC_OK;
	if (turned_back(move))
		TRY(keep_refused(ctx, move));
	if (is_done(move, "hold_seats"))
		TRY(keep_seats(ctx, itinerary));
	if (is_done(move, "hold_seats") || is_done(move, "quote"))
		TRY(keep_what_is_found(ctx, itinerary));
	return keep_entry(ctx, move);
}

/* Whoever was to confirm with their bank has, or need not any more. */
static CC_RESULT keep_stage_of(struct cc_ctx *ctx, const struct cc_saga_move *move,
                               struct booking_booking *booking)
{
	struct cc_val undo_again_at = cc_null();
	TRY(booking_load(ctx, move->saga_id, booking));
	booking->state = state_of(move, booking);
	if (move->stage == CC_SAGA_STUCK)
		undo_again_at = CC_VAL(booking_undo_again_at(booking, cc_now(ctx)));
	return cc_sql_change(ctx, &keep_stage, booking->booking_id,
	                     cc_enum_text(&booking_booking_state_enum, booking->state), undo_again_at);
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
	TRY(booking_enter(ctx, &news));
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
	TRY(booking_enter(ctx, &news));
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
	TRY(booking_enter(ctx, &news));
	return cc_emit(ctx, &booking_booking_cancelled_event, &cancelled);
}

static CC_RESULT say_progress(struct cc_ctx *ctx, const struct cc_saga_move *move)
{
	enum booking_happening what = is_asked(move) ? BOOKING_HAPPENING_ASKED : happening_of(move);
	return move->step ? booking_say(ctx, move->saga_id, cc_str_of(move->step), what) : CC_OK;
}

static CC_RESULT turn(struct cc_ctx *ctx, const struct cc_saga_move *move,
                      const struct booking_itinerary *itinerary)
{
	struct booking_booking booking;
	TRY(keep_stage_of(ctx, move, &booking));
	switch (booking.state) {
	case BOOKING_BOOKING_STATE_CONFIRMED: return confirm(ctx, &booking, itinerary);
	case BOOKING_BOOKING_STATE_REFUSED: return refuse(ctx, &booking);
	case BOOKING_BOOKING_STATE_CANCELLED: return say_cancelled(ctx, &booking);
	default: return say_progress(ctx, move);
	}
}

cc_err booking_moved(struct cc_ctx *ctx, const struct cc_saga_move *moves, size_t count, const void *state)
{
	const struct booking_itinerary *itinerary = state;
	const struct cc_saga_move *last = &moves[count - 1];
	for (size_t i = 0; i < count; i++)
		TRY(keep(ctx, &moves[i], itinerary));
	if (is_asked(last) && itinerary->total.minor == 0) /* nobody has anything to say of it */
		return cc_saga_tell(ctx, &booking_saga, last->saga_id, last->step, true);
	if (last->stage != CC_SAGA_RUNNING)
		return turn(ctx, last, itinerary);
	if (last->fact != CC_SAGA_ACT_DONE)
		TRY(cc_sql_exec(ctx, &forget_action_url, last->saga_id));
	return say_progress(ctx, last);
}
