/* clock_test.c - what every clock promises: one that goes on by itself, and one that is set. */
#include "platform/test.h"

#include <unistd.h>

#include "platform/adapters/clock_system.h"
#include "platform/adapters/sim/clock_sim.h"
#include "platform/adapters/sim/clock_skew.h"
#include "tests/conformance/faults_plan.h"

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

/* A machine whose clock is wrong ----------------------------------------------------- */

struct machine {
	struct cc_clock_sim world;
	struct cc_clock_skew clock;
};

static void start_machine(struct machine *machine)
{
	cc_clock_sim_init(&machine->world, start);
	cc_clock_skew_init(&machine->clock, &machine->world.base);
}

/* How far it is ahead, ms later. */
static int64_t ahead_after(struct machine *machine, int64_t ms)
{
	struct cc_clock *clock = &machine->clock.base;
	cc_clock_sim_set(&machine->world,
	                 cc_time_add(machine->world.base.ops->now(&machine->world.base), ms));
	assert_int_equal(clock->ops->monotonic_us(clock), machine->world.monotonic_us);
	return clock->ops->now(clock).ms - machine->world.now_ms;
}

static void a_machine_shows_the_right_time_until_it_is_told_otherwise(void **state)
{
	(void)state;
	struct machine machine;
	start_machine(&machine);
	assert_int_equal(ahead_after(&machine, 0), 0);
	assert_int_equal(ahead_after(&machine, CC_HOURS(24)), 0);
}

static void a_clock_drifts_and_keeps_what_it_has_drifted(void **state)
{
	(void)state;
	struct machine machine;
	start_machine(&machine);
	cc_clock_skew_drift(&machine.clock, 200);
	assert_int_equal(ahead_after(&machine, CC_SECONDS(1000)), 200);
	cc_clock_skew_drift(&machine.clock, -100);
	assert_int_equal(ahead_after(&machine, 0), 200);
	assert_int_equal(ahead_after(&machine, CC_SECONDS(3000)), -100);
	cc_clock_skew_set_right(&machine.clock);
	assert_int_equal(ahead_after(&machine, CC_SECONDS(1000)), 0);
}

static void a_clock_is_set_ahead_and_back(void **state)
{
	(void)state;
	struct machine machine;
	start_machine(&machine);
	cc_clock_skew_step(&machine.clock, 500);
	assert_int_equal(ahead_after(&machine, 10), 500);
	cc_clock_skew_step(&machine.clock, -700);
	assert_int_equal(ahead_after(&machine, 10), -200);
}

static void a_frozen_clock_jumps_to_where_it_would_be(void **state)
{
	(void)state;
	struct machine machine;
	start_machine(&machine);
	cc_clock_skew_step(&machine.clock, 500);
	cc_clock_skew_freeze(&machine.clock, 1000);
	assert_int_equal(ahead_after(&machine, 0), 500);
	assert_int_equal(ahead_after(&machine, 999), 500 - 999);
	assert_int_equal(ahead_after(&machine, 1), 500);
}

static void faults_make_it_wrong_within_bounds(void **state)
{
	(void)state;
	struct machine machine;
	struct faults_plan faults;
	start_machine(&machine);
	faults_plan_init(&faults, &machine.world);
	cc_clock_skew_spoil(&machine.clock, &faults.base);
	assert_int_equal(ahead_after(&machine, 1000), 0);
	faults.strikes[CC_FAULT_CLOCK_STEP] = faults.strikes[CC_FAULT_CLOCK_DRIFT] = 1;
	faults.most[CC_FAULT_CLOCK_STEP] = true;
	cc_clock_skew_spoil(&machine.clock, &faults.base);
	assert_int_equal(ahead_after(&machine, CC_SECONDS(1000)),
	                 CC_CLOCK_SKEW_STEP_MAX_MS - CC_CLOCK_SKEW_PPM_MAX);
	faults.strikes[CC_FAULT_CLOCK_FREEZE] = 1;
	faults.most[CC_FAULT_CLOCK_FREEZE] = true;
	cc_clock_skew_spoil(&machine.clock, &faults.base);
	CHECK(ahead_after(&machine, CC_CLOCK_SKEW_FREEZE_MAX_MS - 1) < 0);
	CHECK(ahead_after(&machine, 1) > 0);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(time_passes_on_both),
		cmocka_unit_test(a_set_clock_stands_still_until_it_is_set),
		cmocka_unit_test(durations_never_go_back_though_the_wall_clock_may),
		cmocka_unit_test(a_machine_shows_the_right_time_until_it_is_told_otherwise),
		cmocka_unit_test(a_clock_drifts_and_keeps_what_it_has_drifted),
		cmocka_unit_test(a_clock_is_set_ahead_and_back),
		cmocka_unit_test(a_frozen_clock_jumps_to_where_it_would_be),
		cmocka_unit_test(faults_make_it_wrong_within_bounds),
	};
	return cmocka_run_group_tests_name("conformance: clock", cases, NULL, NULL);
}
