#include "platform/server/input.h"

#include "platform/core/json.h"
#include "platform/core/suggest.h"
#include "platform/core/validate.h"
#include "platform/core/violations.h"
#include "platform/server/refusal.h"
#include "platform/server/uri.h"

bool cc_input_takes_body(const struct cc_op *op)
{
	return strcmp(op->method, "GET") != 0 && strcmp(op->method, "DELETE") != 0;
}

static uint64_t bit_of(const struct cc_message *message, const struct cc_field *field)
{
	return UINT64_C(1) << (field - message->fields);
}

static CC_RESULT read_path(struct cc_ctx *ctx, const struct cc_route_match *match, void *msg, uint64_t *given)
{
	const struct cc_message *message = match->route->op->in;
	for (size_t i = 0; i < match->route->param_count; i++) {
		const struct cc_field *field = match->route->params[i].field;
		TRY(cc_text_decode(ctx, match->params[i], message, field, msg));
		*given |= bit_of(message, field);
	}
	return CC_OK;
}

static CC_RESULT refuse(struct cc_ctx *ctx, cc_str name, const char *rule, const char *why)
{
	const struct cc_path root = { NULL, NULL, 0 }, path = { &root, cc_copy(ctx, name).ptr, 0 };
	struct cc_violations violations = { .ctx = ctx };
	cc_violate(&violations, &path, rule, "%s %s", path.name, why);
	return cc_violations_result(&violations);
}

/* Where the fields come from the body, or are bound by the path, a parameter of that name is as unknown as
 * any other. */
static CC_RESULT refuse_unknown(struct cc_ctx *ctx, const struct cc_op *op, cc_str name, uint64_t path_bits)
{
	const char *meant = cc_input_takes_body(op) ? NULL : cc_suggest_field(op->in, name, path_bits);
	const char *why = "is no parameter; leave it out.";
	if (meant)
		why = cc_printf(ctx, "is no parameter; did you mean %s?", meant).ptr;
	return refuse(ctx, name, "unknown_parameter", why);
}

struct query {
	const struct cc_op *op;
	void *msg;
	uint64_t path_bits, given;
};

static CC_RESULT read_parameter(struct cc_ctx *ctx, struct query *query, cc_str name, cc_str value)
{
	const struct cc_message *message = query->op->in;
	const struct cc_field *field = cc_input_takes_body(query->op) ? NULL : cc_field_named(message, name);
	if (!field || field->type == CC_MESSAGE || (query->path_bits & bit_of(message, field)))
		return refuse_unknown(ctx, query->op, name, query->path_bits);
	if (!field->repeated && (query->given & bit_of(message, field)))
		return refuse(ctx, name, "duplicate_parameter", "is given twice; give it once.");
	query->given |= bit_of(message, field);
	return cc_text_decode(ctx, value, message, field, query->msg);
}

static CC_RESULT read_query(struct cc_ctx *ctx, struct query *query, cc_str rest)
{
	for (size_t count = 0; rest.len > 0; count++) {
		if (count == CC_QUERY_PARAMETERS_MAX)
			return cc_refuse(ctx, &cc_malformed_query, "A query has at most %d parameters.",
			                 CC_QUERY_PARAMETERS_MAX);
		cc_str value = cc_uri_take(&rest, '&');
		if (value.len == 0)
			continue;
		cc_str name = cc_uri_take(&value, '=');
		if (!cc_uri_decode_query(ctx->arena, name, &name) ||
		    !cc_uri_decode_query(ctx->arena, value, &value) || !cc_utf8_valid(name))
			return cc_refuse(ctx, &cc_malformed_query,
			                 "The query is not percent-encoded UTF-8; encode it again.");
		TRY(read_parameter(ctx, query, name, value));
	}
	return CC_OK;
}

/* What is signed is those very bytes: nothing may read and write them in between. */
static void read_signed(const struct cc_input *input, const struct cc_message *message, void *msg)
{
	const struct cc_field *body = cc_field_named(message, CC_STR("body"));
	const struct cc_field *signature = cc_field_named(message, CC_STR("signature"));
	*(cc_str *)((char *)msg + body->offset) = input->body;
	*(cc_str *)((char *)msg + signature->offset) = input->signature;
}

cc_err cc_input_read(struct cc_ctx *ctx, const struct cc_input *input, void *msg)
{
	struct query query = { .op = input->match->route->op, .msg = msg };
	TRY(read_path(ctx, input->match, msg, &query.path_bits));
	TRY(read_query(ctx, &query, input->query));

	if (query.op->signature_header) {
		read_signed(input, query.op->in, msg);
		return cc_validate(ctx, query.op->in, msg);
	}
	uint64_t given = query.path_bits | query.given;
	cc_str body = input->body.len > 0 ? input->body : CC_STR("{}");
	TRY(cc_json_decode(ctx, body, query.op->in, msg, &given));
	return cc_validate(ctx, query.op->in, msg);
}
