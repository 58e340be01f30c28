/* events_test.c - events reach their consumers, and have one effect whatever happens on the way. */
#include "tests/town/town.h"

#include <unistd.h>

#include "platform/core/run.h"
#include "platform/runtime/telemetry.h"

enum { BATCH = CC_EVENT_BATCH_MAX };

static const char *const all_arrivals = "SELECT note FROM arrivals ORDER BY place";
static const char *const arrivals_at_a = "SELECT note FROM arrivals WHERE address = 'A' ORDER BY place";
static const char *const arrivals_at_b = "SELECT note FROM arrivals WHERE address = 'B' ORDER BY place";

/* Delivery ---------------------------------------------------------------------- */

static void an_event_reaches_its_consumer_once(void **state)
{
	struct town *town = *state;
	town_must_send(town, 1, "A", "a1");
	town_must_send(town, 2, "B", "b1");
	town_must_send(town, 3, "A", "a2");
	town_run_due(town);
	town_run_due(town);
	town_check_arrived(town, all_arrivals, "a1 b1 a2");
	assert_int_equal(cc_events_stats(town->events).delivered, 3);
	assert_int_equal(cc_events_stats(town->events).lag, 0);
}

static void what_was_rolled_back_is_not_heard(void **state)
{
	struct town *town = *state;
	CHECK_FAILS(town_send(town, 1, "nowhere", "lost"), &post_address_unknown);
	town_run_due(town);
	town_check_arrived(town, all_arrivals, "");
}

static void a_consumer_runs_in_the_trace_of_the_command(void **state)
{
	struct town *town = *state;
	struct post_send_parcel_request cmd = { .parcel_id = town_id(1), .address = CC_STR("A") };
	struct post_parcel parcel;
	struct cc_ctx ctx = town_ctx(town);
	char trace[CC_TRACE_TEXT_BYTES];
	cc_trace_start(ctx.entropy, &ctx.trace);
	cc_trace_print(&ctx.trace, trace);
	CHECK_OK(cc_call(&ctx, &post_send_parcel_op, &cmd, &parcel));
	town_run_due(town);

	const char *heard = town_words(town, &porch_service, "SELECT trace FROM arrivals");
	assert_memory_equal(heard, trace, 36);               /* version and trace id */
	assert_memory_not_equal(heard + 36, trace + 36, 16); /* a span of its own */
}

static void events_of_a_round_share_a_commit(void **state)
{
	struct town *town = *state;
	struct cc_lane *lane = cc_store_lane(cc_node_store_of(town->node, &porch_service));
	town_send_many(town, BATCH, 7);
	uint64_t before = cc_lane_stats(lane).batches;
	for (int i = 0; i < 2; i++) /* as many records again are stamps, which nobody hears */
		cc_events_step(town->events);
	assert_true(cc_lane_stats(lane).batches - before <= 2);
	town_check_all_arrived(town, BATCH);
}

static void events_that_come_twice_have_one_effect(void **state)
{
	struct town *town = *state;
	cc_log_fail_plan(town->log, &(struct cc_log_fail_plan){ .copies = 2 });
	town_send_many(town, 20, 3);
	town_run_due(town);
	town_check_all_arrived(town, 20);
	assert_int_equal(cc_events_stats(town->events).duplicates, 40);
}

static void keys_in_another_order_have_the_same_effect(void **state)
{
	struct town *town = *state;
	cc_log_fail_plan(town->log, &(struct cc_log_fail_plan){ .copies = 1, .reorder = true });
	town_send_many(town, 50, 5);
	town_run_due(town);
	town_check_all_arrived(town, 50);
}

static void events_that_come_late_are_heard_when_they_come(void **state)
{
	struct town *town = *state;
	town_send_many(town, 10, 3);
	cc_log_fail_plan(town->log, &(struct cc_log_fail_plan){ .hide_newest = 8 });
	town_run_due(town);
	assert_int_equal(town_int(town, &porch_service, "SELECT COUNT(*) FROM arrivals"), 6);
	cc_log_fail_plan(town->log, &(struct cc_log_fail_plan){ 0 });
	town_run_due(town);
	town_check_all_arrived(town, 10);
}

