/* compliance.c - the service as data: its operations, its events, its timer, its schema. */
#include "services/compliance/compliance.migrations.h"
#include "services/compliance/internal.h"

static const struct cc_consumer *const consumers[] = { NULL };

static const struct cc_timer *const timers[] = {
	&compliance_announce_rules_timer,
	NULL,
};

const struct cc_service compliance_service = {
	.name = "compliance",
	.ops = compliance_ops,
	.events = compliance_events,
	.statements = compliance_statements,
	.migrations = compliance_migrations,
	.consumers = consumers,
	.timers = timers,
};
