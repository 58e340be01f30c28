/* hearing_test.c - what others say changes what is found. */
#include "services/search/city_test.h"

static bool is_found(struct cc_test *test, int session)
{
	const struct search_find_sessions_request asked = { .has_limit = true, .limit = 50 };
	struct search_find_sessions_response response = find_sessions(test, &asked);
	for (size_t i = 0; i < response.items.count; i++)
		if (cc_id_eq(response.items.items[i].session_id, cc_test_id(session)))
			return true;
	return false;
}

/* What is shown ----------------------------------------------------------------- */

static void a_hit_says_all_that_a_guest_wants_to_know(void **state)
{
	struct search_hit hit = hit_of(*state, LODZ_DERBY);
	CHECK(cc_str_eq(hit.title, CC_STR("Derby with pierogi")));
	CHECK(cc_str_eq(hit.fixture_title, CC_STR("Czarni Warta - Błękitni Port")));
	CHECK(cc_str_eq(hit.competition, CC_STR("liga-nadwislanska")));
	CHECK(cc_str_eq(hit.competition_name, CC_STR("Liga Nadwiślańska")));
	CHECK(cc_str_eq(hit.home_team, CC_STR("Czarni Warta")) &&
	      cc_str_eq(hit.away_team, CC_STR("Błękitni Port")));
	CHECK(cc_str_eq(hit.home_name, CC_STR("The big sofa")) &&
	      cc_str_eq(hit.host_name, CC_STR("Ania K.")));
	CHECK(cc_str_eq(hit.city, CC_STR("Łódź")) && cc_str_eq(hit.country, CC_STR("PL")));
	CHECK(cc_str_eq(hit.time_zone, CC_STR("Europe/Warsaw")) &&
	      cc_str_eq(hit.package, CC_STR("sportbox")));
	CHECK(hit.seats_total == SEATS && hit.seats_free == SEATS);
	CHECK(hit.has_price_from && hit.price_from.minor == 3025);
	CHECK(hit.venue == SEARCH_VENUE_PRIVATE_HOME && hit.charge_basis == SEARCH_CHARGE_BASIS_COST_SHARE);
	CHECK(hit.smoking == SEARCH_SMOKING_NO && hit.pets && hit.kids_welcome && hit.alcohol);
	CHECK(hit.has_diagonal_inches && hit.diagonal_inches == 65);
	CHECK(cc_str_eq(hit.languages, CC_STR("pl")) && !hit.has_cheers_for && !hit.has_distance_m);
	CHECK(hit.ends_at.ms == hit.starts_at.ms + CC_MINUTES(105));
}

/* The address is hosting's, and so is the place itself. */
static void a_hit_shows_a_circle_and_not_the_place(void **state)
{
	struct search_hit hit = hit_of(*state, LODZ_DERBY);
	CHECK(hit.circle_radius_m > 0);
	CHECK(hit.latitude_microdegrees != 51770000 || hit.longitude_microdegrees != 19455000);
}

/* What is heard ----------------------------------------------------------------- */

static void a_session_whose_home_is_not_known_is_not_found_until_it_is(void **state)
{
	enum { BARN = 45, EVENING = 60 };
	static const struct evening evening = { EVENING, ZOFIA, BARN, FINAL, "In the barn", FINAL_AHEAD_H };
	static const struct home barn = { BARN, ZOFIA, "Barn", "Zgierz", 51855000, 19406000, false };
	struct cc_test *test = *state;
	CHECK_OK(publish_evening(test, &evening));
	cc_test_run_due(test);
	CHECK(!is_found(test, EVENING));
	CHECK_OK(describe_home(test, &barn));
	cc_test_run_due(test);
	CHECK(is_found(test, EVENING));
}

static void a_home_that_is_not_the_hosts_own_is_no_home_of_the_session(void **state)
{
	enum { EVENING = 60 };
	static const struct evening evening = { EVENING, MAREK, SOFA, DERBY, "At Ania's", DERBY_AHEAD_H };
	struct cc_test *test = *state;
	CHECK_OK(publish_evening(test, &evening));
	cc_test_run_due(test);
	CHECK(!is_found(test, EVENING));
}

static void a_host_who_is_called_otherwise_is_found_by_the_new_name(void **state)
{
	enum { BARN = 45, EVENING = 60 };
	static const struct home barn = { BARN, OLA, "Barn", "Zgierz", 51855000, 19406000, false };
	static const struct evening evening = { EVENING, OLA, BARN, FINAL, "In the barn", FINAL_AHEAD_H };
	struct cc_test *test = *state;
	CHECK_OK(describe_host(test, OLA, "Ola"));
	CHECK_OK(describe_home(test, &barn));
	CHECK_OK(publish_evening(test, &evening));
	cc_test_run_due(test);
	CHECK(cc_str_eq(hit_of(test, EVENING).host_name, CC_STR("Ola")));
	CHECK_OK(describe_host(test, OLA, "Ola Z."));
	cc_test_run_due(test);
	CHECK(cc_str_eq(hit_of(test, EVENING).host_name, CC_STR("Ola Z.")));
	assert_string_equal(found_words(test, "ola z"), "60");
}

