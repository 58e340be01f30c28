/* calendar_test.c - the calendar: entered, corrected, read. */
#include "services/inventory/season_test.h"

/* What is entered ------------------------------------------------------------------ */

static void a_fixture_is_called_after_its_teams(void **state)
{
	struct cc_test *test = *state;
	const struct inventory_put_fixture_request cmd = derby(test);
	struct inventory_fixture fixture;
	struct inventory_fixture_planned said;
	CHECK_OK(put_fixture(test, &cmd, &fixture));
	CHECK(cc_str_eq(fixture.title, CC_STR("Czarni Warta - Błękitni Port")));
	CHECK(cc_str_eq(fixture.competition_slug, CC_STR("liga-nadwislanska")));
	CHECK(fixture.state == INVENTORY_FIXTURE_STATE_PLANNED && fixture.duration_minutes == MINUTES);
	CHECK(fixture.ends_at.ms == cmd.kicks_off_at.ms + CC_MINUTES(MINUTES));
	cc_test_last_event(test, &inventory_fixture_planned_event, &said);
	CHECK(cc_str_eq(said.competition_name, CC_STR("Liga Nadwiślańska")));
	CHECK(cc_str_eq(said.home_team_name, CC_STR("Czarni Warta")) && said.has_away_team_id);
	CHECK(cc_str_eq(said.title, fixture.title) && said.ends_at.ms == fixture.ends_at.ms);
	CHECK(cc_str_eq(said.time_zone, CC_STR("Europe/Warsaw")) && !said.has_round);
}

static void a_race_has_a_title_instead(void **state)
{
	struct cc_test *test = *state;
	struct inventory_put_fixture_request race = derby(test);
	struct inventory_fixture fixture;
	race.has_home_team_id = race.has_away_team_id = false;
	CHECK_REFUSED(put_fixture(test, &race, NULL), inventory_title_needed);
	race.has_title = true;
	race.title = CC_STR("Grand Prix of the Coast");
	CHECK_OK(put_fixture(test, &race, &fixture));
	CHECK(cc_str_eq(fixture.title, race.title) && !fixture.has_home_team_id &&
	      !fixture.has_home_team_name);
}

static void putting_twice_says_it_once_and_a_correction_again(void **state)
{
	struct cc_test *test = *state;
	struct inventory_put_fixture_request cmd = derby(test);
	struct inventory_fixture_planned said;
	CHECK_OK(put_fixture(test, &cmd, NULL));
	CHECK_OK(put_fixture(test, &cmd, NULL));
	CHECK(cc_test_events(test, &inventory_fixture_planned_event) == 1);
	cmd.away_team_id = cc_test_id(HUTA);
	cmd.has_round = true;
	cmd.round = CC_STR("17");
	CHECK_OK(put_fixture(test, &cmd, NULL));
	CHECK(cc_test_events(test, &inventory_fixture_planned_event) == 2);
	cc_test_last_event(test, &inventory_fixture_planned_event, &said);
	CHECK(cc_str_eq(said.title, CC_STR("Czarni Warta - Huta Zachód")) &&
	      cc_str_eq(said.round, cmd.round));
}

static void a_fixture_that_makes_no_sense_is_refused(void **state)
{
	struct cc_test *test = *state;
	struct inventory_put_fixture_request cmd = derby(test);
	cmd.away_team_id = cmd.home_team_id;
	CHECK_REFUSED(put_fixture(test, &cmd, NULL), inventory_same_team);
	cmd.away_team_id = cc_test_id(THIRD);
	CHECK_REFUSED(put_fixture(test, &cmd, NULL), inventory_team_not_found);
	cmd = derby(test);
	cmd.competition_id = cc_test_id(CUP);
	CHECK_REFUSED(put_fixture(test, &cmd, NULL), inventory_competition_not_found);
	cmd = derby(test);
	cmd.kicks_off_at = cc_test_now(test);
	CHECK_REFUSED(put_fixture(test, &cmd, NULL), inventory_starts_in_the_past);
	CHECK_REFUSED(put_team(test, THIRD, "Nobody", CUP), inventory_competition_not_found);
	CHECK(cc_test_int(test, "SELECT COUNT(*) FROM fixtures") == 0);
}

