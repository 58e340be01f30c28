/* contracts.c - the operations, as a list or as documents for tools. */
#include "cli/catalogue.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/document.h"
#include "cli/openapi.h"
#include "cli/pages.h"
#include "services/services.h"

static const char *audience_name(enum cc_audience audience)
{
	static const char *const names[] = {
		[CC_AUDIENCE_MEMBER] = "member", [CC_AUDIENCE_ANYONE] = "anyone", [CC_AUDIENCE_PEER] = "peer"
	};
	return names[audience];
}

static const char *kind_name(enum cc_tx_kind tx)
{
	static const char *const names[] = {
		[CC_TX_WRITE] = "write", [CC_TX_READ] = "read", [CC_TX_COMPOSE] = "compose"
	};
	return names[tx];
}

static void put_operation(struct cli_doc *doc, const struct cc_op *op)
{
	doc_map(doc, NULL);
	doc_text(doc, "label", op->label);
	doc_text(doc, "name", op->name);
	doc_text(doc, "kind", kind_name(op->tx));
	doc_text(doc, "audience", audience_name(op->audience));
	if (op->path) {
		doc_text(doc, "method", op->method);
		doc_text(doc, "path", op->path);
	}
	if (op->scope)
		doc_text(doc, "scope", op->scope);
	if (op->watch_topic)
		doc_text(doc, "watches", op->watch_topic);
	doc_list(doc, "fails");
	for (size_t i = 0; op->fails[i]; i++)
		doc_text(doc, NULL, op->fails[i]->name);
	doc_end(doc);
	doc_end(doc);
}

static void print_json(struct cli *cli)
{
	struct cli_doc doc;
	cli_begin_json(cli, &doc);
	doc_list(&doc, "operations");
	for (const struct cc_service *const *service = cc_services; *service; service++)
		for (const struct cc_op *const *op = (*service)->ops; *op; op++)
			put_operation(&doc, *op);
	doc_end(&doc);
	doc_end(&doc);
}

static void print_table(struct cli *cli)
{
	for (const struct cc_service *const *service = cc_services; *service; service++)
		for (const struct cc_op *const *op = (*service)->ops; *op; op++) {
			cli_print(cli, "%-30s %-7s %-6s %s\n", (*op)->label, kind_name((*op)->tx),
			          (*op)->method ? (*op)->method : "-", (*op)->path ? (*op)->path : "-");
			cli_print(cli, "%30s %s%s", "", audience_name((*op)->audience),
			          (*op)->scope ? " " : "");
			cli_print(cli, "%s%s", (*op)->scope ? (*op)->scope : "",
			          (*op)->fails[0] ? "; refuses: " : "");
			for (size_t i = 0; (*op)->fails[i]; i++)
				cli_print(cli, "%s%s", i > 0 ? ", " : "", (*op)->fails[i]->name);
			cli_print(cli, "\n");
		}
}

int cli_contracts(struct cli *cli)
{
	const char *what = cli->values.words[0];
	bool json = cli_is_on(&cli->values, CLI_JSON);
	enum cli_syntax syntax = json ? CLI_JSON_SYNTAX : CLI_YAML_SYNTAX;
	if (what && strcmp(what, "openapi") == 0)
		openapi_print(&cli->out, syntax, cc_services);
	else if (what && strcmp(what, "errors") == 0)
		catalogue_print(&cli->out, cc_services);
	else if (what && strcmp(what, "html") == 0)
		reference_page_print(&cli->out, cc_services);
	else if (what)
		asyncapi_print(&cli->out, syntax, cc_services);
	else if (json)
		print_json(cli);
	else
		print_table(cli);
	return CLI_EXIT_OK;
}