static void a_consumer_added_later_hears_the_topic_from_its_beginning(void **state)
{
	struct town *town = *state;
	town->without_porch = true;
	town_reopen(town);
	town_send_many(town, 3 * BATCH, 5);
	town_run_due(town);
	town->without_porch = false;
	town_reopen(town);
	town_run_due(town);
	town_check_all_arrived(town, 3 * BATCH);
}

static void a_restart_in_the_middle_loses_nothing_and_repeats_nothing(void **state)
{
	struct town *town = *state;
	town_send_many(town, 5 * BATCH, 7);
	for (int restarts = 0; restarts < 8; restarts++) {
		cc_events_step(town->events);
		cc_events_step(town->events);
		town_reopen(town);
	}
	assert_true(town_int(town, &porch_service, "SELECT position FROM consumer_positions") > BATCH);
	town_run_due(town);
	town_check_all_arrived(town, 5 * BATCH);
}

static void an_event_that_failed_before_a_restart_is_tried_after_it(void **state)
{
	struct town *town = *state;
	town_shut(town, "A", true);
	town_must_send(town, 1, "A", "a1");
	town_must_send(town, 2, "B", "b1");
	town_run_due(town);
	town_must_send(town, 3, "B", "b2");
	town_must_send(town, 4, "A", "a2");
	town_run_due(town);
	town_reopen(town);
	town_shut(town, "A", false);
	town_run_due(town);
	town_check_arrived(town, arrivals_at_a, "a1 a2");
	town_check_arrived(town, arrivals_at_b, "b1 b2");
}

/* Half of the records are not for the consumer; a restart does not read them all again. */
static void a_position_moves_although_nothing_is_for_the_consumer(void **state)
{
	struct town *town = *state;
	town_must_send(town, 1, "A", "a1");
	town_sql(town, &post_service,
	         "INSERT INTO outbox SELECT n, randomblob(16), 'post.events', "
	         "'couchannel.post.v1.StampSold', 'k', 0, '', x'' "
	         "FROM (WITH RECURSIVE c(n) AS (SELECT 100 UNION ALL SELECT n + 1 FROM c WHERE n < 400) "
	         "SELECT n FROM c)");
	town_run_due(town);
	assert_true(town_int(town, &porch_service, "SELECT position FROM consumer_positions") > 200);
}

/* The store's trouble is not the event's ------------------------------------------ */

static void a_commit_of_unknown_outcome_has_one_effect(void **state)
{
	struct town *town = *state;
	town_send_many(town, 30, 4);
	for (int i = 0; i < 4; i++) {
		cc_sql_fail_plan(town->porch_sql,
		                 &(struct cc_sql_fail_plan){ .lose_commit = i % 2, .lose_reply = i / 2 });
		cc_events_step(town->events);
		town_pass(town, 60000);
		town_must_send(town, 100 + i, "door1", "1000");
	}
	town_run_due(town);
	town_check_all_arrived(town, 34);
	assert_int_equal(town_parked(town).count, 0);
}

static void a_commit_that_was_lost_with_its_store_is_made_up_for(void **state)
{
	struct town *town = *state;
	town_run_due(town); /* the readers are open from here on */
	town_send_many(town, 30, 4);
	cc_sql_fail_plan(town->porch_sql, &(struct cc_sql_fail_plan){ .lose_commit = 1, .refuse_open = 1 });
	town_run_due(town);
	town_check_arrived(town, all_arrivals, "");
	town_live(town, 60000);
	town_check_all_arrived(town, 30);
}

static void conflicts_are_run_again(void **state)
{
	struct town *town = *state;
	town_send_many(town, 30, 4);
	cc_sql_fail_plan(
		town->porch_sql,
		&(struct cc_sql_fail_plan){ .conflict_commit = 2, .skip_statements = 9, .conflict = 4 });
	town_live(town, 120000);
	town_check_all_arrived(town, 30);
	assert_int_equal(town_parked(town).count, 0);
}

static void an_outage_of_the_store_parks_nothing_however_long_it_is(void **state)
{
	struct town *town = *state;
	town_send_many(town, 30, 4);
	cc_sql_fail_plan(town->porch_sql, &(struct cc_sql_fail_plan){ .refuse_begin = 40 });
	town_live(town, 60000);
	town_check_arrived(town, all_arrivals, "");
	assert_int_equal(cc_events_step(town->events), 0); /* it waits, and does not spin */
	cc_sql_fail_plan(town->porch_sql, &(struct cc_sql_fail_plan){ 0 });
	town_live(town, 60000);
	town_check_all_arrived(town, 30);
	assert_int_equal(town_parked(town).count, 0);
}

