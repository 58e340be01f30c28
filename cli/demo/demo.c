/* demo.c - a server that is full of life, until it is told to stop. */
#include "cli/demo/demo.h"

#include "cli/commands.h"
#include "cli/demo/folder.h"
#include "cli/demo/life.h"
#include "cli/demo/show.h"
#include "cli/port.h"
#include "cli/process.h"

enum { DRAIN_MS = 3000 };

/* Its tokens are for anybody on this machine, and so is the whole of it. */
static bool check(struct cli *cli, struct cli_failure *failure)
{
	if (cli_is_loopback(cli->values.of[CLI_LISTEN].text))
		return true;
	*failure = (struct cli_failure){
		.exit = CLI_EXIT_UNSAFE,
		.what = "the demo listens on loopback only",
		.why = "whoever is on this machine may be anybody in it",
		.fix = "couchannel demo --listen 127.0.0.1:8080",
	};
	return false;
}

void demo_set_up(struct demo *demo, struct cli *cli)
{
	cli->values.of[CLI_DEV].text = "true";
	demo_clock_init(&demo->clock, cli->ctx->clock);
	cli->ctx->clock = &demo->clock.base;
	demo->cli = cli;
}

bool demo_start(struct demo *demo, struct cli_failure *failure)
{
	struct cli_host *host = &demo->host;
	if (!cli_host_open_all(host, failure) || !demo_open_bank(demo, failure))
		return false;
	cc_err err = cli_host_start(host);
	if (err != CC_OK)
		cli_explain_listening(demo->cli, err, failure);
	else
		cc_psp_edge_start(demo->bank);
	return err == CC_OK;
}

void demo_close(struct demo *demo)
{
	cc_psp_edge_free(demo->bank);
	cli_host_close(&demo->host, DRAIN_MS);
	demo_close_folder(demo);
}

static bool seed(struct demo *demo, struct cli_failure *failure)
{
	cc_err err = demo->seeded ? demo_seed(demo) : CC_OK;
	if (err == CC_OK)
		return !demo->seeded || demo->temporary || demo_mark_folder(demo, failure);
	*failure = (struct cli_failure){
		.exit = CLI_EXIT_FAILED,
		.what = "the demo's data could not be made",
		.why = cli_text(demo->cli, "%s (%s)", err->message, err->reason),
		.fix = "couchannel doctor",
	};
	return false;
}

static int live(struct demo *demo, const sigset_t *signals, int64_t begun_us)
{
	struct cc_clock *clock = demo->cli->ctx->clock;
	int crowd_size = (int)cli_number(&demo->cli->values, CLI_CROWD);
	const char *url = cli_host_url(&demo->host);
	struct demo_life life;
	demo_show_ready(demo, crowd_size, (clock->ops->monotonic_us(clock) - begun_us) / 1000);
	demo_life_start(&life, demo, crowd_size);
	cc_log_line(demo->host.telemetry, CC_LEVEL_INFO, "listening", "url=%s data=%s demo=true", url,
	            demo->cli->values.of[CLI_DATA].text);
	int signal_number = cli_wait_for_signal(signals);
	demo_life_stop(&life);
	demo_show_end(demo, &life.ticker);
	return signal_number == SIGINT ? CLI_EXIT_INTERRUPTED : CLI_EXIT_OK;
}

static int run(struct demo *demo, const sigset_t *signals)
{
	struct cli *cli = demo->cli;
	struct cli_failure failure;
	int64_t begun_us = cli->ctx->clock->ops->monotonic_us(cli->ctx->clock);
	demo_show_begin(demo);
	if (demo->seeded)
		demo_begin_story(demo);
	if (!demo_start(demo, &failure) || !seed(demo, &failure))
		return cli_fail(cli, &failure);
	return live(demo, signals, begun_us);
}

int cli_demo(struct cli *cli)
{
	struct cli_failure failure;
	sigset_t signals;
	struct demo demo = { 0 };
	if (cli->values.of[CLI_LOG_LEVEL].origin == CLI_FROM_DEFAULT && demo_is_for_people(cli))
		cli->values.of[CLI_LOG_LEVEL].text = "error"; /* cards that fail are part of the show */
	demo_set_up(&demo, cli);
	if (!check(cli, &failure) || !cli_check_public_url(cli, &failure) ||
	    !demo_open_folder(&demo, &failure))
		return cli_fail(cli, &failure);
	cli_prepare_process(&signals);
	cli_host_init(&demo.host, cli);
	cli_host_open_log(&demo.host);
	int exit = run(&demo, &signals);
	demo_close(&demo);
	return exit;
}