static void a_competition_keeps_its_slug(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(put_competition(test, LEAGUE, "liga-nadwislanska", "Liga Nadwiślańska 2027"));
	CHECK_REFUSED(put_competition(test, LEAGUE, "liga", "Liga"), inventory_slug_fixed);
	CHECK_REFUSED(put_competition(test, CUP, "liga-nadwislanska", "Another"), inventory_slug_taken);
}

static void putting_moves_nothing(void **state)
{
	struct cc_test *test = *state;
	struct inventory_put_fixture_request cmd = derby(test);
	CHECK_OK(put_fixture(test, &cmd, NULL));
	cmd.kicks_off_at = cc_time_add(cmd.kicks_off_at, CC_HOURS(1));
	CHECK_REFUSED(put_fixture(test, &cmd, NULL), inventory_planned_otherwise);
	cmd = derby(test);
	cmd.duration_minutes++;
	CHECK_REFUSED(put_fixture(test, &cmd, NULL), inventory_planned_otherwise);
	CHECK_OK(put_competition(test, CUP, "cup", "Cup"));
	cmd = derby(test);
	cmd.competition_id = cc_test_id(CUP);
	CHECK_REFUSED(put_fixture(test, &cmd, NULL), inventory_planned_otherwise);
}

/* Reading -------------------------------------------------------------------------- */

static void plan(struct cc_test *test, int fixture, int competition, int64_t in_ms)
{
	struct inventory_put_fixture_request cmd = derby(test);
	cmd.fixture_id = cc_test_id(fixture);
	cmd.competition_id = cc_test_id(competition);
	cmd.kicks_off_at = cc_time_add(cc_test_now(test), in_ms);
	if (competition == CUP)
		cmd.away_team_id = cc_test_id(HUTA);
	CHECK_OK(put_fixture(test, &cmd, NULL));
}

static struct inventory_list_fixtures_response list(struct cc_test *test,
                                                    struct inventory_list_fixtures_request query)
{
	struct inventory_list_fixtures_response page = { 0 };
	CHECK_OK(cc_test_run(test, &inventory_list_fixtures_op, &query, &page));
	return page;
}

static bool is(const struct inventory_list_fixtures_response *page, size_t at, int fixture)
{
	return at < page->items.count && cc_id_eq(page->items.items[at].fixture_id, cc_test_id(fixture));
}

static int open_season(void **state)
{
	open_league(state);
	CHECK_OK(put_competition(*state, CUP, "cup", "Cup"));
	plan(*state, THIRD, LEAGUE, CC_HOURS(30));
	plan(*state, DERBY, LEAGUE, CC_HOURS(10));
	plan(*state, SECOND, CUP, CC_HOURS(20));
	return 0;
}

static void the_calendar_is_read_page_by_page_soonest_first(void **state)
{
	struct inventory_list_fixtures_request query = { .has_limit = true, .limit = 2 };
	struct inventory_list_fixtures_response page = list(*state, query);
	CHECK(page.items.count == 2 && is(&page, 0, DERBY) && is(&page, 1, SECOND) && page.has_next_cursor);
	query.has_cursor = true;
	query.cursor = page.next_cursor;
	page = list(*state, query);
	CHECK(page.items.count == 1 && is(&page, 0, THIRD) && !page.has_next_cursor);
}

static void the_calendar_is_narrowed_by_competition_team_and_time(void **state)
{
	struct cc_test *test = *state;
	struct inventory_list_fixtures_request query = { .has_competition_id = true,
		                                         .competition_id = cc_test_id(LEAGUE) };
	struct inventory_list_fixtures_response page = list(test, query);
	CHECK(page.items.count == 2 && is(&page, 0, DERBY) && is(&page, 1, THIRD));
	query.has_from = true;
	query.from = cc_time_add(cc_test_now(test), CC_HOURS(10) + 1);
	page = list(test, query);
	CHECK(page.items.count == 1 && is(&page, 0, THIRD));

	query = (struct inventory_list_fixtures_request){ .has_team_id = true, .team_id = cc_test_id(HUTA) };
	page = list(test, query);
	CHECK(page.items.count == 1 && is(&page, 0, SECOND));
	query.team_id = cc_test_id(WARTA);
	CHECK(list(test, query).items.count == 3);
	query.has_to = true;
	query.to = cc_time_add(cc_test_now(test), CC_HOURS(20));
	page = list(test, query);
	CHECK(page.items.count == 1 && is(&page, 0, DERBY));
}

