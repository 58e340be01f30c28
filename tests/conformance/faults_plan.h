/* faults_plan.h - faults that strike when the test says so, and a wait that lets its clock go on. */
#pragma once

#include "platform/adapters/sim/clock_sim.h"
#include "platform/adapters/sim/faults.h"

struct faults_plan {
	struct cc_faults base;
	struct cc_clock_sim *clock; /* NULL: nobody sees the time pass */
	int strikes[CC_FAULTS]; /* so many of the next times */
	bool most[CC_FAULTS];   /* as long and as many as can be; else as little */
	int64_t passed_us;      /* by waiting */
};

void faults_plan_init(struct faults_plan *plan, struct cc_clock_sim *clock);
