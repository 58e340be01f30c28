/* completion.c - what a shell needs to complete commands, verbs, options and their values. */
#include "cli/cli.h"
#include "cli/commands.h"

static void add_words(struct cli *cli, const char *const *words)
{
	for (; *words; words++)
		cli_print(cli, "%s%s", *words, words[1] ? " " : "");
}

/* ---- bash ------------------------------------------------------------------ */

static void bash_value(struct cli *cli, const struct cli_option *option)
{
	cli_print(cli, "\t--%s)\n\t\t", option->name);
	switch (option->kind) {
	case CLI_CHOICE:
		cli_print(cli, "COMPREPLY=($(compgen -W '");
		add_words(cli, option->choices);
		cli_print(cli, "' -- \"$word\"))\n\t\t");
		break;
	case CLI_FILE: cli_print(cli, "COMPREPLY=($(compgen -f -- \"$word\"))\n\t\t"); break;
	case CLI_FOLDER: cli_print(cli, "COMPREPLY=($(compgen -d -- \"$word\"))\n\t\t"); break;
	case CLI_SWITCH:
	case CLI_TEXT:
	case CLI_NUMBER: break;
	}
	cli_print(cli, "return\n\t\t;;\n");
}

static void bash_command(struct cli *cli, const struct cli_command *command)
{
	cli_print(cli, "\t%s) words='", command->name);
	for (const struct cli_verb *verb = command->verbs; verb && verb->name; verb++)
		cli_print(cli, "%s ", verb->name);
	for (size_t i = 0; cli_command_id(command) == CLI_COMMAND_HELP && i < CLI_COMMAND_COUNT; i++)
		cli_print(cli, "%s ", cli_commands[i].name);
	for (size_t i = 0; i < CLI_OPTION_COUNT; i++)
		if (cli_option_is_for(&cli_options[i], cli_command_id(command)))
			cli_print(cli, "--%s ", cli_options[i].name);
	cli_print(cli, "' ;;\n");
}

static void bash(struct cli *cli)
{
	cli_print(cli, "# couchannel completion bash\n_couchannel() {\n"
	               "\tlocal word=${COMP_WORDS[COMP_CWORD]} words=''\n"
	               "\tCOMPREPLY=()\n"
	               "\tcase ${COMP_WORDS[COMP_CWORD - 1]} in\n");
	for (size_t i = 0; i < CLI_OPTION_COUNT; i++)
		if (cli_options[i].kind != CLI_SWITCH)
			bash_value(cli, &cli_options[i]);
	cli_print(cli, "\tesac\n\tcase ${COMP_WORDS[1]} in\n");
	for (size_t i = 0; i < CLI_COMMAND_COUNT; i++)
		bash_command(cli, &cli_commands[i]);
	cli_print(cli, "\tesac\n\t((COMP_CWORD == 1)) && words='");
	for (size_t i = 0; i < CLI_COMMAND_COUNT; i++)
		cli_print(cli, "%s ", cli_commands[i].name);
	cli_print(cli, "--help --version'\n\tCOMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n}\n"
	               "complete -F _couchannel couchannel\n");
}

/* ---- zsh ------------------------------------------------------------------- */

/* A sentence inside single quotes and brackets. */
static void zsh_text(struct cli *cli, const char *text)
{
	for (; *text; text++) {
		if (*text == '\'')
			cli_print(cli, "'\\'");
		else if (strchr("[]:\\", *text))
			cc_buf_add_char(&cli->out, '\\');
		cc_buf_add_char(&cli->out, *text);
	}
}

static void zsh_option(struct cli *cli, const struct cli_option *option)
{
	cli_print(cli, "\t\t\t'--%s%s[", option->name, option->kind == CLI_SWITCH ? "" : "=");
	zsh_text(cli, option->help);
	cc_buf_add_char(&cli->out, ']');
	if (option->kind != CLI_SWITCH)
		cli_print(cli, ":%s:", option->value_name);
	if (option->kind == CLI_FILE)
		cli_print(cli, "_files");
	if (option->kind == CLI_FOLDER)
		cli_print(cli, "_files -/");
	if (option->kind == CLI_CHOICE) {
		cc_buf_add_char(&cli->out, '(');
		add_words(cli, option->choices);
		cc_buf_add_char(&cli->out, ')');
	}
	cli_print(cli, "' \\\n");
}

