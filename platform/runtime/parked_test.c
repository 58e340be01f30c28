/* parked_test.c - an event that its consumer cannot deal with makes way, and keeps its place in the line. */
#include "tests/town/town.h"

#include <stdio.h>

#include "platform/core/run.h"
#include "platform/runtime/telemetry.h"

enum { TRIES_MS = 1000 + 2000 + 4000 + 8000 };

static const struct cc_reason door_shut = { "door_shut", CC_FAILED_PRECONDITION };

static const char *const all_arrivals = "SELECT note FROM arrivals ORDER BY place";
static const char *const arrivals_at_a = "SELECT note FROM arrivals WHERE address = 'A' ORDER BY place";
static const char *const arrivals_at_b = "SELECT note FROM arrivals WHERE address = 'B' ORDER BY place";

static cc_err retry(struct town *town, cc_id event_id)
{
	struct cc_ctx ctx = town_ctx(town);
	return cc_parked_retry(&ctx, cc_node_store_of(town->node, &porch_service), event_id);
}

static void a_failing_event_is_parked_after_its_tries_and_others_go_on(void **state)
{
	struct town *town = *state;
	town_shut(town, "A", true);
	town_must_send(town, 1, "A", "a1");
	town_must_send(town, 2, "B", "b1");
	town_must_send(town, 3, "A", "a2");
	town_run_due(town);
	town_check_arrived(town, all_arrivals, "b1");

	town_live(town, TRIES_MS - 1000);
	town_must_send(town, 4, "B", "b2");
	town_run_due(town);
	town_check_arrived(town, all_arrivals, "b1 b2");
	assert_int_equal(town_parked(town).count, 0);

	town_live(town, 1000);
	struct cc_parked_list list = town_parked(town);
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
	town_must_send(town, 1, "A", "a1");
	town_must_send(town, 2, "A", "a2");
	town_run_due(town);
	town_live(town, 3000);
	town_shut(town, "A", false);
	town_live(town, TRIES_MS);
	town_check_arrived(town, all_arrivals, "a1 a2");
	assert_int_equal(town_parked(town).count, 0);
}

static void park_at_a(struct town *town)
{
	town_shut(town, "A", true);
	town_must_send(town, 1, "A", "a1");
	town_must_send(town, 2, "A", "a2");
	town_run_due(town);
	town_live(town, TRIES_MS);
	town_must_send(town, 3, "A", "a3"); /* finds the line, and joins it */
	town_run_due(town);
	assert_int_equal(town_parked(town).count, 3);
}

static void a_retry_delivers_a_line_in_its_order(void **state)
{
	struct town *town = *state;
	park_at_a(town);
	town_shut(town, "A", false);
	town_must_send(town, 4, "A", "a4");
	town_run_due(town);
	assert_int_equal(town_parked(town).count, 4); /* an open door is no reason to overtake */

	CHECK_OK(retry(town, town_parked(town).items[1].event_id));
	town_check_arrived(town, arrivals_at_a, "a1 a2 a3 a4");
	assert_int_equal(town_parked(town).count, 0);
	town_must_send(town, 5, "A", "a5");
	town_run_due(town);
	town_check_arrived(town, arrivals_at_a, "a1 a2 a3 a4 a5");
}

static void a_retry_that_fails_leaves_the_line_as_it_was(void **state)
{
	struct town *town = *state;
	park_at_a(town);
	CHECK_FAILS(retry(town, town_parked(town).items[0].event_id), &door_shut);
	struct cc_parked_list list = town_parked(town);
	assert_int_equal(list.count, 3);
	assert_int_equal(list.items[0].tries, CC_EVENT_TRIES_MAX + 1);
	assert_int_equal(list.items[1].tries, 0);
	town_check_arrived(town, arrivals_at_a, "");
}

static void what_is_parked_survives_a_restart(void **state)
{
	struct town *town = *state;
	park_at_a(town);
	town_reopen(town);
	town_shut(town, "A", false);
	town_run_due(town);
	town_check_arrived(town, arrivals_at_a, "");
	CHECK_OK(retry(town, town_parked(town).items[0].event_id));
	town_check_arrived(town, arrivals_at_a, "a1 a2 a3");
}

