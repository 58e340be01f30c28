/* fixtures_test.c - fixtures are moved and called off, and their sessions follow. */
#include "services/inventory/season_test.h"

enum { EVENING = 100, BOOKING = 500 };

static cc_err move(struct cc_test *test, int64_t by_ms, int32_t minutes, struct inventory_fixture *moved)
{
	const struct inventory_move_fixture_request cmd = {
		.fixture_id = cc_test_id(DERBY),
		.kicks_off_at = cc_time_add(derby(test).kicks_off_at, by_ms),
		.has_duration_minutes = minutes > 0,
		.duration_minutes = minutes,
	};
	return cc_test_run(test, &inventory_move_fixture_op, &cmd, moved);
}

static cc_err call_off(struct cc_test *test, struct inventory_fixture *left)
{
	const struct inventory_call_off_fixture_request cmd = { .fixture_id = cc_test_id(DERBY) };
	return cc_test_run(test, &inventory_call_off_fixture_op, &cmd, left);
}

static int open_derby(void **state)
{
	open_league(state);
	const struct inventory_put_fixture_request cmd = derby(*state);
	CHECK_OK(put_fixture(*state, &cmd, NULL));
	return 0;
}

/* Evenings of the derby ----------------------------------------------------------- */

static cc_err draft(struct cc_test *test, int session, int64_t before_kick_off_ms)
{
	static struct inventory_seat seats[] = {
		{ CC_STR("A1"), INVENTORY_SEAT_KIND_SOFA, INVENTORY_SEAT_VIEW_FRONT, false },
		{ CC_STR("A2"), INVENTORY_SEAT_KIND_SOFA, INVENTORY_SEAT_VIEW_FRONT, false },
	};
	const struct inventory_create_session_request wanted = {
		.session_id = cc_test_id(session),
		.fixture_id = cc_test_id(DERBY),
		.title = CC_STR("Derby at Marek's"),
		.starts_at = cc_time_add(cc_test_now(test), CC_HOURS(DERBY_AHEAD_H) - before_kick_off_ms),
		.seats_per_guest = 2,
		.seats = { seats, CC_COUNT(seats) },
	};
	const struct evening_draft drafted = evening_draft(&wanted);
	return cc_test_run(test, &inventory_create_session_op, &drafted.session, NULL);
}

static void publish(struct cc_test *test, int session, int64_t before_kick_off_ms)
{
	const struct inventory_publish_session_request cmd = { .session_id = cc_test_id(session) };
	CHECK_OK(draft(test, session, before_kick_off_ms));
	CHECK_OK(cc_test_run(test, &inventory_publish_session_op, &cmd, NULL));
}

static struct inventory_session look_at(struct cc_test *test, int session)
{
	const struct inventory_get_session_request query = { .session_id = cc_test_id(session) };
	struct inventory_session found = { 0 };
	CHECK_OK(cc_test_run(test, &inventory_get_session_op, &query, &found));
	return found;
}

static void hold(struct cc_test *test, int session, int booking)
{
	const struct inventory_hold_seats_request cmd = {
		.session_id = cc_test_id(session),
		.booking_id = cc_test_id(booking),
		.seats = 1,
	};
	cc_test_as(test, cc_test_id(GUEST));
	CHECK_OK(cc_test_run(test, &inventory_hold_seats_op, &cmd, NULL));
	cc_test_as(test, cc_test_id(HOST));
}

/* Following ------------------------------------------------------------------------ */

static void a_session_needs_a_fixture_that_is_still_to_be_seen(void **state)
{
	struct cc_test *test = *state;
	const struct inventory_put_fixture_request cmd = derby(test);
	struct inventory_session made;
	CHECK_REFUSED(draft(test, EVENING, 0), inventory_fixture_not_found);
	CHECK_OK(put_fixture(test, &cmd, NULL));
	CHECK_OK(draft(test, EVENING, CC_HOURS(1)));
	made = look_at(test, EVENING);
	CHECK(cc_id_eq(made.competition_id, cc_test_id(LEAGUE)));
	CHECK(made.kicks_off_at.ms == cmd.kicks_off_at.ms);
	CHECK(made.ends_at.ms == cmd.kicks_off_at.ms + CC_MINUTES(MINUTES));
	CHECK_OK(call_off(test, NULL));
	CHECK_REFUSED(draft(test, EVENING + 1, 0), inventory_fixture_cancelled);
}

