/* plan_test.c - the demo's story: the same for the same seed, and never one that cannot be carried out. */
#include "cli/demo/plan.h"
#include "cli/demo/when.h"
#include "platform/core/sample_test.h"
#include "platform/core/time.h"

enum { SEEDS = 20, DAY_HOURS = 24 };

static cc_time at(const char *text)
{
	cc_time t;
	assert_true(cc_time_parse(cc_str_of(text), &t));
	return t;
}

static const struct demo_plan *plan_of(uint64_t seed, const char *now)
{
	static struct demo_plan plan;
	demo_plan_make(&plan, seed, at(now));
	return &plan;
}

static bool same_wish(const struct demo_wish *a, const struct demo_wish *b)
{
	return a->session == b->session && a->guest == b->guest && a->seats == b->seats &&
	       cc_str_eq(cc_str_of(a->labels), cc_str_of(b->labels)) &&
	       cc_str_eq(cc_str_of(a->card), cc_str_of(b->card)) && a->asked_at.ms == b->asked_at.ms;
}

static bool same_action(const struct demo_action *a, const struct demo_action *b)
{
	return a->at.ms == b->at.ms && a->doing == b->doing && a->index == b->index;
}

/* Member by member: what lies between members is nobody's. */
static void assert_same_plan(const struct demo_plan *a, const struct demo_plan *b)
{
	assert_int_equal(a->planned_at.ms, b->planned_at.ms);
	assert_memory_equal(a->kicks_off_at, b->kicks_off_at, sizeof a->kicks_off_at);
	assert_int_equal(a->wish_count, b->wish_count);
	for (size_t i = 0; i < a->wish_count; i++)
		assert_true(same_wish(&a->wishes[i], &b->wishes[i]));
	assert_int_equal(a->action_count, b->action_count);
	for (size_t i = 0; i < a->action_count; i++)
		assert_true(same_action(&a->actions[i], &b->actions[i]));
}

static void the_same_seed_and_moment_make_the_same_plan(void **state)
{
	(void)state;
	struct demo_plan first = *plan_of(42, "2026-11-26T17:00:00Z");
	assert_same_plan(&first, plan_of(42, "2026-11-26T17:00:00Z"));
	const struct demo_plan *other = plan_of(43, "2026-11-26T17:00:00Z");
	assert_false(cc_id_eq(demo_id(&first, DEMO_GUEST_ID, 1), demo_id(other, DEMO_GUEST_ID, 1)));
}

static void rows_name_rows_that_are_there(void **state)
{
	(void)state;
	for (size_t i = 0; i < DEMO_FIXTURES; i++) {
		const struct demo_fixture *row = &demo_fixtures[i];
		assert_in_range(row->competition, 0, DEMO_COMPETITIONS - 1);
		assert_true(row->title || row->home != DEMO_NO_TEAM);
		assert_int_equal(row->home == DEMO_NO_TEAM, row->away == DEMO_NO_TEAM);
		if (row->home != DEMO_NO_TEAM) {
			assert_int_equal(demo_teams[row->home].competition, row->competition);
			assert_int_equal(demo_teams[row->away].competition, row->competition);
		}
	}
	for (size_t i = 0; i < DEMO_SESSIONS; i++) {
		assert_in_range(demo_sessions[i].host, 0, DEMO_HOSTS - 1);
		assert_in_range(demo_sessions[i].fixture, 0, DEMO_FIXTURES - 1);
		assert_in_range(demo_sessions[i].tariff, 0, DEMO_TARIFFS - 1);
	}
	for (size_t i = 0; i < demo_booking_count; i++) {
		assert_in_range(demo_bookings[i].session, 0, DEMO_SESSIONS - 1);
		assert_in_range(demo_bookings[i].guest, 0, DEMO_GUESTS - 1);
	}
}

/* ---- Carried out, in order ------------------------------------------------------- */

static void check_wish(const struct demo_plan *plan, const struct demo_wish *wish)
{
	cc_time kick_off = plan->kicks_off_at[demo_sessions[wish->session].fixture];
	assert_in_range(wish->seats, 1, 4);
	assert_true(cc_time_before(plan->planned_at, wish->asked_at));
	assert_true(cc_time_before(wish->asked_at, plan->now));
	assert_true(cc_time_before(wish->asked_at, kick_off));
}

