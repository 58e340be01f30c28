/* pages_test.c - what is shown of evenings, to anybody. */
#include "services/bff_web/visit_test.h"

/* The start page ------------------------------------------------------------------- */

static void the_start_shows_what_is_played_and_where_there_is_room(void **state)
{
	struct bff_web_start_page page;
	publish_evening(*state, EVENING, HOME);
	cc_test_run_due(*state);
	CHECK_OK(show_start(*state, "lodz", &page));
	CHECK(page.fixtures.count == 1 && page.competitions.count == 1);
	CHECK(cc_str_eq(page.fixtures.items[0].title, CC_STR("Czarni Warta - Błękitni Port")));
	CHECK(page.found->items.count == 1 && page.found->items.items[0].price_from.minor == 1320);
	CHECK(cc_id_eq(page.found->items.items[0].session_id, cc_test_id(EVENING)));
	CHECK(page.found->facets->cities.count == 1);
	CHECK_OK(show_start(*state, "Kraków", &page));
	CHECK(page.found->items.count == 0 && page.found->alternatives.count == 1);
}

static void the_start_goes_without_a_search_that_does_not_answer(void **state)
{
	struct bff_web_start_page page;
	silence(*state, &search_find_sessions_op, 1);
	CHECK_OK(show_start(*state, NULL, &page));
	CHECK(page.found == NULL && page.fixtures.count == 1);
}

static void half_a_place_is_none(void **state)
{
	const struct bff_web_show_start_request query = {
		.has_latitude_microdegrees = true,
		.latitude_microdegrees = 51770123,
	};
	CHECK_REFUSED(cc_test_run(*state, &bff_web_show_start_op, &query, NULL), bff_web_place_incomplete);
}

/* The fixture's page ---------------------------------------------------------------- */

static void a_fixture_gathers_all_living_rooms(void **state)
{
	struct bff_web_fixture_page page;
	publish_evening(*state, EVENING, HOME);
	CHECK_OK(put_profile(*state, MAREK, "Marek W."));
	make_ready(*state, OTHER_HOME);
	publish_evening(*state, OTHER_EVENING, OTHER_HOME);
	CHECK_OK(show_fixture(*state, &page));
	CHECK(cc_str_eq(page.fixture->title, CC_STR("Czarni Warta - Błękitni Port")) &&
	      page.rooms.count == 2);
	const struct bff_web_room_card *first = &page.rooms.items[0], *second = &page.rooms.items[1];
	CHECK(cc_str_eq(first->host->name, CC_STR("Ania K.")) &&
	      cc_str_eq(first->home->city, CC_STR("Łódź")));
	CHECK(first->home->circle->radius_m == 300 && first->home->room == NULL);
	CHECK(first->has_price_from && first->price_from.minor == 1320);
	CHECK(cc_str_eq(second->host->name, CC_STR("Marek W.")));
	CHECK(cc_id_eq(second->home->home_id, cc_test_id(OTHER_HOME)));
}

static void many_rooms_are_no_more_calls_than_one(void **state)
{
	struct bff_web_fixture_page page;
	int one, many;
	publish_evening(*state, EVENING, HOME);
	count_calls(*state, &one);
	CHECK_OK(show_fixture(*state, &page));
	CHECK(page.rooms.count == 1);
	int of_one = one;
	for (int i = 0; i < 9; i++)
		publish_evening(*state, 60 + i, HOME);
	count_calls(*state, &many);
	CHECK_OK(show_fixture(*state, &page));
	CHECK(page.rooms.count == 10 && many == of_one && many == 5);
}

