/* sessions_test.c - evenings: drafted, published, moved, called off, found. */
#include <stdio.h>

#include "services/inventory/drafts_test.h"
#include "services/inventory/inventory.h"

enum { HOST = 1, OTHER_HOST, GUEST, FIXTURE, EVENING, EVENING_2, EVENING_3 };

static int open_inventory(void **state)
{
	struct cc_test *test = open_licensed_inventory();
	cc_test_as(test, cc_test_id(HOST));
	*state = test;
	return 0;
}

static int close_inventory(void **state)
{
	cc_test_close(*state);
	return 0;
}

static cc_err create(struct cc_test *test, int session, int64_t starts_in_ms, struct inventory_session *made)
{
	static struct inventory_seat seats[] = {
		{ CC_STR("A1"), INVENTORY_SEAT_KIND_SOFA, INVENTORY_SEAT_VIEW_FRONT, false },
		{ CC_STR("A2"), INVENTORY_SEAT_KIND_SOFA, INVENTORY_SEAT_VIEW_FRONT, false },
		{ CC_STR("B1"), INVENTORY_SEAT_KIND_ARMCHAIR, INVENTORY_SEAT_VIEW_SIDE, true },
	};
	struct inventory_create_session_request cmd = {
		.session_id = cc_test_id(session),
		.fixture_id = cc_test_id(FIXTURE),
		.title = CC_STR("Derby at Marek's"),
		.starts_at = cc_time_add(cc_test_now(test), starts_in_ms),
		.seats_per_guest = 2,
		.seats = { seats, CC_COUNT(seats) },
	};
	return draft_evening(test, &cmd, made);
}

static cc_err publish(struct cc_test *test, int session)
{
	struct inventory_publish_session_request cmd = { .session_id = cc_test_id(session) };
	return cc_test_run(test, &inventory_publish_session_op, &cmd, NULL);
}

static cc_err reschedule(struct cc_test *test, int session, int64_t starts_in_ms)
{
	struct inventory_reschedule_session_request cmd = {
		.session_id = cc_test_id(session),
		.starts_at = cc_time_add(cc_test_now(test), starts_in_ms),
	};
	return cc_test_run(test, &inventory_reschedule_session_op, &cmd, NULL);
}

static cc_err cancel(struct cc_test *test, int session, struct inventory_session *left)
{
	struct inventory_cancel_session_request cmd = { .session_id = cc_test_id(session) };
	return cc_test_run(test, &inventory_cancel_session_op, &cmd, left);
}

static cc_err get(struct cc_test *test, int session, struct inventory_session *found)
{
	struct inventory_get_session_request query = { .session_id = cc_test_id(session) };
	return cc_test_run(test, &inventory_get_session_op, &query, found);
}

static cc_err availability(struct cc_test *test, int session, struct inventory_availability *found)
{
	struct inventory_get_availability_request query = { .session_id = cc_test_id(session) };
	return cc_test_run(test, &inventory_get_availability_op, &query, found);
}

static void a_session_begins_as_a_draft_with_every_seat_free(void **state)
{
	struct cc_test *test = *state;
	struct inventory_session made;
	CHECK_OK(create(test, EVENING, CC_HOURS(9), &made));
	CHECK(made.state == INVENTORY_SESSION_STATE_DRAFT);
	CHECK(cc_id_eq(made.host_id, cc_test_id(HOST)));
	CHECK(made.seats_total == 3 && made.seats_free == 3);
}

static void creating_twice_is_creating_once(void **state)
{
	struct cc_test *test = *state;
	struct inventory_session again;
	CHECK_OK(create(test, EVENING, CC_HOURS(9), NULL));
	CHECK_OK(create(test, EVENING, CC_HOURS(9), &again));
	CHECK(again.seats_total == 3);
	CHECK(cc_test_int(test, "SELECT COUNT(*) FROM seats") == 3);
}

