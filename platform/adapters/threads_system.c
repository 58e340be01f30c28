#include "platform/adapters/threads_system.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "platform/core/arena.h"

enum { NAME_BYTES = 16 }; /* of a thread, to Linux */

_Static_assert(sizeof(pthread_mutex_t) <= CC_SYNC_BYTES && _Alignof(pthread_mutex_t) <= 8,
               "it has to fit in");
_Static_assert(sizeof(pthread_cond_t) <= CC_SYNC_BYTES && _Alignof(pthread_cond_t) <= 8, "it has to fit in");
_Static_assert(sizeof(pthread_t) <= sizeof(uintptr_t), "it has to fit in");

static pthread_mutex_t *mutex_of(struct cc_mutex *mutex)
{
	return (pthread_mutex_t *)mutex->own;
}

static pthread_cond_t *cond_of(struct cc_cond *cond)
{
	return (pthread_cond_t *)cond->own;
}

/* The kernel shows names in full or not at all. */
static void take_name(const char *name)
{
	char shown[NAME_BYTES];
	snprintf(shown, sizeof shown, "%s", name);
	pthread_setname_np(pthread_self(), shown);
}

static void *run(void *arg)
{
	struct cc_thread *thread = arg;
	take_name(thread->name);
	thread->run(thread->arg);
	return NULL;
}

static void start(struct cc_thread *thread)
{
	pthread_t started;
	int status = pthread_create(&started, NULL, run, thread);
	if (status != 0)
		cc_die("the thread \"%s\" cannot be started: %s", thread->name, strerror(status));
	thread->own = (uintptr_t)started;
}

static void join(struct cc_thread *thread)
{
	pthread_join((pthread_t)thread->own, NULL);
}

static void mutex_init(struct cc_mutex *mutex)
{
	if (pthread_mutex_init(mutex_of(mutex), NULL) != 0)
		cc_die("out of memory for a mutex");
}

static void mutex_free(struct cc_mutex *mutex)
{
	pthread_mutex_destroy(mutex_of(mutex));
}

static void lock(struct cc_mutex *mutex)
{
	pthread_mutex_lock(mutex_of(mutex));
}

static void unlock(struct cc_mutex *mutex)
{
	pthread_mutex_unlock(mutex_of(mutex));
}

/* Waits go by the clock that nobody sets. */
static void cond_init(struct cc_cond *cond)
{
	pthread_condattr_t monotonic;
	if (pthread_condattr_init(&monotonic) != 0 ||
	    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC) != 0 ||
	    pthread_cond_init(cond_of(cond), &monotonic) != 0)
		cc_die("out of memory for a condition");
	pthread_condattr_destroy(&monotonic);
}

static void cond_free(struct cc_cond *cond)
{
	pthread_cond_destroy(cond_of(cond));
}

static void wait(struct cc_cond *cond, struct cc_mutex *mutex)
{
	pthread_cond_wait(cond_of(cond), mutex_of(mutex));
}

static bool wait_until(struct cc_cond *cond, struct cc_mutex *mutex, int64_t until_us)
{
	struct timespec until = { until_us / 1000000, until_us % 1000000 * 1000 };
	return pthread_cond_timedwait(cond_of(cond), mutex_of(mutex), &until) == 0;
}

static void signal_one(struct cc_cond *cond)
{
	pthread_cond_signal(cond_of(cond));
}

static void broadcast(struct cc_cond *cond)
{
	pthread_cond_broadcast(cond_of(cond));
}

static int64_t now_us(const struct cc_threads *threads)
{
	(void)threads;
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now); /* cannot fail for this clock */
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

const struct cc_threads *cc_threads_system(void)
{
	static const struct cc_threads_ops ops = {
		.name = "system",
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
	static const struct cc_threads threads = { &ops };
	return &threads;
}
