/* payment.c - the service as data: its operations, events, timer, effects, figures and schema. */
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

static const struct cc_figure figures[] = {
	{ "couchannel_payment_findings_total", "Differences found between the provider's books and ours.",
	  &count_of_findings },
	{ "couchannel_payment_differences", "Movements of money that the two books do not agree on yet.",
	  &count_of_differences },
	{ "couchannel_payment_unknown", "Payments that the provider has not answered for.",
	  &count_of_unknown_payments },
	{ "couchannel_payment_disputes_open", "Payments that a guest's bank has taken back, and looks at.",
	  &count_of_open_disputes },
	{ "couchannel_payment_refunds_refused",
	  "Refunds that are owed, and that the provider refuses to pay.", &count_of_refused_refunds },
	{ 0 },
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
	.figures = figures,
};
