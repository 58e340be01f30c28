/* identity.c - the service as data: its operations, its events, its timer, its figures, its schema. */
#include "services/identity/internal.h"
#include "services/identity/identity.migrations.h"

static const struct cc_consumer *const consumers[] = { NULL };

static const struct cc_timer *const timers[] = {
	&identity_forget_timer,
	NULL,
};

static const struct cc_figure figures[] = {
	{ "couchannel_identity_login_requests_total", "Links that were asked for by mail, for users or not.",
	  &login_requests },
	{ "couchannel_identity_reused_tokens_total",
	  "Refresh tokens that were shown a second time: a thief, or a client that lost an answer.",
	  &reused_tokens },
	{ 0 },
};

const struct cc_service identity_service = {
	.name = "identity",
	.ops = identity_ops,
	.events = identity_events,
	.statements = identity_statements,
	.migrations = identity_migrations,
	.consumers = consumers,
	.timers = timers,
	.figures = figures,
};