static void a_page_goes_without_what_does_not_answer(void **state)
{
	struct bff_web_fixture_page page;
	publish_evening(*state, EVENING, HOME);
	silence(*state, &hosting_get_homes_op, 1);
	CHECK_OK(show_fixture(*state, &page));
	CHECK(page.rooms.count == 1 && page.rooms.items[0].home == NULL && page.rooms.items[0].host);
	silence(*state, &pricing_get_prices_from_op, 1);
	CHECK_OK(show_fixture(*state, &page));
	CHECK(page.rooms.items[0].home && !page.rooms.items[0].has_price_from);
	silence(*state, &inventory_list_sessions_op, 1);
	CHECK_REFUSED(show_fixture(*state, &page), cc_unavailable);
}

static void there_is_no_page_of_a_fixture_that_is_not_there(void **state)
{
	const struct bff_web_show_fixture_request query = { .fixture_id = cc_test_id(99) };
	CHECK_REFUSED(cc_test_run(*state, &bff_web_show_fixture_op, &query, NULL), bff_web_fixture_not_found);
}

/* The session's page ---------------------------------------------------------------- */

static void a_session_shows_room_price_rules_and_licence(void **state)
{
	struct bff_web_session_page page;
	publish_evening(*state, EVENING, HOME);
	CHECK_OK(show_session(*state, EVENING, &page));
	CHECK(cc_str_eq(page.fixture->competition_slug, CC_STR("liga-nadwislanska")));
	CHECK(cc_str_eq(page.host->name, CC_STR("Ania K.")));
	CHECK(page.home->rules->stairs == 54 && page.home->room->room->tv->diagonal_inches == 65);
	CHECK(page.quote->total.minor == 1320 && !page.has_no_quote);
	CHECK(page.licence->permitted && page.licence->heads == 4 && page.licence->heads_max == 10);
	CHECK(cc_str_eq(page.availability_stream,
	                CC_STR("/v1/sessions/00000000-0000-7000-8000-000000000028/availability/stream")));
}

static void each_seat_says_where_it_stands_and_whether_it_is_free(void **state)
{
	struct bff_web_session_page page;
	publish_evening(*state, EVENING, HOME);
	book(*state, BOOKING);
	CHECK_OK(show_session(*state, EVENING, &page));
	CHECK(page.seats.count == 4 && page.session->seats_free == 2);
	const struct bff_web_placed_seat *sofa = &page.seats.items[0], *chair = &page.seats.items[3];
	CHECK(sofa->status == INVENTORY_SEAT_STATUS_CONFIRMED && chair->status == INVENTORY_SEAT_STATUS_FREE);
	CHECK(sofa->has_x_cm && sofa->x_cm == 140 && sofa->y_cm == 300 && sofa->facing_degrees == 180);
	CHECK(chair->kind == INVENTORY_SEAT_KIND_ARMCHAIR && chair->accessible && chair->view_score < 70);
}

/* The room was drawn anew since the evening was planned. */
static void a_seat_that_the_room_has_no_more_stands_nowhere(void **state)
{
	struct bff_web_session_page page;
	struct hosting_room room = usual_room();
	publish_evening(*state, EVENING, HOME);
	room.seats.count = 3;
	CHECK_OK(furnish(*state, HOME, &room, NULL));
	CHECK_OK(show_session(*state, EVENING, &page));
	CHECK(page.seats.count == 4 && page.seats.items[2].has_x_cm && !page.seats.items[3].has_x_cm);
}

static void why_there_is_no_price_is_said(void **state)
{
	struct bff_web_plan_evening_request cmd = usual_plan(EVENING);
	struct bff_web_session_page page;
	cmd.publish = true;
	CHECK_OK(plan(*state, &cmd, NULL));
	cc_test_run_due(*state);
	CHECK_OK(show_session(*state, EVENING, &page));
	CHECK(page.quote == NULL && cc_str_eq(page.no_quote, CC_STR("tariff_not_found")));
}

