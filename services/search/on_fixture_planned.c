/* on_fixture_planned.c - what is played, or what it is called now. */
#include "contracts/inventory.h"
#include "services/search/internal.h"

static cc_err on_fixture_planned(struct cc_ctx *ctx, const void *body)
{
	const struct inventory_fixture_planned *fixture = body;
	struct cc_val home_team = fixture->has_home_team_name ? CC_VAL(fixture->home_team_name) : cc_null();
	struct cc_val away_team = fixture->has_away_team_name ? CC_VAL(fixture->away_team_name) : cc_null();
	TRY(cc_sql_exec(ctx, &hear_fixture, fixture->fixture_id, fixture->title, fixture->competition_slug,
	                fixture->competition_name, home_team, away_team));
	return cc_sql_exec(ctx, &mark_sessions_of_fixture, fixture->fixture_id);
}

const struct cc_consumer search_on_fixture_planned_consumer = {
	.name = "search.on_fixture_planned",
	.event = &inventory_fixture_planned_event,
	.call = on_fixture_planned,
};