static void another_host_cannot_take_the_id(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(create(test, EVENING, CC_HOURS(9), NULL));
	cc_test_as(test, cc_test_id(OTHER_HOST));
	CHECK_REFUSED(create(test, EVENING, CC_HOURS(9), NULL), inventory_session_exists);
}

static void a_session_cannot_start_in_the_past(void **state)
{
	CHECK_REFUSED(create(*state, EVENING, 0, NULL), inventory_starts_in_the_past);
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM sessions") == 0);
}

static void two_seats_cannot_have_one_label(void **state)
{
	struct inventory_seat seats[] = {
		{ CC_STR("A1"), INVENTORY_SEAT_KIND_SOFA, INVENTORY_SEAT_VIEW_FRONT, false },
		{ CC_STR("A1"), INVENTORY_SEAT_KIND_CHAIR, INVENTORY_SEAT_VIEW_SIDE, false },
	};
	struct inventory_create_session_request cmd = {
		.session_id = cc_test_id(EVENING),
		.fixture_id = cc_test_id(FIXTURE),
		.title = CC_STR("Twins"),
		.starts_at = cc_time_add(cc_test_now(*state), CC_HOURS(1)),
		.seats_per_guest = 1,
		.seats = { seats, CC_COUNT(seats) },
	};
	CHECK_REFUSED(draft_evening(*state, &cmd, NULL), inventory_duplicate_seat);
	CHECK(cc_test_int(*state, "SELECT COUNT(*) FROM sessions") == 0);
}

static void publishing_says_so_once(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(create(test, EVENING, CC_HOURS(9), NULL));
	CHECK_OK(publish(test, EVENING));
	CHECK_OK(publish(test, EVENING));
	CHECK(cc_test_events(test, &inventory_session_published_event) == 1);
}

static void publishing_names_every_seat_in_the_order_of_the_room(void **state)
{
	struct cc_test *test = *state;
	struct inventory_session_published published;
	CHECK_OK(create(test, EVENING, CC_HOURS(9), NULL));
	CHECK_OK(publish(test, EVENING));
	cc_test_last_event(test, &inventory_session_published_event, &published);
	CHECK(cc_id_eq(published.host_id, cc_test_id(HOST)));
	CHECK(published.labels.count == 3 && published.seats_total == 3);
	CHECK(cc_str_eq(published.labels.items[0], CC_STR("A1")));
	CHECK(cc_str_eq(published.labels.items[1], CC_STR("A2")));
	CHECK(cc_str_eq(published.labels.items[2], CC_STR("B1")));
}

static void only_its_host_changes_a_session(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(create(test, EVENING, CC_HOURS(9), NULL));
	CHECK_OK(publish(test, EVENING));
	cc_test_as(test, cc_test_id(OTHER_HOST));
	CHECK_REFUSED(publish(test, EVENING), inventory_not_your_session);
	CHECK_REFUSED(reschedule(test, EVENING, CC_HOURS(1)), inventory_not_your_session);
	CHECK_REFUSED(cancel(test, EVENING, NULL), inventory_not_your_session);
	CHECK_REFUSED(cancel(test, EVENING_2, NULL), inventory_session_not_found);
}

static void a_draft_is_its_hosts_alone(void **state)
{
	struct cc_test *test = *state;
	struct inventory_availability seen;
	CHECK_OK(create(test, EVENING, CC_HOURS(9), NULL));
	CHECK_OK(get(test, EVENING, NULL));
	CHECK_REFUSED(availability(test, EVENING, &seen), inventory_session_not_found);
	cc_test_as(test, cc_test_id(GUEST));
	CHECK_REFUSED(get(test, EVENING, NULL), inventory_session_not_found);
	CHECK_REFUSED(publish(test, EVENING), inventory_session_not_found);
}

