/* parse.c - from arguments and environment to values, by the option table. */
#include <errno.h>
#include <stdlib.h>

#include "cli/cli.h"
#include "cli/commands.h"
#include "platform/core/suggest.h"

static const char variable_prefix[] = "COUCHANNEL_";

bool cli_option_is_for(const struct cli_option *option, enum cli_command_id command)
{
	return option->commands >> command & 1;
}

bool cli_is_on(const struct cli_values *values, enum cli_option_id id)
{
	return values->of[id].text && strcmp(values->of[id].text, "true") == 0;
}

int64_t cli_number(const struct cli_values *values, enum cli_option_id id)
{
	return strtoll(values->of[id].text, NULL, 10);
}

const char *cli_origin_name(enum cli_origin origin)
{
	static const char *const names[] = {
		[CLI_FROM_DEFAULT] = "default", [CLI_FROM_VARIABLE] = "env", [CLI_FROM_FLAG] = "flag"
	};
	return names[origin];
}

void cli_values_init(struct cli_values *values)
{
	*values = (struct cli_values){ 0 };
	for (size_t i = 0; i < CLI_OPTION_COUNT; i++)
		values->of[i].text = cli_options[i].fallback;
}

const char *cli_nearest_option(const char *misspelt, enum cli_command_id command)
{
	struct cc_nearest nearest = { NULL, 0 };
	for (size_t i = 0; i < CLI_OPTION_COUNT; i++)
		if (cli_option_is_for(&cli_options[i], command))
			cc_nearest_offer(&nearest, cc_str_of(misspelt), cli_options[i].name);
	return nearest.name;
}

/* What is being read, and for whom. */
struct reading {
	struct cc_ctx *ctx;
	enum cli_command_id command;
	struct cli_values *values;
	struct cli_failure *failure;
};

/* ---- Values ---------------------------------------------------------------- */

/* How a person wrote the option: "--listen" or "COUCHANNEL_LISTEN". */
static const char *written(struct cc_ctx *ctx, const struct cli_option *option, enum cli_origin origin)
{
	return origin == CLI_FROM_FLAG ? cc_printf(ctx, "--%s", option->name).ptr : option->variable;
}

static bool is_one_of(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (strcmp(text, *words) == 0)
			return true;
	return false;
}

static bool is_number(const struct cli_option *option, const char *text)
{
	char *end;
	errno = 0;
	long long n = strtoll(text, &end, 10);
	return errno == 0 && end != text && *end == '\0' && n >= option->min && n <= option->max;
}

static const char *choices_text(struct cc_ctx *ctx, const struct cli_option *option)
{
	struct cc_buf text = { .arena = ctx->arena };
	for (size_t i = 0; option->choices[i]; i++) {
		if (i > 0)
			cc_buf_add(&text, option->choices[i + 1] ? CC_STR(", ") : CC_STR(" or "));
		cc_buf_add(&text, cc_str_of(option->choices[i]));
	}
	return cc_copy(ctx, cc_buf_str(&text)).ptr;
}

static const char *nearest_choice(const struct cli_option *option, const char *text)
{
	struct cc_nearest nearest = { NULL, 0 };
	for (size_t i = 0; option->choices[i]; i++)
		cc_nearest_offer(&nearest, cc_str_of(text), option->choices[i]);
	return nearest.name;
}

/* What the option wants instead of `text`; NULL if `text` is fine. */
static const char *expected(struct cc_ctx *ctx, const struct cli_option *option, const char *text)
{
	switch (option->kind) {
	case CLI_SWITCH:
		return is_one_of(text, (const char *const[]){ "true", "false", "1", "0", NULL })
		               ? NULL
		               : "true or false";
	case CLI_CHOICE: return is_one_of(text, option->choices) ? NULL : choices_text(ctx, option);
	case CLI_NUMBER:
		return is_number(option, text) ? NULL
		                               : cc_printf(ctx, "a whole number from %lld to %lld",
		                                           (long long)option->min, (long long)option->max)
		                                         .ptr;
	case CLI_TEXT:
	case CLI_FILE:
	case CLI_FOLDER: break;
	}
	return *text ? NULL : "something: it is empty";
}

