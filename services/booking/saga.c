/*
 * saga.c - the steps of a booking, in order.
 *
 * Money is only taken once the seats are the guest's, and seats are only kept for money that is set aside: so
 * whatever fails in between costs nobody anything.  Licence rules may have changed while a guest was at their
 * bank: they are asked again before the seats are final.  What comes of a payment is told by payment.events,
 * before the seats' ten minutes are over if all goes well.  If nothing is heard by then, it is asked for; and
 * money that is there later than the seats takes them again, if they are free.
 */
#include "services/booking/internal.h"

enum { TRIES = 5, TRIES_FOR_MONEY = 20 };

static const int64_t deadline_ms = CC_SECONDS(5);
static const int64_t ask_for_payment_after_ms = CC_SECONDS(BOOKING_PAY_WITHIN_S) + CC_SECONDS(30);
static const int64_t capture_within_ms = CC_MINUTES(1);

static const struct cc_saga_step steps[] = {
	{
		.name = "hold_seats",
		.act = booking_hold_seats,
		.undo = booking_release_seats,
		.deadline_ms = deadline_ms,
		.tries = TRIES,
	},
	{ .name = "quote", .act = booking_quote, .deadline_ms = deadline_ms, .tries = TRIES, .reads = true },
	{
		.name = "authorise",
		.act = booking_authorise,
		.undo = booking_void,
		.resolve = booking_find_authorisation,
		.deadline_ms = deadline_ms,
		.tries = TRIES_FOR_MONEY,
		.await_ms = ask_for_payment_after_ms,
	},
	{
		.name = "check_compliance",
		.act = booking_check_compliance,
		.deadline_ms = deadline_ms,
		.tries = TRIES,
		.reads = true,
	},
	{
		.name = "confirm_seats",
		.act = booking_confirm_seats, /* undone by releasing them */
		.along = true,
		.deadline_ms = deadline_ms,
		.tries = TRIES,
	},
	{
		.name = "capture",
		.act = booking_capture,
		.undo = booking_refund,
		.resolve = booking_find_capture,
		.deadline_ms = deadline_ms,
		.tries = TRIES_FOR_MONEY,
		.along = true,
		.await_ms = capture_within_ms,
	},
	{ 0 },
};

const struct cc_saga booking_saga = {
	.name = "booking.book_seats",
	.state = &booking_itinerary_message,
	.steps = steps,
	.moved = booking_moved,
};
