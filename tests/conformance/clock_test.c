/* clock_test.c - what every clock promises: one that goes on by itself, and one that is set. */
#include "platform/test.h"

#include <unistd.h>

#include "platform/adapters/clock_system.h"
#include "platform/adapters/sim/clock_sim.h"

static const cc_time start = { INT64_C(1767225600000) }; /* 2026-01-01T00:00:00Z */

/* `pass` lets at least 2 ms go by. */
static void check_time_passes(struct cc_clock *clock, void (*pass)(struct cc_clock *clock))
{
	cc_time now = clock->ops->now(clock);
	int64_t began_us = clock->ops->monotonic_us(clock);
	CHECK(now.ms >= start.ms);
	pass(clock);
	CHECK(clock->ops->now(clock).ms >= now.ms + 1);
	CHECK(clock->ops->monotonic_us(clock) >= began_us + 1000);
}

static void sleep_a_little(struct cc_clock *clock)
{
	(void)clock;
	usleep(2000);
}

static void set_on(struct cc_clock *clock)
{
	cc_clock_sim_set((struct cc_clock_sim *)clock, cc_time_add(clock->ops->now(clock), 2));
}

static void time_passes_on_both(void **state)
{
	(void)state;
	struct cc_clock system;
	struct cc_clock_sim sim;
	cc_clock_system_init(&system);
	check_time_passes(&system, sleep_a_little);
	cc_clock_sim_init(&sim, start);
	check_time_passes(&sim.base, set_on);
}

static void a_set_clock_stands_still_until_it_is_set(void **state)
{
	(void)state;
	struct cc_clock_sim sim;
	cc_clock_sim_init(&sim, start);
	usleep(2000);
	CHECK(sim.base.ops->now(&sim.base).ms == start.ms && sim.base.ops->monotonic_us(&sim.base) == 0);
}

static void durations_never_go_back_though_the_wall_clock_may(void **state)
{
	(void)state;
	struct cc_clock_sim sim;
	cc_clock_sim_init(&sim, start);
	cc_clock_sim_set(&sim, cc_time_add(start, 500));
	cc_clock_sim_set(&sim, start);
	CHECK(sim.base.ops->now(&sim.base).ms == start.ms && sim.base.ops->monotonic_us(&sim.base) == 500000);
	cc_clock_sim_set(&sim, cc_time_add(start, 1));
	CHECK(sim.base.ops->monotonic_us(&sim.base) == 501000);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(time_passes_on_both),
		cmocka_unit_test(a_set_clock_stands_still_until_it_is_set),
		cmocka_unit_test(durations_never_go_back_though_the_wall_clock_may),
	};
	return cmocka_run_group_tests_name("conformance: clock", cases, NULL, NULL);
}
