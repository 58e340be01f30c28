/* simulate_show.c - progress, the summary, and the story of a broken promise. */
#include <unistd.h>

#include "cli/build.h"
#include "cli/document.h"
#include "cli/simulate.h"

enum { BAR_WIDTH = 30, REDRAW_US = 100 * 1000, MILLION = 1000000, PERCENT = 100 };

static const double year_us = 365.25 * 24 * 3600 * MILLION;

const char *simulation_fault_names(struct cli *cli)
{
	struct cc_buf names = { .arena = cli->ctx->arena };
	for (int i = 0; i < CC_FAULTS; i++)
		cc_buf_printf(&names, "%s%s", i > 0 ? "," : "", cc_fault_name(i));
	return cli_text(cli, "%.*s", (int)cc_buf_str(&names).len, cc_buf_str(&names).ptr);
}

/* Progress ---------------------------------------------------------------------------------- */

static bool is_for_people(const struct simulation *simulation)
{
	return isatty(STDERR_FILENO) && !simulation->campaign.options.trace;
}

static double per_second(uint64_t count, int64_t us)
{
	return us > 0 ? (double)count * MILLION / (double)us : 0;
}

void simulation_show_progress(struct simulation *simulation, const struct sim_result *result)
{
	const struct sim_totals *totals = &simulation->totals;
	uint64_t all = simulation->campaign.last - simulation->campaign.first + 1;
	int64_t now_us = simulation_now_us(simulation);
	(void)result;
	if (!is_for_people(simulation) || (now_us - simulation->shown_us < REDRAW_US && totals->seeds < all))
		return;
	simulation->shown_us = now_us;
	fprintf(stderr, "\r  ");
	for (uint64_t i = 0; i < BAR_WIDTH; i++)
		fputs(i < totals->seeds * BAR_WIDTH / all ? "█" : "░", stderr);
	fprintf(stderr, " %3u %%  seed %llu of %llu  %llu bookings, %.0f/s ",
	        (unsigned)(totals->seeds * PERCENT / all), (unsigned long long)totals->seeds,
	        (unsigned long long)all, (unsigned long long)totals->bookings,
	        per_second(totals->bookings, now_us - simulation->began_us));
}

void simulation_show_shrinking(struct simulation *simulation, const struct sim_options *options, bool of_use)
{
	int kinds = __builtin_popcountll(options->faults);
	if (is_for_people(simulation))
		fprintf(stderr, "\r  shrinking: %d kinds of faults, guests %d to %d: %s        ", kinds,
		        options->first, options->last - 1, of_use ? "still broken" : "needed");
}

static void end_progress(const struct simulation *simulation)
{
	if (is_for_people(simulation))
		fprintf(stderr, "\r%100s\r", "");
}

/* The end --------------------------------------------------------------------------------- */

static const char *fault_list(struct cli *cli, uint64_t faults)
{
	struct cc_buf names = { .arena = cli->ctx->arena };
	if (faults == (UINT64_C(1) << CC_FAULTS) - 1)
		return "all";
	for (int i = 0; i < CC_FAULTS; i++)
		if (faults >> i & 1)
			cc_buf_printf(&names, "%s%s", cc_buf_str(&names).len > 0 ? "," : "",
			              cc_fault_name(i));
	cc_str list = cc_buf_str(&names);
	return list.len > 0 ? cli_text(cli, "%.*s", (int)list.len, list.ptr) : "none";
}

static const char *replay(struct simulation *simulation)
{
	struct cli *cli = simulation->cli;
	const struct sim_options *played = &simulation->played;
	const char *guests = played->last > 0
	                             ? cli_text(cli, " --guests %d..%d", played->first, played->last - 1)
	                             : "";
	return cli_text(cli, "couchannel simulate --seed %llu --bookings %d --faults %s%s --trace",
	                (unsigned long long)simulation->broken.seed, played->bookings,
	                fault_list(cli, played->faults), guests);
}

static void print_broken(struct simulation *simulation)
{
	const struct sim_result *broken = &simulation->broken;
	fprintf(stderr, "%s\n%sbroken:%s %s\n  %s\n  seed %llu, commit %s, event %llu\n  replay: %s\n",
	        broken->story, simulation->cli->colour ? "\033[31m\033[1m" : "",
	        simulation->cli->colour ? "\033[0m" : "", broken->invariant, broken->what,
	        (unsigned long long)broken->seed, CLI_COMMIT, (unsigned long long)broken->violated_at,
	        replay(simulation));
}

