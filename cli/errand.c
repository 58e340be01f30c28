#include "cli/errand.h"

#include "cli/host.h"
#include "cli/port.h"
#include "cli/secret.h"
#include "cli/tour/client.h"
#include "platform/core/validate.h"
#include "services/identity/identity.h"

#define NAME "couchannel-user"

enum { TOKEN_MINUTES = 1 };

/* ---- Of a server that runs ------------------------------------------------------ */

/* Its key and its folder are the operator's: what it calls itself may be believed. */
static CC_RESULT ask_for_issuer(struct tour_client *client, cc_str *issuer)
{
	const struct identity_get_metadata_request query = { 0 };
	const struct tour_request request = { .op = &identity_get_metadata_op, .in = &query };
	struct identity_metadata metadata = { 0 };
	struct tour_exchange exchange;
	TRY(tour_call(client, &request, &metadata, &exchange));
	*issuer = metadata.issuer;
	return CC_OK;
}

static CC_RESULT ask_over_http(struct cli *cli, cc_str pem, const struct cli_errand *errand)
{
	struct cc_token_claims claims = {
		.audience = cc_str_of(cli->values.of[CLI_AUDIENCE].text),
		.principal = { .service = CC_STR(NAME), .scopes = cc_str_of(errand->op->scope) },
		.lifetime_ms = CC_MINUTES(TOKEN_MINUTES),
	};
	struct tour_request request = { .op = errand->op, .in = errand->in };
	struct tour_client client;
	struct tour_exchange exchange;
	if (!tour_client_init(&client, cli->ctx, errand->url))
		cc_die("%s is no address of a server", errand->url);
	TRY(ask_for_issuer(&client, &claims.issuer));
	TRY(cc_auth_sign(cli->ctx, pem, &claims, &request.token));
	return tour_call(&client, &request, errand->out, &exchange);
}

static const char *first_sentence(cc_err err)
{
	return err->violation_count > 0 ? err->violations[0].description : err->message;
}

/* An answer over HTTP has a status, and the same exit code as what was refused here. */
static enum cli_exit exit_of(cc_err err)
{
	switch (err->http_status) {
	case 400: return CLI_EXIT_CONFIG;
	case 401:
	case 403: return CLI_EXIT_UNSAFE;
	case 404: return CLI_EXIT_NOT_FOUND;
	case 409: return CLI_EXIT_CONFLICT;
	default: return cli_exit_of(err);
	}
}

static bool ask_running(struct cli *cli, long pid, struct cli_errand *errand, struct cli_failure *failure)
{
	cc_str pem;
	const char *what = cli_text(cli, "cannot %s", errand->what);
	*failure = (struct cli_failure){
		.exit = CLI_EXIT_UNAVAILABLE,
		.what = what,
		.why = cli_text(cli, "process %ld works on the data folder, and where it listens is not seen",
		                pid),
		.fix = "run this as the user that the server runs as, or stop the server meanwhile",
	};
	errand->url = cli_address_of(cli, pid);
	if (!errand->url || !cli_signing_key(cli, false, &pem, failure))
		return false;
	cc_err err = ask_over_http(cli, pem, errand);
	if (err == CC_OK)
		return true;
	failure->exit = exit_of(err);
	failure->what = what;
	failure->why = first_sentence(err);
	failure->fix = "couchannel help user";
	return false;
}

/* ---- Of a folder on which no server works ---------------------------------------- */

static void finished(struct cc_invocation *invocation, cc_err err)
{
	*(cc_err *)invocation->owner = err;
}

static CC_RESULT run_write(struct cli_host *host, const struct cli_errand *errand)
{
	struct cc_invocation *invocation = cc_alloc(host->cli->ctx, sizeof *invocation);
	cc_err outcome = CC_OK;
	cc_invocation_init(host->node, invocation, host->cli->ctx->arena, errand->op);
	invocation->ctx.caller.service = CC_STR(NAME);
	invocation->in = errand->in;
	invocation->out = errand->out;
	invocation->done = finished;
	invocation->owner = &outcome;
	TRY(cc_validate(&invocation->ctx, errand->op->in, errand->in));
	TRY(cc_node_submit(host->node, invocation));
	while (cc_node_step(host->node) > 0) {
	}
	return outcome;
}

static bool ask_here(struct cli *cli, const struct cli_errand *errand, struct cli_failure *failure)
{
	struct cli_host host = { 0 };
	cli_host_init(&host, cli);
	bool opened = cli_make_data(cli, failure) && cli_host_open_keys(&host, failure) &&
	              cli_host_open(&host, &identity_service, failure);
	cc_err err = CC_OK;
	if (opened) {
		cli_host_equip(&host);
		err = run_write(&host, errand);
	}
	cli_host_close(&host, 0);
	if (opened && err != CC_OK)
		*failure = (struct cli_failure){
			.exit = cli_exit_of(err),
			.what = cli_text(cli, "cannot %s", errand->what),
			.why = first_sentence(err),
			.fix = "couchannel help user",
		};
	return opened && err == CC_OK;
}

bool cli_run_errand(struct cli *cli, struct cli_errand *errand, struct cli_failure *failure)
{
	long pid = cli_writer_of(cli, &identity_service);
	if (pid != 0)
		return ask_running(cli, pid, errand, failure);
	const char *url = cli->values.of[CLI_PUBLIC_URL].text;
	errand->url = url ? url : cli_text(cli, "http://%s", cli->values.of[CLI_LISTEN].text);
	return ask_here(cli, errand, failure);
}
