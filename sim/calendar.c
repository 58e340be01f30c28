/* calendar.c - what is played, and when. */
#include "contracts/inventory.h"
#include "sim/base_internal.h"

enum { FIXTURE_MINUTES = 120 };

/* How licence rules name them. */
static const char *const slugs[SIM_COMPETITIONS] = {
	"liga-nadwislanska",
	"puchar-kontynentu",
	"transatlantic-basketball",
};

/* Kick-off, in hours from the beginning: some within the free window of cancelling, some long before. */
static const struct {
	int competition, hours;
} fixtures[SIM_FIXTURES] = {
	{ 0, 5 }, { 1, 14 }, { 2, 23 }, { 0, 31 }, { 1, 38 }, { 2, 46 }, { 0, 58 }, { 1, 75 }, { 2, 96 },
};

static void put_competition(struct sim_builder *builder, int index)
{
	struct sim_base *base = builder->base;
	base->competition_ids[index] = cc_new_id(&builder->ctx);
	const struct inventory_put_competition_request cmd = {
		.competition_id = base->competition_ids[index],
		.slug = cc_str_of(slugs[index]),
		.name = cc_str_of(slugs[index]),
		.sport = CC_STR("football"),
	};
	struct inventory_competition competition;
	sim_must(builder, sim_admin(base), &inventory_put_competition_op, &cmd, &competition);
}

/* Two for each competition. */
static void put_team(struct sim_builder *builder, int index)
{
	struct sim_base *base = builder->base;
	base->team_ids[index] = cc_new_id(&builder->ctx);
	const struct inventory_put_team_request cmd = {
		.team_id = base->team_ids[index],
		.name = cc_printf(&builder->ctx, "Team %d", index),
		.short_name = cc_printf(&builder->ctx, "T%d", index),
		.competition_ids = { &base->competition_ids[index / 2], 1 },
	};
	struct inventory_team team;
	sim_must(builder, sim_admin(base), &inventory_put_team_op, &cmd, &team);
}

static void put_fixture(struct sim_builder *builder, int index)
{
	struct sim_base *base = builder->base;
	int competition = fixtures[index].competition;
	base->fixture_ids[index] = cc_new_id(&builder->ctx);
	const struct inventory_put_fixture_request cmd = {
		.fixture_id = base->fixture_ids[index],
		.competition_id = base->competition_ids[competition],
		.has_home_team_id = true,
		.home_team_id = base->team_ids[2 * competition],
		.has_away_team_id = true,
		.away_team_id = base->team_ids[2 * competition + 1],
		.kicks_off_at = cc_time_add(base->began_at, CC_HOURS(fixtures[index].hours)),
		.duration_minutes = FIXTURE_MINUTES,
		.time_zone = CC_STR("Europe/Warsaw"),
	};
	struct inventory_fixture fixture;
	sim_must(builder, sim_admin(base), &inventory_put_fixture_op, &cmd, &fixture);
}

void sim_build_calendar(struct sim_builder *builder)
{
	for (int i = 0; i < SIM_COMPETITIONS; i++)
		put_competition(builder, i);
	for (int i = 0; i < SIM_TEAMS; i++)
		put_team(builder, i);
	for (int i = 0; i < SIM_FIXTURES; i++)
		put_fixture(builder, i);
}