static void what_is_over_is_listed_only_if_asked_for(void **state)
{
	struct cc_test *test = *state;
	struct inventory_list_fixtures_request query = { 0 };
	cc_test_pass(test, CC_HOURS(10) + CC_MINUTES(MINUTES) - 1);
	CHECK(list(test, query).items.count == 3); /* the last minute counts */
	cc_test_pass(test, 1);
	CHECK(list(test, query).items.count == 2);
	query.has_from = true;
	query.from = cc_time_add(cc_test_now(test), -CC_HOURS(24));
	CHECK(list(test, query).items.count == 3);
}

static void one_fixture_is_found_by_its_id(void **state)
{
	struct inventory_get_fixture_request query = { .fixture_id = cc_test_id(DERBY) };
	struct inventory_fixture found;
	CHECK_OK(cc_test_run(*state, &inventory_get_fixture_op, &query, &found));
	CHECK(cc_str_eq(found.home_team_name, CC_STR("Czarni Warta")));
	query.fixture_id = cc_test_id(THIRD + 1);
	CHECK_REFUSED(cc_test_run(*state, &inventory_get_fixture_op, &query, NULL),
	              inventory_fixture_not_found);
}

static void competitions_and_teams_are_listed_in_order_page_by_page(void **state)
{
	struct cc_test *test = *state;
	struct inventory_list_competitions_request competitions = { .has_limit = true, .limit = 1 };
	struct inventory_list_competitions_response some;
	struct inventory_list_teams_request teams = { .has_limit = true, .limit = 2 };
	struct inventory_list_teams_response members;
	CHECK_OK(cc_test_run(test, &inventory_list_competitions_op, &competitions, &some));
	CHECK(some.items.count == 1 && cc_str_eq(some.items.items[0].slug, CC_STR("cup")));
	competitions.has_cursor = true;
	competitions.cursor = some.next_cursor;
	CHECK_OK(cc_test_run(test, &inventory_list_competitions_op, &competitions, &some));
	CHECK(some.items.count == 1 && cc_str_eq(some.items.items[0].slug, CC_STR("liga-nadwislanska")));
	CHECK(!some.has_next_cursor);

	CHECK_OK(cc_test_run(test, &inventory_list_teams_op, &teams, &members));
	CHECK(members.items.count == 2 && members.has_next_cursor);
	CHECK(cc_str_eq(members.items.items[0].name, CC_STR("Błękitni Port")));
	teams.has_cursor = true;
	teams.cursor = members.next_cursor;
	CHECK_OK(cc_test_run(test, &inventory_list_teams_op, &teams, &members));
	CHECK(members.items.count == 1 && cc_str_eq(members.items.items[0].name, CC_STR("Huta Zachód")));

	teams = (struct inventory_list_teams_request){ .has_competition_id = true,
		                                       .competition_id = cc_test_id(LEAGUE) };
	CHECK_OK(cc_test_run(test, &inventory_list_teams_op, &teams, &members));
	CHECK(members.items.count == 2 && !members.has_next_cursor);
}

#define CASE(name)        cmocka_unit_test_setup_teardown(name, open_league, close_calendar)
#define SEASON_CASE(name) cmocka_unit_test_setup_teardown(name, open_season, close_calendar)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(a_fixture_is_called_after_its_teams),
		CASE(a_race_has_a_title_instead),
		CASE(putting_twice_says_it_once_and_a_correction_again),
		CASE(a_fixture_that_makes_no_sense_is_refused),
		CASE(a_competition_keeps_its_slug),
		CASE(putting_moves_nothing),
		SEASON_CASE(the_calendar_is_read_page_by_page_soonest_first),
		SEASON_CASE(the_calendar_is_narrowed_by_competition_team_and_time),
		SEASON_CASE(what_is_over_is_listed_only_if_asked_for),
		SEASON_CASE(one_fixture_is_found_by_its_id),
		SEASON_CASE(competitions_and_teams_are_listed_in_order_page_by_page),
	};
	return cmocka_run_group_tests_name("inventory: calendar", cases, NULL, NULL);
}
