/* saga_along_test.c - steps that are taken along share a plan and its end, and fail each for itself. */
#include <unistd.h>

#include "tests/town/errands.h"
#include "tests/town/journey.h"

enum { DIED = 42, ALL_DONE = 3 };

static cc_err ask(struct town *town, enum post_journey_move what)
{
	struct post_move_journey_request cmd = { .journey_id = town_id(TRIP), .move = what };
	return town_run(town, &post_move_journey_op, &cmd);
}

static void start(struct town *town)
{
	CHECK_OK(ask(town, POST_JOURNEY_MOVE_START));
}

static void live(struct town *town)
{
	town_live(town, JOURNEY_AWAIT_MS / 4);
}

static void check(struct town *town, enum cc_saga_stage stage, const char *log, const char *goodbyes)
{
	assert_int_equal(at_post(town, "SELECT stage FROM journeys"), stage);
	assert_string_equal(town_words(town, &post_service, "SELECT log FROM journeys"), log);
	assert_string_equal(town_words(town, &porch_service, "SELECT address FROM goodbyes ORDER BY place"),
	                    goodbyes);
	assert_int_equal(at_post(town, PLANS), stage == CC_SAGA_RUNNING);
}

static void steps_are_planned_at_once_and_settled_at_once(void **state)
{
	struct town *town = *state;
	start(town);
	assert_string_equal(town_words(town, &post_service, "SELECT history FROM sagas"),
	                    "a.planned b.planned c.planned");
	live(town);
	check(town, CC_SAGA_RUNNING, "a.done b.done c.done ", "");
	assert_int_equal(at_porch(town, "SELECT COUNT(DISTINCT key) FROM idempotency WHERE key LIKE '%/_'"),
	                 3);
	assert_string_equal(town_words(town, &post_service, "SELECT history FROM sagas"),
	                    "a.planned b.planned c.planned a.done b.done c.done c.resolve_planned");
	assert_string_equal(town_words(town, &post_service, "SELECT been_at FROM journeys"), "ABC");
	CHECK_OK(ask(town, POST_JOURNEY_MOVE_TELL_DONE));
	check(town, CC_SAGA_DONE, "a.done b.done c.done c.told ", "");
}

static void a_refusal_of_the_first_takes_nothing_along(void **state)
{
	struct town *town = *state;
	town_shut(town, "A", true);
	start(town);
	live(town);
	check(town, CC_SAGA_UNDONE, "a.refused ", "");
	assert_int_equal(at_porch(town, VISITS), 0);
}

static void a_refusal_on_the_way_undoes_what_was_taken(void **state)
{
	struct town *town = *state;
	town_shut(town, "C", true);
	start(town);
	live(town);
	check(town, CC_SAGA_UNDONE, "a.done b.done c.refused b.undone a.undone ", "B A");
}

static void lose_reply(struct town *town)
{
	cc_peers_fail_plan(town->peers, &(struct cc_peers_fail_plan){ .lose_reply = 1 });
}

static void what_fails_on_the_way_is_tried_again_by_itself(void **state)
{
	struct town *town = *state;
	errand_meets(town, POST_ACTING, 1, lose_reply);
	start(town);
	live(town);
	check(town, CC_SAGA_RUNNING, "a.done b.done c.done ", "");
	assert_int_equal(at_porch(town, VISITS), ALL_DONE);
}

static void what_is_in_doubt_for_good_leaves_in_doubt_what_was_to_be_taken_along(void **state)
{
	struct town *town = *state;
	errand_meets(town, POST_ACTING, 1 + JOURNEY_TRIES, lose_reply);
	start(town);
	live(town);
	check(town, CC_SAGA_UNDONE, "a.done b.in_doubt b.found c.not_found b.undone a.undone ", "B A");
}

static void tell_early(struct town *town)
{
	if (at_porch(town, VISITS) == ALL_DONE)
		CHECK_OK(ask(town, POST_JOURNEY_MOVE_TELL_DONE));
}

static void what_is_told_before_any_of_it_is_settled_counts(void **state)
{
	struct town *town = *state;
	errand_meets(town, POST_ACTED, ALL_DONE, tell_early);
	start(town);
	live(town);
	check(town, CC_SAGA_DONE, "c.told a.done b.done c.done ", "");
}

static void cancelling_before_any_of_it_is_settled_undoes_all_of_it(void **state)
{
	struct town *town = *state;
	start(town);
	CHECK_OK(ask(town, POST_JOURNEY_MOVE_CANCEL));
	live(town);
	check(town, CC_SAGA_UNDONE, "cancelled a.done b.done c.done c.undone b.undone a.undone ", "C B A");
}

static int left;

static void die_at_last(struct town *town)
{
	(void)town;
	if (--left == 0)
		_exit(DIED);
}

static int live_until_dead(struct town *town)
{
	live(town);
	return 0;
}

/* After the first of its visits, the second, and so on, and then before it is written down. */
static void a_process_that_dies_on_the_way_leaves_the_next_to_finish(void **state)
{
	(void)state;
	for (left = 1; left <= ALL_DONE; left++) {
		struct town *town = town_open();
		start(town);
		errand_meets(town, POST_ACTED, ALL_DONE, die_at_last);
		assert_int_equal(town_live_elsewhere(town, live_until_dead), DIED);
		post_hook = NULL;
		live(town);
		check(town, CC_SAGA_RUNNING, "a.done b.done c.done ", "");
		assert_int_equal(at_porch(town, VISITS), ALL_DONE);
		town_close(town);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ERRAND_CASE(steps_are_planned_at_once_and_settled_at_once),
		ERRAND_CASE(a_refusal_of_the_first_takes_nothing_along),
		ERRAND_CASE(a_refusal_on_the_way_undoes_what_was_taken),
		ERRAND_CASE(what_fails_on_the_way_is_tried_again_by_itself),
		ERRAND_CASE(what_is_in_doubt_for_good_leaves_in_doubt_what_was_to_be_taken_along),
		ERRAND_CASE(what_is_told_before_any_of_it_is_settled_counts),
		ERRAND_CASE(cancelling_before_any_of_it_is_settled_undoes_all_of_it),
		cmocka_unit_test(a_process_that_dies_on_the_way_leaves_the_next_to_finish),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
