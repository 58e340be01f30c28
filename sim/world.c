/* world.c - the parts of a world, put together; and the base world on them. */
#include "platform/adapters/sim/clock_skew.h"
#include "platform/adapters/sim/disk_sim.h"
#include "platform/adapters/sim/entropy_sim.h"
#include "platform/adapters/sim/log_sim.h"
#include "platform/adapters/sim/mail_sim.h"
#include "platform/adapters/sim/peers_sim.h"
#include "platform/adapters/sim/psp_sim.h"
#include "sim/base.h"
#include "sim/auditor.h"
#include "sim/run.h"
#include "sim/stage.h"
#include "sim/story.h"

#include <stdlib.h>

enum { BASE_SEED = 1, BUILD_HOURS_MAX = 2 };

/* 2026-09-07T08:00:00Z, a Monday: no clock is changed in the days that follow. */
static const cc_time beginning = { INT64_C(1788768000000) };

/* True time ------------------------------------------------------------------------- */

static cc_time clock_now(struct cc_clock *clock)
{
	const struct sim_stage *stage =
		(const struct sim_stage *)((char *)clock - offsetof(struct sim_stage, clock));
	return cc_time_add(beginning, sim_now_us(stage->world.sim) / 1000);
}

static int64_t clock_monotonic_us(struct cc_clock *clock)
{
	const struct sim_stage *stage =
		(const struct sim_stage *)((char *)clock - offsetof(struct sim_stage, clock));
	return sim_now_us(stage->world.sim);
}

static const struct cc_clock_ops clock_ops = {
	.name = "sim_world",
	.now = clock_now,
	.monotonic_us = clock_monotonic_us,
};

cc_time sim_now(const struct sim_world *world)
{
	return world->clock->ops->now(world->clock);
}

/* Putting together ------------------------------------------------------------------ */

static void committed(void *arg, const struct cc_service *service)
{
	struct sim_stage *stage = arg;
	sim_stage_committed(stage, service);
}

static void died(void *arg, const char *why)
{
	struct sim_stage *stage = arg;
	sim_looks_close(stage->world.looks);
	sim_auditor_let_go(stage->world.auditor);
	sim_stage_died(stage, why);
}

static void make_engines(struct sim_stage *stage)
{
	struct sim_world *world = &stage->world;
	struct cc_faults *faults = &stage->faults.base;
	world->disk = cc_disk_sim_new("sim", faults);
	world->network = cc_network_sim_new(world->clock, faults);
	world->broker = cc_broker_sim_new(world->clock, faults);
	world->provider = cc_psp_sim_new(world->clock, faults);
	world->mailbox = cc_mail_sim_new(world->clock, faults);
	world->company = sim_company_new(&(struct sim_company_options){
		.sim = world->sim,
		.faults = faults,
		.world_clock = world->clock,
		.clock = &stage->skew.base,
		.entropy = &stage->entropy.base,
		.disk = world->disk,
		.network = world->network,
		.broker = world->broker,
		.psp = world->provider,
		.mailer = world->mailbox,
		.committed = committed,
		.died = died,
		.arg = stage,
	});
}

static struct sim_stage *stage_new(void)
{
	struct cc_arena *arena = cc_arena_new();
	struct sim_stage *stage = cc_arena_alloc(arena, sizeof *stage);
	struct sim_world *world = &stage->world;
	world->arena = arena;
	world->sim = sim_new(BASE_SEED);
	world->faults = &stage->faults;
	world->clock = &stage->clock;
	world->base = &stage->base;
	world->looks = sim_looks_new(arena);
	world->story = sim_story_new(arena);
	stage->clock.ops = &clock_ops;
	cc_disk_sim_seed(BASE_SEED);
	sim_faults_init(&stage->faults, world->sim);
	cc_clock_skew_init(&stage->skew, world->clock);
	cc_entropy_sim_init(&stage->entropy, BASE_SEED);
	make_engines(stage);
	return stage;
}

/* The base world -------------------------------------------------------------------- */

static void build(void *arg)
{
	struct sim_stage *stage = arg;
	sim_company_start(stage->world.company);
	while (sim_company_state(stage->world.company) != SIM_COMPANY_UP)
		sim_sleep_us(stage->world.sim, 1000);
	sim_base_build(&stage->world, &stage->entropy.base, &stage->base);
	stage->is_built = true;
}

static bool is_built(void *arg)
{
	struct sim_stage *stage = arg;
	sim_company_tick(stage->world.company);
	return stage->is_built;
}

struct sim_world *sim_world_new(void)
{
	struct sim_stage *stage = stage_new();
	struct sim *sim = stage->world.sim;
	sim_spawn(sim_world(sim), "builder", build, stage);
	if (sim_run(sim, CC_HOURS(BUILD_HOURS_MAX) * 1000, is_built, stage) != SIM_TRUE)
		cc_die("the base world is not built: %s", sim_stuck(sim));
	stage->world.auditor = sim_auditor_new(stage);
	return &stage->world;
}
