/* on_session_cancelled.c - an evening will not be: its host is told; guests hear it of their bookings. */
#include "contracts/inventory.h"
#include "services/notification/internal.h"

static cc_err on_session_cancelled(struct cc_ctx *ctx, const void *body)
{
	const struct inventory_session_cancelled *cancelled = body;
	struct notification_known_session session;
	cc_err err = cc_sql_one(ctx, &known_session, &notification_known_session_message, &session,
	                        cancelled->session_id);
	if (cc_is(err, CC_NOT_FOUND))
		return CC_OK; /* a draft */
	TRY(err);
	return notification_tell(ctx, &(struct notification_mail_plan){
					      .kind = NOTIFICATION_KIND_HOSTING_CALLED_OFF,
					      .user_id = session.host_id,
					      .has_session_id = true,
					      .session_id = cancelled->session_id,
					      .has_starts_at = true,
					      .starts_at = session.starts_at,
				      });
}

const struct cc_consumer notification_on_session_cancelled_consumer = {
	.name = "notification.on_session_cancelled",
	.event = &inventory_session_cancelled_event,
	.call = on_session_cancelled,
};
