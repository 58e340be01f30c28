/* main.c - finds the command, reads its options, runs it, and prints what it made. */
#include <stdlib.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/help.h"
#include "platform/adapters/clock_system.h"
#include "platform/adapters/entropy_system.h"
#include "platform/core/suggest.h"

static const char *variable(const char *name)
{
	const char *value = getenv(name);
	return value && *value ? value : NULL;
}

/* https://no-color.org: any value that is not empty. */
static bool wants_colour(const struct cli_values *values)
{
	const char *terminal = variable("TERM");
	return !cli_is_on(values, CLI_NO_COLOR) && !variable("NO_COLOR") && isatty(STDERR_FILENO) &&
	       terminal && strcmp(terminal, "dumb") != 0;
}

static int fail_unknown_command(const struct cli *cli, const char *name)
{
	const char *nearest = cli_nearest_command(name);
	const struct cli_failure failure = {
		.exit = CLI_EXIT_USAGE,
		.what = cli_text(cli, "couchannel has no command '%s'", name),
		.fix = nearest ? cli_text(cli, "couchannel %s", nearest) : "couchannel help",
	};
	return cli_fail(cli, &failure);
}

static void warn_of_unknown_variables(struct cli *cli)
{
	size_t at = 0;
	const char *name, *nearest;
	while ((name = cli_unknown_variable(cli->ctx, cli->environment, &at, &nearest)))
		cli_warn(cli, "%s is no variable of couchannel%s%s; it is ignored", name,
		         nearest ? "; did you mean " : "", nearest ? nearest : "");
}

static const struct cli_verb *verb_named(const struct cli_command *command, const char *name,
                                         const char **nearest)
{
	struct cc_nearest near = { NULL, 0 };
	for (const struct cli_verb *verb = command->verbs; verb && verb->name; verb++) {
		if (strcmp(verb->name, name) == 0)
			return verb;
		cc_nearest_offer(&near, cc_str_of(name), verb->name);
	}
	*nearest = near.name;
	return NULL;
}

/* Do the words make sense to the command?  help checks its own. */
static bool check_words(const struct cli *cli, struct cli_failure *failure)
{
	const struct cli_command *command = cli->command;
	const char *nearest = NULL, *word = cli->values.words[0];
	const struct cli_verb *verb = word ? verb_named(command, word, &nearest) : NULL;
	size_t wanted = verb ? 1 + (verb->operand != NULL) : 0;
	if (cli_command_id(command) == CLI_COMMAND_HELP ||
	    (cli->values.word_count == wanted && (verb || !command->verb_required)))
		return true;
	*failure = (struct cli_failure){
		.exit = CLI_EXIT_USAGE,
		.what = verb && cli->values.word_count < wanted
		                ? cli_text(cli, "couchannel %s %s needs %s", command->name, verb->name,
		                           verb->operand)
		        : verb ? cli_text(cli, "couchannel %s %s does not take '%s'", command->name,
		                          verb->name, cli->values.words[wanted])
		        : word ? cli_text(cli, "couchannel %s does not take '%s'", command->name, word)
		               : cli_text(cli, "couchannel %s needs to be told what", command->name),
		.fix = nearest ? cli_text(cli, "couchannel %s %s", command->name, nearest)
		               : cli_text(cli, "couchannel help %s", command->name),
	};
	return false;
}

static bool has_variables(enum cli_command_id command)
{
	for (size_t i = 0; i < CLI_OPTION_COUNT; i++)
		if (cli_options[i].variable && cli_option_is_for(&cli_options[i], command))
			return true;
	return false;
}

static int run_command(struct cli *cli, const char *const *arguments)
{
	enum cli_command_id id = cli_command_id(cli->command);
	struct cli_failure failure;
	cli_values_init(&cli->values);
	if (!cli_read_arguments(cli->ctx, id, arguments, &cli->values, &failure))
		return cli_fail(cli, &failure);
	cli->colour = wants_colour(&cli->values);
	if (cli_is_on(&cli->values, CLI_HELP))
		return cli_help_page(cli, cli->command);
	if (!check_words(cli, &failure))
		return cli_fail(cli, &failure);

	/* Read again over the environment, which a flag beats. */
	cli_values_init(&cli->values);
	if (!cli_read_environment(cli->ctx, id, cli->environment, &cli->values, &failure) ||
	    !cli_read_arguments(cli->ctx, id, arguments, &cli->values, &failure))
		return cli_fail(cli, &failure);
	if (has_variables(id))
		warn_of_unknown_variables(cli);
	return cli->command->run(cli);
}

static int run(struct cli *cli, const char *const *arguments)
{
	const char *name = arguments[0];
	cli_values_init(&cli->values);
	cli->colour = wants_colour(&cli->values);
	if (!name || strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
		return cli_help_page(cli, NULL);
	if (strcmp(name, "--version") == 0)
		name = "version";
	cli->command = cli_command_named(name);
	return cli->command ? run_command(cli, arguments + 1) : fail_unknown_command(cli, name);
}

/* What is printed and lost (a full disk, a closed pipe) is no success. */
static int print(const struct cli *cli, int exit)
{
	cc_str text = cc_buf_str(&cli->out);
	size_t written = fwrite(text.ptr, 1, text.len, stdout);
	if (fflush(stdout) == 0 && written == text.len)
		return exit;
	const struct cli_failure failure = {
		.exit = CLI_EXIT_FAILED,
		.what = "cannot write to stdout",
		.why = "the disk is full, or the program that reads has ended",
		.fix = "write to another place",
	};
	return cli_fail(cli, &failure);
}

int main(int argc, char **argv)
{
	struct cc_clock clock;
	cc_clock_system_init(&clock);
	struct cc_ctx ctx = {
		.arena = cc_arena_new(),
		.clock = &clock,
		.entropy = cc_entropy_system_new(),
		.deadline = CC_TIME_NEVER,
	};
	struct cli cli = { .ctx = &ctx };
	cli.program = argc > 0 ? argv[0] : "couchannel";
	cli.out.arena = ctx.arena;
	cli.environment = (const char *const *)environ;
	int exit = print(&cli, run(&cli, (const char *const *)argv + (argc > 0)));
	cc_entropy_system_free(ctx.entropy);
	cc_arena_free(ctx.arena);
	return exit;
}
