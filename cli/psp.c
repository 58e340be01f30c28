/* psp.c - the payment provider that --psp names, and how it tells what happens. */
#include "cli/host.h"
#include "platform/adapters/psp_sandbox/psp_sandbox.h"
#include "platform/adapters/sql_sqlite/sql_sqlite.h"
#include "platform/adapters/threads_system.h"
#include "platform/core/validate.h"
#include "platform/ports/entropy.h"

enum { SECRET_BYTES = 32, HEARING_MS = 10 * 1000 };

bool cli_check_psp(struct cli *cli, struct cli_failure *failure)
{
	const char *url = cli->values.of[CLI_PSP].text;
	if (strcmp(url, "sandbox:") == 0)
		return true;
	*failure = (struct cli_failure){
		.exit = CLI_EXIT_CONFIG,
		.what = cli_text(cli, "there is no payment provider '%s'", url),
		.why = "this build has the sandbox alone, in which no real money moves",
		.fix = "--psp sandbox:",
	};
	return false;
}

/* Both ends of the sandbox's events are in this process: nobody else ever needs the secret. */
static cc_str new_secret(struct cli *cli)
{
	char *secret = cc_alloc(cli->ctx, SECRET_BYTES);
	cli->ctx->entropy->ops->fill(cli->ctx->entropy, secret, SECRET_BYTES);
	return (cc_str){ secret, SECRET_BYTES };
}

static CC_RESULT open_sandbox(struct cli *cli, const char *path, struct cc_psp **psp)
{
	struct cc_psp_sandbox_options options = {
		.threads = cc_threads_system(),
		.clock = cli->ctx->clock,
		.entropy = cli->ctx->entropy,
		.webhook_secret = new_secret(cli),
	};
	TRY(cc_sql_sqlite_new(cli->ctx, path, &options.sql));
	return cc_psp_sandbox_new(cli->ctx, &options, psp);
}

/* The operation that takes what the provider has signed; NULL if no service here does. */
static const struct cc_op *op_that_hears(struct cc_node *node)
{
	for (const struct cc_service *const *service = cc_node_services(node); *service; service++)
		for (const struct cc_op *const *op = (*service)->ops; *op; op++)
			if ((*op)->signature_header &&
			    strcmp((*op)->signature_header, "stripe-signature") == 0)
				return *op;
	return NULL;
}

static void set_bytes(const struct cc_message *message, void *msg, cc_str name, cc_str bytes)
{
	const struct cc_field *field = cc_field_named(message, name);
	assert(field && field->type == CC_BYTES); /* the contract compiler saw to it */
	memcpy((char *)msg + field->offset, &bytes, sizeof bytes);
}

/* On the sandbox's thread, as if it had come over HTTP. */
cc_err cli_psp_hear(void *arg, struct cc_ctx *ctx, cc_str signature, cc_str body)
{
	struct cc_node *node = arg;
	const struct cc_op *op = op_that_hears(node);
	struct cc_invocation *invocation = cc_alloc(ctx, sizeof *invocation);
	void *in = cc_alloc(ctx, op->in->size);
	set_bytes(op->in, in, CC_STR("signature"), signature);
	set_bytes(op->in, in, CC_STR("body"), body);
	cc_invocation_init(node, invocation, ctx->arena, op);
	invocation->in = in;
	invocation->out = cc_alloc(ctx, op->out->size);
	invocation->ctx.deadline = cc_time_add(cc_now(ctx), HEARING_MS);
	TRY(cc_validate(ctx, op->in, in));
	return cc_node_compose(node, invocation);
}

bool cli_host_open_psp(struct cli_host *host, struct cli_failure *failure)
{
	struct cli *cli = host->cli;
	const char *path = cli_data_path(cli, "psp_sandbox.db");
	if (!op_that_hears(host->node))
		return true;
	cc_err err = open_sandbox(cli, path, &host->psp);
	if (err == CC_OK) {
		cc_node_set_psp(host->node, host->psp);
		return true;
	}
	*failure = (struct cli_failure){
		.exit = cli_exit_of(err),
		.what = cli_text(cli, "cannot open the payment sandbox's books %s", path),
		.why = cli_text(cli, "%s (%s)", err->message, err->reason),
		.fix = "couchannel doctor",
	};
	return false;
}

void cli_host_start_psp(struct cli_host *host)
{
	if (!host->psp)
		return;
	cc_log_line(host->telemetry, CC_LEVEL_WARN, "play_money", "provider=sandbox real=false");
	cc_psp_sandbox_listen(host->psp, cli_psp_hear, host->node);
	cc_psp_sandbox_start(host->psp);
}

void cli_host_stop_psp(struct cli_host *host)
{
	if (host->psp)
		cc_psp_sandbox_stop(host->psp);
}
