/*
 * inventory.h - seats: how many there are, and who they are promised to.
 *
 * What it answers and says is in contracts/couchannel/inventory/v1/inventory.proto.
 *
 * Invariants, each backed by a constraint of the store:
 *   a seat has at most one live holder              (one column of one row: seats.booking_id)
 *   a hold has all of its seats or does not exist   (one transaction)
 *   a guest has at most seats_per_guest of a session (session_guests, CHECK)
 *   a promise lasts 30 minutes at most              (holds, CHECK)
 */
#pragma once

#include "platform/cc.h"

extern const struct cc_service inventory_service;
