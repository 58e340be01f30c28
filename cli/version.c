/* version.c - which build this is. */
#include "cli/build.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/document.h"

static const struct {
	const char *name, *version;
} facts[] = {
	{ "version", CLI_VERSION }, { "commit", CLI_COMMIT }, { "compiler", CLI_COMPILER },
	{ "build", CLI_BUILD },     { "sqlite", CLI_SQLITE }, { "libmicrohttpd", CLI_MICROHTTPD },
	{ "openssl", CLI_OPENSSL },
};

int cli_version(struct cli *cli)
{
	if (!cli_is_on(&cli->values, CLI_JSON)) {
		cli_print(cli, "couchannel %s (%s)\n", CLI_VERSION, CLI_COMMIT);
		for (size_t i = 2; i < CC_COUNT(facts); i++)
			cli_print(cli, "  %-14s %s\n", facts[i].name, facts[i].version);
		return CLI_EXIT_OK;
	}
	struct cli_doc doc;
	cli_begin_json(cli, &doc);
	for (size_t i = 0; i < CC_COUNT(facts); i++)
		doc_text(&doc, facts[i].name, facts[i].version);
	doc_end(&doc);
	return CLI_EXIT_OK;
}
