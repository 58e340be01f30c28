/* calendar_seed.c - an administrator enters what is played, and when. */
#include "cli/demo/together.h"

static cc_err put_competition(struct demo *demo, struct cc_ctx *ctx, int index)
{
	const struct demo_competition *row = &demo_competitions[index];
	const struct inventory_put_competition_request cmd = {
		.competition_id = demo_id(&demo->plan, DEMO_COMPETITION_ID, index),
		.slug = cc_str_of(row->slug),
		.name = cc_str_of(row->name),
		.sport = cc_str_of(row->sport),
	};
	struct inventory_competition competition;
	return demo_ask(ctx, demo_admin(demo), &inventory_put_competition_op, &cmd, &competition);
}

static cc_err put_team(struct demo *demo, struct cc_ctx *ctx, int index)
{
	const struct demo_team *row = &demo_teams[index];
	cc_id plays_in = demo_id(&demo->plan, DEMO_COMPETITION_ID, row->competition);
	const struct inventory_put_team_request cmd = {
		.team_id = demo_id(&demo->plan, DEMO_TEAM_ID, index),
		.name = cc_str_of(row->name),
		.short_name = cc_str_of(row->short_name),
		.competition_ids = { &plays_in, 1 },
	};
	struct inventory_team team;
	return demo_ask(ctx, demo_admin(demo), &inventory_put_team_op, &cmd, &team);
}

static cc_err put_fixture(struct demo *demo, struct cc_ctx *ctx, int index)
{
	const struct demo_fixture *row = &demo_fixtures[index];
	bool teams = row->home != DEMO_NO_TEAM;
	const struct inventory_put_fixture_request cmd = {
		.fixture_id = demo_id(&demo->plan, DEMO_FIXTURE_ID, index),
		.competition_id = demo_id(&demo->plan, DEMO_COMPETITION_ID, row->competition),
		.has_home_team_id = teams,
		.home_team_id = demo_id(&demo->plan, DEMO_TEAM_ID, row->home),
		.has_away_team_id = teams,
		.away_team_id = demo_id(&demo->plan, DEMO_TEAM_ID, row->away),
		.has_title = row->title != NULL,
		.title = cc_str_of(row->title),
		.kicks_off_at = demo->plan.kicks_off_at[index],
		.duration_minutes = row->duration_minutes,
		.time_zone = cc_str_of(row->time_zone),
		.has_round = row->round != NULL,
		.round = cc_str_of(row->round),
	};
	struct inventory_fixture fixture;
	return demo_ask(ctx, demo_admin(demo), &inventory_put_fixture_op, &cmd, &fixture);
}

cc_err demo_seed_calendar(struct demo *demo)
{
	TRY(demo_together(demo, DEMO_COMPETITIONS, put_competition));
	TRY(demo_together(demo, DEMO_TEAMS, put_team));
	return demo_together(demo, DEMO_FIXTURES, put_fixture);
}
