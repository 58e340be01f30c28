/*
 * booking.h - seats of an evening that a guest asks for: all of it comes about, or all of it is undone.
 *
 * What it answers and says is in contracts/couchannel/booking/v1/booking.proto.
 *
 * Invariants, each backed by a constraint of the store or by the order of the steps:
 *   a booking id is one booking                         (bookings, PRIMARY KEY)
 *   what is captured is what was quoted                 (one total, written once: the saga's itinerary)
 *   money is taken only for seats that are confirmed    (the order of steps in saga.c)
 *   a confirmed booking has a price, a time and seats   (bookings, CHECK)
 *   no more goes back than was paid, and it once        (bookings, CHECK; a refund's id is the booking's)
 */
#pragma once

#include "platform/cc.h"

extern const struct cc_service booking_service;