static void zsh_command(struct cli *cli, const struct cli_command *command)
{
	cli_print(cli, "\t%s)\n\t\t_arguments \\\n", command->name);
	for (size_t i = 0; i < CLI_OPTION_COUNT; i++)
		if (cli_option_is_for(&cli_options[i], cli_command_id(command)))
			zsh_option(cli, &cli_options[i]);
	cli_print(cli, "\t\t\t'1:what:(");
	for (const struct cli_verb *verb = command->verbs; verb && verb->name; verb++)
		cli_print(cli, "%s ", verb->name);
	for (size_t i = 0; cli_command_id(command) == CLI_COMMAND_HELP && i < CLI_COMMAND_COUNT; i++)
		cli_print(cli, "%s ", cli_commands[i].name);
	cli_print(cli, ")'\n\t\t;;\n");
}

static void zsh(struct cli *cli)
{
	cli_print(cli, "#compdef couchannel\n# couchannel completion zsh\n"
	               "local -a commands\ncommands=(\n");
	for (size_t i = 0; i < CLI_COMMAND_COUNT; i++) {
		cli_print(cli, "\t'%s:", cli_commands[i].name);
		zsh_text(cli, cli_commands[i].summary);
		cli_print(cli, "'\n");
	}
	cli_print(cli, ")\nif ((CURRENT == 2)); then\n\t_describe command commands\n\treturn\nfi\n"
	               "local command=$words[2]\nshift words\n((CURRENT--))\ncase $command in\n");
	for (size_t i = 0; i < CLI_COMMAND_COUNT; i++)
		zsh_command(cli, &cli_commands[i]);
	cli_print(cli, "esac\n");
}

/* ---- fish ------------------------------------------------------------------ */

static void fish_text(struct cli *cli, const char *text)
{
	cc_buf_add_char(&cli->out, '\'');
	for (; *text; text++) {
		if (*text == '\'' || *text == '\\')
			cc_buf_add_char(&cli->out, '\\');
		cc_buf_add_char(&cli->out, *text);
	}
	cli_print(cli, "'\n");
}

static void fish_option(struct cli *cli, const struct cli_option *option, const char *command)
{
	cli_print(cli, "complete -c couchannel -n '__fish_seen_subcommand_from %s' -l %s", command,
	          option->name);
	if (option->short_name)
		cli_print(cli, " -s %c", option->short_name);
	if (option->kind != CLI_SWITCH)
		cli_print(cli, " -r");
	if (option->kind == CLI_FILE)
		cli_print(cli, " -F");
	if (option->kind == CLI_FOLDER)
		cli_print(cli, " -a '(__fish_complete_directories)'");
	if (option->kind == CLI_CHOICE) {
		cli_print(cli, " -a '");
		add_words(cli, option->choices);
		cc_buf_add_char(&cli->out, '\'');
	}
	cli_print(cli, " -d ");
	fish_text(cli, option->help);
}

static void fish_command(struct cli *cli, const struct cli_command *command)
{
	cli_print(cli, "complete -c couchannel -n __fish_use_subcommand -a %s -d ", command->name);
	fish_text(cli, command->summary);
	for (const struct cli_verb *verb = command->verbs; verb && verb->name; verb++) {
		cli_print(cli, "complete -c couchannel -n '__fish_seen_subcommand_from %s' -a %s -d ",
		          command->name, verb->name);
		fish_text(cli, verb->help);
	}
	for (size_t i = 0; i < CLI_OPTION_COUNT; i++)
		if (cli_option_is_for(&cli_options[i], cli_command_id(command)))
			fish_option(cli, &cli_options[i], command->name);
}

static void fish(struct cli *cli)
{
	cli_print(cli, "# couchannel completion fish\ncomplete -c couchannel -f\n");
	for (size_t i = 0; i < CLI_COMMAND_COUNT; i++)
		fish_command(cli, &cli_commands[i]);
}

int cli_completion(struct cli *cli)
{
	static const struct {
		const char *shell;
		void (*print)(struct cli *cli);
	} shells[] = { { "bash", bash }, { "zsh", zsh }, { "fish", fish } };
	for (size_t i = 0; i < CC_COUNT(shells); i++)
		if (strcmp(cli->values.words[0], shells[i].shell) == 0)
			shells[i].print(cli);
	return CLI_EXIT_OK;
}
