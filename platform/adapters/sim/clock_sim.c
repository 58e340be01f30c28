#include "platform/adapters/sim/clock_sim.h"

#include <stdatomic.h>

static cc_time now(struct cc_clock *clock)
{
	return (cc_time){ atomic_load(&((struct cc_clock_sim *)clock)->now_ms) };
}

static int64_t monotonic_us(struct cc_clock *clock)
{
	return atomic_load(&((struct cc_clock_sim *)clock)->monotonic_us);
}

static const struct cc_clock_ops ops = {
	.name = "sim",
	.now = now,
	.monotonic_us = monotonic_us,
};

void cc_clock_sim_init(struct cc_clock_sim *clock, cc_time start)
{
	clock->base.ops = &ops;
	atomic_init(&clock->now_ms, start.ms);
	atomic_init(&clock->monotonic_us, 0);
}

void cc_clock_sim_set(struct cc_clock_sim *clock, cc_time to)
{
	int64_t passed_ms = to.ms - atomic_exchange(&clock->now_ms, to.ms);
	if (passed_ms > 0)
		atomic_fetch_add(&clock->monotonic_us, passed_ms * 1000);
}
