#include "platform/adapters/sim/clock_skew.h"

enum { MILLION = 1000000 };

static struct cc_clock_skew *skew_of(struct cc_clock *clock)
{
	return (struct cc_clock_skew *)clock;
}

static cc_time right(const struct cc_clock_skew *clock)
{
	return clock->inner->ops->now(clock->inner);
}

static int64_t off_now(const struct cc_clock_skew *clock)
{
	return clock->off_ms + (right(clock).ms - clock->since.ms) * clock->drift_ppm / MILLION;
}

static cc_time now(struct cc_clock *base)
{
	const struct cc_clock_skew *clock = skew_of(base);
	bool frozen = right(clock).ms < clock->frozen_until.ms;
	return frozen ? clock->frozen_at : (cc_time){ right(clock).ms + off_now(clock) };
}

static int64_t monotonic_us(struct cc_clock *base)
{
	struct cc_clock *inner = skew_of(base)->inner;
	return inner->ops->monotonic_us(inner);
}

static const struct cc_clock_ops ops = {
	.name = "skew",
	.now = now,
	.monotonic_us = monotonic_us,
};

void cc_clock_skew_init(struct cc_clock_skew *clock, struct cc_clock *inner)
{
	*clock = (struct cc_clock_skew){ .base.ops = &ops, .inner = inner };
	cc_clock_skew_set_right(clock);
}

void cc_clock_skew_set_right(struct cc_clock_skew *clock)
{
	*clock = (struct cc_clock_skew){ .base = clock->base, .inner = clock->inner, .since = right(clock) };
}

void cc_clock_skew_drift(struct cc_clock_skew *clock, int64_t ppm)
{
	clock->off_ms = off_now(clock);
	clock->since = right(clock);
	clock->drift_ppm = ppm;
}

void cc_clock_skew_step(struct cc_clock_skew *clock, int64_t ms)
{
	clock->off_ms += ms;
}

void cc_clock_skew_freeze(struct cc_clock_skew *clock, int64_t ms)
{
	clock->frozen_at = now(&clock->base);
	clock->frozen_until = (cc_time){ right(clock).ms + ms };
}

void cc_clock_skew_spoil(struct cc_clock_skew *clock, struct cc_faults *faults)
{
	const struct cc_faults_ops *ask = faults->ops;
	if (ask->strikes(faults, CC_FAULT_CLOCK_DRIFT))
		cc_clock_skew_drift(clock, ask->between(faults, CC_FAULT_CLOCK_DRIFT, -CC_CLOCK_SKEW_PPM_MAX,
		                                        CC_CLOCK_SKEW_PPM_MAX));
	if (ask->strikes(faults, CC_FAULT_CLOCK_STEP))
		cc_clock_skew_step(clock,
		                   ask->between(faults, CC_FAULT_CLOCK_STEP, -CC_CLOCK_SKEW_STEP_MAX_MS,
		                                CC_CLOCK_SKEW_STEP_MAX_MS));
	if (ask->strikes(faults, CC_FAULT_CLOCK_FREEZE))
		cc_clock_skew_freeze(
			clock, ask->between(faults, CC_FAULT_CLOCK_FREEZE, 1, CC_CLOCK_SKEW_FREEZE_MAX_MS));
}
