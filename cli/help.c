#include "cli/help.h"

enum { PAGE_WIDTH = 90, NAME_WIDTH = 30, TEXT_INDENT = 2 };

static void add_spaces(struct cc_buf *out, int n)
{
	for (int i = 0; i < n; i++)
		cc_buf_add_char(out, ' ');
}

void cli_add_wrapped(struct cc_buf *out, int indent, int width, const char *text)
{
	int column = indent;
	while (*text) {
		size_t space = strspn(text, " "), word = strcspn(text + space, " \n");
		if (column > indent && column + (int)(space + word) > width) {
			cc_buf_add_char(out, '\n');
			add_spaces(out, indent);
			column = indent;
			space = strspn(text, " ");
			text += space;
			space = 0;
		}
		cc_buf_add(out, (cc_str){ text, space + word });
		column += (int)(space + word);
		text += space + word;
		if (*text != '\n')
			continue;
		size_t newlines = strspn(text, "\n");
		for (size_t i = 0; i < newlines; i++)
			cc_buf_add_char(out, '\n');
		add_spaces(out, indent);
		column = indent;
		text += newlines;
	}
}

/* "  name    text", the text in a column of its own. */
static void add_row(struct cli *cli, const char *name, const char *text)
{
	add_spaces(&cli->out, TEXT_INDENT);
	cc_buf_add(&cli->out, cc_str_of(name));
	int gap = NAME_WIDTH - TEXT_INDENT - (int)strlen(name);
	if (gap < 2) {
		cc_buf_add_char(&cli->out, '\n');
		gap = NAME_WIDTH;
	}
	add_spaces(&cli->out, gap);
	cli_add_wrapped(&cli->out, NAME_WIDTH, PAGE_WIDTH, text);
	cc_buf_add_char(&cli->out, '\n');
}

const char *cli_synopsis(struct cli *cli, const struct cli_command *command)
{
	struct cc_buf text = { .arena = cli->ctx->arena };
	cc_buf_printf(&text, "couchannel %s ", command->name);
	if (cli_command_id(command) == CLI_COMMAND_HELP)
		cc_buf_add(&text, CC_STR("[COMMAND] "));
	for (const struct cli_verb *verb = command->verbs; verb && verb->name; verb++)
		cc_buf_printf(&text, "%s%s%s%s%s ",
		              verb > command->verbs    ? "| "
		              : command->verb_required ? ""
		                                       : "[",
		              verb->name, verb->operand ? " " : "", verb->operand ? verb->operand : "",
		              !command->verb_required && !verb[1].name ? "]" : "");
	cc_buf_add(&text, CC_STR("[OPTIONS]"));
	return cc_copy(cli->ctx, cc_buf_str(&text)).ptr;
}

const char *cli_option_sentence(struct cli *cli, const struct cli_option *option)
{
	struct cc_buf text = { .arena = cli->ctx->arena };
	cc_buf_add(&text, cc_str_of(option->help));
	for (size_t i = 0; option->choices[i]; i++)
		cc_buf_printf(&text, "%s%s", i > 0 ? ", " : " One of: ", option->choices[i]);
	if (option->kind == CLI_CHOICE)
		cc_buf_add_char(&text, '.');
	if (option->kind == CLI_NUMBER)
		cc_buf_printf(&text, " From %lld to %lld.", (long long)option->min, (long long)option->max);
	if (option->fallback)
		cc_buf_printf(&text, " Default: %s.", option->fallback);
	if (option->variable)
		cc_buf_printf(&text, " [%s]", option->variable);
	return cc_copy(cli->ctx, cc_buf_str(&text)).ptr;
}

static const char *option_name(struct cli *cli, const struct cli_option *option)
{
	const char *letter = option->short_name ? cli_text(cli, "-%c, ", option->short_name) : "    ";
	return cli_text(cli, "%s--%s%s%s", letter, option->name, option->value_name ? " " : "",
	                option->value_name ? option->value_name : "");
}

static void add_command(struct cli *cli, const struct cli_command *command)
{
	cli_print(cli, "%s\n\nExamples:\n", command->summary);
	for (const struct cli_example *example = command->examples; example->line; example++)
		cli_print(cli, "  %s\n      %s\n", example->line, example->what);
	cli_print(cli, "\nUsage:\n  %s\n\n", cli_synopsis(cli, command));
	cli_add_wrapped(&cli->out, 0, PAGE_WIDTH, command->description);
	cc_buf_add_char(&cli->out, '\n');
	if (command->verbs)
		cli_print(cli, "\nWhat:\n");
	for (const struct cli_verb *verb = command->verbs; verb && verb->name; verb++)
		add_row(cli, verb->operand ? cli_text(cli, "%s %s", verb->name, verb->operand) : verb->name,
		        verb->help);
	cli_print(cli, "\nOptions:\n");
	for (size_t i = 0; i < CLI_OPTION_COUNT; i++)
		if (cli_option_is_for(&cli_options[i], cli_command_id(command)))
			add_row(cli, option_name(cli, &cli_options[i]),
			        cli_option_sentence(cli, &cli_options[i]));
}

static void add_overview(struct cli *cli)
{
	cli_print(cli, "couchannel - watch the match on someone's couch: the marketplace, as one server\n\n"
	               "Try:\n"
	               "  couchannel demo      look around in one that is full of life\n"
	               "  couchannel tour      play through an evening, and see each step\n"
	               "  couchannel doctor    check what it needs\n\n"
	               "Commands:\n");
	for (size_t i = 0; i < CLI_COMMAND_COUNT; i++)
		add_row(cli, cli_commands[i].name, cli_commands[i].summary);
	cli_print(cli, "\nExamples and options of a command: couchannel help COMMAND\n");
}

int cli_help_page(struct cli *cli, const struct cli_command *command)
{
	if (command)
		add_command(cli, command);
	else
		add_overview(cli);
	return CLI_EXIT_OK;
}

int cli_help(struct cli *cli)
{
	const char *name = cli->values.words[0];
	const struct cli_command *command = name ? cli_command_named(name) : NULL;
	if (!name || command)
		return cli_help_page(cli, command);
	const char *nearest = cli_nearest_command(name);
	const struct cli_failure failure = {
		.exit = CLI_EXIT_USAGE,
		.what = cli_text(cli, "there is no command '%s' to explain", name),
		.fix = nearest ? cli_text(cli, "couchannel help %s", nearest) : "couchannel help",
	};
	return cli_fail(cli, &failure);
}
