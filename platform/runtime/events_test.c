/* events_test.c - events reach their consumers once in effect, and timers run when they are due. */
#include "tests/town/town.h"

#include <stdio.h>
#include <unistd.h>

#include "platform/core/run.h"
#include "platform/runtime/telemetry.h"

enum { BATCH = CC_EVENT_BATCH_MAX, TRIES_MS = 1000 + 2000 + 4000 + 8000 };

static const struct cc_reason door_shut = { "door_shut", CC_FAILED_PRECONDITION };

static const char *const all_arrivals = "SELECT note FROM arrivals ORDER BY place";
static const char *const arrivals_at_a = "SELECT note FROM arrivals WHERE address = 'A' ORDER BY place";
static const char *const arrivals_at_b = "SELECT note FROM arrivals WHERE address = 'B' ORDER BY place";
static const char *const rung_bells = "SELECT COUNT(*) FROM bells WHERE rang_at IS NOT NULL";

static void send(struct town *town, int parcel, const char *address, const char *note)
{
	CHECK_OK(town_send(town, parcel, address, note));
}

/* Parcels 1 .. count, to `keys` addresses in turn. */
static void send_many(struct town *town, int count, int keys)
{
	for (int i = 1; i <= count; i++) {
		char address[16], note[16];
		snprintf(address, sizeof address, "door%d", i % keys);
		snprintf(note, sizeof note, "%d", i);
		send(town, i, address, note);
	}
}

static void check_arrived(struct town *town, const char *sql, const char *notes)
{
	assert_string_equal(town_words(town, &porch_service, sql), notes);
}

/* Each parcel once, and those of one address in the order in which they were sent. */
static void check_all_arrived(struct town *town, int count)
{
	assert_int_equal(town_int(town, &porch_service, "SELECT COUNT(*) FROM arrivals"), count);
	assert_int_equal(town_int(town, &porch_service, "SELECT COUNT(DISTINCT parcel_id) FROM arrivals"),
	                 count);
	assert_int_equal(town_int(town, &porch_service,
	                          "SELECT COUNT(*) FROM arrivals a JOIN arrivals b ON a.address = b.address "
	                          "AND a.place < b.place AND CAST(a.note AS INT) > CAST(b.note AS INT)"),
	                 0);
}

static struct cc_parked_list parked(struct town *town)
{
	struct cc_ctx ctx = town_ctx(town);
	struct cc_parked_list list;
	CHECK_OK(cc_parked_list(&ctx, cc_node_store_of(town->node, &porch_service), &list));
	return list;
}

static cc_err retry(struct town *town, cc_id event_id)
{
	struct cc_ctx ctx = town_ctx(town);
	return cc_parked_retry(&ctx, cc_node_store_of(town->node, &porch_service), event_id);
}

/* Time passes second by second, and what falls due is done. */
static void live(struct town *town, int64_t ms)
{
	for (int64_t passed = 0; passed < ms; passed += 1000) {
		town_pass(town, 1000);
		town_run_due(town);
	}
}

/* Delivery ---------------------------------------------------------------------- */

static void an_event_reaches_its_consumer_once(void **state)
{
	struct town *town = *state;
	send(town, 1, "A", "a1");
	send(town, 2, "B", "b1");
	send(town, 3, "A", "a2");
	town_run_due(town);
	town_run_due(town);
	check_arrived(town, all_arrivals, "a1 b1 a2");
	assert_int_equal(cc_events_stats(town->events).delivered, 3);
	assert_int_equal(cc_events_stats(town->events).lag, 0);
}

static void what_was_rolled_back_is_not_heard(void **state)
{
	struct town *town = *state;
	CHECK_FAILS(town_send(town, 1, "nowhere", "lost"), &post_address_unknown);
	town_run_due(town);
	check_arrived(town, all_arrivals, "");
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
	send_many(town, BATCH, 7);
	uint64_t before = cc_lane_stats(lane).batches;
	for (int i = 0; i < 2; i++) /* as many records again are stamps, which nobody hears */
		cc_events_step(town->events);
	assert_true(cc_lane_stats(lane).batches - before <= 2);
	check_all_arrived(town, BATCH);
}

