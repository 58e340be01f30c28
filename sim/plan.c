#include "sim/plan.h"

enum { MILLION = 1000000, RUSH_PER_MILLION = 250000, RUSHES = 3, EVENINGS_LOOKED_AT = 4 };

const char *sim_habit_name(enum sim_habit habit)
{
	static const char *const names[] = {
#define X(name, text) [SIM_##name] = (text),
		SIM_HABITS(X)
#undef X
	};
	return names[habit];
}

/* Of a hundred guests. */
static const int share_of[SIM_HABIT_COUNT] = {
	[SIM_PLAIN] = 22,          [SIM_QUOTED] = 10,    [SIM_DOUBLE_CLICKER] = 10, [SIM_INSISTENT] = 8,
	[SIM_ABANDONER] = 4,       [SIM_APPROVER] = 10,  [SIM_REFUSER] = 4,         [SIM_GHOST] = 4,
	[SIM_EARLY_CANCELLER] = 8, [SIM_CANCELLER] = 12, [SIM_HOLDER] = 3,          [SIM_BOT] = 5,
};

static enum sim_habit draw_habit(struct sim_random *random)
{
	int64_t ticket = sim_random_between(random, 0, 99);
	enum sim_habit habit = SIM_PLAIN;
	while (habit < SIM_BOT && ticket >= share_of[habit])
		ticket -= share_of[habit++];
	return habit;
}

static const char *draw_card(struct sim_random *random, enum sim_habit habit)
{
	static const char *const bad[] = {
		"pm_card_chargeDeclined",
		"pm_card_insufficientFunds",
		"pm_card_expired",
		"pm_card_threeDSecureDeclined",
	};
	if (habit == SIM_APPROVER || habit == SIM_REFUSER || habit == SIM_GHOST)
		return "pm_card_threeDSecure";
	int64_t ticket = sim_random_between(random, 0, 99);
	int64_t which = sim_random_between(random, 0, (int64_t)CC_COUNT(bad) - 1);
	return ticket < 80 ? "pm_card_visa" : ticket < 90 ? "pm_card_threeDSecureApproved" : bad[which];
}

/* Most want a seat or two; a bot wants all it may have. */
static int draw_seats(struct sim_random *random, const struct sim_evening *evening, enum sim_habit habit)
{
	int most = evening->per_guest;
	int64_t ticket = sim_random_between(random, 0, 99), any = sim_random_between(random, 1, most);
	if (habit == SIM_BOT)
		return most;
	int wanted = ticket < 45 ? 1 : ticket < 80 ? 2 : (int)any;
	return wanted < most ? wanted : most;
}

/* Hardly anybody asks for an evening that has begun. */
static int draw_evening(struct sim_random *random, const struct sim_scene *scene, int64_t at_us)
{
	int evening = 0;
	for (int i = 0; i < EVENINGS_LOOKED_AT; i++) {
		evening = (int)sim_random_between(random, 0, SIM_EVENINGS - 1);
		cc_time at = cc_time_add(scene->begins_at, at_us / 1000);
		if (cc_time_before(at, scene->base->evenings[evening].starts_at))
			break;
	}
	return evening;
}

/* A quarter of all guests come at one of three moments, to one evening. */
static void join_rush(struct sim_plan *plan, struct sim_random *random, const struct sim_scene *scene)
{
	uint64_t which = (uint64_t)sim_random_between(random, 1, RUSHES);
	struct sim_random rush = sim_random_of(scene->seed, SIM_BY_PLAN - which);
	int64_t at_us = sim_random_between(&rush, 0, scene->lasts_us);
	plan->evening = draw_evening(&rush, scene, at_us);
	plan->at_us = at_us + sim_random_between(random, 0, 2 * MILLION);
}

static void draw(struct sim_plan *plan, struct sim_random *random, const struct sim_scene *scene)
{
	plan->at_us = sim_random_between(random, 0, scene->lasts_us);
	plan->evening = draw_evening(random, scene, plan->at_us);
	if (sim_random_chance(random, RUSH_PER_MILLION))
		join_rush(plan, random, scene);
	const struct sim_evening *evening = &scene->base->evenings[plan->evening];
	plan->guest = (int)sim_random_between(random, 0, SIM_GUESTS - 1);
	plan->habit = draw_habit(random);
	plan->card = draw_card(random, plan->habit);
	plan->seats = draw_seats(random, evening, plan->habit);
	plan->by_label = sim_random_chance(random, MILLION / 3);
	plan->first_seat = (int)sim_random_between(random, 0, evening->seats - plan->seats);
	plan->cancels_after_ms = plan->habit == SIM_EARLY_CANCELLER
	                                 ? sim_random_between(random, 0, CC_SECONDS(20))
	                                 : sim_random_between(random, CC_SECONDS(5), CC_HOURS(8));
	plan->comes = sim_random_chance(random, MILLION / 2);
}

/* Few: sorted as they are put in. */
static void put(struct sim_plan *plans, int count, const struct sim_plan *plan)
{
	int at = count;
	for (; at > 0 && plans[at - 1].at_us > plan->at_us; at--)
		plans[at] = plans[at - 1];
	plans[at] = *plan;
}

void sim_plans_draw(struct sim_plan *plans, int count, const struct sim_scene *scene)
{
	for (int i = 0; i < count; i++) {
		struct sim_random random = sim_random_of(scene->seed, SIM_BY_PLAN + (uint64_t)i);
		struct sim_plan plan;
		draw(&plan, &random, scene);
		put(plans, i, &plan);
	}
}
