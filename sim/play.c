/* play.c - the phases of a seed: trouble, healing, rest; then everything once more from what the disk has. */
#include "platform/adapters/sim/disk_sim.h"
#include "sim/auditor.h"
#include "sim/rest.h"
#include "sim/stage.h"
#include "sim/story.h"

#include <stdio.h>

enum {
	MINUTE_US = 60 * 1000 * 1000,
	LOOK_US = 10 * MINUTE_US, /* at rest or not? */
	QUIET_MINUTES = 5,        /* after the last restart */
	REST_HOURS = 72,
	START_HOURS_MAX = 30, /* after the base world stands */
};

static const int64_t hour_us = INT64_C(60) * MINUTE_US;

static struct sim_stage *stage_of(struct sim_world *world)
{
	return (struct sim_stage *)((char *)world - offsetof(struct sim_stage, world));
}

/* What is heard while it is played --------------------------------------------------- */

void sim_stage_committed(struct sim_stage *stage, const struct cc_service *service)
{
	if (stage->world.auditor)
		sim_auditor_note(stage->world.auditor, service);
}

void sim_stage_answered(struct sim_stage *stage, const struct sim_answer *answer)
{
	sim_auditor_hear_answer(stage->world.auditor, answer);
}

/* Running ------------------------------------------------------------------------------ */

static bool is_over(void *arg)
{
	struct sim_stage *stage = arg;
	sim_stage_tick(stage);
	sim_auditor_look(stage->world.auditor);
	return stage->world.violation.invariant != NULL;
}

static bool is_up(void *arg)
{
	struct sim_stage *stage = arg;
	return is_over(arg) || sim_company_state(stage->world.company) == SIM_COMPANY_UP;
}

/* False once a promise was broken. */
static bool run_until(struct sim_stage *stage, int64_t until_us, bool (*holds)(void *arg))
{
	enum sim_end end = sim_run(stage->world.sim, until_us, holds, stage);
	if (end == SIM_STUCK)
		sim_violate(&stage->world, "nobody_waits_for_ever", "All wait: %s",
		            sim_stuck(stage->world.sim));
	return stage->world.violation.invariant == NULL;
}

static bool run_for(struct sim_stage *stage, int64_t us)
{
	return run_until(stage, sim_now_us(stage->world.sim) + us, is_over);
}

static void enter(struct sim_stage *stage, enum sim_phase phase, const char *words)
{
	stage->world.phase = phase;
	sim_say(&stage->world, "seed", "%s", words);
	sim_note(stage->world.sim, (uint32_t)phase, 0);
}

/* Phases --------------------------------------------------------------------------------- */

static void set_seed(struct sim_stage *stage, uint64_t seed)
{
	struct sim *sim = stage->world.sim;
	stage->world.seed = seed;
	for (int i = 0; i < SIM_STREAMS; i++)
		*sim_stream(sim, i) = sim_random_of(seed, (uint64_t)i);
	cc_entropy_sim_init(&stage->entropy, sim_random_next(sim_stream(sim, SIM_SECRETS)));
	cc_disk_sim_seed((uint32_t)sim_random_next(sim_stream(sim, SIM_SECRETS)));
	sim_note(sim, 0, seed);
}

/* When it begins, and how long people keep coming. */
static void set_scene(struct sim_stage *stage)
{
	static const int minutes[] = { 10, 60, 4 * 60, 12 * 60 };
	struct sim_random *random = sim_stream(stage->world.sim, SIM_DOMAIN);
	struct cc_ctx ctx = { .arena = stage->world.arena };
	int64_t waits_us = sim_random_between(random, 0, START_HOURS_MAX * hour_us);
	int64_t lasts_us = minutes[sim_random_between(random, 0, CC_COUNT(minutes) - 1)] * (int64_t)MINUTE_US;
	stage->begins_us = sim_now_us(stage->world.sim) + waits_us;
	stage->troubled_until_us = stage->begins_us + lasts_us;
	stage->plan_count = stage->options.bookings > 0 ? stage->options.bookings : SIM_BOOKINGS;
	stage->plans = cc_alloc_array(&ctx, (size_t)stage->plan_count, sizeof *stage->plans);
	const struct sim_scene scene = {
		.base = &stage->base,
		.seed = stage->world.seed,
		.begins_at = cc_time_add(sim_now(&stage->world), waits_us / 1000),
		.lasts_us = lasts_us,
	};
	sim_plans_draw(stage->plans, stage->plan_count, &scene);
}