static bool set(struct reading *reading, enum cli_option_id id, const char *text, enum cli_origin origin)
{
	struct cc_ctx *ctx = reading->ctx;
	const struct cli_option *option = &cli_options[id];
	const char *wanted = expected(ctx, option, text);
	if (!wanted) {
		bool on = option->kind == CLI_SWITCH && (*text == 't' || *text == '1');
		reading->values->of[id].text = option->kind != CLI_SWITCH ? text : on ? "true" : NULL;
		reading->values->of[id].origin = origin;
		return true;
	}
	const char *name = written(ctx, option, origin);
	const char *nearest = option->kind == CLI_CHOICE ? nearest_choice(option, text) : NULL;
	const char *better = nearest ? nearest : option->value_name ? option->value_name : "true";
	*reading->failure = (struct cli_failure){
		.exit = origin == CLI_FROM_FLAG ? CLI_EXIT_USAGE : CLI_EXIT_CONFIG,
		.what = cc_printf(ctx, "%s cannot be '%s'", name, text).ptr,
		.why = cc_printf(ctx, "it must be %s", wanted).ptr,
		.fix = cc_printf(ctx, "%s%c%s", name, origin == CLI_FROM_FLAG ? ' ' : '=', better).ptr,
	};
	return false;
}

/* ---- The environment ------------------------------------------------------- */

/* The value of "NAME=value", or NULL if that is another variable. */
static const char *value_of(const char *assignment, const char *name)
{
	size_t len = strlen(name);
	return strncmp(assignment, name, len) == 0 && assignment[len] == '=' ? assignment + len + 1 : NULL;
}

static const char *variable(const char *const *environment, const char *name)
{
	for (size_t i = 0; environment[i]; i++) {
		const char *value = value_of(environment[i], name);
		if (value)
			return value;
	}
	return NULL;
}

/* An empty variable is none, as a line of an environment file that was left blank. */
bool cli_read_environment(struct cc_ctx *ctx, enum cli_command_id command, const char *const *environment,
                          struct cli_values *values, struct cli_failure *failure)
{
	struct reading reading = { ctx, command, values, failure };
	for (enum cli_option_id i = 0; i < CLI_OPTION_COUNT; i++) {
		if (!cli_options[i].variable || !cli_option_is_for(&cli_options[i], command))
			continue;
		const char *value = variable(environment, cli_options[i].variable);
		if (value && *value && !set(&reading, i, value, CLI_FROM_VARIABLE))
			return false;
	}
	return true;
}

static bool is_known(const char *assignment)
{
	for (size_t i = 0; i < CLI_OPTION_COUNT; i++)
		if (cli_options[i].variable && value_of(assignment, cli_options[i].variable))
			return true;
	return false;
}

/* What all names begin with says nothing about which one was meant. */
static const char *nearest_variable(cc_str name)
{
	size_t prefix = strlen(variable_prefix);
	struct cc_nearest nearest = { NULL, 0 };
	for (size_t i = 0; i < CLI_OPTION_COUNT; i++)
		if (cli_options[i].variable)
			cc_nearest_offer(&nearest, (cc_str){ name.ptr + prefix, name.len - prefix },
			                 cli_options[i].variable + prefix);
	return nearest.name ? nearest.name - prefix : NULL;
}

const char *cli_unknown_variable(struct cc_ctx *ctx, const char *const *environment, size_t *at,
                                 const char **nearest)
{
	for (; environment[*at]; ++*at) {
		const char *assignment = environment[*at];
		if (strncmp(assignment, variable_prefix, strlen(variable_prefix)) != 0 ||
		    is_known(assignment))
			continue;
		cc_str name = { assignment, strcspn(assignment, "=") };
		++*at;
		*nearest = nearest_variable(name);
		return cc_copy(ctx, name).ptr;
	}
	return NULL;
}

/* ---- Arguments ------------------------------------------------------------- */

static const char *commands_with(struct cc_ctx *ctx, const struct cli_option *option)
{
	struct cc_buf text = { .arena = ctx->arena };
	for (enum cli_command_id i = 0; i < CLI_COMMAND_COUNT; i++)
		if (cli_option_is_for(option, i))
			cc_buf_printf(&text, "%s%s", text.len > 0 ? ", " : "", cli_commands[i].name);
	return cc_copy(ctx, cc_buf_str(&text)).ptr;
}

