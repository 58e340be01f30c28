/* journey.h - the saga of the town: visits at A, B and C, one after the other, or none. */
#pragma once

#include "tests/town/town.h"

enum { TRIP = 2 /* its id; others are journeys */, JOURNEY_TRIES = 2, JOURNEY_AWAIT_MS = 60 * 1000 };

extern const struct cc_saga journey_saga;

/* The same, but that B and C are taken along with A. */
extern const struct cc_saga trip_saga;
