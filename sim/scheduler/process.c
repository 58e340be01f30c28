/* process.c - processes: their end, and the time they stand still. */
#include "sim/scheduler/internal.h"

#include <assert.h>
#include <stdlib.h>

#include "platform/core/arena.h"

struct sim_process *sim_process_new(struct sim *sim, const char *name)
{
	struct sim_process *process = calloc(1, sizeof *process);
	if (!process)
		cc_die("out of memory for a simulated process");
	*process = (struct sim_process){
		.threads.ops = &sim_threads_ops,
		.sim = sim,
		.older = sim->processes,
		.name = name,
		.id = sim->processes_made++,
		.alive = true,
	};
	sim->processes = process;
	return process;
}

struct sim_process *sim_world(struct sim *sim)
{
	return sim->world;
}

void sim_process_on_death(struct sim_process *process,
                          void (*died)(void *arg, struct sim_process *process, const char *words), void *arg)
{
	process->died = died;
	process->died_arg = arg;
}

const struct cc_threads *sim_process_threads(const struct sim_process *process)
{
	return &process->threads;
}

const char *sim_process_name(const struct sim_process *process)
{
	return process->name;
}

uint64_t sim_process_id(const struct sim_process *process)
{
	return process->id;
}

bool sim_process_alive(const struct sim_process *process)
{
	return process->alive;
}

/* The end -------------------------------------------------------------------------- */

/* Nobody else may be left waiting for it. */
static void detach(struct sim_fiber *fiber)
{
	if (fiber->held_of_world > 0)
		cc_die("%s of %s died with a lock of the world, which nobody can take any more", fiber->name,
		       fiber->process->name);
	if (fiber->queue)
		sim_queue_leave(fiber);
	if (fiber->due.place > 0)
		sim_heap_remove(&fiber->process->sim->heap, &fiber->due);
}

/* First all of them leave what they wait for, which may lie on the stack of another. */
void sim_process_bury(struct sim_process *process)
{
	process->alive = false;
	for (struct sim_fiber *fiber = process->fibers; fiber; fiber = fiber->older)
		detach(fiber);
	while (process->fibers)
		sim_fiber_free(process->fibers);
	while (process->parked) {
		struct sim_due *due = process->parked;
		process->parked = due->next;
		if (due->kind == SIM_DUE_POST)
			free(due);
	}
}

void sim_process_kill(struct sim_process *process)
{
	struct sim *sim = process->sim;
	assert(process != sim->world);
	if (!process->alive)
		return;
	sim_process_bury(process);
	if (sim_running(sim) == process)
		sim_leave(sim);
}

static void tell(void *arg)
{
	struct sim_process *process = arg;
	process->died(process->died_arg, process, process->words);
}

_Noreturn void sim_process_die(struct sim *sim)
{
	struct sim_process *process = sim_running(sim);
	sim_process_bury(process);
	sim_post(sim->world, sim->now_us, tell, process);
	sim_leave(sim);
}

/* Standing still -------------------------------------------------------------------- */

void sim_process_pause(struct sim_process *process)
{
	struct sim *sim = process->sim;
	process->paused = true;
	if (sim_running(sim) == process)
		sim_sleep_us(sim, 0);
}

void sim_process_resume(struct sim_process *process)
{
	struct sim *sim = process->sim;
	process->paused = false;
	while (process->parked) {
		struct sim_due *due = process->parked;
		process->parked = due->next;
		if (due->kind == SIM_DUE_FIBER)
			((struct sim_fiber *)due)->parked = false;
		sim_push(sim, due, sim_soon(sim));
	}
}
