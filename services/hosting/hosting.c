/* hosting.c - the service as data: its operations, its events, what it hears, its figures, its schema. */
#include "services/hosting/hosting.migrations.h"
#include "services/hosting/internal.h"

static const struct cc_consumer *const consumers[] = {
	&hosting_on_user_erased_consumer,
	NULL,
};

static const struct cc_timer *const timers[] = { NULL };

static const struct cc_figure figures[] = {
	{ "couchannel_hosting_packages_to_review", "Packages whose proof nobody has looked at.",
	  &packages_to_review },
	{ 0 },
};

const struct cc_service hosting_service = {
	.name = "hosting",
	.ops = hosting_ops,
	.events = hosting_events,
	.statements = hosting_statements,
	.migrations = hosting_migrations,
	.consumers = consumers,
	.timers = timers,
	.figures = figures,
};
