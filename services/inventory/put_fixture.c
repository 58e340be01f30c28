/* put_fixture.c - a fixture is planned, or who plays and what it is called is corrected. */
#include "services/inventory/internal.h"

/* What it is called by its two teams, if its title is not given. */
struct sides {
	struct cc_val home, away;
	cc_str title;
};

static CC_RESULT find_team(struct cc_ctx *ctx, bool given, cc_id team_id, struct inventory_team *team)
{
	if (!given)
		return CC_OK;
	cc_err err = cc_sql_one(ctx, &team_by_id, &inventory_team_message, team, team_id);
	if (cc_is(err, CC_NOT_FOUND))
		return cc_fail(ctx, &inventory_team_not_found,
		               "There is no such team in the calendar; enter it first.");
	return err;
}

static CC_RESULT find_sides(struct cc_ctx *ctx, const struct inventory_put_fixture_request *cmd,
                            struct sides *sides)
{
	struct inventory_team home = { 0 }, away = { 0 };
	bool both = cmd->has_home_team_id && cmd->has_away_team_id;
	TRY(find_team(ctx, cmd->has_home_team_id, cmd->home_team_id, &home));
	TRY(find_team(ctx, cmd->has_away_team_id, cmd->away_team_id, &away));
	if (both && cc_id_eq(cmd->home_team_id, cmd->away_team_id))
		return cc_fail(ctx, &inventory_same_team, "A team does not play against itself.");
	if (!both && !cmd->has_title)
		return cc_fail(ctx, &inventory_title_needed,
		               "Give the fixture a title, or two teams that it is called after.");

	sides->home = cmd->has_home_team_id ? CC_VAL(cmd->home_team_id) : cc_null();
	sides->away = cmd->has_away_team_id ? CC_VAL(cmd->away_team_id) : cc_null();
	sides->title = cmd->has_title ? cmd->title
	                              : cc_printf(ctx, "%.*s - %.*s", (int)home.name.len, home.name.ptr,
	                                          (int)away.name.len, away.name.ptr);
	return CC_OK;
}

static CC_RESULT plan(struct cc_ctx *ctx, const struct inventory_put_fixture_request *cmd,
                      const struct sides *sides)
{
	struct inventory_competition competition;
	cc_time ends_at = cc_time_add(cmd->kicks_off_at, CC_MINUTES(cmd->duration_minutes));
	TRY(inventory_load_competition(ctx, cmd->competition_id, &competition));
	if (!cc_time_before(cc_now(ctx), cmd->kicks_off_at))
		return cc_fail(ctx, &inventory_starts_in_the_past, "A fixture is planned for the future.");
	return cc_sql_exec(ctx, &insert_fixture, cmd->fixture_id, cmd->competition_id, sides->home,
	                   sides->away, sides->title, cmd->kicks_off_at, ends_at, cmd->time_zone,
	                   cmd->has_round ? CC_VAL(cmd->round) : cc_null());
}

static CC_RESULT require_same_plan(struct cc_ctx *ctx, const struct inventory_put_fixture_request *cmd,
                                   const struct inventory_fixture *fixture)
{
	if (fixture->state == INVENTORY_FIXTURE_STATE_CANCELLED)
		return cc_fail(ctx, &inventory_fixture_cancelled, "%.*s has been called off.",
		               (int)fixture->title.len, fixture->title.ptr);
	if (!cc_id_eq(cmd->competition_id, fixture->competition_id))
		return cc_fail(ctx, &inventory_planned_otherwise,
		               "This fixture is one of %.*s; a fixture stays in its competition.",
		               (int)fixture->competition_name.len, fixture->competition_name.ptr);
	if (cmd->kicks_off_at.ms != fixture->kicks_off_at.ms ||
	    cmd->duration_minutes != fixture->duration_minutes)
		return cc_fail(ctx, &inventory_planned_otherwise,
		               "This fixture is planned for another time; reschedule it, so that its "
		               "sessions follow.");
	return CC_OK;
}

static CC_RESULT announce(struct cc_ctx *ctx, const struct inventory_fixture *fixture)
{
	const struct inventory_fixture_planned planned = {
		.fixture_id = fixture->fixture_id,
		.competition_id = fixture->competition_id,
		.competition_slug = fixture->competition_slug,
		.competition_name = fixture->competition_name,
		.sport = fixture->sport,
		.has_home_team_id = fixture->has_home_team_id,
		.home_team_id = fixture->home_team_id,
		.has_home_team_name = fixture->has_home_team_name,
		.home_team_name = fixture->home_team_name,
		.has_away_team_id = fixture->has_away_team_id,
		.away_team_id = fixture->away_team_id,
		.has_away_team_name = fixture->has_away_team_name,
		.away_team_name = fixture->away_team_name,
		.title = fixture->title,
		.kicks_off_at = fixture->kicks_off_at,
		.ends_at = fixture->ends_at,
		.time_zone = fixture->time_zone,
		.has_round = fixture->has_round,
		.round = fixture->round,
	};
	return cc_emit(ctx, &inventory_fixture_planned_event, &planned);
}

cc_err inventory_put_fixture(struct cc_ctx *ctx, const struct inventory_put_fixture_request *cmd,
                             struct inventory_fixture *fixture)
{
	struct sides sides;
	int64_t changed = 1;
	TRY(find_sides(ctx, cmd, &sides));
	cc_err err = inventory_load_fixture(ctx, cmd->fixture_id, fixture);
	if (cc_because(err, &inventory_fixture_not_found)) {
		TRY(plan(ctx, cmd, &sides));
	} else {
		TRY(err);
		TRY(require_same_plan(ctx, cmd, fixture));
		TRY(cc_sql_count(ctx, &correct_fixture, &changed, cmd->fixture_id, sides.home, sides.away,
		                 sides.title, cmd->time_zone,
		                 cmd->has_round ? CC_VAL(cmd->round) : cc_null()));
	}
	TRY(inventory_load_fixture(ctx, cmd->fixture_id, fixture));
	return changed > 0 ? announce(ctx, fixture) : CC_OK;
}
