/*
 * scheduler.h - virtual time, fibers, and who is next: all of it decided by one seed.
 *
 * A fiber is a thread of the program under test, or one of the world around it.  One runs at a time, until it
 * waits; then the next on the heap of (virtual time, random number) runs, and if nobody is due, time jumps.
 * Being woken takes a few random microseconds, so that each seed has another order of things.
 *
 * A fiber belongs to a process.  A process that is killed, or that calls abort() (cc_die, a failed assert),
 * is over in the middle of what it does: none of its fibers runs again, and its memory is nobody's.
 *
 * The hash is of all that happened, in its order: equal hashes, equal runs.  Nothing in here depends on
 * addresses, real time or the compiler.  One simulator per real thread, and all of it in that thread.
 */
#pragma once

#include "platform/ports/threads.h"
#include "sim/random.h"

struct sim;
struct sim_process;

struct sim *sim_new(uint64_t seed);
/* Kills what is left.  From outside of all fibers. */
void sim_free(struct sim *sim);

int64_t sim_now_us(const struct sim *sim); /* 0 at the start */
struct sim_random *sim_stream(struct sim *sim, enum sim_stream stream);
uint64_t sim_seed(const struct sim *sim);

/* Processes ------------------------------------------------------------------------ */

/* That of the world: it is there from the start, and cannot be killed. */
struct sim_process *sim_world(struct sim *sim);
/* Its memory is the simulator's.  One that is restarted is another process. */
struct sim_process *sim_process_new(struct sim *sim, const char *name);
/* Called in no fiber, as sim_post() is, after it has died by itself; words: what it said last, on stderr. */
void sim_process_on_death(struct sim_process *process,
                          void (*died)(void *arg, struct sim_process *process, const char *words), void *arg);
/* What it starts by this port are fibers of its own, and so are its locks. */
const struct cc_threads *sim_process_threads(const struct sim_process *process);
const char *sim_process_name(const struct sim_process *process);
uint64_t sim_process_id(const struct sim_process *process); /* 0: the world; else its number */
bool sim_process_alive(const struct sim_process *process);
/* Does not return if the caller is one of its fibers.  Not heard by sim_process_on_death(). */
void sim_process_kill(struct sim_process *process);
/* Until it is resumed, whatever is due in it waits.  Does not return before that in one of its fibers. */
void sim_process_pause(struct sim_process *process);
void sim_process_resume(struct sim_process *process);

/* Fibers ---------------------------------------------------------------------------- */

/* Runs soon; its name and arg outlive it.  Until it returns it is waited for: see SIM_STUCK. */
void sim_spawn(struct sim_process *process, const char *name, void (*run)(void *arg), void *arg);
/* The caller is a fiber; everybody else goes on. */
void sim_sleep_us(struct sim *sim, int64_t us);
/* Whose fiber runs; NULL in callbacks, and outside of sim_run(). */
struct sim_process *sim_running(const struct sim *sim);
const char *sim_running_name(const struct sim *sim); /* of the fiber; "" if none runs */

/* At a time, in no fiber: run() must not wait.  Nothing comes of it if the process is over by then. */
void sim_post(struct sim_process *process, int64_t at_us, void (*run)(void *arg), void *arg);

/* Running --------------------------------------------------------------------------- */

enum sim_end {
	SIM_TIME,  /* it is `until_us`, and nobody is due before that, or may be: a process is paused */
	SIM_TRUE,  /* what was waited for is so */
	SIM_IDLE,  /* nobody is due, ever, and nobody is waited for */
	SIM_STUCK, /* nobody is due, ever, and a fiber that was spawned waits, or one wants a lock */
};

/* From outside of all fibers.  holds() is asked after each event; NULL: never. */
enum sim_end sim_run(struct sim *sim, int64_t until_us, bool (*holds)(void *arg), void *arg);
/* Who waits, in words: "guest 3 (world), lane booking (couchannel)"; after SIM_STUCK. */
const char *sim_stuck(struct sim *sim);

/* What happened ---------------------------------------------------------------------- */

/* An event of the run's history: any number for its kind, and any for what it is about. */
void sim_note(struct sim *sim, uint32_t kind, uint64_t number);
uint64_t sim_hash(const struct sim *sim);

struct sim_stats {
	uint64_t events;   /* taken from the heap */
	uint64_t switches; /* to a fiber */
	uint64_t notes;
	size_t fibers, fibers_most; /* alive now, and at most at once */
};
struct sim_stats sim_stats(const struct sim *sim);
