/* on_login_link_requested.c - somebody wants to log in: the link is made when the mail is written. */
#include "contracts/identity.h"
#include "services/notification/internal.h"

static cc_err on_login_link_requested(struct cc_ctx *ctx, const void *body)
{
	const struct identity_login_link_requested *requested = body;
	return notification_tell(ctx, &(struct notification_mail_plan){
					      .kind = NOTIFICATION_KIND_LOGIN_LINK,
					      .user_id = requested->user_id,
				      });
}

const struct cc_consumer notification_on_login_link_requested_consumer = {
	.name = "notification.on_login_link_requested",
	.event = &identity_login_link_requested_event,
	.call = on_login_link_requested,
};
