/*
 * inventory.h - what is played when, the evenings where it is watched, and who their seats are promised to.
 *
 * What it answers and says is in contracts/couchannel/inventory/v1/inventory.proto.
 *
 * Invariants, each backed by a constraint of the store:
 *   a seat has at most one live holder              (one column of one row: seats.booking_id)
 *   a hold has all of its seats or does not exist   (one transaction)
 *   a guest has at most seats_per_guest of a session (session_guests, CHECK)
 *   a session has a fixture, and follows it         (sessions.fixture_id, fixture_revision)
 *   a promise lasts 30 minutes at most              (holds, CHECK)
 */
#pragma once

#include "platform/cc.h"

extern const struct cc_service inventory_service;
