/* saga_test.c - a saga goes all the way or back all of it, whatever fails and whenever the process dies. */
#include <unistd.h>

#include "tests/town/errands.h"
#include "tests/town/journey.h"

#include "platform/core/run.h"
#include "platform/runtime/saga_row.h"

enum { DIED = 42, LONG_MS = 10 * CC_EFFECT_BACKOFF_MAX_MS };

static const struct cc_reason saga_exists = { "saga_exists", CC_ALREADY_EXISTS };

static cc_err ask(struct town *town, enum post_journey_move what)
{
	struct post_move_journey_request cmd = { .journey_id = town_id(1), .move = what };
	return town_run(town, &post_move_journey_op, &cmd);
}

static void start(struct town *town)
{
	CHECK_OK(ask(town, POST_JOURNEY_MOVE_START));
}

static void tell_done(struct town *town)
{
	CHECK_OK(ask(town, POST_JOURNEY_MOVE_TELL_DONE));
}

/* Time enough for each retry, and not for what is awaited. */
static void live(struct town *town)
{
	town_live(town, JOURNEY_AWAIT_MS / 4);
}

static void check(struct town *town, enum cc_saga_stage stage, const char *visits, const char *goodbyes)
{
	assert_int_equal(at_post(town, "SELECT stage FROM journeys"), stage);
	assert_string_equal(town_words(town, &porch_service, "SELECT address FROM visits ORDER BY place"),
	                    visits);
	assert_string_equal(town_words(town, &porch_service, "SELECT address FROM goodbyes ORDER BY place"),
	                    goodbyes);
	assert_int_equal(at_post(town, PLANS), stage == CC_SAGA_RUNNING);
}

static void check_log(struct town *town, const char *log)
{
	assert_string_equal(town_words(town, &post_service, "SELECT log FROM journeys"), log);
}

static void lose_request(struct town *town)
{
	cc_peers_fail_plan(town->peers, &(struct cc_peers_fail_plan){ .lose_request = 1 });
}

static void lose_reply(struct town *town)
{
	cc_peers_fail_plan(town->peers, &(struct cc_peers_fail_plan){ .lose_reply = 1 });
}

/* Forward ------------------------------------------------------------------------ */

static void steps_are_taken_in_order_and_find_what_earlier_ones_left(void **state)
{
	struct town *town = *state;
	start(town);
	live(town);
	check(town, CC_SAGA_RUNNING, "A B C", "");
	tell_done(town);
	check(town, CC_SAGA_DONE, "A B C", "");
	check_log(town, "a.done b.done c.done c.told ");
	assert_string_equal(town_words(town, &post_service, "SELECT been_at FROM journeys"), "ABC");
	assert_int_equal(at_porch(town, "SELECT COUNT(DISTINCT key) FROM idempotency WHERE key LIKE '%/_'"),
	                 3);
}

static void a_saga_that_was_begun_is_not_begun_again(void **state)
{
	struct town *town = *state;
	start(town);
	CHECK_FAILS(ask(town, POST_JOURNEY_MOVE_START), &saga_exists);
	live(town);
	check(town, CC_SAGA_RUNNING, "A B C", "");
}

static void what_is_awaited_and_not_told_is_found_out(void **state)
{
	struct town *town = *state;
	start(town);
	town_run_due(town);
	town_pass(town, JOURNEY_AWAIT_MS - 1);
	town_run_due(town);
	check(town, CC_SAGA_RUNNING, "A B C", "");
	town_pass(town, 1);
	town_run_due(town);
	check(town, CC_SAGA_DONE, "A B C", "");
	check_log(town, "a.done b.done c.done c.found ");
}

static void tell_early(struct town *town)
{
	if (at_porch(town, VISITS) == 3)
		tell_done(town);
}

static void what_is_told_before_the_answer_came_counts(void **state)
{
	struct town *town = *state;
	errand_meets(town, POST_ACTED, 3, tell_early);
	start(town);
	live(town);
	check(town, CC_SAGA_DONE, "A B C", "");
	check_log(town, "a.done b.done c.told c.done ");
}

static void what_is_told_while_it_is_found_out_counts(void **state)
{
	struct town *town = *state;
	start(town);
	town_run_due(town);
	errand_meets(town, POST_RESOLVING, 1, tell_done);
	town_pass(town, JOURNEY_AWAIT_MS);
	live(town);
	check(town, CC_SAGA_DONE, "A B C", "");
	check_log(town, "a.done b.done c.done c.told ");
}

static void what_is_told_twice_or_too_late_changes_nothing(void **state)
{
	struct town *town = *state;
	start(town);
	live(town);
	tell_done(town);
	CHECK_OK(ask(town, POST_JOURNEY_MOVE_TELL_REFUSED));
	CHECK_OK(ask(town, POST_JOURNEY_MOVE_CANCEL));
	CHECK_OK(ask(town, POST_JOURNEY_MOVE_RETRY));
	live(town);
	check(town, CC_SAGA_DONE, "A B C", "");
	check_log(town, "a.done b.done c.done c.told ");
}

