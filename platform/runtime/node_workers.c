#include "platform/runtime/node_workers.h"

#include <stdlib.h>

enum { WAIT_LIMIT_MS = 500, RETRY_AFTER_MS = 1000, PART_OF_THREADS = 8, THREADS_MIN = 2 };

/* An operation that some threads are at. */
struct running {
	const struct cc_op *op;
	size_t threads; /* 0: this place is free */
};

struct cc_node_workers {
	struct cc_node_workers_options options;
	struct cc_mutex lock;
	struct cc_cond changed;
	struct cc_invocation *first, **last; /* oldest first */
	size_t queued;
	bool stopping;
	size_t started;
	size_t threads_of_one;   /* at most */
	struct running *running; /* as many as threads: each may be at another */
	struct cc_thread threads[];
};

struct cc_node_workers *cc_node_workers_new(const struct cc_node_workers_options *options)
{
	struct cc_node_workers *workers =
		calloc(1, sizeof *workers + options->count * sizeof workers->threads[0]);
	struct running *running = calloc(options->count, sizeof *running);
	if (!workers || !running)
		cc_die("out of memory for workers");
	cc_mutex_init(&workers->lock, options->threads);
	cc_cond_init(&workers->changed, options->threads);
	workers->options = *options;
	workers->last = &workers->first;
	workers->running = running;
	size_t part = options->count / PART_OF_THREADS;
	workers->threads_of_one = part > THREADS_MIN ? part : THREADS_MIN;
	return workers;
}

/* With the lock held, as all that follows. */
static bool overloaded(const struct cc_node_workers *workers, const struct cc_op *op, int64_t now_us)
{
	const struct cc_invocation *oldest = NULL;
	size_t queued = 0;
	for (const struct cc_invocation *one = workers->first; one; one = one->next) {
		if (one->op != op)
			continue;
		oldest = oldest ? oldest : one;
		queued++;
	}
	if (workers->queued >= workers->options.queue_max || (op && queued >= workers->options.queue_max / 2))
		return true;
	return oldest && now_us - oldest->write.queued_us > (int64_t)WAIT_LIMIT_MS * 1000;
}

cc_err cc_node_workers_submit(struct cc_node_workers *workers, struct cc_invocation *invocation)
{
	struct cc_clock *clock = workers->options.clock;
	int64_t now_us = clock->ops->monotonic_us(clock);
	cc_mutex_lock(&workers->lock);
	bool stopping = workers->stopping;
	bool full = overloaded(workers, invocation->op, now_us);
	if (!stopping && !full) {
		invocation->write.queued_us = now_us;
		invocation->next = NULL;
		*workers->last = invocation;
		workers->last = &invocation->next;
		workers->queued++;
		cc_cond_signal(&workers->changed);
	}
	cc_mutex_unlock(&workers->lock);

	if (stopping)
		return cc_fail(&invocation->ctx, &cc_unavailable,
		               "The server is stopping; ask again elsewhere.");
	if (full)
		return cc_retry_later(
			&invocation->ctx,
			cc_fail(&invocation->ctx, &cc_overloaded,
		                "There is more to do than there is time for; try again in a moment."),
			RETRY_AFTER_MS);
	return CC_OK;
}

/* Whose place it is, or a free one. */
static struct running *place_of(struct cc_node_workers *workers, const struct cc_op *op)
{
	struct running *vacant = NULL;
	for (size_t i = 0; i < workers->options.count; i++) {
		struct running *place = &workers->running[i];
		if (place->threads > 0 && place->op == op)
			return place;
		if (place->threads == 0)
			vacant = place;
	}
	return vacant;
}

static bool may_run(struct cc_node_workers *workers, const struct cc_op *op)
{
	return !op || place_of(workers, op)->threads < workers->threads_of_one;
}

static void begin(struct cc_node_workers *workers, const struct cc_op *op)
{
	if (!op)
		return;
	struct running *place = place_of(workers, op);
	*place = (struct running){ op, place->threads + 1 };
}

/* The oldest that may run now; NULL if none may. */
static struct cc_invocation *take(struct cc_node_workers *workers)
{
	struct cc_invocation **at = &workers->first;
	while (*at && !may_run(workers, (*at)->op))
		at = &(*at)->next;
	struct cc_invocation *invocation = *at;
	if (!invocation)
		return NULL;
	*at = invocation->next;
	if (!*at)
		workers->last = at;
	workers->queued--;
	begin(workers, invocation->op);
	return invocation;
}

/* Takes the lock. */
static void run(struct cc_node_workers *workers, struct cc_invocation *invocation)
{
	const struct cc_op *op = invocation->op;
	workers->options.run(invocation); /* which its owner may free then */
	if (!op)
		return;
	cc_mutex_lock(&workers->lock);
	place_of(workers, op)->threads--;
	if (workers->first)
		cc_cond_broadcast(&workers->changed);
	cc_mutex_unlock(&workers->lock);
}

size_t cc_node_workers_step(struct cc_node_workers *workers)
{
	cc_mutex_lock(&workers->lock);
	struct cc_invocation *invocation = take(workers);
	cc_mutex_unlock(&workers->lock);
	if (!invocation)
		return 0;
	run(workers, invocation);
	return 1;
}

/* Waits for work; NULL once it is stopping and all is done. */
static struct cc_invocation *await(struct cc_node_workers *workers)
{
	struct cc_invocation *invocation;
	cc_mutex_lock(&workers->lock);
	while (!(invocation = take(workers)) && (workers->first || !workers->stopping))
		cc_cond_wait(&workers->changed, &workers->lock);
	cc_mutex_unlock(&workers->lock);
	return invocation;
}

static void work(void *arg)
{
	struct cc_node_workers *workers = arg;
	struct cc_invocation *invocation;
	while ((invocation = await(workers)) != NULL)
		run(workers, invocation);
}

void cc_node_workers_start(struct cc_node_workers *workers)
{
	for (; workers->started < workers->options.count; workers->started++) {
		struct cc_thread *thread = &workers->threads[workers->started];
		*thread = (struct cc_thread){ .name = "worker", .run = work, .arg = workers };
		cc_thread_start(thread, workers->options.threads);
	}
}

void cc_node_workers_stop(struct cc_node_workers *workers)
{
	cc_mutex_lock(&workers->lock);
	workers->stopping = true;
	cc_cond_broadcast(&workers->changed);
	cc_mutex_unlock(&workers->lock);
	for (; workers->started > 0; workers->started--)
		cc_thread_join(&workers->threads[workers->started - 1]);
	while (cc_node_workers_step(workers) > 0) { /* of a node that was never started */
	}
}

void cc_node_workers_free(struct cc_node_workers *workers)
{
	cc_node_workers_stop(workers);
	cc_cond_free(&workers->changed);
	cc_mutex_free(&workers->lock);
	free(workers->running);
	free(workers);
}