static void a_consumer_that_cannot_be_served_is_waited_for(void **state)
{
	struct town *town = *state;
	town_shut(town, "island", true);
	town_must_send(town, 1, "island", "i1");
	town_live(town, 120000);
	assert_int_equal(town_parked(town).count, 0);
	town_shut(town, "island", false);
	town_live(town, 60000);
	town_check_arrived(town, all_arrivals, "i1");
}

static void a_log_that_cannot_be_reached_is_asked_again_later(void **state)
{
	struct town *town = *state;
	town_send_many(town, 5, 2);
	cc_log_fail_plan(town->log, &(struct cc_log_fail_plan){ .refuse = 3 });
	town_run_due(town);
	town_check_arrived(town, all_arrivals, "");
	town_live(town, 1000 + 2000 + 4000);
	town_check_all_arrived(town, 5);
}

/* The inbox --------------------------------------------------------------------- */

static void the_inbox_is_emptied_after_a_week(void **state)
{
	struct town *town = *state;
	town_send_many(town, CC_EVENT_BATCH_MAX, 3);
	town_run_due(town);
	town_pass(town, CC_HOURS(7 * 24));
	town_must_send(town, CC_EVENT_BATCH_MAX + 1, "door1", "65");
	town_run_due(town);
	assert_int_equal(town_int(town, &porch_service, "SELECT COUNT(*) FROM inbox"),
	                 CC_EVENT_BATCH_MAX + 1);
	town_pass(town, CC_HOURS(2));
	town_run_due(town);
	assert_int_equal(town_int(town, &porch_service, "SELECT COUNT(*) FROM inbox"), 1);
	town_reopen(town);
	town_run_due(town);
	town_check_all_arrived(town, CC_EVENT_BATCH_MAX + 1);
}

/* Threads ----------------------------------------------------------------------- */

static void events_are_delivered_on_a_thread_of_their_own(void **state)
{
	struct town *town = *state;
	town_start(town);
	town_send_many(town, 300, 7);
	CHECK(town_soon(town, "SELECT COUNT(*) FROM arrivals", 300));
	town_check_all_arrived(town, 300);
	assert_int_equal(cc_events_stats(town->events).delivered, 300);
}

static void a_stop_in_the_middle_is_a_restart_like_any_other(void **state)
{
	struct town *town = *state;
	town_send_many(town, 300, 7);
	for (int i = 0; i < 5; i++) {
		town_start(town);
		usleep(1000);
		town_reopen(town);
	}
	town_run_due(town);
	town_check_all_arrived(town, 300);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TOWN_CASE(an_event_reaches_its_consumer_once),
		TOWN_CASE(what_was_rolled_back_is_not_heard),
		TOWN_CASE(a_consumer_runs_in_the_trace_of_the_command),
		TOWN_CASE(events_of_a_round_share_a_commit),
		TOWN_CASE(events_that_come_twice_have_one_effect),
		TOWN_CASE(keys_in_another_order_have_the_same_effect),
		TOWN_CASE(events_that_come_late_are_heard_when_they_come),
		TOWN_CASE(a_consumer_added_later_hears_the_topic_from_its_beginning),
		TOWN_CASE(a_restart_in_the_middle_loses_nothing_and_repeats_nothing),
		TOWN_CASE(an_event_that_failed_before_a_restart_is_tried_after_it),
		TOWN_CASE(a_position_moves_although_nothing_is_for_the_consumer),
		TOWN_CASE(a_commit_of_unknown_outcome_has_one_effect),
		TOWN_CASE(a_commit_that_was_lost_with_its_store_is_made_up_for),
		TOWN_CASE(conflicts_are_run_again),
		TOWN_CASE(an_outage_of_the_store_parks_nothing_however_long_it_is),
		TOWN_CASE(a_consumer_that_cannot_be_served_is_waited_for),
		TOWN_CASE(a_log_that_cannot_be_reached_is_asked_again_later),
		TOWN_CASE(the_inbox_is_emptied_after_a_week),
		TOWN_CASE(events_are_delivered_on_a_thread_of_their_own),
		TOWN_CASE(a_stop_in_the_middle_is_a_restart_like_any_other),
	};
	return cmocka_run_group_tests_name("events", tests, NULL, NULL);
}
