/*
 * options.h - every option there is, once.
 *
 * The parser, --help, the man page, shell completion, `couchannel config` and the example
 * environment file are printed from this table, so that they cannot disagree.  An option that is
 * configuration has an environment variable; a flag beats the variable, which beats the default.
 * No option takes a secret: secrets are files, named by an option.
 */
#pragma once

#include "platform/core/run.h"

#define CLI_COMMANDS(X)                                                                           \
	X(DEMO) X(TOUR) X(SERVE) X(PSP_SANDBOX) X(MIGRATE) X(CONFIG) X(DOCTOR) X(TOKEN) X(USER)    \
	X(EVENTS) X(SEARCH) X(SIMULATE) X(CONTRACTS) X(VERSION) X(HELP) X(MAN) X(COMPLETION)

enum cli_command_id {
#define X(name) CLI_COMMAND_##name,
	CLI_COMMANDS(X)
#undef X
	CLI_COMMAND_COUNT,
};

enum cli_option_id {
	CLI_LISTEN, CLI_DATA, CLI_TARGET, CLI_DEV, CLI_JWKS, CLI_ISSUER, CLI_AUDIENCE,
	CLI_LOG_LEVEL, CLI_LOG_STYLE, CLI_DRAIN_SECONDS, CLI_PSP, CLI_WEBHOOK_URL, CLI_MAIL_OUTBOX,
	CLI_PUBLIC_URL, CLI_SEED, CLI_CROWD, CLI_SEEDS, CLI_JOBS, CLI_BOOKINGS, CLI_GUESTS,
	CLI_FAULTS, CLI_TRACE, CLI_SHRINK, CLI_URL, CLI_DRY_RUN, CLI_ENV_EXAMPLE, CLI_AS, CLI_NAME,
	CLI_SUBJECT, CLI_SCOPE, CLI_LIFETIME_MINUTES, CLI_JSON, CLI_NO_COLOR, CLI_HELP,
	CLI_OPTION_COUNT,
};

enum cli_kind { CLI_SWITCH, CLI_TEXT, CLI_FILE, CLI_FOLDER, CLI_CHOICE, CLI_NUMBER };

enum { CLI_CHOICES_MAX = 6, CLI_WORDS_MAX = 3 };

struct cli_option {
	const char *name; /* without the dashes */
	char short_name;  /* '\0': none */
	enum cli_kind kind;
	const char *value_name; /* "HOST:PORT"; NULL for a switch */
	const char *choices[CLI_CHOICES_MAX]; /* of a CHOICE; ends with NULL */
	int64_t min, max;       /* of a NUMBER, inclusive */
	const char *variable;   /* "COUCHANNEL_LISTEN"; NULL: not configuration */
	const char *fallback;   /* the default; NULL: none */
	const char *help;       /* one sentence */
	uint32_t commands;      /* bit i: the command i has it */
};

extern const struct cli_option cli_options[CLI_OPTION_COUNT];

enum cli_origin { CLI_FROM_DEFAULT, CLI_FROM_VARIABLE, CLI_FROM_FLAG };

/* What was asked: the value of each option, and the words that are none. */
struct cli_values {
	struct {
		const char *text; /* NULL: not given, and no default; a switch that is on: "true" */
		enum cli_origin origin;
	} of[CLI_OPTION_COUNT];
	const char *words[CLI_WORDS_MAX];
	size_t word_count;
};

struct cli_failure;

bool cli_option_is_for(const struct cli_option *option, enum cli_command_id command);
bool cli_is_on(const struct cli_values *values, enum cli_option_id id);
int64_t cli_number(const struct cli_values *values, enum cli_option_id id);
const char *cli_origin_name(enum cli_origin origin); /* "flag", "env", "default" */
/* The option that was meant; NULL if no name is near. */
const char *cli_nearest_option(const char *misspelt, enum cli_command_id command);

/* Sets every value to its default. */
void cli_values_init(struct cli_values *values);
/* Reads COUCHANNEL_* for the options of this command.  False, and *failure, on a wrong value. */
bool cli_read_environment(struct cc_ctx *ctx, enum cli_command_id command, const char *const *environment,
                          struct cli_values *values, struct cli_failure *failure);
/* Reads flags and words up to a NULL argument.  False, and *failure, on an unknown or wrong one. */
bool cli_read_arguments(struct cc_ctx *ctx, enum cli_command_id command, const char *const *arguments,
                        struct cli_values *values, struct cli_failure *failure);
/* The next COUCHANNEL_* variable that no option has, from *at on, and its nearest name or NULL;
 * NULL if there is none left.  Its value is never shown. */
const char *cli_unknown_variable(struct cc_ctx *ctx, const char *const *environment, size_t *at,
                                 const char **nearest);
