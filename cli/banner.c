#include "cli/banner.h"

#include <unistd.h>

#include "cli/build.h"

static void print_warning(const struct cli *cli)
{
	const char *begin = cli->colour ? "\033[33m" : "", *end = cli->colour ? "\033[0m" : "";
	fprintf(stderr,
	        "%s  +------------------------------------------------------------------+\n"
	        "  |  development: it trusts tokens that anybody who can read the     |\n"
	        "  |  data folder can make.  Not for production: couchannel help serve |\n"
	        "  +------------------------------------------------------------------+%s\n\n",
	        begin, end);
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
	        dev ? "from `couchannel token`" : cli->values.of[CLI_ISSUER].text);
	if (dev) {
		fprintf(stderr,
		        "  curl -H \"Authorization: Bearer $(couchannel token --data %s)\" \\\n"
		        "       '%s/v1/sessions?fixture_id=019ab697-e800-7e5f-8a6b-1c2d1a6658ff'\n\n",
		        data, url);
		print_warning(cli);
	}
	fprintf(stderr, "  Ctrl-C stops it; requests in hand are finished first.\n\n");
}
