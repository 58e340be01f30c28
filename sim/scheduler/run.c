/* run.c - who is next, and what time it is then. */
#include "sim/scheduler/internal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "platform/core/arena.h"

enum { NOTE_FIBER = 1, NOTE_POST, NOTE_OTHER };

static void *new_block(size_t bytes)
{
	void *block = calloc(1, bytes);
	if (!block)
		cc_die("out of memory for the simulator");
	return block;
}

/* The hash ------------------------------------------------------------------------ */

static void fold(struct sim *sim, uint64_t number)
{
	struct sim_random mixer = { sim->hash ^ number };
	sim->hash = sim_random_next(&mixer);
}

void sim_note(struct sim *sim, uint32_t kind, uint64_t number)
{
	sim->stats.notes++;
	fold(sim, (uint64_t)NOTE_OTHER << 32 | kind);
	fold(sim, number);
}

uint64_t sim_hash(const struct sim *sim)
{
	return sim->hash;
}

/* What is due ---------------------------------------------------------------------- */

int64_t sim_soon(struct sim *sim)
{
	return sim->now_us + sim_random_between(&sim->streams[SIM_SCHEDULE], 1, SIM_WAKE_US_MAX);
}

void sim_push(struct sim *sim, struct sim_due *due, int64_t at_us)
{
	due->at_us = at_us > sim->now_us ? at_us : sim->now_us;
	due->lot = sim_random_next(&sim->streams[SIM_SCHEDULE]);
	sim_heap_push(&sim->heap, due);
}

void sim_post(struct sim_process *process, int64_t at_us, void (*run)(void *arg), void *arg)
{
	struct sim *sim = process->sim;
	struct sim_post *post = new_block(sizeof *post);
	*post = (struct sim_post){
		.due.kind = SIM_DUE_POST,
		.process = process,
		.run = run,
		.arg = arg,
		.id = ++sim->posts_made,
	};
	sim_push(sim, &post->due, at_us);
}

/* Fibers --------------------------------------------------------------------------- */

static void enter(void *arg)
{
	struct sim_fiber *fiber = arg;
	struct sim *sim = fiber->process->sim;
	sim_context_arrived(&fiber->context);
	fiber->run(fiber->arg);
	fiber->over = true;
	if (fiber->joiner)
		sim_wake(fiber->joiner);
	if (!fiber->thread)
		sim_fiber_free(fiber); /* nobody takes its stack before it has left */
	sim_leave(sim);
}

static struct sim_fiber *vacant_fiber(struct sim *sim)
{
	struct sim_fiber *fiber = sim->vacant;
	if (fiber) {
		sim->vacant = fiber->older;
		return fiber;
	}
	fiber = new_block(sizeof *fiber);
	sim_context_new_stack(&fiber->context);
	return fiber;
}

struct sim_fiber *sim_fiber_new(struct sim_process *process, const char *name, void (*run)(void *arg),
                                void *arg)
{
	struct sim *sim = process->sim;
	struct sim_fiber *fiber = vacant_fiber(sim);
	*fiber = (struct sim_fiber){
		.context = fiber->context,
		.process = process,
		.older = process->fibers,
		.id = ++sim->fibers_made,
		.name = name,
		.run = run,
		.arg = arg,
	};
	if (process->fibers)
		process->fibers->newer = fiber;
	process->fibers = fiber;
	if (++sim->stats.fibers > sim->stats.fibers_most)
		sim->stats.fibers_most = sim->stats.fibers;
	sim_context_aim(&fiber->context, enter, fiber);
	sim_push(sim, &fiber->due, sim_soon(sim));
	return fiber;
}

void sim_fiber_free(struct sim_fiber *fiber)
{
	struct sim *sim = fiber->process->sim;
	*(fiber->newer ? &fiber->newer->older : &fiber->process->fibers) = fiber->older;
	if (fiber->older)
		fiber->older->newer = fiber->newer;
	sim->awaited -= fiber->awaited;
	sim->stats.fibers--;
	fiber->older = sim->vacant;
	sim->vacant = fiber;
}

void sim_spawn(struct sim_process *process, const char *name, void (*run)(void *arg), void *arg)
{
	assert(process->alive);
	sim_fiber_new(process, name, run, arg)->awaited = true;
	process->sim->awaited++;
}

void sim_yield(struct sim *sim)
{
	struct sim_fiber *self = sim->running;
	sim_context_switch(&self->context, &sim->own, false);
}

_Noreturn void sim_leave(struct sim *sim)
{
	sim_context_switch(&sim->running->context, &sim->own, true);
	abort(); /* nobody switches back */
}

void sim_sleep_us(struct sim *sim, int64_t us)
{
	assert(sim->running && us >= 0);
	sim_push(sim, &sim->running->due, sim_soon(sim) + us);
	sim_yield(sim);
}

struct sim_process *sim_running(const struct sim *sim)
{
	return sim->running ? sim->running->process : NULL;
}

const char *sim_running_name(const struct sim *sim)
{
	return sim->running ? sim->running->name : "";
}

/* Running -------------------------------------------------------------------------- */

static void run_fiber(struct sim *sim, struct sim_fiber *fiber)
{
	sim->stats.switches++;
	fold(sim, (uint64_t)NOTE_FIBER << 32 | fiber->id);
	sim->running = fiber;
	sim_context_switch(&sim->own, &fiber->context, false);
	sim->running = NULL;
}

