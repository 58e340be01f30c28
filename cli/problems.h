/*
 * problems.h - the refusals that the platform itself gives, for OpenAPI and the reference page.
 *
 * A service's own refusals stand in its contract (`fails`).
 */
#pragma once

#include "platform/core/service.h"

/* Which requests may meet it. */
enum cli_when {
	CLI_WHEN_ANY = 1 << 0,
	CLI_WHEN_INPUT = 1 << 1,   /* has fields that a caller fills in */
	CLI_WHEN_QUERY = 1 << 2,
	CLI_WHEN_BODY = 1 << 3,
	CLI_WHEN_NO_BODY = 1 << 4, /* its method takes none */
	CLI_WHEN_MEMBER = 1 << 5,  /* needs a token */
	CLI_WHEN_WRITE = 1 << 6,
	CLI_WHEN_NEVER = 1 << 7,   /* found before an operation is */
	CLI_WHEN_JSON = 1 << 8,    /* has a body that is not just bytes */
	CLI_WHEN_STORES = 1 << 10, /* a write, or asks for one */
	CLI_WHEN_KEYED = 1 << 9,   /* may come with an Idempotency-Key */
};

struct cli_problem {
	const char *reason;
	int status;
	uint32_t when;
	const char *meaning; /* what happened and what to do */
};

extern const struct cli_problem cli_problems[]; /* by status; ends with { 0 } */

/* Why a card does not pay: a booking's `refusal` and a payment's `decline_reason`, of no HTTP status. */
struct cli_decline {
	const char *reason, *meaning;
};

extern const struct cli_decline cli_declines[]; /* ends with { 0 } */

struct cli_status {
	int number;
	const char *phrase; /* RFC 9110 section 15 */
};

extern const struct cli_status cli_statuses[]; /* of failures, rising; ends with { 0 } */

/* Is this field part of the path, and so of neither body nor query? */
bool cli_in_path(const struct cc_op *op, const struct cc_field *field);
bool cli_has_body(const struct cc_op *op);
/* The kinds of request that the operation is (cli_when). */
uint32_t cli_when(const struct cc_op *op);
/* Reasons with which the operation may be refused under this status, at most `max`; how many. */
size_t cli_reasons(const struct cc_op *op, int status, const char **reasons, size_t max);
