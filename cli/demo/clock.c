#include "cli/demo/clock.h"

static cc_time now(struct cc_clock *clock)
{
	struct demo_clock *demo = (struct demo_clock *)clock;
	return cc_time_add(demo->system->ops->now(demo->system), -atomic_load(&demo->behind_ms));
}

/* Durations are real: nothing that is measured ran across a jump. */
static int64_t monotonic_us(struct cc_clock *clock)
{
	struct demo_clock *demo = (struct demo_clock *)clock;
	return demo->system->ops->monotonic_us(demo->system);
}

static const struct cc_clock_ops ops = {
	.name = "demo",
	.now = now,
	.monotonic_us = monotonic_us,
};

void demo_clock_init(struct demo_clock *clock, struct cc_clock *system)
{
	clock->base.ops = &ops;
	clock->system = system;
	atomic_init(&clock->behind_ms, 0);
}

void demo_clock_set_behind(struct demo_clock *clock, int64_t behind_ms)
{
	atomic_store(&clock->behind_ms, behind_ms);
}