static void a_session_moves_with_kick_off(void **state)
{
	struct cc_test *test = *state;
	struct inventory_session moved;
	CHECK_OK(create(test, EVENING, CC_HOURS(9), NULL));
	CHECK_OK(publish(test, EVENING));
	CHECK_OK(reschedule(test, EVENING, CC_HOURS(10)));
	CHECK_OK(reschedule(test, EVENING, CC_HOURS(10))); /* no news */
	CHECK_OK(get(test, EVENING, &moved));
	CHECK(moved.starts_at.ms == cc_test_now(test).ms + CC_HOURS(10));
	CHECK(cc_test_events(test, &inventory_session_rescheduled_event) == 1);
	CHECK_REFUSED(reschedule(test, EVENING, -1), inventory_starts_in_the_past);
}

static void what_has_started_stays_as_it_is(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(create(test, EVENING, CC_HOURS(1), NULL));
	cc_test_pass(test, CC_HOURS(1));
	CHECK_REFUSED(publish(test, EVENING), inventory_session_started);
	CHECK_REFUSED(reschedule(test, EVENING, CC_HOURS(1)), inventory_session_started);
	CHECK_REFUSED(cancel(test, EVENING, NULL), inventory_session_started);
}

static void what_is_cancelled_stays_cancelled(void **state)
{
	struct cc_test *test = *state;
	struct inventory_session left;
	CHECK_OK(create(test, EVENING, CC_HOURS(9), NULL));
	CHECK_OK(publish(test, EVENING));
	CHECK_OK(cancel(test, EVENING, &left));
	CHECK(left.state == INVENTORY_SESSION_STATE_CANCELLED);
	CHECK_OK(cancel(test, EVENING, NULL));
	CHECK(cc_test_events(test, &inventory_session_cancelled_event) == 1);
	CHECK_REFUSED(publish(test, EVENING), inventory_session_cancelled);
	CHECK_REFUSED(reschedule(test, EVENING, CC_HOURS(1)), inventory_session_cancelled);
}

static void a_fixtures_page_lists_published_sessions_soonest_first_page_by_page(void **state)
{
	struct cc_test *test = *state;
	struct inventory_list_sessions_request query = { .fixture_id = cc_test_id(FIXTURE),
		                                         .has_limit = true,
		                                         .limit = 2 };
	struct inventory_list_sessions_response page;
	CHECK_OK(create(test, EVENING_3, CC_HOURS(3), NULL));
	CHECK_OK(create(test, EVENING, CC_HOURS(1), NULL));
	CHECK_OK(create(test, EVENING_2, CC_HOURS(2), NULL));
	CHECK_OK(cc_test_run(test, &inventory_list_sessions_op, &query, &page));
	CHECK(page.items.count == 0); /* drafts are not offered */

	CHECK_OK(publish(test, EVENING_3));
	CHECK_OK(publish(test, EVENING_2));
	CHECK_OK(publish(test, EVENING));
	CHECK_OK(cc_test_run(test, &inventory_list_sessions_op, &query, &page));
	CHECK(page.items.count == 2 && page.has_next_cursor);
	CHECK(cc_id_eq(page.items.items[0].session_id, cc_test_id(EVENING)));
	CHECK(cc_id_eq(page.items.items[1].session_id, cc_test_id(EVENING_2)));
	CHECK(page.items.items[0].seats_free == 3);

	query.has_cursor = true;
	query.cursor = page.next_cursor;
	CHECK_OK(cc_test_run(test, &inventory_list_sessions_op, &query, &page));
	CHECK(page.items.count == 1 && !page.has_next_cursor);
	CHECK(cc_id_eq(page.items.items[0].session_id, cc_test_id(EVENING_3)));
}

