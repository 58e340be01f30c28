/* effects_failures_test.c - what is planned happens once in effect, whatever fails on the way. */
#include "tests/town/errands.h"

#include <unistd.h>

#include "platform/core/run.h"

enum { DIED = 42, LONG_MS = 10 * CC_EFFECT_BACKOFF_MAX_MS };

static void lose_reply(struct town *town)
{
	cc_peers_fail_plan(town->peers, &(struct cc_peers_fail_plan){ .lose_reply = 1 });
}

static void lose_request(struct town *town)
{
	cc_peers_fail_plan(town->peers, &(struct cc_peers_fail_plan){ .lose_request = 1 });
}

static void lose_commit(struct town *town)
{
	cc_sql_fail_plan(town->post_sql, &(struct cc_sql_fail_plan){ .lose_commit = 1 });
}

static void lose_commit_reply(struct town *town)
{
	cc_sql_fail_plan(town->post_sql, &(struct cc_sql_fail_plan){ .lose_reply = 1 });
}

static void conflict(struct town *town)
{
	cc_sql_fail_plan(town->post_sql, &(struct cc_sql_fail_plan){ .conflict_commit = 2 });
}

static void lose_store(struct town *town)
{
	cc_sql_fail_plan(town->post_sql,
	                 &(struct cc_sql_fail_plan){ .conflict_commit = 8, .refuse_begin = 30 });
}

static void die(struct town *town)
{
	(void)town;
	_exit(DIED);
}

/* Tried again --------------------------------------------------------------------- */

static void a_lost_request_is_sent_again_under_the_same_key(void **state)
{
	struct town *town = *state;
	errand_meets(town, POST_KNOCKED, 2, lose_request);
	errand_send(town, 1, "A");
	town_live(town, LONG_MS);
	errand_check_once(town, 3);
	assert_int_equal(errand_stats(town).retried, 2);
}

static void a_lost_reply_has_one_effect(void **state)
{
	struct town *town = *state;
	errand_meets(town, POST_KNOCKED, 3, lose_reply);
	errand_send(town, 1, "A");
	town_live(town, LONG_MS);
	errand_check_once(town, 4);
}

static void tries_back_off_and_end_in_doubt(void **state)
{
	struct town *town = *state;
	town_shut(town, "island", true);
	errand_send(town, 1, "island");
	for (int tries = 1; tries < POST_ERRAND_TRIES; tries++) {
		town_run_due(town);
		struct cc_ctx ctx = town_ctx(town);
		int64_t wait = at_post(town, "SELECT due_at FROM effects") - cc_now(&ctx).ms;
		assert_int_equal(at_post(town, "SELECT tries FROM effects"), tries);
		assert_in_range(wait, 0, CC_EFFECT_BACKOFF_MS << (tries - 1));
		assert_int_equal(at_porch(town, KNOCKS), tries);
		town_pass(town, wait);
	}
	town_run_due(town);
	errand_check_states(town, "doubt:unavailable");
	assert_int_equal(at_porch(town, KNOCKS), POST_ERRAND_TRIES);
	assert_int_equal(at_porch(town, KEYS), 1);
	assert_int_equal(at_post(town, PLANS), 0);
	assert_int_equal(errand_stats(town).failed, 1);
}

static void who_is_told_when_to_come_again_does_not_come_before(void **state)
{
	struct town *town = *state;
	town_shut(town, "lighthouse", true);
	errand_send(town, 1, "lighthouse");
	town_run_due(town);
	town_pass(town, CC_MINUTES(5) - 1);
	town_run_due(town);
	assert_int_equal(at_porch(town, KNOCKS), 1);
	town_pass(town, 1);
	town_run_due(town);
	assert_int_equal(at_porch(town, KNOCKS), 2);
}

static void those_that_fail_together_come_back_apart(void **state)
{
	struct town *town = *state;
	town_shut(town, "island", true);
	for (int i = 1; i <= 20; i++)
		errand_send(town, i, "island");
	cc_events_step(town->events);
	assert_true(at_post(town, "SELECT COUNT(DISTINCT due_at) FROM effects") > 5);
}

