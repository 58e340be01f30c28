#include "sim/campaign.h"

#include <poll.h>
#include <string.h>

static bool start_next(const struct sim_campaign *campaign, struct sim_child *child, uint64_t *next)
{
	struct sim_options options = campaign->options;
	if (*next > campaign->last)
		return false;
	options.seed = (*next)++;
	sim_child_start(child, campaign->world, &options);
	return true;
}

/* Whose is the first that can be read? */
static int await(const struct sim_child *children, int count)
{
	struct pollfd ends[SIM_JOBS_MAX];
	for (int i = 0; i < count; i++)
		ends[i] = (struct pollfd){ .fd = children[i].fd, .events = POLLIN };
	for (;;) {
		if (poll(ends, (nfds_t)count, -1) <= 0)
			continue;
		for (int i = 0; i < count; i++)
			if (ends[i].revents)
				return i;
	}
}

void sim_campaign_run(const struct sim_campaign *campaign)
{
	struct sim_child children[SIM_JOBS_MAX];
	struct sim_result result;
	uint64_t next = campaign->first;
	bool goes_on = true;
	int count = 0;
	while (count < campaign->jobs && start_next(campaign, &children[count], &next))
		count++;
	while (count > 0) {
		int i = await(children, count);
		sim_child_finish(&children[i], &result);
		goes_on = campaign->done(campaign->arg, &result) && goes_on;
		if (!goes_on || !start_next(campaign, &children[i], &next))
			children[i] = children[--count];
	}
}

void sim_totals_add(struct sim_totals *totals, const struct sim_result *result)
{
	totals->seeds++;
	totals->bookings += result->bookings;
	totals->confirmed += result->confirmed;
	totals->events += result->events;
	totals->lives += result->lives;
	totals->checks += result->checks;
	totals->hash += result->hash;
	totals->virtual_us += result->virtual_us;
	for (int i = 0; i < CC_FAULTS; i++)
		totals->struck[i] += result->struck[i];
}

/* Shrinking ----------------------------------------------------------------------------- */

struct shrinking {
	struct sim_world *world;
	struct sim_options *options;
	struct sim_result *result;
	void (*tried)(void *arg, const struct sim_options *options, bool of_use);
	void *arg;
};

/* Keeps the options if the same promise is broken under them. */
static bool try(struct shrinking *shrinking, const struct sim_options *options)
{
	struct sim_child child;
	struct sim_result result;
	sim_child_start(&child, shrinking->world, options);
	sim_child_finish(&child, &result);
	bool of_use = result.verdict == shrinking->result->verdict &&
	              strcmp(result.invariant, shrinking->result->invariant) == 0;
	if (of_use) {
		*shrinking->options = *options;
		*shrinking->result = result;
	}
	if (shrinking->tried)
		shrinking->tried(shrinking->arg, options, of_use);
	return of_use;
}

static void mask_faults(struct shrinking *shrinking)
{
	for (int i = 0; i < CC_FAULTS; i++) {
		struct sim_options options = *shrinking->options;
		uint64_t bit = UINT64_C(1) << i;
		if (!(options.faults & bit))
			continue;
		options.faults &= ~bit;
		if (shrinking->result->struck[i] > 0)
			try(shrinking, &options);
		else
			shrinking->options->faults = options.faults;
	}
}

/* Those who come before, and after, the ones that are needed. */
static void cut_guests(struct shrinking *shrinking)
{
	struct sim_options *best = shrinking->options;
	if (best->last == 0)
		best->last = best->bookings > 0 ? best->bookings : SIM_BOOKINGS;
	for (int cut = (best->last - best->first) / 2; cut > 0; cut /= 2) {
		struct sim_options options = *best;
		while (options.last - options.first > cut) {
			options.last -= cut;
			if (!try(shrinking, &options))
				break;
		}
		options = *best;
		while (options.last - options.first > cut) {
			options.first += cut;
			if (!try(shrinking, &options))
				break;
		}
	}
}

void sim_shrink(struct sim_world *world, struct sim_options *options, struct sim_result *result,
                void (*tried)(void *arg, const struct sim_options *options, bool of_use), void *arg)
{
	struct shrinking shrinking = { world, options, result, tried, arg };
	mask_faults(&shrinking);
	cut_guests(&shrinking);
	mask_faults(&shrinking);
}
