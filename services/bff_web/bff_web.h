/*
 * bff_web.h - what the pages of the web application show, each in one round trip.
 *
 * What it answers is in contracts/couchannel/bff_web/v1/bff_web.proto.
 *
 * It keeps nothing, and has no store.  Invariants:
 *   a list asks each service once, however long it is      (gather.c: by ids, all at once)
 *   an address is told while the booking is confirmed      (show_booking.c)
 *   a home is shown of the host whose evening it is        (gather.c: a session may claim any home)
 */
#pragma once

#include "platform/cc.h"

extern const struct cc_service bff_web_service;
