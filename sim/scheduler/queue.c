/* queue.c - who waits for the same, and which of them is woken. */
#include "sim/scheduler/internal.h"

#include <assert.h>

void sim_queue_join(struct sim_queue *queue, struct sim_fiber *fiber)
{
	assert(!fiber->queue);
	fiber->queue = queue;
	fiber->before = NULL;
	fiber->behind = queue->first;
	if (queue->first)
		queue->first->before = fiber;
	queue->first = fiber;
	queue->count++;
}

void sim_queue_leave(struct sim_fiber *fiber)
{
	struct sim_queue *queue = fiber->queue;
	*(fiber->before ? &fiber->before->behind : &queue->first) = fiber->behind;
	if (fiber->behind)
		fiber->behind->before = fiber->before;
	queue->count--;
	fiber->queue = NULL;
}

struct sim_fiber *sim_queue_any(struct sim *sim, const struct sim_queue *queue)
{
	struct sim_fiber *fiber = queue->first;
	if (queue->count < 2)
		return fiber;
	int64_t skip = sim_random_between(&sim->streams[SIM_SCHEDULE], 0, (int64_t)queue->count - 1);
	for (; skip > 0; skip--)
		fiber = fiber->behind;
	return fiber;
}

/* One that was due and is not allowed to run, because its process is paused, stays where it is. */
void sim_wake(struct sim_fiber *fiber)
{
	struct sim *sim = fiber->process->sim;
	if (fiber->queue)
		sim_queue_leave(fiber);
	if (fiber->due.place > 0)
		sim_heap_remove(&sim->heap, &fiber->due);
	else if (fiber->parked)
		return;
	sim_push(sim, &fiber->due, sim_soon(sim));
}