static bool live_in_trouble(struct sim_stage *stage)
{
	enter(stage, SIM_BUILD, "sleeps until its time has come");
	sim_stage_carry_messages(stage);
	sim_company_pause(stage->world.company, stage->begins_us - sim_now_us(stage->world.sim));
	if (!run_until(stage, stage->begins_us, is_over))
		return false;
	sim_auditor_excuse(stage->world.auditor, 0);
	enter(stage, SIM_TROUBLE, "trouble begins");
	sim_faults_choose(&stage->faults, stage->world.seed, stage->options.faults);
	sim_stage_make_trouble(stage);
	sim_stage_let_guests_come(stage);
	sim_stage_let_staff_work(stage);
	return run_until(stage, stage->troubled_until_us, is_over);
}

static bool come_to_rest(struct sim_stage *stage, int64_t within_us)
{
	char unrest[400];
	int64_t until_us = sim_now_us(stage->world.sim) + within_us;
	while (!sim_stage_is_at_rest(stage)) {
		if (sim_now_us(stage->world.sim) >= until_us) {
			sim_stage_print_unrest(stage, unrest, sizeof unrest);
			sim_violate(&stage->world, "comes_to_rest", "%s", unrest);
			return false;
		}
		if (!run_for(stage, LOOK_US))
			return false;
	}
	return true;
}

static bool audit(struct sim_stage *stage)
{
	sim_auditor_look_at_rest(stage->world.auditor);
	return stage->world.violation.invariant == NULL;
}

static bool heal_and_rest(struct sim_stage *stage)
{
	enter(stage, SIM_HEAL, "all is well again");
	sim_stage_heal(stage);
	enter(stage, SIM_QUIESCE, "comes to rest");
	return come_to_rest(stage, REST_HOURS * hour_us) && audit(stage);
}

/* Whatever was answered is on the disk. */
static bool restart_and_rest(struct sim_stage *stage)
{
	enter(stage, SIM_REST, "is killed, and starts again");
	sim_company_crash(stage->world.company);
	return run_until(stage, sim_now_us(stage->world.sim) + hour_us, is_up) &&
	       run_for(stage, QUIET_MINUTES * (int64_t)MINUTE_US) && come_to_rest(stage, hour_us) &&
	       audit(stage);
}

static void fill(const struct sim_stage *stage, int64_t began_us, struct sim_result *result)
{
	const struct sim_world *world = &stage->world;
	*result = (struct sim_result){
		.seed = world->seed,
		.hash = sim_hash(world->sim),
		.events = sim_stats(world->sim).events,
		.virtual_us = sim_now_us(world->sim) - began_us,
		.bookings = stage->bookings,
		.confirmed = stage->confirmed,
		.checks = sim_auditor_checks(world->auditor),
		.lives = sim_company_lives(world->company),
		.verdict = world->violation.invariant ? SIM_VIOLATED : SIM_HELD,
		.violated_at = world->violation.event,
	};
	memcpy(result->struck, stage->faults.struck, sizeof result->struck);
	sim_story_print(world->story, result->story, sizeof result->story);
	if (!world->violation.invariant)
		return;
	snprintf(result->invariant, sizeof result->invariant, "%s", world->violation.invariant);
	snprintf(result->what, sizeof result->what, "%.*s", (int)world->violation.what.len,
	         world->violation.what.ptr);
}

void sim_play(struct sim_world *world, const struct sim_options *options, struct sim_result *result)
{
	struct sim_stage *stage = stage_of(world);
	int64_t began_us = sim_now_us(world->sim);
	stage->options = *options;
	sim_story_tell(world->story, options->trace ? stderr : NULL);
	set_seed(stage, options->seed);
	set_scene(stage);
	bool held = live_in_trouble(stage) && heal_and_rest(stage) && restart_and_rest(stage);
	(void)held; /* the violation says more */
	fill(stage, began_us, result);
}