static void a_price_is_asked_for_seats_that_there_are(void **state)
{
	cc_str labels[] = { CC_STR("A1"), CC_STR("B1") };
	struct bff_web_show_session_request query = {
		.session_id = cc_test_id(EVENING),
		.has_seats = true,
		.seats = 2,
		.labels = { labels, 2 },
	};
	struct bff_web_session_page page;
	publish_evening(*state, EVENING, HOME);
	CHECK_OK(cc_test_run(*state, &bff_web_show_session_op, &query, &page));
	CHECK(page.quote->seats.count == 2 && page.quote->total.minor == 2640);
	labels[1] = CC_STR("C9");
	CHECK_REFUSED(cc_test_run(*state, &bff_web_show_session_op, &query, NULL), bff_web_seat_not_found);
	query.seats = 1;
	CHECK_REFUSED(cc_test_run(*state, &bff_web_show_session_op, &query, NULL), bff_web_labels_mismatch);
}

static void a_draft_has_no_page(void **state)
{
	struct bff_web_plan_evening_request cmd = usual_plan(EVENING);
	CHECK_OK(plan(*state, &cmd, NULL));
	cc_test_as(*state, cc_test_id(OLA));
	CHECK_REFUSED(show_session(*state, EVENING, NULL), bff_web_session_not_found);
}

/* Whoever publishes an evening in somebody else's home shows nothing of it. */
static void a_home_is_shown_of_its_own_host_only(void **state)
{
	static struct inventory_seat seats[] = { { CC_STR("A1"), INVENTORY_SEAT_KIND_SOFA,
		                                   INVENTORY_SEAT_VIEW_FRONT, false } };
	const struct inventory_create_session_request cmd = {
		.session_id = cc_test_id(EVENING),
		.fixture_id = cc_test_id(FIXTURE),
		.title = CC_STR("At Ania's, says Marek"),
		.starts_at = cc_time_add(cc_test_now(*state), CC_HOURS(AHEAD_H)),
		.seats_per_guest = 1,
		.seats = { seats, 1 },
		.home_id = cc_test_id(HOME),
		.territory = CC_STR("PL"),
		.package = CC_STR("sportbox"),
		.venue = INVENTORY_VENUE_PRIVATE_HOME,
		.charge_basis = INVENTORY_CHARGE_BASIS_FREE,
	};
	const struct inventory_publish_session_request publish = { .session_id = cc_test_id(EVENING) };
	struct bff_web_session_page session;
	struct bff_web_fixture_page fixture;
	cc_test_as(*state, cc_test_id(MAREK));
	CHECK_OK(cc_test_run(*state, &inventory_create_session_op, &cmd, NULL));
	CHECK_OK(cc_test_run(*state, &inventory_publish_session_op, &publish, NULL));
	CHECK_OK(show_session(*state, EVENING, &session));
	CHECK(session.home == NULL && !session.seats.items[0].has_x_cm);
	CHECK_OK(show_fixture(*state, &fixture));
	CHECK(fixture.rooms.count == 1 && fixture.rooms.items[0].home == NULL);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		VISIT_CASE(the_start_shows_what_is_played_and_where_there_is_room),
		VISIT_CASE(the_start_goes_without_a_search_that_does_not_answer),
		VISIT_CASE(half_a_place_is_none),
		VISIT_CASE(a_fixture_gathers_all_living_rooms),
		VISIT_CASE(many_rooms_are_no_more_calls_than_one),
		VISIT_CASE(a_page_goes_without_what_does_not_answer),
		VISIT_CASE(there_is_no_page_of_a_fixture_that_is_not_there),
		VISIT_CASE(a_session_shows_room_price_rules_and_licence),
		VISIT_CASE(each_seat_says_where_it_stands_and_whether_it_is_free),
		VISIT_CASE(a_seat_that_the_room_has_no_more_stands_nowhere),
		VISIT_CASE(why_there_is_no_price_is_said),
		VISIT_CASE(a_price_is_asked_for_seats_that_there_are),
		VISIT_CASE(a_draft_has_no_page),
		VISIT_CASE(a_home_is_shown_of_its_own_host_only),
	};
	return cmocka_run_group_tests_name("bff_web: pages", cases, NULL, NULL);
}
