/* trouble.c - a process that dies, stands still, or does not know what time it is; a disk that is full. */
#include "platform/adapters/sim/disk_sim.h"
#include "platform/adapters/sim/log_sim.h"
#include "platform/adapters/sim/peers_sim.h"
#include "sim/stage.h"

enum {
	SECOND_US = 1000 * 1000,
	MINUTE_US = 60 * SECOND_US,
	ROUND_LEAST_US = MINUTE_US,
	ROUND_MOST_US = 12 * MINUTE_US,
	DOWN_MOST_US = 120 * SECOND_US,
	PAUSE_MOST_US = 90 * SECOND_US,
	FULL_ONCE_IN = 6, /* rounds */
	ROOM_LEFT_MOST = 64 * 1024,
	SECOND_LOOK_US = SECOND_US, /* a process that missed a step of the clock looks at it again by then */
};

/* Death and restart ------------------------------------------------------------------ */

static void restart(void *arg)
{
	struct sim_stage *stage = arg;
	if (sim_company_state(stage->world.company) != SIM_COMPANY_DOWN)
		return;
	sim_say(&stage->world, "company", "starts again");
	sim_company_start(stage->world.company);
}

/* What a process may end itself for: a disk that did not do what it was asked to, since it died last. */
static uint64_t count_excuses(const struct sim_stage *stage)
{
	const uint64_t *struck = stage->faults.struck;
	return struck[CC_FAULT_DISK_SYNC] + struck[CC_FAULT_DISK_WRITE] + struck[CC_FAULT_DISK_READ] +
	       struck[CC_FAULT_DISK_FULL];
}

/* Whoever looks after it has less patience with one that does not come up. */
static int64_t time_down_us(struct sim_stage *stage)
{
	bool in_vain = sim_company_state(stage->world.company) == SIM_COMPANY_STARTING;
	if (!stage->faults.on)
		return 0;
	return in_vain ? sim_faults_between(&stage->faults, CC_FAULT_CRASH, DOWN_MOST_US, 3 * DOWN_MOST_US)
	               : sim_faults_between(&stage->faults, CC_FAULT_CRASH, 0, DOWN_MOST_US);
}

void sim_stage_died(struct sim_stage *stage, const char *why)
{
	struct sim_world *world = &stage->world;
	sim_say(world, "company", "dies%s%s", why ? " by its own hand: " : "", why ? why : "");
	if (why && !stage->disk_is_full && count_excuses(stage) == stage->explained)
		sim_violate(world, "process_lives", "The company ended itself, and nothing was wrong: %s",
		            why);
	stage->explained = count_excuses(stage);
	sim_post(sim_world(world->sim), sim_now_us(world->sim) + time_down_us(stage), restart, stage);
}

static void crash(void *arg)
{
	struct sim_stage *stage = arg;
	sim_company_crash(stage->world.company);
}

/* Before any write or sync: the process stands still there, and is killed. */
static void watch(void *arg, const struct cc_disk_io *io)
{
	struct sim_stage *stage = arg;
	struct sim_world *world = &stage->world;
	struct sim_process *process = sim_running(world->sim);
	if (!stage->faults.on || !process || process == sim_world(world->sim) ||
	    !stage->faults.base.ops->strikes(&stage->faults.base, CC_FAULT_CRASH))
		return;
	sim_say(world, "company", "is killed before it does a %s of %s", io->verb, io->file);
	sim_post(sim_world(world->sim), sim_now_us(world->sim), crash, stage);
	sim_process_pause(process);
}

/* Rounds -------------------------------------------------------------------------------- */

static bool strikes(struct sim_stage *stage, enum cc_fault fault)
{
	return stage->faults.base.ops->strikes(&stage->faults.base, fault);
}

static void maybe_pause(struct sim_stage *stage)
{
	if (!strikes(stage, CC_FAULT_PAUSE))
		return;
	int64_t us = sim_faults_between(&stage->faults, CC_FAULT_PAUSE, 0, PAUSE_MOST_US);
	sim_say(&stage->world, "company", "stands still for %d ms", (int)(us / 1000));
	sim_company_pause(stage->world.company, us);
}

static void look_at_clock(void *arg)
{
	struct sim_stage *stage = arg;
	sim_company_wake(stage->world.company);
}

static void maybe_spoil_clock(struct sim_stage *stage)
{
	struct sim *sim = stage->world.sim;
	cc_time before = stage->skew.base.ops->now(&stage->skew.base);
	cc_clock_skew_spoil(&stage->skew, &stage->faults.base);
	cc_time after = stage->skew.base.ops->now(&stage->skew.base);
	if (after.ms == before.ms)
		return;
	sim_say(&stage->world, "company", "its clock jumps by %d ms", (int)(after.ms - before.ms));
	sim_post(sim_world(sim), sim_now_us(sim) + SECOND_LOOK_US, look_at_clock, stage);
}

static void maybe_fill_disk(struct sim_stage *stage)
{
	struct cc_disk_sim *disk = stage->world.disk;
	cc_disk_sim_set_capacity(disk, 0);
	stage->disk_is_full = sim_faults_may(&stage->faults, CC_FAULT_DISK_FULL) &&
	                      sim_faults_between(&stage->faults, CC_FAULT_DISK_FULL, 1, FULL_ONCE_IN) == 1;
	if (!stage->disk_is_full)
		return;
	sim_faults_count(&stage->faults, CC_FAULT_DISK_FULL);
	int64_t left = sim_faults_between(&stage->faults, CC_FAULT_DISK_FULL, 0, ROOM_LEFT_MOST);
	cc_disk_sim_set_capacity(disk, cc_disk_sim_used(disk) + left);
	sim_say(&stage->world, "disk", "has room for %d bytes", (int)left);
}

static void make_trouble(void *arg)
{
	struct sim_stage *stage = arg;
	struct sim_random *random = sim_stream(stage->world.sim, SIM_WORLD);
	while (stage->faults.on) {
		sim_sleep_us(stage->world.sim, sim_random_between(random, ROUND_LEAST_US, ROUND_MOST_US));
		maybe_pause(stage);
		maybe_spoil_clock(stage);
		maybe_fill_disk(stage);
	}
}

void sim_stage_make_trouble(struct sim_stage *stage)
{
	stage->faults.on = true;
	cc_disk_sim_set_watcher(stage->world.disk, watch, stage);
	sim_spawn(sim_world(stage->world.sim), "trouble", make_trouble, stage);
}

void sim_stage_heal(struct sim_stage *stage)
{
	stage->faults.on = false;
	cc_disk_sim_set_capacity(stage->world.disk, 0);
	stage->disk_is_full = false;
	cc_network_sim_heal(stage->world.network);
	cc_clock_skew_set_right(&stage->skew);
	sim_company_wake(stage->world.company);
	restart(stage);
}
