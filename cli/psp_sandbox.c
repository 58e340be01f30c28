/* psp_sandbox.c - runs the payment sandbox as a provider of its own, until it is told to stop. */
#include <unistd.h>

#include "cli/commands.h"
#include "cli/port.h"
#include "cli/process.h"
#include "cli/secret.h"
#include "cli/site.h"
#include "platform/adapters/psp_sandbox_http/edge.h"
#include "platform/adapters/sql_sqlite/sql_sqlite.h"
#include "platform/adapters/threads_system.h"
#include "platform/ports/entropy.h"
#include "platform/runtime/telemetry.h"

enum { SECRET_RANDOM_BYTES = 16 };

static const struct cli_secret secret_key = {
	.file = "psp-sandbox.key",
	.what = "sandbox's secret key",
	.danger = "whoever has it can pay with play money",
};

static const struct cli_secret webhook_secret = {
	.file = "psp-webhook.key",
	.what = "secret that signs webhooks",
	.danger = "whoever has it can make events of their own",
};

struct sandbox {
	struct cli *cli;
	struct cc_telemetry *telemetry;
	struct cc_psp *psp;
	struct cc_psp_edge *edge;
	struct cc_psp_hook hook;
};

/* "sk_test_" and 32 digits, in the file without a line's end. */
static bool have_secret(struct cli *cli, const struct cli_secret *secret, const char *prefix, cc_str *text,
                        struct cli_failure *failure)
{
	if (cli_has_secret(cli, secret))
		return cli_read_secret(cli, secret, text, failure);
	uint8_t random[SECRET_RANDOM_BYTES];
	struct cc_buf made = { .arena = cli->ctx->arena };
	cli->ctx->entropy->ops->fill(cli->ctx->entropy, random, sizeof random);
	cc_buf_printf(&made, "%s", prefix);
	for (size_t i = 0; i < sizeof random; i++)
		cc_buf_printf(&made, "%02x", random[i]);
	*text = cc_buf_str(&made);
	return cli_save_secret(cli, secret, *text, failure);
}

/* Where anybody could reach it, anybody could pay with play money. */
static bool check(struct sandbox *sandbox, struct cli_failure *failure)
{
	struct cli *cli = sandbox->cli;
	const char *listen = cli->values.of[CLI_LISTEN].text, *url = cli->values.of[CLI_WEBHOOK_URL].text;
	if (strncmp(listen, "127.0.0.1:", strlen("127.0.0.1:")) != 0) {
		*failure = (struct cli_failure){
			.exit = CLI_EXIT_UNSAFE,
			.what = "the payment sandbox listens on 127.0.0.1 only",
			.why = "it is there to be tried, by whoever is on this machine",
			.fix = "couchannel psp-sandbox --listen 127.0.0.1:8090",
		};
		return false;
	}
	if (!url || cc_psp_hook_parse(cli->ctx, cc_str_of(url), &sandbox->hook))
		return true;
	*failure = (struct cli_failure){
		.exit = CLI_EXIT_CONFIG,
		.what = cli_text(cli, "'%s' is no place to post events to", url),
		.why = "it must be http://host:port/path",
		.fix = "--webhook-url http://127.0.0.1:8080/v1/psp/webhooks",
	};
	return false;
}

static bool open_provider(struct sandbox *sandbox, cc_str secret, struct cli_failure *failure)
{
	struct cli *cli = sandbox->cli;
	const char *path = cli_data_path(cli, "psp_sandbox.db");
	struct cc_psp_sandbox_options options = {
		.threads = cc_threads_system(),
		.clock = cli->ctx->clock,
		.entropy = cli->ctx->entropy,
		.webhook_secret = secret,
	};
	cc_err err = cc_sql_sqlite_new(cli->ctx, path, &options.sql);
	if (err == CC_OK)
		err = cc_psp_sandbox_new(cli->ctx, &options, &sandbox->psp);
	if (err == CC_OK)
		return true;
	*failure = (struct cli_failure){
		.exit = cli_exit_of(err),
		.what = cli_text(cli, "cannot open the payment sandbox's books %s", path),
		.why = cli_text(cli, "%s (%s)", err->message, err->reason),
		.fix = "couchannel psp-sandbox --data ./sandbox, a folder of its own",
	};
	return false;
}

static bool listen_on(struct sandbox *sandbox, cc_str key, struct cli_failure *failure)
{
	struct cli *cli = sandbox->cli;
	const struct cc_psp_edge_options options = {
		.psp = sandbox->psp,
		.clock = cli->ctx->clock,
		.entropy = cli->ctx->entropy,
		.port = (uint16_t)cli_port_of(cli->values.of[CLI_LISTEN].text),
		.secret_key = key,
	};
	cc_err err = cc_psp_edge_new(cli->ctx, &options, &sandbox->edge);
	if (err == CC_OK)
		return true;
	*failure = (struct cli_failure){
		.exit = cli_exit_of(err),
		.what = cli_text(cli, "cannot listen on %s", cli->values.of[CLI_LISTEN].text),
		.why = err->message,
		.fix = "couchannel psp-sandbox --listen 127.0.0.1:0, which picks a free port",
	};
	return false;
}

static bool open_all(struct sandbox *sandbox, struct cli_failure *failure)
{
	struct cli *cli = sandbox->cli;
	cc_str key, secret;
	return check(sandbox, failure) && cli_make_data(cli, failure) &&
	       have_secret(cli, &secret_key, "sk_test_", &key, failure) &&
	       have_secret(cli, &webhook_secret, "whsec_", &secret, failure) &&
	       open_provider(sandbox, secret, failure) && listen_on(sandbox, key, failure);
}

static int run(struct sandbox *sandbox, const sigset_t *signals)
{
	struct cli *cli = sandbox->cli;
	struct cli_failure failure;
	if (!open_all(sandbox, &failure))
		return cli_fail(cli, &failure);
	const char *url = cli_text(cli, "http://127.0.0.1:%u", cc_psp_edge_port(sandbox->edge));
	cc_psp_sandbox_set_pages(sandbox->psp, cc_printf(cli->ctx, "%s/3ds", url));
	if (sandbox->hook.host.len > 0)
		cc_psp_sandbox_listen(sandbox->psp, cc_psp_hook_post, &sandbox->hook);
	cc_psp_sandbox_start(sandbox->psp);
	cc_psp_edge_start(sandbox->edge);
	cc_log_line(sandbox->telemetry, CC_LEVEL_INFO, "listening", "url=%s", url);
	return cli_wait_for_signal(signals) == SIGINT ? CLI_EXIT_INTERRUPTED : CLI_EXIT_OK;
}

int cli_psp_sandbox(struct cli *cli)
{
	enum cc_log_style style = !isatty(STDERR_FILENO) ? CC_LOG_JSON
	                          : cli->colour          ? CC_LOG_COLOUR
	                                                 : CC_LOG_TEXT;
	sigset_t signals;
	cli_prepare_process(&signals);
	struct sandbox sandbox = { .cli = cli };
	sandbox.telemetry = cc_telemetry_new(cli->ctx->clock, STDERR_FILENO, CC_LEVEL_INFO, style);
	int exit = run(&sandbox, &signals);
	cc_psp_edge_free(sandbox.edge);
	if (sandbox.psp)
		sandbox.psp->ops->free(sandbox.psp);
	cc_telemetry_free(sandbox.telemetry);
	return exit;
}
