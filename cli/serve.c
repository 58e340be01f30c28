/* serve.c - runs the services until it is told to stop. */
#include <signal.h>
#include <unistd.h>

#include "cli/banner.h"
#include "cli/build.h"
#include "cli/commands.h"
#include "cli/host.h"
#include "cli/port.h"
#include "cli/process.h"
#include "services/identity/identity.h"

/* ---- What is refused before anything is touched ---------------------------- */

static bool refuse(struct cli_failure *failure, enum cli_exit exit, const char *what, const char *why)
{
	*failure = (struct cli_failure){ .exit = exit, .what = what, .why = why };
	return false;
}

static bool runs_identity(struct cli *cli)
{
	struct cli_targets targets;
	struct cli_failure failure;
	if (!cli_read_targets(cli, &targets, &failure))
		return true; /* what is wrong with --target is said when it is read */
	for (size_t i = 0; i < targets.count; i++)
		if (targets.services[i] == &identity_service)
			return true;
	return false;
}

/* Deny by default: no keys, no server.  Where identity runs, its own key is the one that is trusted. */
static bool check(struct cli *cli, struct cli_failure *failure)
{
	bool dev = cli_is_on(&cli->values, CLI_DEV);
	const char *jwks = cli->values.of[CLI_JWKS].text, *issuer = cli->values.of[CLI_ISSUER].text;
	if (dev && !cli_is_loopback(cli->values.of[CLI_LISTEN].text)) {
		refuse(failure, CLI_EXIT_UNSAFE, "--dev listens on loopback only",
		       "its tokens are for anybody who can read the data folder");
		failure->fix = "couchannel serve --dev --listen 127.0.0.1:8080, or --jwks and --issuer "
			       "instead of --dev";
		return false;
	}
	if (dev && (jwks || issuer)) {
		refuse(failure, CLI_EXIT_CONFIG, "--dev goes with neither --jwks nor --issuer",
		       "in development the server trusts its own key alone");
		failure->fix = "leave out --dev, or the others";
		return false;
	}
	if (!dev && !jwks && !runs_identity(cli)) {
		refuse(failure, CLI_EXIT_CONFIG, "there are no keys to check access tokens by",
		       "a server that cannot tell who asks would refuse everybody, or nobody");
		failure->fix = "--target identity,..., which signs them, or --jwks FILE --issuer NAME, or "
			       "--dev to try it";
		return false;
	}
	if (jwks && !issuer) {
		refuse(failure, CLI_EXIT_CONFIG, "--jwks needs --issuer",
		       "a token is good only from the issuer that it is expected from");
		failure->fix = "--issuer https://id.example.org";
		return false;
	}
	return true;
}

/* ---- Starting -------------------------------------------------------------- */

static enum cc_log_style log_style(const struct cli *cli)
{
	const char *style = cli->values.of[CLI_LOG_STYLE].text;
	if (strcmp(style, "json") == 0)
		return CC_LOG_JSON;
	bool text = strcmp(style, "text") == 0 || isatty(STDERR_FILENO);
	return !text ? CC_LOG_JSON : cli->colour ? CC_LOG_COLOUR : CC_LOG_TEXT;
}

static enum cc_level log_level(const struct cli *cli)
{
	enum cc_level level = CC_LEVEL_DEBUG;
	while (strcmp(cli_options[CLI_LOG_LEVEL].choices[level], cli->values.of[CLI_LOG_LEVEL].text) != 0)
		level++;
	return level;
}

void cli_host_open_log(struct cli_host *host)
{
	struct cli *cli = host->cli;
	host->telemetry = cc_telemetry_new(cli->ctx->clock, STDERR_FILENO, log_level(cli), log_style(cli));
}

bool cli_host_open_all(struct cli_host *host, struct cli_failure *failure)
{
	struct cli *cli = host->cli;
	if (!cli_read_targets(cli, &host->targets, failure) || !cli_make_data(cli, failure) ||
	    !cli_check_writers(cli, &host->targets, failure) || !cli_host_open_keys(host, failure))
		return false;
	for (size_t i = 0; i < host->targets.count; i++)
		if (!cli_host_open(host, host->targets.services[i], failure))
			return false;
	return cli_host_open_psp(host, failure) && cli_host_open_mailer(host, failure) &&
	       cli_host_open_index(host, failure);
}

void cli_explain_listening(struct cli *cli, cc_err err, struct cli_failure *failure)
{
	const char *listen = cli->values.of[CLI_LISTEN].text, *name;
	long pid;
	*failure = (struct cli_failure){
		.exit = cli_exit_of(err),
		.what = cli_text(cli, "cannot listen on %s", listen),
		.why = err->message,
		.fix = cli_text(cli, "couchannel %s --listen 127.0.0.1:0, which picks a free port",
		                cli->command->name),
	};
	if (!cli_port_of(listen) || !cli_port_holder(cli, cli_port_of(listen), &pid, &name))
		return;
	failure->why = cli_text(cli, "the port is held by %s (process %ld)", name, pid);
	failure->fix = cli_text(cli, "couchannel %s --listen 127.0.0.1:%u, or kill %ld", cli->command->name,
	                        cli_port_of(listen) % 65535 + 1, pid);
}

/* ---- Running --------------------------------------------------------------- */

static int run(struct cli_host *host, const sigset_t *signals)
{
	struct cli *cli = host->cli;
	struct cli_failure failure;
	if (!cli_host_open_all(host, &failure))
		return cli_fail(cli, &failure);
	cc_log_line(host->telemetry, CC_LEVEL_INFO, "starting",
	            "version=%s commit=%s data=%s services=%s dev=%s", CLI_VERSION, CLI_COMMIT,
	            cli->values.of[CLI_DATA].text, cli->values.of[CLI_TARGET].text,
	            cli_is_on(&cli->values, CLI_DEV) ? "true" : "false");
	cc_err err = cli_host_start(host);
	if (err != CC_OK) {
		cli_explain_listening(cli, err, &failure);
		return cli_fail(cli, &failure);
	}
	const char *url = cli_host_url(host);
	cli_banner(host, url);
	cc_log_line(host->telemetry, CC_LEVEL_INFO, "listening", "url=%s", url);

	int signal_number = cli_wait_for_signal(signals);
	cc_log_line(host->telemetry, CC_LEVEL_INFO, "draining", "signal=%s at_most_seconds=%s",
	            sigabbrev_np(signal_number), cli->values.of[CLI_DRAIN_SECONDS].text);
	return signal_number == SIGINT ? CLI_EXIT_INTERRUPTED : CLI_EXIT_OK;
}

int cli_serve(struct cli *cli)
{
	struct cli_failure failure;
	sigset_t signals;
	if (!check(cli, &failure) || !cli_check_psp(cli, &failure) || !cli_check_public_url(cli, &failure))
		return cli_fail(cli, &failure);
	cli_prepare_process(&signals);
	struct cli_host host = { 0 };
	cli_host_init(&host, cli);
	cli_host_open_log(&host);
	int exit = run(&host, &signals);
	cli_host_close(&host, CC_SECONDS(cli_number(&cli->values, CLI_DRAIN_SECONDS)));
	return exit;
}