static void check_actions(const struct demo_plan *plan)
{
	bool asked[DEMO_BOOKINGS] = { false };
	for (size_t i = 0; i < plan->action_count; i++) {
		const struct demo_action *action = &plan->actions[i];
		assert_true(i == 0 || !cc_time_before(action->at, plan->actions[i - 1].at));
		assert_true(cc_time_before(action->at, plan->now));
		if (action->doing == DEMO_BOOK)
			asked[action->index] = true;
		if (action->doing == DEMO_CHECK_IN)
			assert_true(asked[action->index]);
		if (action->doing == DEMO_CANCEL) {
			cc_time kick_off =
				plan->kicks_off_at[demo_sessions[plan->wishes[action->index].session]
			                                   .fixture];
			assert_true(asked[action->index]);
			assert_true(cc_time_before(action->at, kick_off));
		}
	}
}

/* Whatever the hour and the season: what is asked for exists by then, and has not begun. */
static void every_moment_has_a_plan_that_can_be_carried_out(void **state)
{
	(void)state;
	cc_time start = at("2026-10-20T00:20:00Z");
	for (int i = 0; i < SEEDS; i++) {
		static struct demo_plan plan;
		demo_plan_make(&plan, (uint64_t)i, cc_time_add(start, CC_HOURS(i * (DAY_HOURS + 5))));
		assert_int_equal(plan.wish_count, DEMO_BOOKINGS);
		for (size_t j = 0; j < plan.wish_count; j++)
			check_wish(&plan, &plan.wishes[j]);
		check_actions(&plan);
	}
}

static void one_guest_has_forty_bookings(void **state)
{
	(void)state;
	const struct demo_plan *plan = plan_of(42, "2026-11-26T17:00:00Z");
	int count = 0;
	for (size_t i = 0; i < plan->wish_count; i++)
		count += plan->wishes[i].guest == DEMO_REGULAR;
	assert_int_equal(count, 40);
}

/* ---- Times -------------------------------------------------------------------------- */

static void check_when(const struct demo_when *when, const char *now, const char *expected)
{
	assert_int_equal(demo_when(when, at(now)).ms, at(expected).ms);
}

static void a_day_of_the_week_is_the_next_one_in_warsaw(void **state)
{
	(void)state;
	const struct demo_when friday = { DEMO_ON_DAY, DEMO_FRI, 20, 30 };
	check_when(&friday, "2026-11-26T17:00:00Z", "2026-11-27T19:30:00Z");
	check_when(&friday, "2026-11-27T17:00:00Z", "2026-11-27T19:30:00Z");
	check_when(&friday, "2026-11-27T18:30:00Z", "2026-12-04T19:30:00Z"); /* too late to get there */
	check_when(&friday, "2026-07-01T10:00:00Z", "2026-07-03T18:30:00Z"); /* in summer */
}

static void a_time_that_is_there_twice_is_the_first(void **state)
{
	(void)state;
	const struct demo_when night = { DEMO_AUTUMN_NIGHT, 0, 2, 30 };
	check_when(&night, "2026-07-01T10:00:00Z", "2026-10-25T00:30:00Z");
	check_when(&night, "2026-11-26T10:00:00Z", "2027-10-31T00:30:00Z");
}

static void nobody_kicks_off_at_seven_past(void **state)
{
	(void)state;
	const struct demo_when tonight = { DEMO_IN_MINUTES, 180, 0, 0 };
	check_when(&tonight, "2026-11-26T17:07:31.5Z", "2026-11-26T20:15:00Z");
	check_when(&tonight, "2026-11-26T17:15:00Z", "2026-11-26T20:15:00Z");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_seed_and_moment_make_the_same_plan),
		cmocka_unit_test(rows_name_rows_that_are_there),
		cmocka_unit_test(every_moment_has_a_plan_that_can_be_carried_out),
		cmocka_unit_test(one_guest_has_forty_bookings),
		cmocka_unit_test(a_day_of_the_week_is_the_next_one_in_warsaw),
		cmocka_unit_test(a_time_that_is_there_twice_is_the_first),
		cmocka_unit_test(nobody_kicks_off_at_seven_past),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