static bool fail_unknown(struct reading *reading, cc_str name, const char *dashes)
{
	struct cc_ctx *ctx = reading->ctx;
	const char *asked = cc_copy(ctx, name).ptr;
	const char *command_name = cli_commands[reading->command].name;
	const char *nearest = cli_nearest_option(asked, reading->command);
	*reading->failure = (struct cli_failure){
		.exit = CLI_EXIT_USAGE,
		.what = cc_printf(ctx, "couchannel %s has no option %s%s", command_name, dashes, asked).ptr,
		.fix = nearest ? cc_printf(ctx, "couchannel %s --%s", command_name, nearest).ptr
		               : cc_printf(ctx, "couchannel help %s", command_name).ptr,
	};
	for (size_t i = 0; i < CLI_OPTION_COUNT; i++)
		if (strcmp(cli_options[i].name, asked) == 0)
			reading->failure->why = cc_printf(ctx, "it is an option of %s",
			                                  commands_with(ctx, &cli_options[i]))
			                                .ptr;
	return false;
}

/* CLI_OPTION_COUNT if the command has none of that name. */
static enum cli_option_id option_named(enum cli_command_id command, cc_str name)
{
	enum cli_option_id id = 0;
	while (id < CLI_OPTION_COUNT && !(cli_option_is_for(&cli_options[id], command) &&
	                                  cc_str_eq(cc_str_of(cli_options[id].name), name)))
		id++;
	return id;
}

static enum cli_option_id option_lettered(enum cli_command_id command, const char *letters)
{
	enum cli_option_id id = 0;
	while (id < CLI_OPTION_COUNT && !(cli_option_is_for(&cli_options[id], command) &&
	                                  letters[1] == '\0' && cli_options[id].short_name == letters[0]))
		id++;
	return id;
}

/* One option at *at, and its value if that is the next argument. */
static bool read_option(struct reading *reading, const char *const **at)
{
	const char *argument = *(*at)++;
	const char *name = argument + strspn(argument, "-");
	bool is_long = argument[1] == '-';
	const char *equals = is_long ? strchr(name, '=') : NULL;
	cc_str written_name = { name, equals ? (size_t)(equals - name) : strlen(name) };
	enum cli_option_id id = is_long ? option_named(reading->command, written_name)
	                                : option_lettered(reading->command, name);
	if (id == CLI_OPTION_COUNT)
		return fail_unknown(reading, written_name, is_long ? "--" : "-");
	const struct cli_option *option = &cli_options[id];
	if (equals)
		return set(reading, id, equals + 1, CLI_FROM_FLAG);
	if (option->kind == CLI_SWITCH)
		return set(reading, id, "true", CLI_FROM_FLAG);
	if (**at)
		return set(reading, id, *(*at)++, CLI_FROM_FLAG);
	*reading->failure = (struct cli_failure){
		.exit = CLI_EXIT_USAGE,
		.what = cc_printf(reading->ctx, "--%s needs a value", option->name).ptr,
		.why = option->help,
		.fix = cc_printf(reading->ctx, "--%s %s", option->name, option->value_name).ptr,
	};
	return false;
}

static bool read_word(struct reading *reading, const char *word)
{
	struct cli_values *values = reading->values;
	if (values->word_count < CLI_WORDS_MAX) {
		values->words[values->word_count++] = word;
		return true;
	}
	*reading->failure = (struct cli_failure){
		.exit = CLI_EXIT_USAGE,
		.what = cc_printf(reading->ctx, "'%s' is one word too many", word).ptr,
		.fix = cc_printf(reading->ctx, "couchannel help %s", cli_commands[reading->command].name).ptr,
	};
	return false;
}

bool cli_read_arguments(struct cc_ctx *ctx, enum cli_command_id command, const char *const *arguments,
                        struct cli_values *values, struct cli_failure *failure)
{
	struct reading reading = { ctx, command, values, failure };
	bool only_words = false; /* after "--" */
	while (*arguments) {
		const char *argument = *arguments;
		bool is_option = !only_words && argument[0] == '-' && argument[1] != '\0';
		if (!only_words && strcmp(argument, "--") == 0) {
			only_words = true;
			arguments++;
		} else if (is_option) {
			if (!read_option(&reading, &arguments))
				return false;
		} else if (!read_word(&reading, *arguments++)) {
			return false;
		}
	}
	return true;
}
