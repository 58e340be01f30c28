/* commands.h - every command there is: what it does, what it is called with, and who does it. */
#pragma once

#include "cli/options.h"

struct cli;

struct cli_verb {
	const char *name;    /* "openapi" */
	const char *operand; /* "ID"; NULL: none */
	const char *help;    /* one sentence */
};

struct cli_example {
	const char *line, *what;
};

struct cli_command {
	const char *name;
	const char *summary;                /* one sentence, for lists */
	const char *description;            /* more of them, for its own page; paragraphs end with \n\n */
	const struct cli_verb *verbs;       /* what may be its first word; ends with { 0 }; may be NULL */
	bool verb_required;
	const struct cli_example *examples; /* ends with { 0 } */
	int (*run)(struct cli *cli);
};

extern const struct cli_command cli_commands[CLI_COMMAND_COUNT];

/* NULL if there is none of that name. */
const struct cli_command *cli_command_named(const char *name);
enum cli_command_id cli_command_id(const struct cli_command *command);
/* NULL if no command's name is near. */
const char *cli_nearest_command(const char *misspelt);

int cli_demo(struct cli *cli);
int cli_tour(struct cli *cli);
int cli_serve(struct cli *cli);
int cli_psp_sandbox(struct cli *cli);
int cli_migrate(struct cli *cli);
int cli_config(struct cli *cli);
int cli_doctor(struct cli *cli);
int cli_token(struct cli *cli);
int cli_user(struct cli *cli);
int cli_events(struct cli *cli);
int cli_search(struct cli *cli);
int cli_simulate(struct cli *cli);
int cli_contracts(struct cli *cli);
int cli_version(struct cli *cli);
int cli_help(struct cli *cli);
int cli_man(struct cli *cli);
int cli_completion(struct cli *cli);
