#include "cli/banner.h"

#include <unistd.h>

#include "cli/build.h"
#include "cli/example.h"

static void print_warning(const struct cli *cli)
{
	static const char box[] =
		"  +----------------------------------------------------------------------+\n"
		"  |  development: it trusts tokens that anybody who can read the data    |\n"
		"  |  folder can make.  Not for production; see couchannel help serve.    |\n"
		"  +----------------------------------------------------------------------+";
	fprintf(stderr, "%s%s%s\n\n", cli->colour ? "\033[33m" : "", box, cli->colour ? "\033[0m" : "");
}

/* Ready to paste, whatever the program and its folder are called here. */
static void print_call(const struct cli_host *host, const char *url)
{
	const struct cc_op *op = example_open_read(host->targets.services);
	if (!op)
		return;
	fprintf(stderr, "  curl -H \"Authorization: Bearer $(%s token --data %s)\" \\\n       '%s%s'\n\n",
	        host->cli->program, host->cli->values.of[CLI_DATA].text, url,
	        example_path(host->cli->ctx->arena, op));
}

void cli_banner(const struct cli_host *host, const char *url)
{
	const struct cli *cli = host->cli;
	bool dev = cli_is_on(&cli->values, CLI_DEV);
	const char *data = cli->values.of[CLI_DATA].text;
	if (!isatty(STDERR_FILENO) || strcmp(cli->values.of[CLI_LOG_STYLE].text, "json") == 0)
		return;
	fprintf(stderr, "\ncouchannel %s (%s)\n\n", CLI_VERSION, CLI_COMMIT);
	fprintf(stderr, "  Open      %s/\n", url);
	fprintf(stderr, "  Reference %s/docs     OpenAPI  %s/openapi.json\n", url, url);
	fprintf(stderr, "  Health    %s/readinessz  Metrics  %s/metrics\n", url, url);
	fprintf(stderr, "  Data      %s (SQLite, one file per service)\n", data);
	fprintf(stderr, "  Services ");
	for (size_t i = 0; i < host->targets.count; i++)
		fprintf(stderr, " %s", host->targets.services[i]->name);
	fprintf(stderr, "\n  Tokens    %s\n\n",
	        dev ? "from `couchannel token`" : cc_copy(cli->ctx, host->signer->issuer).ptr);
	if (dev) {
		fprintf(stderr, "  Mail      %s/outbox  (nothing leaves this machine)\n\n", url);
		print_call(host, url);
		print_warning(cli);
	}
	fprintf(stderr, "  Ctrl-C stops it; requests in hand are finished first.\n\n");
}
