/* journey.h - the saga of the town: visits at A, B and C, one after the other, or none. */
#pragma once

#include "tests/town/town.h"

enum { JOURNEY_TRIES = 2, JOURNEY_AWAIT_MS = 60 * 1000 };

extern const struct cc_saga journey_saga;
