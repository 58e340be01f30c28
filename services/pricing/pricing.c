/* pricing.c - the service as data: its operations, its events, what it hears, its schema. */
#include "services/pricing/internal.h"
#include "services/pricing/pricing.migrations.h"

/* All hear one topic, in the order of each session.  What they keep comes out the same in any order, as it
 * has to for a consumer that is added later. */
static const struct cc_consumer *const consumers[] = {
	&pricing_on_seats_released_consumer,
	&pricing_on_seats_confirmed_consumer,
	&pricing_on_seats_taken_again_consumer,
	&pricing_on_hold_extended_consumer,
	&pricing_on_seats_held_consumer,
	&pricing_on_session_cancelled_consumer,
	&pricing_on_session_rescheduled_consumer,
	&pricing_on_session_published_consumer,
	NULL,
};

static const struct cc_timer *const timers[] = { NULL };

const struct cc_service pricing_service = {
	.name = "pricing",
	.ops = pricing_ops,
	.events = pricing_events,
	.statements = pricing_statements,
	.migrations = pricing_migrations,
	.consumers = consumers,
	.timers = timers,
};
