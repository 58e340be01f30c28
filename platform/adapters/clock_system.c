#include "platform/adapters/clock_system.h"

#include <time.h>

static int64_t read_us(clockid_t id)
{
	struct timespec t;
	clock_gettime(id, &t); /* cannot fail for these clocks */
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static cc_time now(struct cc_clock *clock)
{
	(void)clock;
	return (cc_time){ read_us(CLOCK_REALTIME) / 1000 };
}

static int64_t monotonic_us(struct cc_clock *clock)
{
	(void)clock;
	return read_us(CLOCK_MONOTONIC);
}

static const struct cc_clock_ops ops = {
	.name = "system",
	.now = now,
	.monotonic_us = monotonic_us,
};

void cc_clock_system_init(struct cc_clock *clock)
{
	clock->ops = &ops;
}
