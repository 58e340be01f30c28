/* timers_test.c - what the rows of a store await is done when it is due. */
#include "tests/town/town.h"

#include "platform/core/run.h"

static const char *const rung_bells = "SELECT COUNT(*) FROM bells WHERE rang_at IS NOT NULL";

static void set_bell(struct town *town, int n, int64_t in_ms)
{
	struct cc_ctx ctx = town_ctx(town);
	struct porch_set_bell_request cmd = {
		.bell_id = town_id(n),
		.rings_at = cc_time_add(cc_now(&ctx), in_ms),
	};
	CHECK_OK(town_run(town, &porch_set_bell_op, &cmd));
}

static void a_timer_runs_when_it_is_due_and_not_before(void **state)
{
	struct town *town = *state;
	set_bell(town, 1, 5000);
	town_pass(town, 4999);
	town_run_due(town);
	assert_int_equal(town_int(town, &porch_service, rung_bells), 0);
	town_pass(town, 1);
	town_run_due(town);
	assert_int_equal(town_int(town, &porch_service, rung_bells), 1);
	assert_int_equal(cc_events_stats(town->events).timers_run, 1);
}

static void a_timer_survives_a_restart(void **state)
{
	struct town *town = *state;
	set_bell(town, 1, 5000);
	town_reopen(town);
	town_pass(town, 60000);
	town_run_due(town);
	assert_int_equal(town_int(town, &porch_service, rung_bells), 1);
}

static void a_timer_runs_again_while_anything_is_due(void **state)
{
	struct town *town = *state;
	for (int i = 1; i <= 7; i++)
		set_bell(town, i, 5000);
	set_bell(town, 8, 5001);
	town_pass(town, 5000);
	town_run_due(town);
	assert_int_equal(town_int(town, &porch_service, rung_bells), 7);
}

static void a_failing_timer_backs_off(void **state)
{
	struct town *town = *state;
	town_shut(town, "bells", true);
	set_bell(town, 1, 0);
	town_run_due(town);
	town_run_due(town);
	assert_int_equal(cc_events_stats(town->events).timers_failed, 1);
	town_live(town, 60000); /* after 1, 2, 4, 8, 16 and 32 seconds */
	assert_int_equal(cc_events_stats(town->events).timers_failed, 6);
	town_shut(town, "bells", false);
	town_live(town, 32000);
	assert_int_equal(town_int(town, &porch_service, rung_bells), 1);
}

static void a_timer_that_changes_nothing_does_not_spin(void **state)
{
	struct town *town = *state;
	town_shut(town, "clapper", true);
	set_bell(town, 1, 0);
	town_run_due(town); /* comes back */
	assert_int_equal(cc_events_stats(town->events).timers_failed, 1);
	assert_int_equal(cc_events_step(town->events), 0);
}

static void a_timer_runs_on_a_thread_of_its_own(void **state)
{
	struct town *town = *state;
	town_start(town);
	set_bell(town, 1, 5000);
	town_pass(town, 5000);
	CHECK(town_soon(town, rung_bells, 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TOWN_CASE(a_timer_runs_when_it_is_due_and_not_before),
		TOWN_CASE(a_timer_survives_a_restart),
		TOWN_CASE(a_timer_runs_again_while_anything_is_due),
		TOWN_CASE(a_failing_timer_backs_off),
		TOWN_CASE(a_timer_that_changes_nothing_does_not_spin),
		TOWN_CASE(a_timer_runs_on_a_thread_of_its_own),
	};
	return cmocka_run_group_tests_name("timers", tests, NULL, NULL);
}