static void events_that_come_twice_have_one_effect(void **state)
{
	struct town *town = *state;
	cc_log_fail_plan(town->log, &(struct cc_log_fail_plan){ .copies = 2 });
	send_many(town, 20, 3);
	town_run_due(town);
	check_all_arrived(town, 20);
	assert_int_equal(cc_events_stats(town->events).duplicates, 40);
}

static void keys_in_another_order_have_the_same_effect(void **state)
{
	struct town *town = *state;
	cc_log_fail_plan(town->log, &(struct cc_log_fail_plan){ .copies = 1, .reorder = true });
	send_many(town, 50, 5);
	town_run_due(town);
	check_all_arrived(town, 50);
}

static void events_that_come_late_are_heard_when_they_come(void **state)
{
	struct town *town = *state;
	send_many(town, 10, 3);
	cc_log_fail_plan(town->log, &(struct cc_log_fail_plan){ .hide_newest = 8 });
	town_run_due(town);
	assert_int_equal(town_int(town, &porch_service, "SELECT COUNT(*) FROM arrivals"), 6);
	cc_log_fail_plan(town->log, &(struct cc_log_fail_plan){ 0 });
	town_run_due(town);
	check_all_arrived(town, 10);
}

static void a_consumer_added_later_hears_the_topic_from_its_beginning(void **state)
{
	struct town *town = *state;
	town->without_porch = true;
	town_reopen(town);
	send_many(town, 3 * BATCH, 5);
	town_run_due(town);
	town->without_porch = false;
	town_reopen(town);
	town_run_due(town);
	check_all_arrived(town, 3 * BATCH);
}

static void a_restart_in_the_middle_loses_nothing_and_repeats_nothing(void **state)
{
	struct town *town = *state;
	send_many(town, 5 * BATCH, 7);
	for (int restarts = 0; restarts < 8; restarts++) {
		cc_events_step(town->events);
		cc_events_step(town->events);
		town_reopen(town);
	}
	assert_true(town_int(town, &porch_service, "SELECT position FROM consumer_positions") > BATCH);
	town_run_due(town);
	check_all_arrived(town, 5 * BATCH);
}

static void an_event_that_failed_before_a_restart_is_tried_after_it(void **state)
{
	struct town *town = *state;
	town_shut(town, "A", true);
	send(town, 1, "A", "a1");
	send(town, 2, "B", "b1");
	town_run_due(town);
	send(town, 3, "B", "b2");
	send(town, 4, "A", "a2");
	town_run_due(town);
	town_reopen(town);
	town_shut(town, "A", false);
	town_run_due(town);
	check_arrived(town, arrivals_at_a, "a1 a2");
	check_arrived(town, arrivals_at_b, "b1 b2");
}

/* Half of the records are not for the consumer; a restart does not read them all again. */
static void a_position_moves_although_nothing_is_for_the_consumer(void **state)
{
	struct town *town = *state;
	send(town, 1, "A", "a1");
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
	send_many(town, 30, 4);
	for (int i = 0; i < 4; i++) {
		cc_sql_fail_plan(town->porch_sql,
		                 &(struct cc_sql_fail_plan){ .lose_commit = i % 2, .lose_reply = i / 2 });
		cc_events_step(town->events);
		town_pass(town, 60000);
		send(town, 100 + i, "door1", "1000");
	}
	town_run_due(town);
	check_all_arrived(town, 34);
	assert_int_equal(parked(town).count, 0);
}

static void a_commit_that_was_lost_with_its_store_is_made_up_for(void **state)
{
	struct town *town = *state;
	town_run_due(town); /* the readers are open from here on */
	send_many(town, 30, 4);
	cc_sql_fail_plan(town->porch_sql, &(struct cc_sql_fail_plan){ .lose_commit = 1, .refuse_open = 1 });
	town_run_due(town);
	check_arrived(town, all_arrivals, "");
	live(town, 60000);
	check_all_arrived(town, 30);
}

static void conflicts_are_run_again(void **state)
{
	struct town *town = *state;
	send_many(town, 30, 4);
	cc_sql_fail_plan(
		town->porch_sql,
		&(struct cc_sql_fail_plan){ .conflict_commit = 2, .skip_statements = 9, .conflict = 4 });
	live(town, 120000);
	check_all_arrived(town, 30);
	assert_int_equal(parked(town).count, 0);
}

