/*
 * cli.h - what every command knows: what it was asked, where it prints, and how it ends.
 *
 * stdout carries data and nothing else; what is said to people goes to stderr.  A command that
 * fails says what, why and what to do, and ends with the exit code that the man page promises.
 */
#pragma once

#include <stdio.h>

#include "cli/options.h"
#include "platform/core/buf.h"
#include "platform/core/run.h"

#define CLI_EXITS(X)                                                                             \
	X(OK,            0, "Done.")                                                             \
	X(FAILED,        1, "Something else failed; the message says what.")                     \
	X(USAGE,         2, "The command line is wrong.")                                        \
	X(CONFIG,        3, "The configuration is wrong or incomplete.")                         \
	X(UNAVAILABLE,   4, "Something that is needed is not there: a port, a disk, an engine.") \
	X(DATA,          5, "The data folder or the schema of a database is not as it must be.") \
	X(NOT_FOUND,     6, "What was asked for does not exist.")                                \
	X(CONFLICT,      7, "Another process or an earlier change is in the way.")               \
	X(UNSAFE,        8, "Refused, because it would be unsafe.")                              \
	X(BROKEN,        9, "A promise was broken; the simulator says which, and how to see it again.") \
	X(INTERRUPTED, 130, "Ended by SIGINT (Ctrl-C).")                                         \
	X(TERMINATED,  143, "Ended at once by a second SIGTERM; the first one drains and ends with 0.")

enum cli_exit {
#define X(name, number, sentence) CLI_EXIT_##name = (number),
	CLI_EXITS(X)
#undef X
};

/* The parts of an error message.  `why` says where or for what reason; it may be NULL. */
struct cli_failure {
	enum cli_exit exit;
	const char *what, *why, *fix;
};

struct cli {
	struct cc_ctx *ctx;
	const char *program; /* as it was called */
	const struct cli_command *command; /* NULL before one is chosen */
	struct cli_values values;
	const char *const *environment;
	struct cc_buf out; /* what goes to stdout when the command has ended well */
	bool colour;       /* of stderr */
};

/* The exit code that a failure of the platform ends the program with. */
enum cli_exit cli_exit_of(cc_err err);
/* Says it on stderr and returns the exit code. */
int cli_fail(const struct cli *cli, const struct cli_failure *failure);
/* The same for a failure of the platform; `what` was being done, `fix` may be NULL. */
int cli_fail_because(const struct cli *cli, cc_err err, const char *what, const char *fix);
void cli_warn(const struct cli *cli, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* printf into the command's arena, as a C string. */
#define cli_text(cli, ...) (cc_printf((cli)->ctx, __VA_ARGS__).ptr)
/* printf to stdout. */
#define cli_print(cli, ...) cc_buf_printf(&(cli)->out, __VA_ARGS__)

/* Begins a --json answer on stdout, which says its own version: { "schema": 1.  doc_end() ends it. */
struct cli_doc;
void cli_begin_json(struct cli *cli, struct cli_doc *doc);