static void steps_are_taken_for_the_user_who_began(void **state)
{
	struct town *town = *state;
	struct post_move_journey_request cmd = { .journey_id = town_id(1), .move = POST_JOURNEY_MOVE_START };
	struct post_journey journey;
	struct cc_ctx ctx = town_ctx(town);
	ctx.caller = (struct cc_principal){ .subject = town_id(7) };
	CHECK_OK(cc_call(&ctx, &post_move_journey_op, &cmd, &journey));
	live(town);
	CHECK_OK(ask(town, POST_JOURNEY_MOVE_CANCEL)); /* by somebody else */
	assert_int_equal(at_post(town, "SELECT COUNT(*) FROM sagas WHERE "
	                               "subject = x'00000000000070008000000000000007'"),
	                 1);
	live(town);
	assert_int_equal(at_porch(town, "SELECT COUNT(*) FROM visits WHERE caller = 'post' AND "
	                                "subject = x'00000000000070008000000000000007'"),
	                 3);
}

/* Back --------------------------------------------------------------------------- */

static void a_refusal_undoes_the_steps_before_it_last_first(void **state)
{
	struct town *town = *state;
	town_shut(town, "C", true);
	start(town);
	live(town);
	check(town, CC_SAGA_UNDONE, "A B", "B A");
	check_log(town, "a.done b.done c.refused b.undone a.undone ");
}

static void a_refusal_that_is_told_undoes_the_steps_before_it(void **state)
{
	struct town *town = *state;
	start(town);
	live(town);
	CHECK_OK(ask(town, POST_JOURNEY_MOVE_TELL_REFUSED));
	live(town);
	check(town, CC_SAGA_UNDONE, "A B C", "B A");
}

static void cancelling_while_it_waits_undoes_all_and_waits_no_more(void **state)
{
	struct town *town = *state;
	start(town);
	live(town);
	CHECK_OK(ask(town, POST_JOURNEY_MOVE_CANCEL));
	CHECK_OK(ask(town, POST_JOURNEY_MOVE_CANCEL));
	live(town);
	check(town, CC_SAGA_UNDONE, "A B C", "C B A");
	town_live(town, 2 * JOURNEY_AWAIT_MS);
	check_log(town, "a.done b.done c.done cancelled c.undone b.undone a.undone ");
}

static void cancelling_before_a_step_is_settled_undoes_that_step_too(void **state)
{
	struct town *town = *state;
	start(town);
	CHECK_OK(ask(town, POST_JOURNEY_MOVE_CANCEL));
	live(town);
	check(town, CC_SAGA_UNDONE, "A", "A");
}

static void cancel_third(struct town *town)
{
	if (at_porch(town, VISITS) == 3)
		CHECK_OK(ask(town, POST_JOURNEY_MOVE_CANCEL));
}

/* Cancelled while it was asked for, it is awaited by nobody. */
static void what_is_told_of_a_step_that_was_undone_changes_nothing(void **state)
{
	struct town *town = *state;
	errand_meets(town, POST_ACTED, 3, cancel_third);
	start(town);
	live(town);
	check(town, CC_SAGA_UNDONE, "A B C", "C B A");
	CHECK_OK(ask(town, POST_JOURNEY_MOVE_TELL_REFUSED));
	tell_done(town);
	live(town);
	check(town, CC_SAGA_UNDONE, "A B C", "C B A");
	check_log(town, "a.done b.done cancelled c.done c.undone b.undone a.undone ");
}

static void what_cannot_be_undone_is_stuck_until_it_is_retried(void **state)
{
	struct town *town = *state;
	town_shut(town, "bye", true);
	start(town);
	live(town);
	CHECK_OK(ask(town, POST_JOURNEY_MOVE_CANCEL));
	live(town);
	check(town, CC_SAGA_STUCK, "A B C", "");
	CHECK_OK(ask(town, POST_JOURNEY_MOVE_RETRY));
	live(town);
	check(town, CC_SAGA_STUCK, "A B C", "");

	town_shut(town, "bye", false);
	CHECK_OK(ask(town, POST_JOURNEY_MOVE_RETRY));
	live(town);
	check(town, CC_SAGA_UNDONE, "A B C", "C B A");
}

/* In doubt ------------------------------------------------------------------------ */

static void a_step_in_doubt_that_happened_is_found_and_the_saga_goes_on(void **state)
{
	struct town *town = *state;
	errand_meets(town, POST_ACTING, JOURNEY_TRIES, lose_reply);
	start(town);
	live(town);
	check(town, CC_SAGA_RUNNING, "A B C", "");
	check_log(town, "a.done b.in_doubt b.found c.done ");
}

static void a_step_in_doubt_that_did_not_happen_is_not_undone(void **state)
{
	struct town *town = *state;
	errand_meets(town, POST_ACTING, JOURNEY_TRIES, lose_request);
	start(town);
	live(town);
	check(town, CC_SAGA_UNDONE, "A", "A");
	check_log(town, "a.done b.in_doubt b.not_found a.undone ");
}

static void lose_all(struct town *town)
{
	cc_peers_fail_plan(town->peers, &(struct cc_peers_fail_plan){ .lose_request = 2 * JOURNEY_TRIES });
}

