/* config.c - every setting, its value, and where the value comes from. */
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/document.h"

static void print_example(struct cli *cli)
{
	cli_print(
		cli,
		"# couchannel's settings, all of them with their defaults: couchannel config --env-example\n"
		"# A flag of the same name beats a variable.  An empty variable is none.\n"
		"# No setting holds a secret: those are files, named here.\n");
	for (size_t i = 0; i < CLI_OPTION_COUNT; i++) {
		const struct cli_option *option = &cli_options[i];
		if (!option->variable)
			continue;
		cli_print(cli, "\n# %s", option->help);
		for (size_t j = 0; option->choices[j]; j++)
			cli_print(cli, "%s%s", j > 0 ? ", " : " One of: ", option->choices[j]);
		cli_print(cli, "%s\n#%s=%s\n", option->kind == CLI_CHOICE ? "." : "", option->variable,
		          option->fallback             ? option->fallback
		          : option->kind == CLI_SWITCH ? "false"
		                                       : "");
	}
}

static const char *shown(const struct cli *cli, size_t id)
{
	const char *text = cli->values.of[id].text;
	return text || cli_options[id].kind != CLI_SWITCH ? text : "false";
}

static void print_json(struct cli *cli)
{
	struct cli_doc doc;
	cli_begin_json(cli, &doc);
	doc_list(&doc, "settings");
	for (size_t i = 0; i < CLI_OPTION_COUNT; i++) {
		if (!cli_options[i].variable)
			continue;
		doc_map(&doc, NULL);
		doc_text(&doc, "name", cli_options[i].name);
		if (shown(cli, i))
			doc_text(&doc, "value", shown(cli, i));
		doc_text(&doc, "origin", cli_origin_name(cli->values.of[i].origin));
		doc_text(&doc, "variable", cli_options[i].variable);
		doc_text(&doc, "help", cli_options[i].help);
		doc_end(&doc);
	}
	doc_end(&doc);
	doc_end(&doc);
}

static void print_table(struct cli *cli)
{
	for (size_t i = 0; i < CLI_OPTION_COUNT; i++)
		if (cli_options[i].variable)
			cli_print(cli, "%-15s %-28s %-8s %s\n", cli_options[i].name,
			          shown(cli, i) ? shown(cli, i) : "-",
			          cli_origin_name(cli->values.of[i].origin), cli_options[i].variable);
}

int cli_config(struct cli *cli)
{
	if (cli_is_on(&cli->values, CLI_ENV_EXAMPLE))
		print_example(cli);
	else if (cli_is_on(&cli->values, CLI_JSON))
		print_json(cli);
	else
		print_table(cli);
	return CLI_EXIT_OK;
}