static double virtual_over_real(const struct simulation *simulation)
{
	return simulation->took_us > 0 ? (double)simulation->totals.virtual_us / (double)simulation->took_us
	                               : 0;
}

static double per_second_and_core(const struct simulation *simulation)
{
	return per_second(simulation->totals.bookings, simulation->took_us * simulation->campaign.jobs);
}

static void print_text(struct simulation *simulation)
{
	struct cli *cli = simulation->cli;
	const struct sim_totals *totals = &simulation->totals;
	cli_print(cli, "%llu seeds, %llu bookings, %llu of them confirmed, %llu lives of the company\n",
	          (unsigned long long)totals->seeds, (unsigned long long)totals->bookings,
	          (unsigned long long)totals->confirmed, (unsigned long long)totals->lives);
	cli_print(cli, "%llu events in %.2f virtual years; %llu times a promise was checked\n",
	          (unsigned long long)totals->events, (double)totals->virtual_us / year_us,
	          (unsigned long long)totals->checks);
	cli_print(cli, "%.1f s on %d core%s: %.0f bookings a second and core, time %.0f times as fast\n",
	          (double)simulation->took_us / MILLION, simulation->campaign.jobs,
	          simulation->campaign.jobs > 1 ? "s" : "", per_second_and_core(simulation),
	          virtual_over_real(simulation));
	for (int i = 0; i < CC_FAULTS; i++)
		if (totals->struck[i] > 0)
			cli_print(cli, "  %-18s %10llu\n", cc_fault_name(i),
			          (unsigned long long)totals->struck[i]);
	if (simulation->broken.verdict == SIM_HELD)
		cli_print(cli, "every promise was kept\n");
}

static void print_broken_json(struct simulation *simulation, struct cli_doc *doc)
{
	const struct sim_result *broken = &simulation->broken;
	doc_map(doc, "broken");
	doc_text(doc, "invariant", broken->invariant);
	doc_text(doc, "what", broken->what);
	doc_int(doc, "seed", (int64_t)broken->seed);
	doc_text(doc, "commit", CLI_COMMIT);
	doc_int(doc, "event", (int64_t)broken->violated_at);
	doc_text(doc, "story", broken->story);
	doc_text(doc, "replay", replay(simulation));
	doc_end(doc);
}

static void print_json(struct simulation *simulation)
{
	const struct sim_totals *totals = &simulation->totals;
	struct cli_doc doc;
	cli_begin_json(simulation->cli, &doc);
	doc_int(&doc, "seeds", (int64_t)totals->seeds);
	doc_int(&doc, "bookings", (int64_t)totals->bookings);
	doc_int(&doc, "confirmed", (int64_t)totals->confirmed);
	doc_int(&doc, "lives", (int64_t)totals->lives);
	doc_int(&doc, "events", (int64_t)totals->events);
	doc_int(&doc, "checks", (int64_t)totals->checks);
	doc_printf(&doc, "hash", "%016llx", (unsigned long long)totals->hash);
	doc_int(&doc, "virtual_seconds", totals->virtual_us / MILLION);
	doc_int(&doc, "milliseconds", simulation->took_us / 1000);
	doc_int(&doc, "bookings_a_second_and_core", (int64_t)per_second_and_core(simulation));
	doc_int(&doc, "virtual_over_real", (int64_t)virtual_over_real(simulation));
	doc_map(&doc, "faults");
	for (int i = 0; i < CC_FAULTS; i++)
		doc_int(&doc, cc_fault_name(i), (int64_t)totals->struck[i]);
	doc_end(&doc);
	if (simulation->broken.verdict != SIM_HELD)
		print_broken_json(simulation, &doc);
	doc_end(&doc);
}

void simulation_show_end(struct simulation *simulation)
{
	end_progress(simulation);
	if (cli_is_on(&simulation->cli->values, CLI_JSON)) {
		print_json(simulation);
		return;
	}
	print_text(simulation);
	if (simulation->broken.verdict != SIM_HELD)
		print_broken(simulation);
}
