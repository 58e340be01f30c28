/* simulate.c - plays seeds of the simulated company, and says which promise was broken, if one was. */
#include <stdlib.h>

#include "cli/commands.h"
#include "cli/simulate.h"
#include "platform/ports/clock.h"
#include "sim/faults.h"

enum { NUMBER_DIGITS_MAX = 15 };

/* What is asked ------------------------------------------------------------------------- */

/* "1..50", or one number; nothing else. */
static bool read_range(const char *text, uint64_t *first, uint64_t *last)
{
	char *end;
	size_t digits = strspn(text, "0123456789");
	if (digits == 0 || digits > NUMBER_DIGITS_MAX)
		return false;
	*first = *last = strtoull(text, &end, 10);
	if (*end == '\0')
		return true;
	if (strncmp(end, "..", 2) != 0)
		return false;
	digits = strspn(end + 2, "0123456789");
	if (digits == 0 || digits > NUMBER_DIGITS_MAX)
		return false;
	*last = strtoull(end + 2, &end, 10);
	return *end == '\0' && *first <= *last;
}

static bool refuse(struct cli *cli, enum cli_option_id option, const char *why, struct cli_failure *failure)
{
	*failure = (struct cli_failure){
		.exit = CLI_EXIT_USAGE,
		.what = cli_text(cli, "--%s %s", cli_options[option].name, cli->values.of[option].text),
		.why = why,
		.fix = "couchannel simulate --seeds 1..50 --faults crash,psp_reply_lost",
	};
	return false;
}

static bool read_guests(struct simulation *simulation, struct cli_failure *failure)
{
	struct cli *cli = simulation->cli;
	uint64_t first, last;
	if (!cli->values.of[CLI_GUESTS].text)
		return true;
	if (!read_range(cli->values.of[CLI_GUESTS].text, &first, &last) ||
	    last >= (uint64_t)simulation->campaign.options.bookings)
		return refuse(cli, CLI_GUESTS, "it takes numbers of guests, such as 0..9, below --bookings",
		              failure);
	simulation->campaign.options.first = (int)first;
	simulation->campaign.options.last = (int)last + 1;
	return true;
}

static bool read_options(struct simulation *simulation, struct cli_failure *failure)
{
	struct cli *cli = simulation->cli;
	struct sim_campaign *campaign = &simulation->campaign;
	enum cli_option_id seeds = cli->values.of[CLI_SEED].origin == CLI_FROM_FLAG ? CLI_SEED : CLI_SEEDS;
	const char *unknown;
	campaign->jobs = (int)cli_number(&cli->values, CLI_JOBS);
	campaign->options.bookings = (int)cli_number(&cli->values, CLI_BOOKINGS);
	campaign->options.trace = cli_is_on(&cli->values, CLI_TRACE);
	if (!read_range(cli->values.of[seeds].text, &campaign->first, &campaign->last))
		return refuse(cli, seeds, "it takes two numbers, the smaller one first, such as 1..50",
		              failure);
	if (!sim_faults_parse(cli->values.of[CLI_FAULTS].text, &campaign->options.faults, &unknown))
		return refuse(cli, CLI_FAULTS,
		              cli_text(cli, "there is no fault '%s'; those there are: %s", unknown,
		                       simulation_fault_names(cli)),
		              failure);
	return read_guests(simulation, failure);
}

/* Playing --------------------------------------------------------------------------------- */

int64_t simulation_now_us(const struct simulation *simulation)
{
	struct cc_clock *clock = simulation->cli->ctx->clock;
	return clock->ops->monotonic_us(clock);
}

static bool note(void *arg, const struct sim_result *result)
{
	struct simulation *simulation = arg;
	sim_totals_add(&simulation->totals, result);
	simulation_show_progress(simulation, result);
	if (result->verdict == SIM_HELD || simulation->broken.verdict != SIM_HELD)
		return result->verdict == SIM_HELD;
	simulation->broken = *result;
	return false;
}

static void note_try(void *arg, const struct sim_options *options, bool of_use)
{
	struct simulation *simulation = arg;
	simulation_show_shrinking(simulation, options, of_use);
}

static void shrink(struct simulation *simulation)
{
	simulation->played = simulation->campaign.options;
	simulation->played.seed = simulation->broken.seed;
	if (cli_is_on(&simulation->cli->values, CLI_SHRINK))
		sim_shrink(simulation->campaign.world, &simulation->played, &simulation->broken, note_try,
		           simulation);
}

int cli_simulate(struct cli *cli)
{
	struct cli_failure failure;
	struct simulation *simulation = cc_alloc(cli->ctx, sizeof *simulation);
	simulation->cli = cli;
	simulation->campaign.done = note;
	simulation->campaign.arg = simulation;
	if (!read_options(simulation, &failure))
		return cli_fail(cli, &failure);
	simulation->began_us = simulation_now_us(simulation);
	simulation->campaign.world = sim_world_new();
	sim_campaign_run(&simulation->campaign);
	simulation->took_us = simulation_now_us(simulation) - simulation->began_us;
	if (simulation->broken.verdict != SIM_HELD)
		shrink(simulation);
	simulation_show_end(simulation);
	return simulation->broken.verdict == SIM_HELD ? CLI_EXIT_OK : CLI_EXIT_BROKEN;
}
