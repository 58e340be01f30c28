/* payment.c - the service as data: its operations, its events, its timer, its effects, its schema. */
#include "services/payment/internal.h"
#include "services/payment/payment.migrations.h"

static const struct cc_consumer *const consumers[] = { NULL };

static const struct cc_timer *const timers[] = {
	&payment_reconcile_timer,
	NULL,
};

static const struct cc_effect *const effects[] = {
	&payment_authorise_effect,
	&payment_capture_effect,
	&payment_cancel_effect,
	&payment_look_effect,
	&payment_refund_effect,
	&payment_read_books_effect,
	NULL,
};

const struct cc_service payment_service = {
	.name = "payment",
	.ops = payment_ops,
	.events = payment_events,
	.statements = payment_statements,
	.migrations = payment_migrations,
	.consumers = consumers,
	.timers = timers,
	.effects = effects,
};
