/* bff_web.c - the service as data: its operations.  It keeps nothing, hears nobody and awaits nothing. */
#include "services/bff_web/internal.h"

static const struct cc_stmt *const statements[] = { NULL };

static const struct cc_consumer *const consumers[] = { NULL };

static const struct cc_timer *const timers[] = { NULL };

const struct cc_service bff_web_service = {
	.name = "bff_web",
	.ops = bff_web_ops,
	.events = bff_web_events,
	.statements = statements,
	.consumers = consumers,
	.timers = timers,
};
