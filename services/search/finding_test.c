/* finding_test.c - what meets which conditions, in which order, page by page. */
#include "services/search/city_test.h"

typedef struct search_find_sessions_request asked;

static void check(struct cc_test *test, asked conditions, const char *sessions)
{
	conditions.has_sort = true;
	conditions.sort = SEARCH_SORT_SOONEST;
	assert_string_equal(found(test, &conditions), sessions);
}

/* Words ------------------------------------------------------------------------- */

static void without_conditions_everything_that_is_open_is_found(void **state)
{
	check(*state, (asked){ 0 }, "50 51 52");
}

static void words_are_found_with_and_without_their_marks(void **state)
{
	assert_string_equal(found_words(*state, "Błękitni"), "50 51 52");
	assert_string_equal(found_words(*state, "blekitni"), "50 51 52");
	assert_string_equal(found_words(*state, "LODZ"), "50 52");
	assert_string_equal(found_words(*state, "łódź"), "50 52");
	assert_string_equal(found_words(*state, "nadwiSLAnska"), "50 51");
}

static void a_session_is_found_by_whatever_is_said_of_it(void **state)
{
	assert_string_equal(found_words(*state, "pierogi"), "50");            /* its title */
	assert_string_equal(found_words(*state, "huta zachod"), "52");        /* a team */
	assert_string_equal(found_words(*state, "puchar"), "52");             /* the competition */
	assert_string_equal(found_words(*state, "krakow"), "51");             /* the city */
	assert_string_equal(found_words(*state, "projector"), "51");          /* the home */
	assert_string_equal(found_words(*state, "zofia"), "52");              /* the host */
	assert_string_equal(found_words(*state, "warta krakow marek"), "51"); /* several */
}

static void the_last_word_may_be_a_beginning(void **state)
{
	assert_string_equal(found_words(*state, "cza"), "50 51");
	assert_string_equal(found_words(*state, "derby pier"), "50");
	assert_string_equal(found_words(*state, "cza derby"), "");
}

static void what_is_no_word_is_no_condition(void **state)
{
	assert_string_equal(found_words(*state, ""), "50 51 52");
	assert_string_equal(found_words(*state, "\"*( - )^:"), "50 51 52");
	assert_string_equal(found_words(*state, "NEAR( \"derby\" OR * pierogi"), "");
	assert_string_equal(found_words(*state, "\"derby\"* -(pierogi)"), "50");
}

/* Conditions -------------------------------------------------------------------- */

static void a_city_a_team_a_competition_and_a_fixture_are_met_by_their_names(void **state)
{
	check(*state, (asked){ .has_city = true, .city = CC_STR("lodz") }, "50 52");
	check(*state, (asked){ .has_city = true, .city = CC_STR("Łódź") }, "50 52");
	check(*state, (asked){ .has_city = true, .city = CC_STR("Łód") }, "");
	check(*state, (asked){ .has_team = true, .team = CC_STR("czarni warta") }, "50 51");
	check(*state, (asked){ .has_team = true, .team = CC_STR("Błękitni Port") }, "50 51 52");
	check(*state, (asked){ .has_competition = true, .competition = CC_STR("puchar-kontynentu") }, "52");
	check(*state, (asked){ .has_fixture_id = true, .fixture_id = cc_test_id(DERBY) }, "50 51");
	check(*state,
	      (asked){ .has_fixture_id = true,
	               .fixture_id = cc_test_id(DERBY),
	               .has_city = true,
	               .city = CC_STR("Łódź") },
	      "50");
}

static void a_time_is_met_from_its_beginning_until_before_its_end(void **state)
{
	struct cc_test *test = *state;
	cc_time derby = cc_time_add(cc_test_now(test), CC_HOURS(DERBY_AHEAD_H));
	check(test, (asked){ .has_from = true, .from = derby }, "50 51 52");
	check(test, (asked){ .has_from = true, .from = cc_time_add(derby, 1) }, "52");
	check(test, (asked){ .has_to = true, .to = derby }, "");
	check(test, (asked){ .has_to = true, .to = cc_time_add(derby, 1) }, "50 51");
}

static void a_price_is_met_by_what_costs_no_more_and_says_so(void **state)
{
	check(*state, (asked){ .has_price_max_minor = true, .price_max_minor = 1099 }, "");
	check(*state, (asked){ .has_price_max_minor = true, .price_max_minor = 1100 }, "51");
	check(*state, (asked){ .has_price_max_minor = true, .price_max_minor = 3025 }, "50 51");
	check(*state, (asked){ .has_price_max_minor = true, .price_max_minor = INT64_MAX }, "50 51");
	check(*state, (asked){ .has_currency = true, .currency = CC_STR("PLN") }, "50 51");
	check(*state, (asked){ .has_currency = true, .currency = CC_STR("EUR") }, "");
}

