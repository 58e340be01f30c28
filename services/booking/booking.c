/* booking.c - the service as data: its operations, what it hears, its saga, its effect, its schema. */
#include "services/booking/booking.migrations.h"
#include "services/booking/internal.h"

static const struct cc_consumer *const consumers[] = {
	&booking_on_payment_authorised_consumer,
	&booking_on_payment_declined_consumer,
	&booking_on_payment_action_required_consumer,
	&booking_on_payment_captured_consumer,
	&booking_on_payment_voided_consumer,
	&booking_on_payment_refunded_consumer,
	&booking_on_session_cancelled_consumer,
	&booking_on_session_rescheduled_consumer,
	NULL,
};

static const struct cc_timer *const timers[] = {
	&booking_undo_again_timer,
	NULL,
};

static const struct cc_effect *const effects[] = {
	&booking_give_back_effect,
	NULL,
};

static const struct cc_saga *const sagas[] = {
	&booking_saga,
	NULL,
};

static const struct cc_figure figures[] = {
	{ "couchannel_booking_stuck", "Bookings that could not be undone, and are tried again.",
	  &count_of_stuck_bookings },
	{ 0 },
};

const struct cc_service booking_service = {
	.name = "booking",
	.ops = booking_ops,
	.events = booking_events,
	.statements = booking_statements,
	.migrations = booking_migrations,
	.consumers = consumers,
	.timers = timers,
	.effects = effects,
	.sagas = sagas,
	.figures = figures,
};
