/* man.c - the manual page, in the language of man(7). */
#include "cli/build.h"
#include "cli/help.h"

/* A backslash is escaped, a dash is a minus, no line begins as a request, an empty line parts paragraphs. */
static void add_text(struct cli *cli, const char *text)
{
	struct cc_buf *out = &cli->out;
	bool line_start = true;
	for (; *text; text++) {
		if (line_start && (*text == '.' || *text == '\''))
			cc_buf_add(out, CC_STR("\\&"));
		line_start = *text == '\n';
		if (*text == '\\')
			cc_buf_add(out, CC_STR("\\e"));
		else if (*text == '-')
			cc_buf_add(out, CC_STR("\\-"));
		else if (*text != '\n')
			cc_buf_add_char(out, *text);
		else if (text[1] == '\n')
			cc_buf_add(out, CC_STR("\n.PP"));
		else
			cc_buf_add_char(out, '\n');
	}
}

/* ".TP", a bold name, an italic operand, then its text. */
static void add_item(struct cli *cli, const char *name, const char *operand, const char *text)
{
	cli_print(cli, ".TP\n\\fB");
	add_text(cli, name);
	cli_print(cli, "\\fR");
	if (operand) {
		cli_print(cli, " \\fI");
		add_text(cli, operand);
		cli_print(cli, "\\fR");
	}
	cc_buf_add_char(&cli->out, '\n');
	add_text(cli, text);
	cc_buf_add_char(&cli->out, '\n');
}

static void add_commands(struct cli *cli)
{
	cli_print(cli, ".SH COMMANDS\n");
	for (size_t i = 0; i < CLI_COMMAND_COUNT; i++) {
		const struct cli_command *command = &cli_commands[i];
		cli_print(cli, ".SS ");
		add_text(cli, cli_synopsis(cli, command));
		cc_buf_add_char(&cli->out, '\n');
		add_text(cli, command->summary);
		cc_buf_add_char(&cli->out, '\n');
		add_text(cli, command->description);
		cc_buf_add_char(&cli->out, '\n');
		for (const struct cli_verb *verb = command->verbs; verb && verb->name; verb++)
			add_item(cli, verb->name, verb->operand, verb->help);
	}
}

static const char *owners(struct cli *cli, const struct cli_option *option)
{
	struct cc_buf text = { .arena = cli->ctx->arena };
	size_t count = 0;
	for (enum cli_command_id i = 0; i < CLI_COMMAND_COUNT; i++) {
		if (!cli_option_is_for(option, i))
			continue;
		cc_buf_printf(&text, "%s%s", count > 0 ? ", " : "", cli_commands[i].name);
		count++;
	}
	return count == CLI_COMMAND_COUNT ? "every command" : cc_copy(cli->ctx, cc_buf_str(&text)).ptr;
}

static void add_options(struct cli *cli)
{
	cli_print(cli, ".SH OPTIONS\n");
	for (size_t i = 0; i < CLI_OPTION_COUNT; i++) {
		const struct cli_option *option = &cli_options[i];
		const char *letter = option->short_name ? cli_text(cli, "-%c, ", option->short_name) : "";
		add_item(cli, cli_text(cli, "%s--%s", letter, option->name), option->value_name,
		         cli_text(cli, "%s Of %s.", cli_option_sentence(cli, option), owners(cli, option)));
	}
}

static void add_environment(struct cli *cli)
{
	cli_print(cli,
	          ".SH ENVIRONMENT\nA flag beats the variable, which beats the default. An empty variable "
	          "is none.\n");
	for (size_t i = 0; i < CLI_OPTION_COUNT; i++)
		if (cli_options[i].variable)
			add_item(cli, cli_options[i].variable, NULL,
			         cli_text(cli, "The same as --%s.", cli_options[i].name));
	add_item(cli, "NO_COLOR", NULL, "If it is not empty, nothing is coloured.");
}

static void add_exits(struct cli *cli)
{
	static const struct {
		int number;
		const char *sentence;
	} exits[] = {
#define X(name, number, sentence) { number, sentence },
		CLI_EXITS(X)
#undef X
	};
	cli_print(cli, ".SH EXIT STATUS\n");
	for (size_t i = 0; i < CC_COUNT(exits); i++)
		add_item(cli, cli_text(cli, "%d", exits[i].number), NULL, exits[i].sentence);
}

static void add_examples(struct cli *cli)
{
	cli_print(cli, ".SH EXAMPLES\n");
	for (size_t i = 0; i < CLI_COMMAND_COUNT; i++)
		for (const struct cli_example *example = cli_commands[i].examples; example->line; example++)
			add_item(cli, example->line, NULL, example->what);
}

int cli_man(struct cli *cli)
{
	cli_print(cli, ".TH COUCHANNEL 1 \"\" \"couchannel %s\" \"User Commands\"\n", CLI_VERSION);
	cli_print(cli,
	          ".SH NAME\ncouchannel \\- watch the match on someone's couch: the marketplace, as one "
	          "server\n"
	          ".SH SYNOPSIS\n.B couchannel\n.I COMMAND\n[\\fIOPTIONS\\fR]\n"
	          ".SH DESCRIPTION\n"
	          "Hosts share a living room and a subscription; guests book seats. One program runs the\n"
	          "services and their HTTP interface, and keeps one SQLite database for each of them.\n"
	          "Data is printed to stdout; messages go to stderr.\n");
	add_commands(cli);
	add_options(cli);
	add_environment(cli);
	cli_print(cli, ".SH FILES\n");
	add_item(cli, "couchannel-data/SERVICE.db", NULL,
	         "A service's database; -wal and -shm belong to it.");
	add_item(cli, "couchannel-data/signing-key.pem", NULL,
	         "What tokens and tickets are signed with; readable by its owner only.");
	add_item(cli, "couchannel-data/seal.key", NULL,
	         "What quotes are sealed with; readable by its owner only. Made at the first start.");
	add_item(cli, "couchannel-data/cipher.keys", NULL,
	         "What addresses are encrypted with; readable by its owner only. Made at the first start; "
	         "without it, no address can be read.");
	add_item(cli, "couchannel-data/couchannel.lock", NULL,
	         "Held by the process that writes to the folder.");
	add_exits(cli);
	add_examples(cli);
	return CLI_EXIT_OK;
}
