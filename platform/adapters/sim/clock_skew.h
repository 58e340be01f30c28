/*
 * clock_skew.h - the wall clock of one machine, which is wrong: it drifts, jumps and stands still.
 *
 * Over a base clock, that of the world.  Durations (monotonic_us) are the base's, and never go back.
 * For one thread, or many fibers.
 */
#pragma once

#include "platform/adapters/sim/faults.h"
#include "platform/ports/clock.h"

enum {
	CC_CLOCK_SKEW_PPM_MAX = 200,
	CC_CLOCK_SKEW_STEP_MAX_MS = 30 * 1000,
	CC_CLOCK_SKEW_FREEZE_MAX_MS = 60 * 1000,
};

struct cc_clock_skew {
	struct cc_clock base;
	struct cc_clock *inner;
	cc_time since;       /* the base's time from which on it drifts so */
	int64_t off_ms;      /* how far it was ahead then */
	int64_t drift_ppm;   /* ahead, or if negative behind, since */
	cc_time frozen_until; /* by the base's time */
	cc_time frozen_at;    /* what it shows meanwhile */
};

/* Right, until it is told otherwise. */
void cc_clock_skew_init(struct cc_clock_skew *clock, struct cc_clock *inner);
void cc_clock_skew_drift(struct cc_clock_skew *clock, int64_t ppm); /* from now on */
void cc_clock_skew_step(struct cc_clock_skew *clock, int64_t ms);   /* ahead, or back if negative */
void cc_clock_skew_freeze(struct cc_clock_skew *clock, int64_t ms); /* then it jumps to where it would be */
void cc_clock_skew_set_right(struct cc_clock_skew *clock);
/* Asks the faults CLOCK_DRIFT, _STEP and _FREEZE once each, within the bounds above: from time to time. */
void cc_clock_skew_spoil(struct cc_clock_skew *clock, struct cc_faults *faults);
