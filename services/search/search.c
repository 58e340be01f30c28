/* search.c - the service as data: its operations, what it hears, its timers, its effect, its schema. */
#include "services/search/internal.h"
#include "services/search/search.migrations.h"

/* Each keeps its own place in its topic: what happened last may be heard first.  What they keep comes
 * out the same in any order. */
static const struct cc_consumer *const consumers[] = {
	&search_on_seats_released_consumer,
	&search_on_seats_held_consumer,
	&search_on_seats_taken_again_consumer,
	&search_on_session_cancelled_consumer,
	&search_on_session_rescheduled_consumer,
	&search_on_tariff_set_consumer,
	&search_on_session_published_consumer,
	&search_on_host_described_consumer,
	&search_on_home_described_consumer,
	&search_on_fixture_planned_consumer,
	NULL,
};

static const struct cc_timer *const timers[] = {
	&search_start_timer,
	&search_push_timer,
	NULL,
};

static const struct cc_effect *const effects[] = {
	&search_push_effect,
	NULL,
};

static const struct cc_stmt *const forget[] = {
	&forget_sessions, &forget_holds,  &forget_fixtures, &forget_homes, &forget_house_rules,
	&forget_hosts,    &forget_prices, &forget_feed,     NULL,
};

const struct cc_service search_service = {
	.name = "search",
	.ops = search_ops,
	.events = search_events,
	.statements = search_statements,
	.migrations = search_migrations,
	.consumers = consumers,
	.timers = timers,
	.effects = effects,
	.forget = forget,
};