static void seats_are_met_by_as_many_that_are_free(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(hold(test, KRAKOW_DERBY, BOOKING, 2));
	cc_test_run_due(test);
	check(test, (asked){ .has_seats = true, .seats = 2 }, "50 51 52");
	check(test, (asked){ .has_seats = true, .seats = 3 }, "50 52");
	check(test, (asked){ .has_seats = true, .seats = 5 }, "");
}

static void house_rules_and_languages_are_met_by_the_home(void **state)
{
	check(*state, (asked){ .no_smoking = true }, "50 52");
	check(*state, (asked){ .no_pets = true }, "51");
	check(*state, (asked){ .kids_welcome = true, .no_smoking = true }, "50 52");
	check(*state, (asked){ .wheelchair = true }, "");
	check(*state, (asked){ .no_alcohol = true }, "");
	check(*state, (asked){ .has_language = true, .language = CC_STR("en") }, "51");
	check(*state, (asked){ .has_language = true, .language = CC_STR("en-GB") }, "51");
	check(*state, (asked){ .has_language = true, .language = CC_STR("pl") }, "50 51 52");
}

static asked near_ania(int32_t radius_m)
{
	return (asked){
		.has_latitude_microdegrees = true,
		.latitude_microdegrees = 51770000,
		.has_longitude_microdegrees = true,
		.longitude_microdegrees = 19455000,
		.has_radius_m = radius_m > 0,
		.radius_m = radius_m,
	};
}

/* A circle's centre may be 300 m from the home, but no farther. */
static void a_radius_is_met_by_homes_whose_circle_is_that_near(void **state)
{
	struct cc_test *test = *state;
	check(test, near_ania(500), "50");
	check(test, near_ania(2000), "50 52");
	check(test, near_ania(0), "50 51 52");
	asked conditions = near_ania(2000);
	struct search_find_sessions_response response = find_sessions(test, &conditions);
	for (size_t i = 0; i < response.items.count; i++) {
		bool own = cc_id_eq(response.items.items[i].session_id, cc_test_id(LODZ_DERBY));
		CHECK(response.items.items[i].has_distance_m);
		assert_in_range(response.items.items[i].distance_m, own ? 0 : 1200, own ? 300 : 1801);
	}
}

static void what_makes_no_sense_is_refused(void **state)
{
	struct cc_test *test = *state;
	const struct cc_op *op = &search_find_sessions_op;
	asked half = { .has_latitude_microdegrees = true };
	asked radius = { .has_radius_m = true, .radius_m = 1000 };
	asked nearest = { .has_sort = true, .sort = SEARCH_SORT_NEAREST };
	asked crossed = { .has_from = true, .from = { 2000 }, .has_to = true, .to = { 2000 } };
	CHECK_REFUSED(cc_test_run(test, op, &half, NULL), search_place_incomplete);
	CHECK_REFUSED(cc_test_run(test, op, &radius, NULL), search_place_missing);
	CHECK_REFUSED(cc_test_run(test, op, &nearest, NULL), search_place_missing);
	CHECK_REFUSED(cc_test_run(test, op, &crossed, NULL), search_bounds_crossed);
}

/* Order ------------------------------------------------------------------------- */

static void hits_come_in_the_order_that_is_asked_for(void **state)
{
	struct cc_test *test = *state;
	asked conditions = near_ania(0);
	conditions.has_sort = true;
	conditions.sort = SEARCH_SORT_NEAREST;
	assert_string_equal(found(test, &conditions), "50 52 51");
	conditions.sort = SEARCH_SORT_CHEAPEST;
	assert_string_equal(found(test, &conditions), "51 50 52");
	conditions.sort = SEARCH_SORT_SOONEST;
	assert_string_equal(found(test, &conditions), "50 51 52");
	conditions.sort = SEARCH_SORT_BEST;
	assert_string_equal(found(test, &conditions), "50 52 51");
}

static void the_best_come_first_if_no_order_is_asked_for(void **state)
{
	asked conditions = { .has_q = true, .q = CC_STR("final") };
	struct search_find_sessions_response response;
	assert_string_equal(found(*state, &conditions), "52");
	conditions = (asked){ 0 };
	response = find_sessions(*state, &conditions);
	for (size_t i = 1; i < response.items.count; i++)
		CHECK(response.items.items[i - 1].score >= response.items.items[i].score);
}