static void an_outage_of_the_store_parks_nothing_however_long_it_is(void **state)
{
	struct town *town = *state;
	send_many(town, 30, 4);
	cc_sql_fail_plan(town->porch_sql, &(struct cc_sql_fail_plan){ .refuse_begin = 40 });
	live(town, 60000);
	check_arrived(town, all_arrivals, "");
	assert_int_equal(cc_events_step(town->events), 0); /* it waits, and does not spin */
	cc_sql_fail_plan(town->porch_sql, &(struct cc_sql_fail_plan){ 0 });
	live(town, 60000);
	check_all_arrived(town, 30);
	assert_int_equal(parked(town).count, 0);
}

static void a_consumer_that_cannot_be_served_is_waited_for(void **state)
{
	struct town *town = *state;
	town_shut(town, "island", true);
	send(town, 1, "island", "i1");
	live(town, 120000);
	assert_int_equal(parked(town).count, 0);
	town_shut(town, "island", false);
	live(town, 60000);
	check_arrived(town, all_arrivals, "i1");
}

static void a_log_that_cannot_be_reached_is_asked_again_later(void **state)
{
	struct town *town = *state;
	send_many(town, 5, 2);
	cc_log_fail_plan(town->log, &(struct cc_log_fail_plan){ .refuse = 3 });
	town_run_due(town);
	check_arrived(town, all_arrivals, "");
	live(town, 1000 + 2000 + 4000);
	check_all_arrived(town, 5);
}

/* Parking ----------------------------------------------------------------------- */

static void a_failing_event_is_parked_after_its_tries_and_others_go_on(void **state)
{
	struct town *town = *state;
	town_shut(town, "A", true);
	send(town, 1, "A", "a1");
	send(town, 2, "B", "b1");
	send(town, 3, "A", "a2");
	town_run_due(town);
	check_arrived(town, all_arrivals, "b1");

	live(town, TRIES_MS - 1000);
	send(town, 4, "B", "b2");
	town_run_due(town);
	check_arrived(town, all_arrivals, "b1 b2");
	assert_int_equal(parked(town).count, 0);

	live(town, 1000);
	struct cc_parked_list list = parked(town);
	assert_int_equal(list.count, 2);
	assert_int_equal(list.items[0].tries, CC_EVENT_TRIES_MAX);
	assert_memory_equal(list.items[0].reason.ptr, "door_shut", 9);
	assert_memory_equal(list.items[0].message.ptr, "Nobody opens.", 13);
	assert_memory_equal(list.items[1].reason.ptr, "behind_parked", 13);
	assert_int_equal(cc_events_stats(town->events).parked, 2);
	assert_int_equal(cc_events_stats(town->events).retried, CC_EVENT_TRIES_MAX - 1);
	assert_int_equal(cc_events_stats(town->events).lag, 0);
}

static void a_door_that_opens_in_time_parks_nothing(void **state)
{
	struct town *town = *state;
	town_shut(town, "A", true);
	send(town, 1, "A", "a1");
	send(town, 2, "A", "a2");
	town_run_due(town);
	live(town, 3000);
	town_shut(town, "A", false);
	live(town, TRIES_MS);
	check_arrived(town, all_arrivals, "a1 a2");
	assert_int_equal(parked(town).count, 0);
}

static void park_at_a(struct town *town)
{
	town_shut(town, "A", true);
	send(town, 1, "A", "a1");
	send(town, 2, "A", "a2");
	town_run_due(town);
	live(town, TRIES_MS);
	send(town, 3, "A", "a3"); /* finds the line, and joins it */
	town_run_due(town);
	assert_int_equal(parked(town).count, 3);
}

static void a_retry_delivers_a_line_in_its_order(void **state)
{
	struct town *town = *state;
	park_at_a(town);
	town_shut(town, "A", false);
	send(town, 4, "A", "a4");
	town_run_due(town);
	assert_int_equal(parked(town).count, 4); /* an open door is no reason to overtake */

	CHECK_OK(retry(town, parked(town).items[1].event_id));
	check_arrived(town, arrivals_at_a, "a1 a2 a3 a4");
	assert_int_equal(parked(town).count, 0);
	send(town, 5, "A", "a5");
	town_run_due(town);
	check_arrived(town, arrivals_at_a, "a1 a2 a3 a4 a5");
}