static void a_fixture_that_is_over_is_history(void **state)
{
	struct cc_test *test = *state;
	cc_test_pass(test, CC_HOURS(DERBY_AHEAD_H) + CC_MINUTES(MINUTES));
	CHECK_REFUSED(draft(test, EVENING, -CC_HOURS(9)), inventory_fixture_over);
	CHECK_REFUSED(move(test, CC_HOURS(24), 0, NULL), inventory_fixture_over);
	CHECK_REFUSED(call_off(test, NULL), inventory_fixture_over);
}

static void sessions_move_by_as_much_as_their_fixture(void **state)
{
	struct cc_test *test = *state;
	struct inventory_session early, late;
	struct inventory_session_rescheduled said;
	struct inventory_fixture moved;
	cc_time kick_off = derby(test).kicks_off_at;
	publish(test, EVENING, 0);
	publish(test, EVENING + 1, CC_HOURS(1));
	CHECK_OK(draft(test, EVENING + 2, 0));
	hold(test, EVENING, BOOKING);
	CHECK_OK(move(test, CC_HOURS(24), 120, &moved));
	CHECK(moved.kicks_off_at.ms == kick_off.ms + CC_HOURS(24) && moved.duration_minutes == 120);
	cc_test_run_due(test);

	early = look_at(test, EVENING + 1);
	late = look_at(test, EVENING);
	CHECK(late.starts_at.ms == kick_off.ms + CC_HOURS(24) && late.seats_free == 1);
	CHECK(early.starts_at.ms == kick_off.ms + CC_HOURS(23));
	CHECK(early.ends_at.ms == moved.ends_at.ms && late.ends_at.ms == moved.ends_at.ms);
	CHECK(look_at(test, EVENING + 2).kicks_off_at.ms == moved.kicks_off_at.ms);
	CHECK(cc_test_events(test, &inventory_fixture_rescheduled_event) == 1);
	CHECK(cc_test_events(test, &inventory_session_rescheduled_event) ==
	      2); /* the draft is nobody's news */
	cc_test_last_event(test, &inventory_session_rescheduled_event, &said);
	CHECK(said.kicks_off_at.ms == moved.kicks_off_at.ms && said.ends_at.ms == moved.ends_at.ms);
	cc_test_run_due(test);
	CHECK(cc_test_events(test, &inventory_session_rescheduled_event) == 2);
}

static void a_move_to_the_same_time_is_no_news(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(move(test, 0, 0, NULL));
	CHECK(cc_test_events(test, &inventory_fixture_rescheduled_event) == 0);
	CHECK_REFUSED(move(test, -CC_HOURS(72), 0, NULL), inventory_starts_in_the_past);
}

static void sessions_are_called_off_with_their_fixture(void **state)
{
	struct cc_test *test = *state;
	const struct inventory_put_fixture_request again = derby(test);
	struct inventory_fixture left;
	publish(test, EVENING, 0);
	publish(test, EVENING + 1, 0);
	hold(test, EVENING, BOOKING);
	CHECK_OK(call_off(test, &left));
	CHECK(left.state == INVENTORY_FIXTURE_STATE_CANCELLED);
	CHECK_OK(call_off(test, NULL));
	cc_test_run_due(test);
	CHECK(look_at(test, EVENING).state == INVENTORY_SESSION_STATE_CANCELLED);
	CHECK(look_at(test, EVENING).seats_free == 2);
	CHECK(look_at(test, EVENING + 1).state == INVENTORY_SESSION_STATE_CANCELLED);
	CHECK(cc_test_events(test, &inventory_fixture_cancelled_event) == 1);
	CHECK(cc_test_events(test, &inventory_session_cancelled_event) == 2);
	CHECK(cc_test_events(test, &inventory_seats_released_event) == 1);
	CHECK_REFUSED(move(test, CC_HOURS(1), 0, NULL), inventory_fixture_cancelled);
	CHECK_REFUSED(put_fixture(test, &again, NULL), inventory_fixture_cancelled);
}

