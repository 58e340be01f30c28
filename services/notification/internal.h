/* internal.h - what the commands, consumers and mails of this folder share. */
#pragma once

#include "platform/cc.h"

#include "contracts/notification.h"
#include "services/notification/notification.h"
#include "services/notification/notification.sql.h"

/* The topic that a kind of news is about. */
enum notification_topic notification_topic_of(enum notification_kind kind);
/* It is sent whatever is wished for. */
bool notification_is_always(enum notification_topic topic);

/*
 * Tells one user: a mail, planned, and a notification in the application, each unless they wish otherwise.
 * news->mail_id and planned_at are filled in here.  The same kind is told once for a subject - the booking,
 * else the session, else nothing - and a sequence.
 */
CC_RESULT notification_tell(struct cc_ctx *ctx, const struct notification_mail_plan *news);

/* The caller's wishes, where they differ; by topic and channel: on, unless it is wished otherwise. */
CC_RESULT notification_wishes(struct cc_ctx *ctx, cc_id user_id, struct notification_wish_list *wishes);
bool notification_wants(const struct notification_wish_list *wishes, enum notification_topic topic,
                        enum notification_channel channel);

/* Without the newest. */
CC_RESULT notification_count_unread(struct cc_ctx *ctx, cc_id user_id, int32_t *unread);
/* How many are unread, and the newest ten. */
CC_RESULT notification_load_inbox(struct cc_ctx *ctx, cc_id user_id, struct notification_inbox *inbox);

extern const struct cc_effect notification_mail_effect;
extern const struct cc_consumer notification_on_booking_confirmed_consumer,
	notification_on_booking_cancelled_consumer, notification_on_booking_refused_consumer,
	notification_on_session_published_consumer, notification_on_session_rescheduled_consumer,
	notification_on_session_cancelled_consumer, notification_on_login_link_requested_consumer,
	notification_on_user_erased_consumer;
