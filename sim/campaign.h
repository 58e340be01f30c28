/* campaign.h - many seeds, several at once, and what they come to together; and one seed, made small. */
#pragma once

#include "sim/run.h"

enum { SIM_JOBS_MAX = 64 };

struct sim_campaign {
	struct sim_world *world;
	struct sim_options options; /* of each: the seed is set */
	uint64_t first, last;       /* seeds, both included */
	int jobs;
	/* Each seed, in the order in which they end; false: no more are begun. */
	bool (*done)(void *arg, const struct sim_result *result);
	void *arg;
};

void sim_campaign_run(const struct sim_campaign *campaign);

struct sim_totals {
	uint64_t seeds, bookings, confirmed, events, lives, checks;
	uint64_t struck[CC_FAULTS];
	uint64_t hash; /* of the seeds' hashes, in whatever order they ended */
	int64_t virtual_us;
};

void sim_totals_add(struct sim_totals *totals, const struct sim_result *result);

/*
 * Leaves out kinds of faults, one by one, and then guests, as long as the same promise is still broken.
 * *options and *result: of a seed that breaks it; afterwards of the shortest story that does.  tried():
 * after each try, and whether it was of use; may be NULL.
 */
void sim_shrink(struct sim_world *world, struct sim_options *options, struct sim_result *result,
                void (*tried)(void *arg, const struct sim_options *options, bool of_use), void *arg);