static void a_refusal_is_final(void **state)
{
	struct town *town = *state;
	town_shut(town, "A", true);
	errand_send(town, 1, "A");
	town_run_due(town);
	errand_check_states(town, "refused:door_shut");
	town_live(town, 60000);
	assert_int_equal(at_porch(town, KNOCKS), 1);
	assert_int_equal(at_post(town, PLANS), 0);
	assert_int_equal(errand_stats(town).failed, 0);
}

static void what_cannot_be_settled_is_asked_for_again_and_has_one_effect(void **state)
{
	struct town *town = *state;
	errand_send(town, 1, "fog");
	town_live(town, 60000);
	errand_check_states(town, "planned");
	assert_int_equal(at_post(town, PLANS), 1);
	assert_int_equal(at_porch(town, VISITS), 1);
	assert_in_range(at_porch(town, KNOCKS), 3, 60); /* and it backs off */
	assert_int_equal(errand_stats(town).failed, at_porch(town, KNOCKS));
}

static void what_another_version_planned_is_kept(void **state)
{
	struct town *town = *state;
	errand_send(town, 1, "A");
	town_sql(town, &post_service, "UPDATE effects SET effect = 'post.errand_of_tomorrow'");
	town_live(town, 60000);
	assert_int_equal(at_porch(town, KNOCKS), 0);
	town_sql(town, &post_service, "UPDATE effects SET effect = 'post.errand'");
	town_live(town, LONG_MS);
	errand_check_once(town, 1);
}

/* The store's trouble -------------------------------------------------------------- */

static void a_settlement_of_unknown_outcome_is_made_once(void **state)
{
	struct town *town = *state;
	void (*const troubles[])(struct town * town) = { lose_commit, lose_commit_reply, conflict };
	for (size_t i = 0; i < CC_COUNT(troubles); i++) {
		errand_meets(town, POST_SETTLING, 1, troubles[i]);
		errand_send(town, 1 + (int)i, "A");
		town_live(town, LONG_MS);
	}
	assert_int_equal(at_post(town, "SELECT COUNT(*) FROM errands WHERE state = 'Tea was served.'"), 3);
	assert_int_equal(at_porch(town, VISITS), 3);
	assert_int_equal(at_porch(town, KNOCKS), 3);
	assert_int_equal(at_post(town, PLANS), 0);
}

static void an_outage_of_the_store_is_waited_for(void **state)
{
	struct town *town = *state;
	errand_meets(town, POST_VISITED, 1, lose_store);
	errand_send(town, 1, "A");
	town_run_due(town);
	assert_int_equal(cc_events_step(town->events), 0); /* it waits, and does not spin */
	errand_check_states(town, "planned");
	town_live(town, LONG_MS);
	errand_check_once(town, (int)at_porch(town, KNOCKS));
	assert_in_range(at_porch(town, KNOCKS), 2, 4);
}

static void refuse_commits(struct town *town)
{
	cc_sql_fail_plan(town->post_sql, &(struct cc_sql_fail_plan){ .conflict_commit = 40 });
}

static void while_nothing_can_be_written_down_the_world_is_left_alone(void **state)
{
	struct town *town = *state;
	errand_meets(town, POST_VISITED, 1, refuse_commits);
	errand_send(town, 1, "A");
	town_run_due(town);
	assert_int_equal(at_porch(town, KNOCKS), 1); /* it could be read all the time */
	town_live(town, LONG_MS);
	errand_check_once(town, (int)at_porch(town, KNOCKS));
	assert_in_range(at_porch(town, KNOCKS), 2, 6);
}

/* The end of the process ------------------------------------------------------------ */

static void a_restart_takes_up_what_is_planned(void **state)
{
	struct town *town = *state;
	errand_send(town, 1, "A");
	town_reopen(town);
	town_run_due(town);
	errand_check_once(town, 1);
}

