/* inventory.c - the service as data: its operations, its events, what it hears, its timers, its schema. */
#include "services/inventory/internal.h"
#include "services/inventory/inventory.migrations.h"

static const struct cc_consumer *const consumers[] = {
	&inventory_on_licence_rule_published_consumer,
	&inventory_on_user_erased_consumer,
	NULL,
};

static const struct cc_timer *const timers[] = {
	&inventory_expire_holds_timer,
	&inventory_follow_fixtures_timer,
	&inventory_call_off_evenings_timer,
	NULL,
};

const struct cc_service inventory_service = {
	.name = "inventory",
	.ops = inventory_ops,
	.events = inventory_events,
	.statements = inventory_statements,
	.migrations = inventory_migrations,
	.consumers = consumers,
	.timers = timers,
};
