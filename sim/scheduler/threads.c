/*
 * threads.c - the port of threads, on fibers.
 *
 * A fiber is interrupted only where it waits; so that whatever could happen between two locks does happen in
 * some seed, taking a lock now and then lets others run first, and now and then a wait ends without a signal.
 */
#include "sim/scheduler/internal.h"

#include <string.h>

#include "platform/core/arena.h"

enum { GIVE_WAY_PER_MILLION = 30000, WAKE_FOR_NOTHING_PER_MILLION = 2000 };

_Static_assert(sizeof(struct sim_mutex) <= CC_SYNC_BYTES, "it has to fit in");
_Static_assert(sizeof(struct sim_queue) <= CC_SYNC_BYTES, "it has to fit in");

static const struct sim_process *process_of(const struct cc_threads *threads)
{
	return (const struct sim_process *)threads;
}

static struct sim *sim_of(const struct cc_threads *threads)
{
	return process_of(threads)->sim;
}

static struct sim_fiber *self(const struct sim *sim)
{
	return sim->running ? sim->running : sim->outside;
}

static void require_fiber(const struct sim *sim, const char *what)
{
	if (!sim->running)
		cc_die("%s would wait outside of all fibers, where nobody can let it go on", what);
}

/* Threads -------------------------------------------------------------------------- */

static void start(struct cc_thread *thread)
{
	struct sim_process *process = (struct sim_process *)(uintptr_t)thread->threads;
	struct sim_fiber *fiber = sim_fiber_new(process, thread->name, thread->run, thread->arg);
	fiber->thread = true;
	thread->own = (uintptr_t)fiber;
}

static void join(struct cc_thread *thread)
{
	struct sim *sim = sim_of(thread->threads);
	struct sim_fiber *fiber = (struct sim_fiber *)thread->own;
	if (!fiber->over) {
		require_fiber(sim, "joining a thread");
		fiber->joiner = sim->running;
		sim_yield(sim);
	}
	sim_fiber_free(fiber);
}

/* Locks ---------------------------------------------------------------------------- */

static struct sim_mutex *mutex_of(struct cc_mutex *mutex)
{
	return (struct sim_mutex *)mutex->own;
}

static void mutex_init(struct cc_mutex *mutex)
{
	memset(mutex->own, 0, sizeof mutex->own);
}

static void mutex_free(struct cc_mutex *mutex)
{
	if (mutex_of(mutex)->owner || mutex_of(mutex)->waiting.count > 0)
		cc_die("a lock is freed that somebody has or wants");
}

/* Whoever has what this one wants may want something in turn. */
static void refuse_circle(const struct sim_fiber *fiber, const struct sim_mutex *wanted)
{
	for (const struct sim_fiber *owner; wanted && (owner = wanted->owner); wanted = owner->wants)
		if (owner == fiber)
			cc_die("%s of %s waits for a lock that waits for it", fiber->name,
			       fiber->process->name);
}

static void take(struct sim *sim, struct cc_mutex *lock)
{
	struct sim_mutex *mutex = mutex_of(lock);
	struct sim_fiber *fiber = self(sim);
	while (mutex->owner) {
		require_fiber(sim, "taking a lock");
		refuse_circle(fiber, mutex);
		fiber->wants = mutex;
		sim_queue_join(&mutex->waiting, fiber);
		sim_yield(sim);
		fiber->wants = NULL;
	}
	mutex->owner = fiber;
	fiber->held_of_world += process_of(lock->threads) != fiber->process;
}

static void lock(struct cc_mutex *mutex)
{
	struct sim *sim = sim_of(mutex->threads);
	if (sim->running && sim_random_chance(&sim->streams[SIM_SCHEDULE], GIVE_WAY_PER_MILLION))
		sim_sleep_us(sim, 0);
	take(sim, mutex);
}

static void unlock(struct cc_mutex *lock)
{
	struct sim *sim = sim_of(lock->threads);
	struct sim_mutex *mutex = mutex_of(lock);
	struct sim_fiber *fiber = self(sim);
	if (mutex->owner != fiber)
		cc_die("%s lets go of a lock that it does not have", fiber->name ? fiber->name : "nobody");
	fiber->held_of_world -= process_of(lock->threads) != fiber->process;
	mutex->owner = NULL;
	if (mutex->waiting.count > 0)
		sim_wake(sim_queue_any(sim, &mutex->waiting));
}

/* Conditions ------------------------------------------------------------------------ */

static struct sim_queue *queue_of(struct cc_cond *cond)
{
	return (struct sim_queue *)cond->own;
}

static void cond_init(struct cc_cond *cond)
{
	memset(cond->own, 0, sizeof cond->own);
}

static void cond_free(struct cc_cond *cond)
{
	if (queue_of(cond)->count > 0)
		cc_die("a condition is freed that somebody waits for");
}

/* In the queue, and out of it again; false if nobody took it out. */
static bool stand(struct sim *sim, struct sim_queue *queue)
{
	struct sim_fiber *fiber = sim->running;
	sim_queue_join(queue, fiber);
	sim_yield(sim);
	if (!fiber->queue)
		return true;
	sim_queue_leave(fiber);
	return false;
}

static bool wait_until(struct cc_cond *cond, struct cc_mutex *mutex, int64_t until_us)
{
	struct sim *sim = sim_of(cond->threads);
	bool woken = true;
	require_fiber(sim, "waiting for a condition");
	unlock(mutex);
	if (sim_random_chance(&sim->streams[SIM_SCHEDULE], WAKE_FOR_NOTHING_PER_MILLION)) {
		sim_sleep_us(sim, 0);
	} else {
		if (until_us != INT64_MAX) {
			int64_t soon_us = sim_soon(sim);
			sim_push(sim, &sim->running->due, until_us > soon_us ? until_us : soon_us);
		}
		woken = stand(sim, queue_of(cond));
	}
	take(sim, mutex);
	return woken;
}

static void wait(struct cc_cond *cond, struct cc_mutex *mutex)
{
	wait_until(cond, mutex, INT64_MAX);
}

static void signal_one(struct cc_cond *cond)
{
	struct sim_queue *queue = queue_of(cond);
	if (queue->count > 0)
		sim_wake(sim_queue_any(sim_of(cond->threads), queue));
}

static void broadcast(struct cc_cond *cond)
{
	struct sim_queue *queue = queue_of(cond);
	while (queue->count > 0)
		sim_wake(queue->first);
}

static int64_t now_us(const struct cc_threads *threads)
{
	return sim_of(threads)->now_us;
}

const struct cc_threads_ops sim_threads_ops = {
	.name = "sim",
	.start = start,
	.join = join,
	.mutex_init = mutex_init,
	.mutex_free = mutex_free,
	.lock = lock,
	.unlock = unlock,
	.cond_init = cond_init,
	.cond_free = cond_free,
	.wait = wait,
	.wait_until = wait_until,
	.signal = signal_one,
	.broadcast = broadcast,
	.now_us = now_us,
};