/* Pages ------------------------------------------------------------------------- */

static void pages_go_through_every_hit_once(void **state)
{
	static const enum search_sort sorts[] = { SEARCH_SORT_BEST, SEARCH_SORT_SOONEST,
		                                  SEARCH_SORT_CHEAPEST };
	struct cc_test *test = *state;
	for (int i = 0; i < 20; i++) {
		const struct evening evening = { 200 + i, ZOFIA, LOFT, FINAL, "One more", FINAL_AHEAD_H };
		CHECK_OK(publish_evening(test, &evening));
	}
	cc_test_run_due(test);
	for (size_t i = 0; i < CC_COUNT(sorts); i++) {
		asked conditions = { .has_limit = true, .limit = 4, .has_sort = true, .sort = sorts[i] };
		bool seen[256] = { false };
		int count = 0;
		do {
			struct search_find_sessions_response page = find_sessions(test, &conditions);
			for (size_t j = 0; j < page.items.count; j++) {
				uint8_t number = page.items.items[j].session_id.byte[15];
				CHECK(!seen[number]);
				seen[number] = true;
				count++;
			}
			assert_int_equal(page.total, 23);
			CHECK(page.has_next_cursor == (count < 23));
			CHECK((page.facets != NULL) == !conditions.has_cursor);
			conditions.has_cursor = page.has_next_cursor;
			conditions.cursor = page.next_cursor;
			cc_test_pass(test, 60000); /* soonness changes, and the order of the pages does not */
		} while (conditions.has_cursor);
		assert_int_equal(count, 23);
	}
}

static void a_cursor_goes_with_its_own_search_only(void **state)
{
	struct cc_test *test = *state;
	asked conditions = { .has_limit = true, .limit = 1 };
	struct search_find_sessions_response page = find_sessions(test, &conditions);
	CHECK(page.has_next_cursor);
	asked next = { .has_cursor = true, .cursor = page.next_cursor };
	CHECK(find_sessions(test, &next).items.count == 2); /* more on a page is no other search */
	asked others[] = { next, next, next, next, next };
	others[0].has_city = true, others[0].city = CC_STR("Łódź");
	others[1].has_sort = true, others[1].sort = SEARCH_SORT_SOONEST;
	others[2].has_from = true, others[2].from = cc_time_add(cc_test_now(test), 1);
	others[3].has_seats = true, others[3].seats = 2;
	others[4].has_q = true, others[4].q = CC_STR("derby");
	for (size_t i = 0; i < CC_COUNT(others); i++)
		CHECK_REFUSED(cc_test_run(test, &search_find_sessions_op, &others[i], NULL),
		              search_another_search);
}

static void a_cursor_that_was_changed_is_refused(void **state)
{
	struct cc_test *test = *state;
	asked conditions = { .has_limit = true, .limit = 1 };
	char changed[200];
	struct search_find_sessions_response page = find_sessions(test, &conditions);
	assert_true(page.next_cursor.len < sizeof changed);
	memcpy(changed, page.next_cursor.ptr, page.next_cursor.len);
	changed[4] = changed[4] == 'A' ? 'B' : 'A';
	asked next = { .has_cursor = true, .cursor = { changed, page.next_cursor.len } };
	CHECK_REFUSED(cc_test_run(test, &search_find_sessions_op, &next, NULL), search_seal_broken);
	next.cursor = CC_STR("not one of ours");
	CHECK_REFUSED(cc_test_run(test, &search_find_sessions_op, &next, NULL), search_seal_broken);
}

/* Facets ------------------------------------------------------------------------ */

static void check_value(const struct search_facet_value *value, const char *name, const char *label,
                        int count)
{
	CHECK(cc_str_eq(value->value, cc_str_of(name)));
	CHECK(cc_str_eq(value->label, cc_str_of(label)));
	assert_int_equal(value->count, count);
}

static void facets_count_what_the_hits_have_in_common(void **state)
{
	asked conditions = { 0 };
	const struct search_facets *facets = find_sessions(*state, &conditions).facets;
	assert_int_equal(facets->cities.count, 2);
	check_value(&facets->cities.items[0], "Łódź", "Łódź", 2);
	check_value(&facets->cities.items[1], "Kraków", "Kraków", 1);
	assert_int_equal(facets->competitions.count, 2);
	check_value(&facets->competitions.items[0], "liga-nadwislanska", "Liga Nadwiślańska", 2);
	assert_int_equal(facets->days.count, 2);
	check_value(&facets->days.items[0], "2026-01-03", "2026-01-03", 2);
	check_value(&facets->days.items[1], "2026-01-06", "2026-01-06", 1);
}

