/*
 * search.h - finding an evening: what is on, where there is room, and what it costs.
 *
 * What it answers is in contracts/couchannel/search/v1/search.proto.  It says nothing, and knows nothing that
 * others have not said: all of it can be made again from their events.
 */
#pragma once

#include "platform/cc.h"

extern const struct cc_service search_service;