static void a_host_finds_their_own_evenings_drafts_too_newest_first(void **state)
{
	struct cc_test *test = *state;
	struct inventory_list_own_sessions_request query = { .has_limit = true, .limit = 1 };
	struct inventory_list_sessions_response page;
	CHECK_OK(create(test, EVENING, CC_HOURS(1), NULL));
	CHECK_OK(create(test, EVENING_2, CC_HOURS(2), NULL));
	CHECK_OK(publish(test, EVENING));
	cc_test_as(test, cc_test_id(OTHER_HOST));
	CHECK_OK(create(test, EVENING_3, CC_HOURS(3), NULL));
	cc_test_as(test, cc_test_id(HOST));
	CHECK_OK(cc_test_run(test, &inventory_list_own_sessions_op, &query, &page));
	CHECK(page.items.count == 1 && cc_id_eq(page.items.items[0].session_id, cc_test_id(EVENING_2)));
	query.has_cursor = true;
	query.cursor = page.next_cursor;
	CHECK_OK(cc_test_run(test, &inventory_list_own_sessions_op, &query, &page));
	CHECK(page.items.count == 1 && cc_id_eq(page.items.items[0].session_id, cc_test_id(EVENING)));
	CHECK(!page.has_next_cursor);
}

static void a_public_room_has_120_seats_at_most(void **state)
{
	enum { MOST = 120 };
	struct cc_test *test = *state;
	static char labels[MOST + 1][8];
	static struct inventory_seat seats[MOST + 1];
	struct inventory_create_session_request cmd = {
		.session_id = cc_test_id(EVENING),
		.fixture_id = cc_test_id(FIXTURE),
		.title = CC_STR("The final on the big screen"),
		.starts_at = cc_time_add(cc_test_now(test), CC_HOURS(9)),
		.seats_per_guest = 2,
		.seats = { seats, MOST + 1 },
		.venue = INVENTORY_VENUE_PUBLIC,
	};
	struct inventory_session_published said;
	for (int i = 0; i <= MOST; i++) {
		snprintf(labels[i], sizeof labels[i], "S%d", i);
		seats[i] = (struct inventory_seat){ cc_str_of(labels[i]), INVENTORY_SEAT_KIND_CHAIR,
			                            INVENTORY_SEAT_VIEW_FRONT, false };
	}
	CHECK_REFUSED(draft_evening(test, &cmd, NULL), cc_invalid_argument);
	cmd.seats.count = MOST;
	CHECK_OK(draft_evening(test, &cmd, NULL));
	CHECK_OK(publish(test, EVENING));
	cc_test_last_event(test, &inventory_session_published_event, &said);
	CHECK(said.labels.count == MOST && said.venue == INVENTORY_VENUE_PUBLIC);
	CHECK(said.charge_basis == INVENTORY_CHARGE_BASIS_COST_SHARE);
	CHECK(cc_str_eq(said.territory, CC_STR("PL")) && cc_str_eq(said.package, CC_STR("sportbox")));
}

static void what_was_answered_survives_a_restart(void **state)
{
	struct cc_test *test = *state;
	struct inventory_session found;
	CHECK_OK(create(test, EVENING, CC_HOURS(9), NULL));
	CHECK_OK(publish(test, EVENING));
	cc_test_reopen(test);
	CHECK_OK(get(test, EVENING, &found));
	CHECK(found.state == INVENTORY_SESSION_STATE_PUBLISHED);
	CHECK(cc_str_eq(found.title, CC_STR("Derby at Marek's")));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_inventory, close_inventory)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(a_session_begins_as_a_draft_with_every_seat_free),
		CASE(creating_twice_is_creating_once),
		CASE(another_host_cannot_take_the_id),
		CASE(a_session_cannot_start_in_the_past),
		CASE(two_seats_cannot_have_one_label),
		CASE(publishing_says_so_once),
		CASE(publishing_names_every_seat_in_the_order_of_the_room),
		CASE(only_its_host_changes_a_session),
		CASE(a_draft_is_its_hosts_alone),
		CASE(a_session_moves_with_kick_off),
		CASE(what_has_started_stays_as_it_is),
		CASE(what_is_cancelled_stays_cancelled),
		CASE(a_fixtures_page_lists_published_sessions_soonest_first_page_by_page),
		CASE(a_host_finds_their_own_evenings_drafts_too_newest_first),
		CASE(a_public_room_has_120_seats_at_most),
		CASE(what_was_answered_survives_a_restart),
	};
	return cmocka_run_group_tests_name("inventory: sessions", cases, NULL, NULL);
}