static void a_retry_that_fails_leaves_the_line_as_it_was(void **state)
{
	struct town *town = *state;
	park_at_a(town);
	CHECK_FAILS(retry(town, parked(town).items[0].event_id), &door_shut);
	struct cc_parked_list list = parked(town);
	assert_int_equal(list.count, 3);
	assert_int_equal(list.items[0].tries, CC_EVENT_TRIES_MAX + 1);
	assert_int_equal(list.items[1].tries, 0);
	check_arrived(town, arrivals_at_a, "");
}

static void what_is_parked_survives_a_restart(void **state)
{
	struct town *town = *state;
	park_at_a(town);
	town_reopen(town);
	town_shut(town, "A", false);
	town_run_due(town);
	check_arrived(town, arrivals_at_a, "");
	CHECK_OK(retry(town, parked(town).items[0].event_id));
	check_arrived(town, arrivals_at_a, "a1 a2 a3");
}

static void a_retry_of_what_is_not_parked_finds_nothing(void **state)
{
	struct town *town = *state;
	CHECK_FAILS(retry(town, town_id(1)), &cc_not_found);
	park_at_a(town);
	town_sql(town, &porch_service, "UPDATE parked_events SET consumer = 'porch.on_nothing'");
	CHECK_FAILS(retry(town, parked(town).items[0].event_id), &cc_not_found);
}

static void a_parked_event_that_comes_again_is_parked_once(void **state)
{
	struct town *town = *state;
	cc_log_fail_plan(town->log, &(struct cc_log_fail_plan){ .copies = 2 });
	park_at_a(town);
	town_shut(town, "A", false);
	CHECK_OK(retry(town, parked(town).items[0].event_id));
	town_run_due(town);
	check_arrived(town, arrivals_at_a, "a1 a2 a3");
}

/* A lost commit must not lose the event that it parked. */
static void parking_survives_a_commit_of_unknown_outcome(void **state)
{
	for (int lost = 0; lost < 2; lost++) {
		struct town *town = town_open();
		town_shut(town, "A", true);
		send(town, 1, "A", "a1");
		town_run_due(town);
		live(town, TRIES_MS - 1000);
		cc_sql_fail_plan(town->porch_sql,
		                 &(struct cc_sql_fail_plan){ .lose_commit = lost, .lose_reply = !lost });
		live(town, 60000);
		assert_int_equal(parked(town).count, 1);
		town_close(town);
	}
	(void)state;
}

static void a_consumer_stops_before_it_parks_without_end(void **state)
{
	struct town *town = *state;
	park_at_a(town);
	town_sql(town, &porch_service,
	         "INSERT INTO parked_events SELECT 'porch.on_parcel_sent', randomblob(16), '', 'C', n, '', "
	         "'', '', '', 0, 0 "
	         "FROM (WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 9997) "
	         "SELECT n FROM c)");
	send(town, 4, "A", "a4");
	send(town, 5, "B", "b1");
	live(town, 60000);
	assert_int_equal(town_int(town, &porch_service, "SELECT COUNT(*) FROM parked_events"), CC_PARKED_MAX);
	check_arrived(town, arrivals_at_b, "b1");

	town_sql(town, &porch_service, "DELETE FROM parked_events WHERE key = 'C'");
	live(town, 60000);
	assert_int_equal(parked(town).count, 4);
}

static void more_failing_keys_than_may_wait_are_all_parked_in_the_end(void **state)
{
	struct town *town = *state;
	enum { KEYS = CC_EVENT_PENDING_MAX + 20 };
	for (int i = 0; i < KEYS; i++) {
		char sql[80];
		snprintf(sql, sizeof sql, "INSERT INTO shut_doors (address) VALUES ('door%d')", i);
		town_sql(town, &porch_service, sql);
	}
	send_many(town, KEYS, KEYS);
	send(town, KEYS + 1, "B", "b1");
	live(town, 3 * TRIES_MS);
	assert_int_equal(parked(town).count, KEYS);
	check_arrived(town, all_arrivals, "b1");
}

