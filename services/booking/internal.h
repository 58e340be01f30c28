/* internal.h - what the commands, steps and consumers of this folder share. */
#pragma once

#include "platform/cc.h"

#include "contracts/booking.h"
#include "services/booking/booking.h"
#include "services/booking/booking.sql.h"

/* Without seats, terms and timeline.  Fails: booking_not_found. */
CC_RESULT booking_load(struct cc_ctx *ctx, cc_id booking_id, struct booking_booking *booking);
/* The caller's; others' are not found. */
CC_RESULT booking_load_own(struct cc_ctx *ctx, cc_id booking_id, struct booking_booking *booking);
/* Adds seats and terms; the timeline, too. */
CC_RESULT booking_add_parts(struct cc_ctx *ctx, struct booking_booking *booking);
CC_RESULT booking_add_timeline(struct cc_ctx *ctx, struct booking_booking *booking);

/* One more entry of the timeline: step "" is the whole booking, reason "" is none. */
struct booking_news {
	cc_id booking_id;
	const char *step;
	enum booking_happening what;
	cc_str reason;
	cc_str detail; /* the same as a sentence; "" is none */
};
CC_RESULT booking_enter(struct cc_ctx *ctx, const struct booking_news *news);
/* Says that the timeline has grown, which an event of the whole booking says as well. */
CC_RESULT booking_say(struct cc_ctx *ctx, cc_id booking_id, cc_str step, enum booking_happening what);
CC_RESULT booking_note(struct cc_ctx *ctx, const struct booking_news *news); /* both */

/* The terms of bookings that are asked for now; ends with { 0 }. */
extern const struct booking_refund_term booking_standard_terms[];
/* Pure: what part of a confirmed booking's total goes back now, in percent. */
int32_t booking_refund_percent(const struct booking_booking *booking, cc_time now);
/* What it means to cancel a booking with its terms now.  Fails: booking_over, session_started. */
CC_RESULT booking_reckon_cancellation(struct cc_ctx *ctx, const struct booking_booking *booking,
                                      struct booking_cancellation *cancellation);
/* Calls off what is pending or confirmed; *refund is of the latter. */
CC_RESULT booking_call_off(struct cc_ctx *ctx, const struct booking_booking *booking,
                           enum booking_canceller by, cc_money refund);

/* Says what came of a step that is awaited, and tries again what could not be undone for want of it. */
CC_RESULT booking_hear(struct cc_ctx *ctx, cc_id booking_id, const char *step, bool happened);
/* It will not be: what is taken or set aside from here on goes back, whole. */
bool booking_came_to_nothing(const struct booking_booking *booking);

extern const struct cc_saga booking_saga;
extern const struct cc_effect booking_give_back_effect;
extern const struct cc_consumer booking_on_payment_authorised_consumer,
	booking_on_payment_declined_consumer, booking_on_payment_action_required_consumer,
	booking_on_payment_captured_consumer, booking_on_payment_voided_consumer,
	booking_on_payment_refunded_consumer, booking_on_session_cancelled_consumer,
	booking_on_session_rescheduled_consumer;

/* A hold lasts ten minutes, and confirming it takes a moment: until then, the guest has paid or is let go. */
enum { BOOKING_PAY_WITHIN_S = 8 * 60 };

/* Gives back what is set aside, or what will turn out to have been.  What is taken is refunded: not here. */
CC_RESULT booking_let_go(struct cc_ctx *ctx, cc_id booking_id);

/* When a booking that could not be undone now is undone again. */
cc_time booking_undo_again_at(const struct booking_booking *booking, cc_time now);
extern const struct cc_timer booking_undo_again_timer;

/* The steps (steps.c, pay.c). */
cc_saga_call booking_hold_seats, booking_release_seats, booking_quote, booking_authorise,
	booking_find_authorisation, booking_void, booking_check_compliance, booking_confirm_seats,
	booking_capture, booking_find_capture, booking_refund;
/* As a WRITE, after each of them. */
cc_err booking_moved(struct cc_ctx *ctx, const struct cc_saga_move *moves, size_t count, const void *state);
