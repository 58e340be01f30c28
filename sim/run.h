/*
 * run.h - one seed, from its first event to its last, in a process of its own.
 *
 * The base world is built once, with a company that is up and has nothing to do; each seed is a forked child
 * of the process that has built it, so that what a seed leaves behind needs no tidying, and what kills it is
 * seen for what it is.
 */
#pragma once

#include "platform/adapters/sim/faults.h"
#include "sim/world.h"

#include <sys/types.h>

enum { SIM_BOOKINGS = 200, SIM_WHAT_BYTES = 600, SIM_STORY_BYTES = 12000 };

struct sim_options {
	uint64_t seed;
	int bookings;         /* how many guests' plans; 0: SIM_BOOKINGS */
	int first, last;      /* only these plans are carried out, of all that the seed has; 0, 0: all */
	uint64_t faults;      /* bit (1 << enum cc_fault): may strike at all */
	bool trace;           /* tell everything on stderr */
};

enum sim_verdict {
	SIM_HELD,      /* every invariant */
	SIM_VIOLATED,
	SIM_BROKEN,    /* the child died, which a seed never should */
};

/* What a seed has come to.  It crosses a pipe, so it points nowhere. */
struct sim_result {
	uint64_t seed, hash, events, checks;
	int64_t virtual_us, real_us;
	uint64_t bookings, confirmed, lives;
	uint64_t struck[CC_FAULTS];
	enum sim_verdict verdict;
	uint64_t violated_at;          /* which event */
	char invariant[64], what[SIM_WHAT_BYTES];
	char story[SIM_STORY_BYTES];   /* the last events, a line each */
};

/* The base world. */
struct sim_world *sim_world_new(void);
/* Plays the seed in this process, whose world is of no other use afterwards. */
void sim_play(struct sim_world *world, const struct sim_options *options, struct sim_result *result);

/* The same in a child, beside others. */
struct sim_child {
	pid_t pid;
	int fd; /* there is something to be read once it has ended */
	uint64_t seed;
};

void sim_child_start(struct sim_child *child, struct sim_world *world, const struct sim_options *options);
/* Waits; *result also says how it died, if it did. */
void sim_child_finish(struct sim_child *child, struct sim_result *result);