/* The inbox --------------------------------------------------------------------- */

static void the_inbox_is_emptied_after_a_week(void **state)
{
	struct town *town = *state;
	send_many(town, 30, 3);
	town_run_due(town);
	town_pass(town, CC_HOURS(7 * 24));
	send(town, 31, "door1", "31");
	town_run_due(town);
	assert_int_equal(town_int(town, &porch_service, "SELECT COUNT(*) FROM inbox"), 31);
	town_pass(town, CC_HOURS(2));
	town_run_due(town);
	assert_int_equal(town_int(town, &porch_service, "SELECT COUNT(*) FROM inbox"), 1);
	town_reopen(town);
	town_run_due(town);
	check_all_arrived(town, 31);
}

/* Timers ------------------------------------------------------------------------ */

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
	live(town, 60000); /* after 1, 2, 4, 8, 16 and 32 seconds */
	assert_int_equal(cc_events_stats(town->events).timers_failed, 6);
	town_shut(town, "bells", false);
	live(town, 32000);
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

/* Threads ----------------------------------------------------------------------- */

enum { WAIT_STEPS = 500, WAIT_STEP_US = 20000 };

static bool soon(struct town *town, const char *sql, int64_t wanted)
{
	for (int i = 0; i < WAIT_STEPS; i++) {
		if (town_int(town, &porch_service, sql) == wanted)
			return true;
		usleep(WAIT_STEP_US);
	}
	return false;
}

static void events_and_timers_run_on_their_own_thread(void **state)
{
	struct town *town = *state;
	town_start(town);
	send_many(town, 300, 7);
	CHECK(soon(town, "SELECT COUNT(*) FROM arrivals", 300));
	check_all_arrived(town, 300);

	set_bell(town, 1, 5000);
	town_pass(town, 5000);
	CHECK(soon(town, rung_bells, 1));
	assert_int_equal(cc_events_stats(town->events).delivered, 300);
}

static void a_stop_in_the_middle_is_a_restart_like_any_other(void **state)
{
	struct town *town = *state;
	send_many(town, 300, 7);
	for (int i = 0; i < 5; i++) {
		town_start(town);
		usleep(1000);
		town_reopen(town);
	}
	town_run_due(town);
	check_all_arrived(town, 300);
}

int main(void)
{
	const struct CMUnitTest delivery[] = {
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
	};
	const struct CMUnitTest parking[] = {
		TOWN_CASE(a_failing_event_is_parked_after_its_tries_and_others_go_on),
		TOWN_CASE(a_door_that_opens_in_time_parks_nothing),
		TOWN_CASE(a_retry_delivers_a_line_in_its_order),
		TOWN_CASE(a_retry_that_fails_leaves_the_line_as_it_was),
		TOWN_CASE(what_is_parked_survives_a_restart),
		TOWN_CASE(a_retry_of_what_is_not_parked_finds_nothing),
		TOWN_CASE(a_parked_event_that_comes_again_is_parked_once),
		cmocka_unit_test(parking_survives_a_commit_of_unknown_outcome),
		TOWN_CASE(a_consumer_stops_before_it_parks_without_end),
		TOWN_CASE(more_failing_keys_than_may_wait_are_all_parked_in_the_end),
	};
	const struct CMUnitTest timers[] = {
		TOWN_CASE(a_timer_runs_when_it_is_due_and_not_before),
		TOWN_CASE(a_timer_survives_a_restart),
		TOWN_CASE(a_timer_runs_again_while_anything_is_due),
		TOWN_CASE(a_failing_timer_backs_off),
		TOWN_CASE(a_timer_that_changes_nothing_does_not_spin),
		TOWN_CASE(events_and_timers_run_on_their_own_thread),
		TOWN_CASE(a_stop_in_the_middle_is_a_restart_like_any_other),
	};
	return cmocka_run_group_tests_name("events: delivery", delivery, NULL, NULL) +
	       cmocka_run_group_tests_name("events: parking", parking, NULL, NULL) +
	       cmocka_run_group_tests_name("events: timers", timers, NULL, NULL);
}
