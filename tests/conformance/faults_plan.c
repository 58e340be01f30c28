#include "tests/conformance/faults_plan.h"

static bool strikes(struct cc_faults *faults, enum cc_fault fault)
{
	struct faults_plan *plan = (struct faults_plan *)faults;
	return plan->strikes[fault] > 0 && plan->strikes[fault]-- > 0;
}

static int64_t between(struct cc_faults *faults, enum cc_fault fault, int64_t least, int64_t most)
{
	return ((struct faults_plan *)faults)->most[fault] ? most : least;
}

/* Microseconds add up to the clock's milliseconds. */
static void pass(struct cc_faults *faults, int64_t us)
{
	struct faults_plan *plan = (struct faults_plan *)faults;
	int64_t passed_ms = (plan->passed_us + us) / 1000 - plan->passed_us / 1000;
	plan->passed_us += us;
	if (plan->clock)
		cc_clock_sim_set(plan->clock, (cc_time){ plan->clock->now_ms + passed_ms });
}

static const struct cc_faults_ops ops = {
	.name = "plan",
	.strikes = strikes,
	.between = between,
	.pass = pass,
};

void faults_plan_init(struct faults_plan *plan, struct cc_clock_sim *clock)
{
	*plan = (struct faults_plan){ .base.ops = &ops, .clock = clock };
}