static int live_until_dead(struct town *town)
{
	town_run_due(town);
	return 0;
}

static void a_process_that_dies_anywhere_leaves_the_next_to_finish(void **state)
{
	(void)state;
	static const int tries[] = {
		[POST_SENT] = 1,
		[POST_KNOCKED] = 2,
		[POST_VISITED] = 2,
		[POST_SETTLING] = 2,
	};
	for (size_t point = 0; point < CC_COUNT(tries); point++) {
		struct town *town = town_open();
		errand_send(town, 1, "A");
		errand_meets(town, (enum post_point)point, 1, die);
		assert_int_equal(town_live_elsewhere(town, live_until_dead), DIED);
		post_hook = NULL;
		errand_check_states(town, "planned");
		town_run_due(town);
		errand_check_once(town, tries[point]);
		town_close(town);
	}
}

static int live_until_it_is_done(struct town *town)
{
	errand_meets(town, POST_VISITED, 1, die);
	town_run_due(town);
	return 0;
}

/* The key may be forgotten by then: asking again could have a second effect. */
static void what_a_process_left_a_day_ago_is_in_doubt_and_not_asked_for_again(void **state)
{
	struct town *town = *state;
	errand_send(town, 1, "A");
	assert_int_equal(town_live_elsewhere(town, live_until_it_is_done), DIED);
	town_pass(town, CC_EFFECT_KEY_USED_MS);
	town_run_due(town);
	errand_check_states(town, "doubt:deadline_exceeded");
	assert_int_equal(at_porch(town, KNOCKS), 1);
	assert_int_equal(at_porch(town, VISITS), 1);
	assert_int_equal(at_post(town, PLANS), 0);
}

static void what_is_planned_for_next_week_is_not_too_late_then(void **state)
{
	struct town *town = *state;
	CHECK_OK(errand_run(town, 1, "A", CC_HOURS(7 * 24)));
	town_pass(town, CC_HOURS(7 * 24) + CC_EFFECT_KEY_USED_MS - 1);
	town_run_due(town);
	errand_check_once(town, 1);
}

static void what_is_settled_is_not_done_again_by_the_next_process(void **state)
{
	struct town *town = *state;
	errand_send(town, 1, "A");
	assert_int_equal(town_live_elsewhere(town, live_until_dead), 0);
	town_live(town, 60000);
	errand_check_once(town, 1);
}

int main(void)
{
	const struct CMUnitTest failing[] = {
		ERRAND_CASE(a_lost_request_is_sent_again_under_the_same_key),
		ERRAND_CASE(a_lost_reply_has_one_effect),
		ERRAND_CASE(tries_back_off_and_end_in_doubt),
		ERRAND_CASE(who_is_told_when_to_come_again_does_not_come_before),
		ERRAND_CASE(those_that_fail_together_come_back_apart),
		ERRAND_CASE(a_refusal_is_final),
		ERRAND_CASE(what_cannot_be_settled_is_asked_for_again_and_has_one_effect),
		ERRAND_CASE(what_another_version_planned_is_kept),
		ERRAND_CASE(a_settlement_of_unknown_outcome_is_made_once),
		ERRAND_CASE(an_outage_of_the_store_is_waited_for),
		ERRAND_CASE(while_nothing_can_be_written_down_the_world_is_left_alone),
	};
	const struct CMUnitTest dying[] = {
		ERRAND_CASE(a_restart_takes_up_what_is_planned),
		cmocka_unit_test(a_process_that_dies_anywhere_leaves_the_next_to_finish),
		ERRAND_CASE(what_a_process_left_a_day_ago_is_in_doubt_and_not_asked_for_again),
		ERRAND_CASE(what_is_planned_for_next_week_is_not_too_late_then),
		ERRAND_CASE(what_is_settled_is_not_done_again_by_the_next_process),
	};
	return cmocka_run_group_tests(failing, NULL, NULL) + cmocka_run_group_tests(dying, NULL, NULL);
}