static void run_post(struct sim *sim, struct sim_post *post)
{
	struct sim_post taken = *post;
	free(post);
	fold(sim, (uint64_t)NOTE_POST << 32 | taken.id);
	taken.run(taken.arg);
}

static struct sim_process *process_of(const struct sim_due *due)
{
	return due->kind == SIM_DUE_FIBER ? ((const struct sim_fiber *)due)->process
	                                  : ((const struct sim_post *)due)->process;
}

static void park(struct sim_process *process, struct sim_due *due)
{
	if (due->kind == SIM_DUE_FIBER)
		((struct sim_fiber *)due)->parked = true;
	due->next = process->parked;
	process->parked = due;
}

static void step(struct sim *sim, struct sim_due *due)
{
	struct sim_process *process = process_of(due);
	sim_heap_remove(&sim->heap, due);
	sim->now_us = due->at_us;
	sim->stats.events++;
	fold(sim, (uint64_t)due->at_us);
	if (!process->alive)
		free(due); /* a post: fibers are taken away when their process ends */
	else if (process->paused)
		park(process, due);
	else if (due->kind == SIM_DUE_FIBER)
		run_fiber(sim, (struct sim_fiber *)due);
	else
		run_post(sim, (struct sim_post *)due);
}

static bool somebody_wants_a_lock(const struct sim *sim)
{
	for (const struct sim_process *process = sim->processes; process; process = process->older)
		for (const struct sim_fiber *fiber = process->fibers; fiber; fiber = fiber->older)
			if (fiber->wants)
				return true;
	return false;
}

static bool somebody_stands_still(const struct sim *sim)
{
	for (const struct sim_process *process = sim->processes; process; process = process->older)
		if (process->parked)
			return true;
	return false;
}

static enum sim_end end_at(struct sim *sim, int64_t until_us)
{
	if (until_us > sim->now_us && until_us != INT64_MAX)
		sim->now_us = until_us;
	return SIM_TIME;
}

static enum sim_end nobody_is_due(struct sim *sim, int64_t until_us)
{
	if (somebody_stands_still(sim))
		return end_at(sim, until_us);
	return sim->awaited > 0 || somebody_wants_a_lock(sim) ? SIM_STUCK : SIM_IDLE;
}

static enum sim_end run_until(struct sim *sim, int64_t until_us, bool (*holds)(void *arg), void *arg)
{
	for (;;) {
		if (holds && holds(arg))
			return SIM_TRUE;
		struct sim_due *due = sim_heap_first(&sim->heap);
		if (!due)
			return nobody_is_due(sim, until_us);
		if (due->at_us > until_us)
			return end_at(sim, until_us);
		step(sim, due);
	}
}

enum sim_end sim_run(struct sim *sim, int64_t until_us, bool (*holds)(void *arg), void *arg)
{
	assert(!sim->running);
	struct sim_ear before = sim_listen(sim);
	enum sim_end end = run_until(sim, until_us, holds, arg);
	sim_listen_again(&before);
	return end;
}

const char *sim_stuck(struct sim *sim)
{
	size_t used = 0;
	sim->stuck[0] = '\0';
	for (const struct sim_process *process = sim->processes; process; process = process->older)
		for (const struct sim_fiber *fiber = process->fibers; fiber; fiber = fiber->older)
			if ((fiber->awaited || fiber->wants) && used < sizeof sim->stuck)
				used += (size_t)snprintf(sim->stuck + used, sizeof sim->stuck - used,
				                         "%s%s (%s)", used > 0 ? ", " : "", fiber->name,
				                         process->name);
	return sim->stuck;
}

/* Making and freeing --------------------------------------------------------------- */

struct sim *sim_new(uint64_t seed)
{
	struct sim *sim = new_block(sizeof *sim);
	sim->seed = sim->hash = seed;
	for (uint64_t i = 0; i < SIM_STREAMS; i++)
		sim->streams[i] = sim_random_of(seed, i);
	sim_context_init_own(&sim->own);
	sim->outside = new_block(sizeof *sim->outside);
	sim->world = sim_process_new(sim, "world");
	sim->outside->process = sim->world;
	sim->mouth = sim_mouth_new(sim);
	return sim;
}

static void free_posts(struct sim *sim)
{
	for (struct sim_due *due; (due = sim_heap_first(&sim->heap));) {
		sim_heap_remove(&sim->heap, due);
		free(due); /* no fiber is left */
	}
}

void sim_free(struct sim *sim)
{
	assert(!sim->running);
	while (sim->processes) {
		struct sim_process *process = sim->processes;
		sim_process_bury(process);
		sim->processes = process->older;
		free(process);
	}
	free_posts(sim);
	while (sim->vacant) {
		struct sim_fiber *fiber = sim->vacant;
		sim->vacant = fiber->older;
		sim_context_free_stack(&fiber->context);
		free(fiber);
	}
	sim_heap_free(&sim->heap);
	fclose(sim->mouth);
	free(sim->outside);
	free(sim);
}

uint64_t sim_seed(const struct sim *sim)
{
	return sim->seed;
}

int64_t sim_now_us(const struct sim *sim)
{
	return sim->now_us;
}

struct sim_random *sim_stream(struct sim *sim, enum sim_stream stream)
{
	return &sim->streams[stream];
}

struct sim_stats sim_stats(const struct sim *sim)
{
	return sim->stats;
}
