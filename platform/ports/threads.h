/*
 * threads.h - threads, and how they wait for each other.
 *
 * Adapters: threads_system (POSIX threads), sim/scheduler (fibers that take turns in one real thread, in
 * an order that a seed decides).  Both pass tests/conformance/threads_test.c.  Whatever waits for another
 * thread waits through this port; a lock that nobody waits under may as well be the system's own.
 *
 * Mutexes, conditions and threads stay where their owner has put them, from init or start until free or
 * join.  A wait may end without a signal: it stands in a loop that looks at what it waits for.  Nothing
 * here fails: a system that has no memory or threads left ends the process.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { CC_SYNC_BYTES = 48 };

struct cc_threads {
	const struct cc_threads_ops *ops;
};

struct cc_mutex {
	const struct cc_threads *threads;
	_Alignas(8) unsigned char own[CC_SYNC_BYTES]; /* the adapter's */
};

struct cc_cond {
	const struct cc_threads *threads;
	_Alignas(8) unsigned char own[CC_SYNC_BYTES]; /* the adapter's */
};

struct cc_thread {
	const struct cc_threads *threads;
	const char *name; /* "lane booking": for those who look on from outside */
	void (*run)(void *arg);
	void *arg;
	uintptr_t own; /* the adapter's */
};

struct cc_threads_ops {
	const char *name;

	/* Runs thread->run(thread->arg) beside its caller. */
	void (*start)(struct cc_thread *thread);
	/* Waits until it has returned; once for each thread that was started. */
	void (*join)(struct cc_thread *thread);

	void (*mutex_init)(struct cc_mutex *mutex);
	void (*mutex_free)(struct cc_mutex *mutex); /* nobody holds it */
	void (*lock)(struct cc_mutex *mutex);       /* waits for whoever holds it, who is not the caller */
	void (*unlock)(struct cc_mutex *mutex);

	void (*cond_init)(struct cc_cond *cond);
	void (*cond_free)(struct cc_cond *cond); /* nobody waits for it */
	/* Lets go of the mutex, waits for a signal, takes the mutex again. */
	void (*wait)(struct cc_cond *cond, struct cc_mutex *mutex);
	/* The same, at most until then; false if it is then. */
	bool (*wait_until)(struct cc_cond *cond, struct cc_mutex *mutex, int64_t until_us);
	/* Wakes one who waits, if there is one; with or without the mutex. */
	void (*signal)(struct cc_cond *cond);
	void (*broadcast)(struct cc_cond *cond); /* wakes all */

	/* Of the clock that wait_until() goes by, which never goes back; its zero is anywhere. */
	int64_t (*now_us)(const struct cc_threads *threads);
};

static inline void cc_mutex_init(struct cc_mutex *mutex, const struct cc_threads *threads)
{
	mutex->threads = threads;
	threads->ops->mutex_init(mutex);
}

static inline void cc_mutex_free(struct cc_mutex *mutex)
{
	mutex->threads->ops->mutex_free(mutex);
}

static inline void cc_mutex_lock(struct cc_mutex *mutex)
{
	mutex->threads->ops->lock(mutex);
}

static inline void cc_mutex_unlock(struct cc_mutex *mutex)
{
	mutex->threads->ops->unlock(mutex);
}

static inline void cc_cond_init(struct cc_cond *cond, const struct cc_threads *threads)
{
	cond->threads = threads;
	threads->ops->cond_init(cond);
}

static inline void cc_cond_free(struct cc_cond *cond)
{
	cond->threads->ops->cond_free(cond);
}

static inline void cc_cond_wait(struct cc_cond *cond, struct cc_mutex *mutex)
{
	cond->threads->ops->wait(cond, mutex);
}

static inline bool cc_cond_wait_until(struct cc_cond *cond, struct cc_mutex *mutex, int64_t until_us)
{
	return cond->threads->ops->wait_until(cond, mutex, until_us);
}

static inline void cc_cond_signal(struct cc_cond *cond)
{
	cond->threads->ops->signal(cond);
}

static inline void cc_cond_broadcast(struct cc_cond *cond)
{
	cond->threads->ops->broadcast(cond);
}

/* For cc_cond_wait_until(): so many milliseconds from now; none if it is negative. */
static inline int64_t cc_threads_in_ms(const struct cc_threads *threads, int64_t ms)
{
	return threads->ops->now_us(threads) + (ms > 0 ? ms : 0) * 1000;
}

/* *thread has its name, run and arg; the rest is set here. */
static inline void cc_thread_start(struct cc_thread *thread, const struct cc_threads *threads)
{
	thread->threads = threads;
	threads->ops->start(thread);
}

static inline void cc_thread_join(struct cc_thread *thread)
{
	thread->threads->ops->join(thread);
}
