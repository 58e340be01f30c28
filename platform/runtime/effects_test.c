/* effects_test.c - what is planned happens, once in effect. */
#include "tests/town/errands.h"

#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

#include "platform/core/run.h"

/* Done --------------------------------------------------------------------------- */

static void what_is_planned_happens_after_the_commit(void **state)
{
	struct town *town = *state;
	errand_send(town, 1, "A");
	errand_check_states(town, "planned");
	assert_int_equal(at_porch(town, KNOCKS), 0);
	town_run_due(town);
	errand_check_once(town, 1);
	town_run_due(town);
	errand_check_once(town, 1);
	assert_int_equal(errand_stats(town).settled, 1);
}

static void what_an_undone_write_planned_never_happens(void **state)
{
	struct town *town = *state;
	CHECK_FAILS(errand_run(town, 1, "nowhere", 0), &post_address_unknown);
	town_live(town, 60000);
	assert_int_equal(at_porch(town, KNOCKS), 0);
}

static void what_is_planned_for_later_waits_for_its_time(void **state)
{
	struct town *town = *state;
	CHECK_OK(errand_run(town, 1, "A", 5000));
	town_pass(town, 4999);
	town_run_due(town);
	assert_int_equal(at_porch(town, KNOCKS), 0);
	town_pass(town, 1);
	town_run_due(town);
	errand_check_once(town, 1);
}

static void the_service_acts_for_the_user_who_asked(void **state)
{
	struct town *town = *state;
	struct post_run_errand_request cmd = { .errand_id = town_id(1), .address = CC_STR("A") };
	struct post_errand errand;
	struct cc_ctx ctx = town_ctx(town);
	ctx.caller = (struct cc_principal){ .subject = town_id(7) };
	CHECK_OK(cc_call(&ctx, &post_run_errand_op, &cmd, &errand));
	town_run_due(town);
	assert_string_equal(town_words(town, &porch_service, "SELECT caller FROM visits"), "post");
	assert_int_equal(at_porch(town, "SELECT subject = x'00000000000070008000000000000007' FROM visits"),
	                 1);
}

static void two_plans_have_two_keys(void **state)
{
	struct town *town = *state;
	errand_send(town, 1, "A");
	errand_send(town, 2, "A");
	town_run_due(town);
	assert_int_equal(at_porch(town, KEYS), 2);
	assert_int_equal(at_porch(town, VISITS), 2);
}

static void what_fails_holds_nothing_else_up(void **state)
{
	struct town *town = *state;
	town_shut(town, "island", true);
	for (int i = 1; i <= 2 * CC_EFFECTS_UNDERWAY_MAX; i++)
		errand_send(town, i, "island");
	errand_send(town, 1000, "A");
	town_run_due(town);
	assert_int_equal(at_porch(town, VISITS), 1);
}

/* Threads ---------------------------------------------------------------------------- */

enum { WAIT_STEPS = 1000, WAIT_STEP_US = 10000, ERRANDS = 60, VISIT_US = 3000 };

static bool soon(struct town *town, const char *sql, int64_t wanted)
{
	for (int i = 0; i < WAIT_STEPS; i++) {
		if (at_post(town, sql) == wanted)
			return true;
		usleep(WAIT_STEP_US);
	}
	return false;
}

static atomic_int out, out_most;

static void count_out(enum post_point point)
{
	if (point == POST_SENT) {
		int now = atomic_fetch_add(&out, 1) + 1, most = atomic_load(&out_most);
		while (now > most && !atomic_compare_exchange_weak(&out_most, &most, now)) {
		}
		usleep(VISIT_US);
	}
	if (point == POST_VISITED)
		atomic_fetch_sub(&out, 1);
}

static void several_are_done_at_once_and_not_too_many(void **state)
{
	struct town *town = *state;
	atomic_store(&out, 0);
	atomic_store(&out_most, 0);
	post_hook = count_out;
	town_start(town);
	for (int i = 1; i <= ERRANDS; i++)
		errand_send(town, i, "A");
	CHECK(soon(town, SERVED, ERRANDS));
	assert_int_equal(at_porch(town, VISITS), ERRANDS);
	assert_int_equal(at_porch(town, KNOCKS), ERRANDS);
	size_t workers = cc_node_worker_count(town->node);
	assert_in_range(atomic_load(&out_most), 2, workers - 1); /* some are left for those who wait */
}

/* One after the other: a second each, if nobody were woken. */
static void a_commit_wakes_whoever_does_what_it_planned(void **state)
{
	enum { COUNT = 30, LONGEST_S = 10 };
	struct town *town = *state;
	struct timespec began, ended;
	town_start(town);
	clock_gettime(CLOCK_MONOTONIC, &began);
	for (int i = 1; i <= COUNT; i++) {
		errand_send(town, i, "A");
		while (at_post(town, SERVED) < i)
			usleep(200);
	}
	clock_gettime(CLOCK_MONOTONIC, &ended);
	assert_true(ended.tv_sec - began.tv_sec < LONGEST_S);
}

static void a_stop_in_the_middle_is_a_restart_like_any_other(void **state)
{
	struct town *town = *state;
	for (int i = 1; i <= ERRANDS; i++)
		errand_send(town, i, "A");
	for (int i = 0; i < 5; i++) {
		town_start(town);
		usleep(2000);
		town_reopen(town);
	}
	town_run_due(town);
	assert_int_equal(at_post(town, SERVED), ERRANDS);
	assert_int_equal(at_porch(town, VISITS), ERRANDS);
	assert_int_equal(at_post(town, PLANS), 0);
}

static void it_can_be_seen_how_much_is_planned_and_how_late_it_is(void **state)
{
	struct town *town = *state;
	town_shut(town, "island", true);
	errand_send(town, 1, "island");
	CHECK_OK(errand_run(town, 2, "A", 3600000));
	cc_events_step(town->events);
	assert_int_equal(errand_stats(town).planned, 2);
	assert_int_equal(errand_stats(town).lag_ms, 0);
	town_pass(town, 5000);
	assert_in_range(errand_stats(town).lag_ms, 4000, 5000);
	town_shut(town, "island", false);
	town_run_due(town);
	assert_int_equal(errand_stats(town).planned, 1);
	assert_int_equal(errand_stats(town).lag_ms, 0);
}

int main(void)
{
	const struct CMUnitTest done[] = {
		ERRAND_CASE(what_is_planned_happens_after_the_commit),
		ERRAND_CASE(what_an_undone_write_planned_never_happens),
		ERRAND_CASE(what_is_planned_for_later_waits_for_its_time),
		ERRAND_CASE(the_service_acts_for_the_user_who_asked),
		ERRAND_CASE(two_plans_have_two_keys),
		ERRAND_CASE(what_fails_holds_nothing_else_up),
		ERRAND_CASE(it_can_be_seen_how_much_is_planned_and_how_late_it_is),
	};
	const struct CMUnitTest threads[] = {
		ERRAND_CASE(several_are_done_at_once_and_not_too_many),
		ERRAND_CASE(a_commit_wakes_whoever_does_what_it_planned),
		ERRAND_CASE(a_stop_in_the_middle_is_a_restart_like_any_other),
	};
	return cmocka_run_group_tests(done, NULL, NULL) + cmocka_run_group_tests(threads, NULL, NULL);
}
