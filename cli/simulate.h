/* simulate.h - what `couchannel simulate` plays, and what it shows of it. */
#pragma once

#include "cli/cli.h"
#include "sim/campaign.h"

struct simulation {
	struct cli *cli;
	struct sim_campaign campaign;
	struct sim_totals totals;
	struct sim_result broken;  /* the first seed that broke a promise; SIM_HELD: none did */
	struct sim_options played; /* with which that one was played, or can be */
	int64_t began_us, took_us, shown_us;
};

int64_t simulation_now_us(const struct simulation *simulation);
const char *simulation_fault_names(struct cli *cli); /* by comma */

/* simulate_show.c: on a terminal, while it goes on. */
void simulation_show_progress(struct simulation *simulation, const struct sim_result *result);
void simulation_show_shrinking(struct simulation *simulation, const struct sim_options *options, bool of_use);
/* What it has come to, on stdout; the broken promise on stderr, or with it as JSON. */
void simulation_show_end(struct simulation *simulation);
