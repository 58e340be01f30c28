/* time.h - points in time as RFC 3339 text, always UTC. */
#pragma once

#include "platform/core/value.h"

enum { CC_TIME_TEXT_MAX = 24 }; /* "2026-11-24T20:45:00.123Z" */

/* Writes "2026-11-24T20:45:00Z", with .mmm only if it is not zero; returns the length.
 * Years outside 0001..9999 are clamped, as protobuf's Timestamp has no others. */
size_t cc_time_print(cc_time t, char out[CC_TIME_TEXT_MAX]);
/* Any RFC 3339 offset; digits below the millisecond are cut.  False if malformed or out of range. */
bool cc_time_parse(cc_str text, cc_time *t);
