/*
 * input.h - what a request says, as the operation's input.
 *
 * Fields in the route's braces come from the path; the others from the query for GET and DELETE, else from
 * the body.  Where an op has a signature_header, the body is one field and that header another.  Nothing
 * is ignored: an unknown parameter, and one given twice that may be there once, is refused.
 */
#pragma once

#include "platform/core/run.h"
#include "platform/server/router.h"

enum { CC_QUERY_PARAMETERS_MAX = 64 };

struct cc_input {
	const struct cc_route_match *match; /* of an operation */
	cc_str query, body;                 /* as sent; strings of the message may point into them */
	cc_str signature;                   /* the op's signature_header; empty if it is not there */
};

/* Do the fields that are not in the path stand in the body? */
bool cc_input_takes_body(const struct cc_op *op);

/* Reads and validates; msg must be zeroed.  Fails with INVALID_ARGUMENT: `invalid_argument` with violations,
 * `malformed_json`, `malformed_query`. */
CC_RESULT cc_input_read(struct cc_ctx *ctx, const struct cc_input *input, void *msg);
