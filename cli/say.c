/* say.c - what is told to people, on stderr. */
#include <stdarg.h>

#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/document.h"

#define RED    "\033[31m"
#define YELLOW "\033[33m"
#define BOLD   "\033[1m"
#define RESET  "\033[0m"

/* In one write: a log line from another thread stays out of it. */
int cli_fail(const struct cli *cli, const struct cli_failure *failure)
{
	const char *begin = cli->colour ? RED BOLD : "", *end = cli->colour ? RESET : "";
	struct cc_buf text = { .arena = cli->ctx->arena };
	cc_buf_printf(&text, "%serror:%s %s\n", begin, end, failure->what);
	if (failure->why)
		cc_buf_printf(&text, "  why: %s\n", failure->why);
	if (failure->fix)
		cc_buf_printf(&text, "  try: %s\n", failure->fix);
	cc_buf_printf(&text, "  see: couchannel help%s%s  (exit %d)\n", cli->command ? " " : "",
	              cli->command ? cli->command->name : "", failure->exit);
	fwrite(text.ptr, 1, text.len, stderr);
	return failure->exit;
}

enum cli_exit cli_exit_of(cc_err err)
{
	switch (err->code) {
	case CC_INVALID_ARGUMENT: return CLI_EXIT_CONFIG;
	case CC_UNAVAILABLE:
	case CC_DEADLINE_EXCEEDED: return CLI_EXIT_UNAVAILABLE;
	case CC_FAILED_PRECONDITION: return CLI_EXIT_DATA;
	case CC_NOT_FOUND: return CLI_EXIT_NOT_FOUND;
	case CC_ALREADY_EXISTS:
	case CC_ABORTED: return CLI_EXIT_CONFLICT;
	case CC_PERMISSION_DENIED: return CLI_EXIT_UNSAFE;
	default: return strcmp(err->reason, "migration") == 0 ? CLI_EXIT_DATA : CLI_EXIT_FAILED;
	}
}

int cli_fail_because(const struct cli *cli, cc_err err, const char *what, const char *fix)
{
	const struct cli_failure failure = {
		.exit = cli_exit_of(err),
		.what = what,
		.why = cli_text(cli, "%s (%s)", err->message, err->reason),
		.fix = fix,
	};
	return cli_fail(cli, &failure);
}

void cli_warn(const struct cli *cli, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	fprintf(stderr, "%swarning:%s ", cli->colour ? YELLOW BOLD : "", cli->colour ? RESET : "");
	vfprintf(stderr, fmt, args);
	fputc('\n', stderr);
	va_end(args);
}

void cli_begin_json(struct cli *cli, struct cli_doc *doc)
{
	doc_begin(doc, &cli->out, CLI_JSON_SYNTAX);
	doc_int(doc, "schema", 1);
}