/* More than are followed at once; the second move comes when a part has followed the first. */
static void many_sessions_follow_a_few_at_a_time_to_where_the_fixture_is_by_then(void **state)
{
	enum { MANY = 120 };
	struct cc_test *test = *state;
	cc_time kick_off = derby(test).kicks_off_at;
	for (int i = 0; i < MANY; i++)
		publish(test, EVENING + i, CC_MINUTES(i));
	CHECK_OK(move(test, CC_HOURS(1), 0, NULL));
	cc_test_reopen(test); /* what is left to do is in the store */
	CHECK_OK(move(test, CC_HOURS(2), 0, NULL));
	cc_test_run_due(test);
	for (int i = 0; i < MANY; i++)
		CHECK(look_at(test, EVENING + i).starts_at.ms == kick_off.ms + CC_HOURS(2) - CC_MINUTES(i));
	CHECK(cc_test_events(test, &inventory_session_rescheduled_event) == MANY);
	CHECK(cc_test_int(test, "SELECT COUNT(*) FROM fixtures WHERE follow_at IS NOT NULL") == 0);
}

static void what_is_called_off_stays_behind(void **state)
{
	struct cc_test *test = *state;
	const struct inventory_cancel_session_request cancel = { .session_id = cc_test_id(EVENING) };
	cc_time kick_off = derby(test).kicks_off_at;
	publish(test, EVENING, 0);
	CHECK_OK(cc_test_run(test, &inventory_cancel_session_op, &cancel, NULL));
	CHECK_OK(move(test, CC_HOURS(1), 0, NULL));
	cc_test_run_due(test);
	CHECK(look_at(test, EVENING).starts_at.ms == kick_off.ms);
	CHECK(cc_test_events(test, &inventory_session_rescheduled_event) == 0);
}

/* Nobody was there to move them: the old time has passed meanwhile. */
static void sessions_follow_however_late(void **state)
{
	struct cc_test *test = *state;
	cc_time kick_off = derby(test).kicks_off_at;
	publish(test, EVENING, 0);
	CHECK_OK(move(test, CC_HOURS(7 * 24), 0, NULL));
	cc_test_pass(test, CC_HOURS(DERBY_AHEAD_H + 24));
	cc_test_run_due(test);
	CHECK(look_at(test, EVENING).starts_at.ms == kick_off.ms + CC_HOURS(7 * 24));
}

static void guests_who_wait_for_kick_off_wait_for_the_new_one(void **state)
{
	struct cc_test *test = *state;
	cc_time kick_off = derby(test).kicks_off_at;
	publish(test, EVENING, CC_HOURS(1));
	cc_test_pass(test, CC_HOURS(DERBY_AHEAD_H) - CC_MINUTES(5)); /* the evening has begun */
	const struct inventory_move_fixture_request postponed = {
		.fixture_id = cc_test_id(DERBY),
		.kicks_off_at = cc_time_add(kick_off, CC_HOURS(24)),
	};
	CHECK_OK(cc_test_run(test, &inventory_move_fixture_op, &postponed, NULL));
	cc_test_run_due(test);
	CHECK(look_at(test, EVENING).starts_at.ms == kick_off.ms + CC_HOURS(23));
}

#define CASE(name)       cmocka_unit_test_setup_teardown(name, open_league, close_calendar)
#define DERBY_CASE(name) cmocka_unit_test_setup_teardown(name, open_derby, close_calendar)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(a_session_needs_a_fixture_that_is_still_to_be_seen),
		DERBY_CASE(a_fixture_that_is_over_is_history),
		DERBY_CASE(sessions_move_by_as_much_as_their_fixture),
		DERBY_CASE(a_move_to_the_same_time_is_no_news),
		DERBY_CASE(sessions_are_called_off_with_their_fixture),
		DERBY_CASE(many_sessions_follow_a_few_at_a_time_to_where_the_fixture_is_by_then),
		DERBY_CASE(what_is_called_off_stays_behind),
		DERBY_CASE(sessions_follow_however_late),
		DERBY_CASE(guests_who_wait_for_kick_off_wait_for_the_new_one),
	};
	return cmocka_run_group_tests_name("inventory: fixtures", cases, NULL, NULL);
}
