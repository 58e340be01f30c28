/*
 * notification.h - what people are told: by mail, with tickets and calendar entries, and in the application.
 *
 * What it answers and says is in contracts/couchannel/notification/v1/notification.proto.
 *
 * Invariants, each backed by a constraint of the store:
 *   one mail of a kind for each change of a booking  (mails, UNIQUE (subject_id, kind, sequence))
 *   a calendar entry counts up                       (bookings.sequence, written by one statement)
 *   no name, address or text is kept                 (there is no column for one)
 */
#pragma once

#include "platform/cc.h"

extern const struct cc_service notification_service;