static void a_fixture_that_is_called_otherwise_is_found_by_its_new_name(void **state)
{
	static const struct game renamed = {
		FINAL, CUP, HUTA, PORT, "The night of the giants", FINAL_AHEAD_H
	};
	struct cc_test *test = *state;
	CHECK_OK(plan_game(test, &renamed));
	cc_test_run_due(test);
	assert_string_equal(found_words(test, "giants"), "52");
	CHECK(cc_str_eq(hit_of(test, LODZ_FINAL).fixture_title, CC_STR("The night of the giants")));
}

static void the_newest_price_is_shown(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(set_price(test, LODZ_DERBY, ANIA, 12000));
	CHECK_OK(set_price(test, LODZ_DERBY, ANIA, 14000));
	cc_test_run_due(test);
	assert_int_equal(hit_of(test, LODZ_DERBY).price_from.minor, 3850);
}

/* Seats ------------------------------------------------------------------------- */

static void seats_that_are_promised_are_not_free_until_they_are_given_back(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(hold(test, LODZ_DERBY, BOOKING, 3));
	cc_test_run_due(test);
	assert_int_equal(hit_of(test, LODZ_DERBY).seats_free, 1);
	CHECK_OK(release(test, BOOKING));
	cc_test_run_due(test);
	assert_int_equal(hit_of(test, LODZ_DERBY).seats_free, SEATS);
}

static void a_session_that_is_sold_out_is_found_again_when_a_hold_lapses(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(hold(test, LODZ_DERBY, BOOKING, SEATS));
	cc_test_run_due(test);
	CHECK(!is_found(test, LODZ_DERBY));
	cc_test_pass(test, CC_MINUTES(10));
	cc_test_run_due(test);
	CHECK(is_found(test, LODZ_DERBY));
}

/* Its end is heard before or after. */
static void seats_that_are_taken_again_are_not_free(void **state)
{
	struct cc_test *test = *state;
	for (int at_once = 0; at_once < 2; at_once++) {
		CHECK_OK(hold(test, LODZ_DERBY, BOOKING + at_once, SEATS));
		cc_test_pass(test, CC_MINUTES(10));
		if (!at_once)
			cc_test_run_due(test);
		CHECK_OK(confirm_late(test, BOOKING + at_once, SEATS));
		cc_test_run_due(test);
		CHECK(!is_found(test, LODZ_DERBY));
		CHECK_OK(release(test, BOOKING + at_once));
		cc_test_run_due(test);
		assert_int_equal(hit_of(test, LODZ_DERBY).seats_free, SEATS);
	}
}

/* Time -------------------------------------------------------------------------- */

static void a_session_that_was_called_off_is_not_found(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(cancel(test, LODZ_DERBY, ANIA));
	cc_test_run_due(test);
	CHECK(!is_found(test, LODZ_DERBY));
	CHECK(is_found(test, KRAKOW_DERBY));
}

static void a_session_that_moved_is_found_at_its_new_time(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(reschedule(test, LODZ_DERBY, ANIA, DERBY_AHEAD_H + 1));
	cc_test_run_due(test);
	CHECK(hit_of(test, LODZ_DERBY).starts_at.ms == cc_test_now(test).ms + CC_HOURS(DERBY_AHEAD_H + 1));
}

/* From the very moment, whether or not anybody has noted it. */
static void a_session_that_has_started_is_not_found(void **state)
{
	struct cc_test *test = *state;
	cc_test_pass(test, CC_HOURS(DERBY_AHEAD_H));
	assert_string_equal(found_words(test, ""), "52");
	cc_test_run_due(test);
	assert_string_equal(found_words(test, ""), "52");
	assert_int_equal(cc_test_int(test, "SELECT COUNT(*) FROM sessions WHERE started"), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CITY_CASE(a_hit_says_all_that_a_guest_wants_to_know),
		CITY_CASE(a_hit_shows_a_circle_and_not_the_place),
		CITY_CASE(a_session_whose_home_is_not_known_is_not_found_until_it_is),
		CITY_CASE(a_home_that_is_not_the_hosts_own_is_no_home_of_the_session),
		CITY_CASE(a_host_who_is_called_otherwise_is_found_by_the_new_name),
		CITY_CASE(a_fixture_that_is_called_otherwise_is_found_by_its_new_name),
		CITY_CASE(the_newest_price_is_shown),
		CITY_CASE(seats_that_are_promised_are_not_free_until_they_are_given_back),
		CITY_CASE(a_session_that_is_sold_out_is_found_again_when_a_hold_lapses),
		CITY_CASE(seats_that_are_taken_again_are_not_free),
		CITY_CASE(a_session_that_was_called_off_is_not_found),
		CITY_CASE(a_session_that_moved_is_found_at_its_new_time),
		CITY_CASE(a_session_that_has_started_is_not_found),
	};
	return cmocka_run_group_tests_name("search: hearing", tests, NULL, NULL);
}