static void a_retry_of_what_is_not_parked_finds_nothing(void **state)
{
	struct town *town = *state;
	CHECK_FAILS(retry(town, town_id(1)), &cc_not_found);
	park_at_a(town);
	town_sql(town, &porch_service, "UPDATE parked_events SET consumer = 'porch.on_nothing'");
	CHECK_FAILS(retry(town, town_parked(town).items[0].event_id), &cc_not_found);
}

static void a_parked_event_that_comes_again_is_parked_once(void **state)
{
	struct town *town = *state;
	cc_log_fail_plan(town->log, &(struct cc_log_fail_plan){ .copies = 2 });
	park_at_a(town);
	town_shut(town, "A", false);
	CHECK_OK(retry(town, town_parked(town).items[0].event_id));
	town_run_due(town);
	town_check_arrived(town, arrivals_at_a, "a1 a2 a3");
}

/* A lost commit must not lose the event that it parked. */
static void parking_survives_a_commit_of_unknown_outcome(void **state)
{
	for (int lost = 0; lost < 2; lost++) {
		struct town *town = town_open();
		town_shut(town, "A", true);
		town_must_send(town, 1, "A", "a1");
		town_run_due(town);
		town_live(town, TRIES_MS - 1000);
		cc_sql_fail_plan(town->porch_sql,
		                 &(struct cc_sql_fail_plan){ .lose_commit = lost, .lose_reply = !lost });
		town_live(town, 60000);
		assert_int_equal(town_parked(town).count, 1);
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
	town_must_send(town, 4, "A", "a4");
	town_must_send(town, 5, "B", "b1");
	town_live(town, 60000);
	assert_int_equal(town_int(town, &porch_service, "SELECT COUNT(*) FROM parked_events"), CC_PARKED_MAX);
	town_check_arrived(town, arrivals_at_b, "b1");

	town_sql(town, &porch_service, "DELETE FROM parked_events WHERE key = 'C'");
	town_live(town, 60000);
	assert_int_equal(town_parked(town).count, 4);
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
	town_send_many(town, KEYS, KEYS);
	town_must_send(town, KEYS + 1, "B", "b1");
	town_live(town, 3 * TRIES_MS);
	assert_int_equal(town_parked(town).count, KEYS);
	town_check_arrived(town, all_arrivals, "b1");
}

static int count_lines(FILE *log, const char *with)
{
	char line[1024];
	int count = 0;
	rewind(log);
	while (fgets(line, sizeof line, log))
		count += strstr(line, with) != NULL;
	return count;
}

static void each_failure_is_logged_once_and_without_what_it_was_about(void **state)
{
	struct town *town = *state;
	FILE *log = tmpfile();
	assert_non_null(log);
	struct cc_telemetry *telemetry = cc_telemetry_new(&town->clock.base, fileno(log), CC_LEVEL_INFO,
	                                                  CC_LOG_JSON);
	cc_events_set_telemetry(town->events, telemetry);
	park_at_a(town);
	cc_events_set_telemetry(town->events, NULL);
	cc_telemetry_free(telemetry);

	assert_int_equal(count_lines(log, "\"event\":\"event_failed\""), CC_EVENT_TRIES_MAX - 1);
	assert_int_equal(count_lines(log, "\"event\":\"event_parked\""), 1);
	assert_int_equal(count_lines(log, "\"reason\":\"door_shut\""), CC_EVENT_TRIES_MAX);
	assert_int_equal(count_lines(log, "Nobody opens."), 0);
	fclose(log);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TOWN_CASE(a_failing_event_is_parked_after_its_tries_and_others_go_on),
		TOWN_CASE(a_door_that_opens_in_time_parks_nothing),
		TOWN_CASE(a_retry_delivers_a_line_in_its_order),
		TOWN_CASE(a_retry_that_fails_leaves_the_line_as_it_was),
		TOWN_CASE(what_is_parked_survives_a_restart),
		TOWN_CASE(a_retry_of_what_is_not_parked_finds_nothing),
		TOWN_CASE(a_parked_event_that_comes_again_is_parked_once),
		cmocka_unit_test(parking_survives_a_commit_of_unknown_outcome),
		TOWN_CASE(a_consumer_stops_before_it_parks_without_end),
		TOWN_CASE(each_failure_is_logged_once_and_without_what_it_was_about),
		TOWN_CASE(more_failing_keys_than_may_wait_are_all_parked_in_the_end),
	};
	return cmocka_run_group_tests_name("parked events", tests, NULL, NULL);
}
