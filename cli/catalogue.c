/* catalogue.c - every reason that a request may be refused with, as docs/errors.md. */
#include "cli/catalogue.h"

#include "cli/problems.h"

static const char introduction[] =
	"# Errors\n"
	"\n"
	"Every refusal is an RFC 9457 problem with a stable `reason`. Switch on it, never on `detail`, which "
	"is a sentence "
	"for people and may change. This page is printed by `couchannel contracts errors` from the contracts "
	"and "
	"compared with them by the tests; a running server explains the same reasons at `/docs`.\n"
	"\n"
	"After 408, 429, 503, 504 and 507, and after an answer that got lost, a write may be sent again with "
	"its `Idempotency-Key`: it is done once. `Retry-After`, where there is one, says when.\n";

/* A bar would end the cell. */
static void put_cell(struct cc_buf *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '|')
			cc_buf_add_char(out, '\\');
		cc_buf_add_char(out, *text);
	}
}

static bool refuses_for(const struct cc_op *op, const struct cc_reason *reason)
{
	for (const struct cc_reason *const *one = op->fails; *one; one++)
		if (*one == reason)
			return true;
	return false;
}

/* The next reason of the service after `last` in the order of letters; NULL if that was all. */
static const struct cc_reason *next_reason(const struct cc_service *service, const char *last)
{
	const struct cc_reason *next = NULL;
	for (const struct cc_op *const *op = service->ops; *op; op++)
		for (const struct cc_reason *const *one = (*op)->fails; *one; one++)
			if (strcmp((*one)->name, last) > 0 && (!next || strcmp((*one)->name, next->name) < 0))
				next = *one;
	return next;
}

static void put_reason(struct cc_buf *out, const struct cc_service *service, const struct cc_reason *reason)
{
	const char *between = "";
	cc_buf_printf(out, "| `%s` | %d | ", reason->name, cc_code_http_status(reason->code));
	put_cell(out, reason->advice ? reason->advice : "");
	cc_buf_printf(out, " | ");
	for (const struct cc_op *const *op = service->ops; *op; op++) {
		if (!refuses_for(*op, reason))
			continue;
		cc_buf_printf(out, "%s`%s`", between, strchr((*op)->label, '.') + 1);
		between = ", ";
	}
	cc_buf_printf(out, " |\n");
}

static void put_service(struct cc_buf *out, const struct cc_service *service)
{
	const struct cc_reason *reason = next_reason(service, "");
	if (!reason)
		return;
	cc_buf_printf(out,
	              "\n## %s\n\n| reason | HTTP | what happened, and what to do | refused by "
	              "|\n|---|---|---|---|\n",
	              service->name);
	for (; reason; reason = next_reason(service, reason->name))
		put_reason(out, service, reason);
}

static const char *who_may_meet(const struct cli_problem *problem)
{
	static const struct {
		uint32_t when;
		const char *who;
	} kinds[] = {
		{ CLI_WHEN_ANY, "any request" },
		{ CLI_WHEN_NEVER, "before an operation is found" },
		{ CLI_WHEN_INPUT, "any with fields" },
		{ CLI_WHEN_QUERY, "any with a query" },
		{ CLI_WHEN_BODY, "any with a body" },
		{ CLI_WHEN_NO_BODY, "any without a body" },
		{ CLI_WHEN_MEMBER, "any that needs a token" },
		{ CLI_WHEN_WRITE, "any write" },
		{ CLI_WHEN_STORES, "any that writes" },
		{ CLI_WHEN_KEYED, "any write whose answer is no secret" },
		{ CLI_WHEN_JSON, "any with a JSON body" },
	};
	for (size_t i = 0; i < CC_COUNT(kinds); i++)
		if (kinds[i].when == problem->when)
			return kinds[i].who;
	cc_die("the reason %s is for requests that have no name", problem->reason);
}

static void put_declines(struct cc_buf *out)
{
	cc_buf_printf(
		out,
		"\n## Cards\n\n"
		"A booking that comes to nothing is no failed request: its `refusal` says why. That is a "
		"reason of the step that refused, such as `sold_out`, or one of these.\n\n"
		"| reason | what happened, and what to do |\n|---|---|\n");
	for (const struct cli_decline *decline = cli_declines; decline->reason; decline++)
		cc_buf_printf(out, "| `%s` | %s |\n", decline->reason, decline->meaning);
}

void catalogue_print(struct cc_buf *out, const struct cc_service *const *services)
{
	cc_buf_printf(out,
	              "%s\n## The platform\n\n| reason | HTTP | what happened, and what to do | met by "
	              "|\n|---|---|---|---|\n",
	              introduction);
	for (const struct cli_problem *problem = cli_problems; problem->reason; problem++) {
		cc_buf_printf(out, "| `%s` | %d | ", problem->reason, problem->status);
		put_cell(out, problem->meaning);
		cc_buf_printf(out, " | %s |\n", who_may_meet(problem));
	}
	put_declines(out);
	for (; *services; services++)
		put_service(out, *services);
}
