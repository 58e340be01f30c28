/*
 * faults.h - what goes wrong in a seed: which kinds, how often, and since when no more.
 *
 * Each kind draws from streams of its own, and whether it strikes is drawn for those that are masked, too; so
 * masking one shifts nothing in the others, nor in how long its engine takes for what does not go wrong.
 */
#pragma once

#include "platform/adapters/sim/faults.h"
#include "sim/scheduler.h"

struct sim_faults {
	struct cc_faults base;
	struct sim *sim;
	bool on;                           /* while there is trouble */
	uint64_t mask;                     /* bit (1 << enum cc_fault): it may strike at all */
	int64_t per_million[CC_FAULTS];    /* 0: not in this seed */
	struct sim_random lots[CC_FAULTS]; /* how long, how many: whether it strikes has the stream's own */
	uint64_t struck[CC_FAULTS];
};

/* None strikes yet. */
void sim_faults_init(struct sim_faults *faults, struct sim *sim);
/* A random subset at random rates. */
void sim_faults_choose(struct sim_faults *faults, uint64_t seed, uint64_t mask);
/* Is the kind in this seed, and is there trouble? */
bool sim_faults_may(const struct sim_faults *faults, enum cc_fault fault);
int64_t sim_faults_between(struct sim_faults *faults, enum cc_fault fault, int64_t least, int64_t most);
/* It strikes, by the decision of whoever asks. */
void sim_faults_count(struct sim_faults *faults, enum cc_fault fault);

/* "peer_lost,crash", "all", "none"; false, and *unknown, if there is no such fault. */
bool sim_faults_parse(const char *list, uint64_t *mask, const char **unknown);
