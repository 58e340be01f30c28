/* internal.h - what the files of the scheduler share. */
#pragma once

#include <signal.h>
#include <stdio.h>

#include "sim/scheduler/context.h"
#include "sim/scheduler/heap.h"
#include "sim/scheduler.h"

enum { SIM_WORDS_BYTES = 512, SIM_WAKE_US_MAX = 8 };

/* Fibers that wait for the same; they leave it in any order. */
struct sim_queue {
	struct sim_fiber *first;
	size_t count;
};

/* What the simulator keeps of a cc_mutex, in its own bytes. */
struct sim_mutex {
	struct sim_fiber *owner;
	struct sim_queue waiting;
};

struct sim_fiber {
	struct sim_due due; /* must be first: the heap's */
	struct sim_context context;
	struct sim_process *process;
	struct sim_fiber *older, *newer; /* of the process */
	uint64_t id;
	const char *name;
	void (*run)(void *arg);
	void *arg;
	bool awaited; /* it was spawned: the run is not over without it */
	bool thread;  /* somebody joins it */
	bool over;
	bool parked; /* due, and not allowed to run */

	struct sim_queue *queue; /* that it waits in */
	struct sim_fiber *before, *behind; /* in it */
	struct sim_mutex *wants; /* of those who wait for a lock */
	struct sim_fiber *joiner;
	size_t held_of_world; /* locks, by a fiber of another process */
};

struct sim_post {
	struct sim_due due; /* must be first: the heap's */
	struct sim_process *process;
	void (*run)(void *arg);
	void *arg;
	uint64_t id;
};

struct sim_process {
	struct cc_threads threads; /* must be first: how the port finds it */
	struct sim *sim;
	struct sim_process *older;
	const char *name;
	uint64_t id;
	bool alive, paused;
	struct sim_fiber *fibers; /* newest first */
	struct sim_due *parked;   /* due while it was paused, newest first */
	void (*died)(void *arg, struct sim_process *process, const char *words);
	void *died_arg;
	char words[SIM_WORDS_BYTES]; /* said last on stderr */
};

/* Who was heard before. */
struct sim_ear {
	struct sim *heard;
	FILE *stderr_before;
	struct sigaction action;
};

struct sim {
	uint64_t seed;
	struct sim_random streams[SIM_STREAMS];
	int64_t now_us;
	struct sim_heap heap;
	struct sim_context own; /* of whoever called sim_run() */
	struct sim_fiber *running; /* NULL: nobody, or a callback */
	struct sim_fiber *outside; /* who holds locks in callbacks, and outside of sim_run() */
	struct sim_process *processes; /* newest first */
	struct sim_process *world;
	struct sim_fiber *vacant; /* whose stacks can be used again */
	size_t awaited; /* fibers */
	uint64_t fibers_made, posts_made, processes_made;
	uint64_t hash;
	struct sim_stats stats;
	FILE *mouth; /* what stderr is while it runs */
	struct sim_ear ear;
	char stuck[SIM_WORDS_BYTES];
};

/* run.c ------------------------------------------------------------------------ */

/* Soon, with the others: so that no two seeds have the same order. */
int64_t sim_soon(struct sim *sim);
void sim_push(struct sim *sim, struct sim_due *due, int64_t at_us);
struct sim_fiber *sim_fiber_new(struct sim_process *process, const char *name, void (*run)(void *arg),
                                void *arg);
/* Forgets it, and takes its stack back. */
void sim_fiber_free(struct sim_fiber *fiber);
/* Lets others run until it is woken, or due. */
void sim_yield(struct sim *sim);
/* The same for one that never runs again: does not return. */
_Noreturn void sim_leave(struct sim *sim);

/* queue.c ---------------------------------------------------------------------------- */

void sim_queue_join(struct sim_queue *queue, struct sim_fiber *fiber);
void sim_queue_leave(struct sim_fiber *fiber);
/* One of them, by chance; NULL if there is none. */
struct sim_fiber *sim_queue_any(struct sim *sim, const struct sim_queue *queue);
/* Out of its queue, to run soon. */
void sim_wake(struct sim_fiber *fiber);

/* threads.c: what a process starts and locks with. */
extern const struct cc_threads_ops sim_threads_ops;

/* process.c: ends it; and the same for that of the fiber that runs, which has said its last words. */
void sim_process_bury(struct sim_process *process);
_Noreturn void sim_process_die(struct sim *sim);

/* death.c: a stream that keeps last words; who hears abort() from now on, and who does again. */
FILE *sim_mouth_new(struct sim *sim);
struct sim_ear sim_listen(struct sim *sim);
void sim_listen_again(const struct sim_ear *before);
