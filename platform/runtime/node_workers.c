#include "platform/runtime/node_workers.h"

#include <pthread.h>
#include <stdlib.h>

#include "platform/runtime/retry_later.h"

enum { WAIT_LIMIT_MS = 500, RETRY_AFTER_MS = 1000 };

struct cc_node_workers {
	struct cc_node_workers_options options;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct cc_invocation *first, **last; /* oldest first */
	size_t queued;
	bool stopping;
	size_t started;
	pthread_t threads[];
};

struct cc_node_workers *cc_node_workers_new(const struct cc_node_workers_options *options)
{
	struct cc_node_workers *workers =
		calloc(1, sizeof *workers + options->threads * sizeof workers->threads[0]);
	if (!workers || pthread_mutex_init(&workers->lock, NULL) != 0 ||
	    pthread_cond_init(&workers->changed, NULL) != 0)
		cc_die("out of memory for workers");
	workers->options = *options;
	workers->last = &workers->first;
	return workers;
}

/* With the lock held. */
static bool overloaded(const struct cc_node_workers *workers, int64_t now_us)
{
	if (workers->queued >= workers->options.queue_max)
		return true;
	return workers->first && now_us - workers->first->write.queued_us > (int64_t)WAIT_LIMIT_MS * 1000;
}

cc_err cc_node_workers_submit(struct cc_node_workers *workers, struct cc_invocation *invocation)
{
	struct cc_clock *clock = workers->options.clock;
	int64_t now_us = clock->ops->monotonic_us(clock);
	pthread_mutex_lock(&workers->lock);
	bool stopping = workers->stopping;
	bool full = overloaded(workers, now_us);
	if (!stopping && !full) {
		invocation->write.queued_us = now_us;
		invocation->next = NULL;
		*workers->last = invocation;
		workers->last = &invocation->next;
		workers->queued++;
		pthread_cond_signal(&workers->changed);
	}
	pthread_mutex_unlock(&workers->lock);

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

/* With the lock held; NULL if the queue is empty. */
static struct cc_invocation *take(struct cc_node_workers *workers)
{
	struct cc_invocation *invocation = workers->first;
	if (!invocation)
		return NULL;
	workers->first = invocation->next;
	if (!workers->first)
		workers->last = &workers->first;
	workers->queued--;
	return invocation;
}

size_t cc_node_workers_step(struct cc_node_workers *workers)
{
	pthread_mutex_lock(&workers->lock);
	struct cc_invocation *invocation = take(workers);
	pthread_mutex_unlock(&workers->lock);
	if (!invocation)
		return 0;
	workers->options.run(invocation);
	return 1;
}

/* Waits for work; NULL once it is stopping and all is done. */
static struct cc_invocation *await(struct cc_node_workers *workers)
{
	pthread_mutex_lock(&workers->lock);
	while (!workers->first && !workers->stopping)
		pthread_cond_wait(&workers->changed, &workers->lock);
	struct cc_invocation *invocation = take(workers);
	pthread_mutex_unlock(&workers->lock);
	return invocation;
}

static void *work(void *arg)
{
	struct cc_node_workers *workers = arg;
	struct cc_invocation *invocation;
	while ((invocation = await(workers)) != NULL)
		workers->options.run(invocation);
	return NULL;
}

void cc_node_workers_start(struct cc_node_workers *workers)
{
	for (; workers->started < workers->options.threads; workers->started++)
		if (pthread_create(&workers->threads[workers->started], NULL, work, workers) != 0)
			cc_die("a worker thread cannot be started");
}

void cc_node_workers_stop(struct cc_node_workers *workers)
{
	pthread_mutex_lock(&workers->lock);
	workers->stopping = true;
	pthread_cond_broadcast(&workers->changed);
	pthread_mutex_unlock(&workers->lock);
	for (; workers->started > 0; workers->started--)
		pthread_join(workers->threads[workers->started - 1], NULL);
	while (cc_node_workers_step(workers) > 0) { /* of a node that was never started */
	}
}

void cc_node_workers_free(struct cc_node_workers *workers)
{
	cc_node_workers_stop(workers);
	pthread_cond_destroy(&workers->changed);
	pthread_mutex_destroy(&workers->lock);
	free(workers);
}
