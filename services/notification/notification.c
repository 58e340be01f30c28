/* notification.c - the service as data: its operations, what it hears, its effect, its schema. */
#include "services/notification/internal.h"
#include "services/notification/notification.migrations.h"

static const struct cc_consumer *const consumers[] = {
	&notification_on_booking_confirmed_consumer,
	&notification_on_booking_cancelled_consumer,
	&notification_on_booking_refused_consumer,
	&notification_on_session_published_consumer,
	&notification_on_session_rescheduled_consumer,
	&notification_on_session_cancelled_consumer,
	&notification_on_login_link_requested_consumer,
	&notification_on_user_erased_consumer,
	NULL,
};

static const struct cc_timer *const timers[] = { NULL };

static const struct cc_effect *const effects[] = {
	&notification_mail_effect,
	NULL,
};

static const struct cc_figure figures[] = {
	{ "couchannel_mails_failed_total", "Mails that could not be sent, for good.", &failed_mails_figure },
	{ 0 },
};

const struct cc_service notification_service = {
	.name = "notification",
	.ops = notification_ops,
	.events = notification_events,
	.statements = notification_statements,
	.migrations = notification_migrations,
	.consumers = consumers,
	.timers = timers,
	.effects = effects,
	.figures = figures,
};