static void days_are_the_callers(void **state)
{
	asked west = { .has_utc_offset_minutes = true, .utc_offset_minutes = -60 };
	const struct search_facets *facets = find_sessions(*state, &west).facets;
	check_value(&facets->days.items[0], "2026-01-02", "2026-01-02", 2); /* midnight in Greenwich */
	check_value(&facets->days.items[1], "2026-01-05", "2026-01-05", 1);
}

static void price_bands_hold_every_price_and_are_few(void **state)
{
	asked conditions = { 0 };
	const struct search_price_band_list *bands = &find_sessions(*state, &conditions).facets->prices;
	CHECK(bands->count >= 2 && bands->count <= 5);
	CHECK(bands->items[0].from.minor <= 1100 && bands->items[0].to.minor > 1100);
	int32_t count = 0;
	for (size_t i = 0; i < bands->count; i++) {
		CHECK(i == 0 || bands->items[i].from.minor == bands->items[i - 1].to.minor);
		CHECK(strcmp(bands->items[i].from.currency.code, "PLN") == 0);
		count += bands->items[i].count;
	}
	assert_int_equal(count, 2);
}

/* Alternatives ------------------------------------------------------------------ */

static void a_search_that_finds_nothing_says_what_would_be_found_with_one_condition_less(void **state)
{
	asked conditions = {
		.has_city = true,
		.city = CC_STR("Łódź"),
		.has_team = true,
		.team = CC_STR("Czarni Warta"),
		.has_price_max_minor = true,
		.price_max_minor = 1500,
	};
	struct search_find_sessions_response response = find_sessions(*state, &conditions);
	assert_int_equal(response.items.count, 0);
	assert_int_equal(response.alternatives.count,
	                 2); /* without the team there is still nothing so cheap */
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(response.alternatives.items[i].count, 1);
	assert_int_equal(response.alternatives.items[0].without, SEARCH_CONDITION_CITY);
	assert_int_equal(response.alternatives.items[1].without, SEARCH_CONDITION_PRICE);
	assert_int_equal(response.alternatives.items[0].items.count, 1);
	CHECK(cc_id_eq(response.alternatives.items[0].items.items[0].session_id, cc_test_id(KRAKOW_DERBY)));
	assert_int_equal(response.alternatives.items[1].items.count, 0);
}

static void a_search_that_finds_something_has_no_alternatives(void **state)
{
	asked conditions = { .has_city = true, .city = CC_STR("Łódź") };
	assert_int_equal(find_sessions(*state, &conditions).alternatives.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CITY_CASE(without_conditions_everything_that_is_open_is_found),
		CITY_CASE(words_are_found_with_and_without_their_marks),
		CITY_CASE(a_session_is_found_by_whatever_is_said_of_it),
		CITY_CASE(the_last_word_may_be_a_beginning),
		CITY_CASE(what_is_no_word_is_no_condition),
		CITY_CASE(a_city_a_team_a_competition_and_a_fixture_are_met_by_their_names),
		CITY_CASE(a_time_is_met_from_its_beginning_until_before_its_end),
		CITY_CASE(a_price_is_met_by_what_costs_no_more_and_says_so),
		CITY_CASE(seats_are_met_by_as_many_that_are_free),
		CITY_CASE(house_rules_and_languages_are_met_by_the_home),
		CITY_CASE(a_radius_is_met_by_homes_whose_circle_is_that_near),
		CITY_CASE(what_makes_no_sense_is_refused),
		CITY_CASE(hits_come_in_the_order_that_is_asked_for),
		CITY_CASE(the_best_come_first_if_no_order_is_asked_for),
		CITY_CASE(pages_go_through_every_hit_once),
		CITY_CASE(a_cursor_goes_with_its_own_search_only),
		CITY_CASE(a_cursor_that_was_changed_is_refused),
		CITY_CASE(facets_count_what_the_hits_have_in_common),
		CITY_CASE(days_are_the_callers),
		CITY_CASE(price_bands_hold_every_price_and_are_few),
		CITY_CASE(a_search_that_finds_nothing_says_what_would_be_found_with_one_condition_less),
		CITY_CASE(a_search_that_finds_something_has_no_alternatives),
	};
	return cmocka_run_group_tests_name("search: finding", tests, NULL, NULL);
}