static void a_step_in_doubt_for_good_is_undone(void **state)
{
	struct town *town = *state;
	errand_meets(town, POST_ACTING, 1, lose_all);
	start(town);
	live(town);
	check(town, CC_SAGA_UNDONE, "A", "B A");
	check_log(town, "a.done b.in_doubt b.not_to_be_found_out b.undone a.undone ");
}

/* The end of the process ------------------------------------------------------------ */

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

/* Dies there the first time, the second, and so on, until it comes to its end alive. */
static int die_at(enum post_point point, bool refuses, enum cc_saga_stage stage, const char *goodbyes)
{
	int deaths = 0;
	for (bool alive = false; !alive; deaths += !alive) {
		struct town *town = town_open();
		town_shut(town, "C", refuses);
		start(town);
		left = deaths + 1;
		errand_meets(town, point, 1000, die_at_last);
		alive = town_live_elsewhere(town, live_until_dead) == 0;
		post_hook = NULL;
		live(town);
		check(town, stage, refuses ? "A B" : "A B C", goodbyes);
		town_close(town);
	}
	return deaths;
}

static void a_process_that_dies_anywhere_leaves_the_next_to_finish(void **state)
{
	(void)state;
	assert_int_equal(die_at(POST_ACTED, false, CC_SAGA_RUNNING, ""), 3);
	assert_int_equal(die_at(POST_MOVED, false, CC_SAGA_RUNNING, ""), 3);
	assert_int_equal(die_at(POST_ACTED, true, CC_SAGA_UNDONE, "B A"), 2);
	assert_int_equal(die_at(POST_UNDOING, true, CC_SAGA_UNDONE, "B A"), 2);
	assert_int_equal(die_at(POST_MOVED, true, CC_SAGA_UNDONE, "B A"), 5);
}

static void it_moves_on_its_own_threads(void **state)
{
	struct town *town = *state;
	town_start(town);
	start(town);
	for (int i = 0; i < 1000 && at_porch(town, VISITS) < 3; i++)
		usleep(10000);
	for (int i = 0; i < 1000 && at_post(town, "SELECT log LIKE '%c.done %' FROM journeys") == 0; i++)
		usleep(10000);
	check(town, CC_SAGA_RUNNING, "A B C", "");
}

/* Its history ------------------------------------------------------------------------ */

static void a_history_is_kept_in_words(void **state)
{
	struct town *town = *state;
	start(town);
	live(town);
	CHECK_OK(ask(town, POST_JOURNEY_MOVE_CANCEL));
	const char *kept = town_words(town, &post_service, "SELECT history FROM sagas");
	assert_string_equal(kept, "a.planned a.done b.planned b.done c.planned c.done c.resolve_planned "
	                          ".cancelled c.undo_planned");
	struct cc_saga_history history;
	struct cc_ctx ctx = town_ctx(town);
	CHECK(cc_saga_parse_history(&journey_saga, cc_str_of(kept), &history));
	assert_string_equal(cc_copy(&ctx, cc_saga_print_history(&ctx, &journey_saga, &history)).ptr, kept);
	CHECK(!cc_saga_parse_history(&journey_saga, CC_STR("d.planned"), &history));
	CHECK(!cc_saga_parse_history(&journey_saga, CC_STR("a.wished"), &history));
	CHECK(!cc_saga_parse_history(&journey_saga, CC_STR("a"), &history));
	CHECK(!cc_saga_parse_history(&journey_saga, CC_STR("a.cancelled"), &history));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ERRAND_CASE(steps_are_taken_in_order_and_find_what_earlier_ones_left),
		ERRAND_CASE(a_saga_that_was_begun_is_not_begun_again),
		ERRAND_CASE(what_is_awaited_and_not_told_is_found_out),
		ERRAND_CASE(what_is_told_before_the_answer_came_counts),
		ERRAND_CASE(what_is_told_while_it_is_found_out_counts),
		ERRAND_CASE(what_is_told_twice_or_too_late_changes_nothing),
		ERRAND_CASE(steps_are_taken_for_the_user_who_began),
		ERRAND_CASE(a_refusal_undoes_the_steps_before_it_last_first),
		ERRAND_CASE(a_refusal_that_is_told_undoes_the_steps_before_it),
		ERRAND_CASE(cancelling_while_it_waits_undoes_all_and_waits_no_more),
		ERRAND_CASE(cancelling_before_a_step_is_settled_undoes_that_step_too),
		ERRAND_CASE(what_is_told_of_a_step_that_was_undone_changes_nothing),
		ERRAND_CASE(what_cannot_be_undone_is_stuck_until_it_is_retried),
		ERRAND_CASE(a_step_in_doubt_that_happened_is_found_and_the_saga_goes_on),
		ERRAND_CASE(a_step_in_doubt_that_did_not_happen_is_not_undone),
		ERRAND_CASE(a_step_in_doubt_for_good_is_undone),
		cmocka_unit_test(a_process_that_dies_anywhere_leaves_the_next_to_finish),
		ERRAND_CASE(it_moves_on_its_own_threads),
		ERRAND_CASE(a_history_is_kept_in_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
