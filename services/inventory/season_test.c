#include "services/inventory/season_test.h"

cc_err put_competition(struct cc_test *test, int competition, const char *slug, const char *name)
{
	const struct inventory_put_competition_request cmd = {
		.competition_id = cc_test_id(competition),
		.slug = cc_str_of(slug),
		.name = cc_str_of(name),
		.sport = CC_STR("football"),
	};
	return cc_test_run(test, &inventory_put_competition_op, &cmd, NULL);
}

cc_err put_team(struct cc_test *test, int team, const char *name, int competition)
{
	cc_id competitions[] = { cc_test_id(competition) };
	const struct inventory_put_team_request cmd = {
		.team_id = cc_test_id(team),
		.name = cc_str_of(name),
		.short_name = CC_STR("ABC"),
		.competition_ids = { competitions, competition == 0 ? 0 : 1 },
	};
	return cc_test_run(test, &inventory_put_team_op, &cmd, NULL);
}

struct inventory_put_fixture_request derby(struct cc_test *test)
{
	return (struct inventory_put_fixture_request){
		.fixture_id = cc_test_id(DERBY),
		.competition_id = cc_test_id(LEAGUE),
		.has_home_team_id = true,
		.home_team_id = cc_test_id(WARTA),
		.has_away_team_id = true,
		.away_team_id = cc_test_id(PORT),
		.kicks_off_at = cc_time_add(cc_test_now(test), CC_HOURS(DERBY_AHEAD_H)),
		.duration_minutes = MINUTES,
		.time_zone = CC_STR("Europe/Warsaw"),
	};
}

cc_err put_fixture(struct cc_test *test, const struct inventory_put_fixture_request *cmd,
                   struct inventory_fixture *fixture)
{
	return cc_test_run(test, &inventory_put_fixture_op, cmd, fixture);
}

int open_league(void **state)
{
	struct cc_test *test = open_licensed_inventory();
	*state = test;
	cc_test_as(test, cc_test_id(HOST));
	CHECK_OK(put_competition(*state, LEAGUE, "liga-nadwislanska", "Liga Nadwiślańska"));
	CHECK_OK(put_team(*state, WARTA, "Czarni Warta", LEAGUE));
	CHECK_OK(put_team(*state, PORT, "Błękitni Port", LEAGUE));
	CHECK_OK(put_team(*state, HUTA, "Huta Zachód", 0));
	return 0;
}

int close_calendar(void **state)
{
	cc_test_close(*state);
	return 0;
}
