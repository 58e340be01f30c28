#include "cli/tour/request.h"

#include "cli/problems.h"
#include "platform/core/field.h"
#include "platform/core/json.h"

/* ---- Requests ---------------------------------------------------------------- */

/* The message with some of its fields alone. */
static struct cc_message part_of(struct cc_ctx *ctx, const struct cc_op *op, bool in_path)
{
	struct cc_field *fields = cc_alloc_array(ctx, op->in->field_count, sizeof *fields);
	struct cc_message part = *op->in;
	part.fields = fields;
	part.field_count = 0;
	for (size_t i = 0; i < op->in->field_count; i++)
		if (cli_in_path(op, &op->in->fields[i]) == in_path)
			fields[part.field_count++] = op->in->fields[i];
	return part;
}

/* As JSON has it, without the quotes. */
static cc_str scalar_text(struct cc_ctx *ctx, const struct cc_field *field, const void *in)
{
	const struct cc_message one = { .name = "one", .size = 0, .fields = field, .field_count = 1 };
	struct cc_buf json = { .arena = ctx->arena };
	cc_json_encode(&json, &one, in);
	size_t begin = strlen(field->name) + 4, end = json.len - 1; /* {"name":value} */
	if (json.ptr[begin] == '"')
		return (cc_str){ json.ptr + begin + 1, end - begin - 2 };
	return (cc_str){ json.ptr + begin, end - begin };
}

/* RFC 3986 section 2.3: what is not unreserved is encoded. */
static void put_encoded(struct cc_buf *out, cc_str text)
{
	static const char unreserved[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] && strchr(unreserved, text.ptr[i]))
			cc_buf_add_char(out, text.ptr[i]);
		else
			cc_buf_printf(out, "%%%02X", (unsigned)(unsigned char)text.ptr[i]);
}

static void put_path(struct cc_ctx *ctx, struct cc_buf *out, const struct cc_op *op, const void *in)
{
	for (const char *at = op->path; *at;) {
		if (*at != '{') {
			cc_buf_add_char(out, *at++);
			continue;
		}
		size_t len = strcspn(at, "}");
		const struct cc_field *field = cc_field_named(op->in, (cc_str){ at + 1, len - 1 });
		assert(field); /* the contract compiler saw to it */
		put_encoded(out, scalar_text(ctx, field, in));
		at += len + 1;
	}
}

static void put_pair(struct cc_buf *out, const char *between, const char *name, cc_str value)
{
	cc_buf_printf(out, "%s%s=", between, name);
	put_encoded(out, value);
}

/* Lists of texts, and scalars; a switch that is off is left out. */
static void put_query(struct cc_ctx *ctx, struct cc_buf *out, const struct cc_message *rest, const void *in)
{
	const char *between = "?";
	for (size_t i = 0; i < rest->field_count; i++) {
		const struct cc_field *field = &rest->fields[i];
		const struct cc_str_list *texts = cc_field_of(field, in);
		for (size_t j = 0; field->repeated && j < texts->count; j++, between = "&")
			put_pair(out, between, field->name, texts->items[j]);
		bool off = field->type == CC_BOOL && !*(const bool *)cc_field_of(field, in);
		if (field->repeated || off || cc_field_absent(field, in))
			continue;
		put_pair(out, between, field->name, scalar_text(ctx, field, in));
		between = "&";
	}
}

void tour_write_request(struct cc_ctx *ctx, const struct tour_request *request,
                        struct tour_exchange *exchange)
{
	const struct cc_op *op = request->op;
	const void *in = request->in;
	struct cc_message rest = part_of(ctx, op, false);
	struct cc_buf path = { .arena = ctx->arena };
	put_path(ctx, &path, op, in);
	*exchange = (struct tour_exchange){
		.method = op->method,
		.keyed = cc_op_takes_key(op),
	};
	if (cli_has_body(op)) {
		struct cc_buf body = { .arena = ctx->arena };
		cc_json_encode(&body, &rest, in);
		exchange->body = cc_copy(ctx, cc_buf_str(&body));
	} else {
		put_query(ctx, &path, &rest, in);
	}
	exchange->path = cc_copy(ctx, cc_buf_str(&path)).ptr;
}

/* ---- Answers ------------------------------------------------------------------- */

struct violation {
	cc_str pointer, rule, description;
};

struct violation_list {
	struct violation *items;
	size_t count;
};

/* RFC 9457. */
struct problem {
	cc_str type, title, detail, instance, reason;
	int32_t status;
	struct violation_list violations;
};

#define TEXT(struct_, name_, tag_)                                                                           \
	{                                                                                                    \
		.name = #name_, .json_name = #name_, .tag = (tag_), .type = CC_STRING,                       \
		.presence = CC_IMPLICIT, .max = 4096, .offset = offsetof(struct struct_, name_)              \
	}

static const struct cc_field violation_fields[] = {
	TEXT(violation, pointer, 1),
	TEXT(violation, rule, 2),
	TEXT(violation, description, 3),
};

static const struct cc_message violation_message = {
	.name = "violation",
	.size = sizeof(struct violation),
	.fields = violation_fields,
	.field_count = CC_COUNT(violation_fields),
};

static const struct cc_field problem_fields[] = {
	TEXT(problem, type, 1),
	TEXT(problem, title, 2),
	TEXT(problem, detail, 3),
	TEXT(problem, instance, 4),
	TEXT(problem, reason, 5),
	{ .name = "status",
	  .json_name = "status",
	  .tag = 6,
	  .type = CC_INT32,
	  .presence = CC_IMPLICIT,
	  .max = 599,
	  .offset = offsetof(struct problem, status) },
	{ .name = "violations",
	  .json_name = "violations",
	  .tag = 7,
	  .type = CC_MESSAGE,
	  .presence = CC_IMPLICIT,
	  .repeated = true,
	  .max_items = 100,
	  .offset = offsetof(struct problem, violations),
	  .message = &violation_message },
};

static const struct cc_message problem_message = {
	.name = "problem",
	.size = sizeof(struct problem),
	.fields = problem_fields,
	.field_count = CC_COUNT(problem_fields),
};

static const char *text_of(struct cc_ctx *ctx, cc_str text)
{
	return cc_printf(ctx, "%.*s", (int)text.len, text.ptr).ptr;
}

static CC_RESULT fail_as(struct cc_ctx *ctx, const struct tour_exchange *exchange)
{
	struct problem problem = { 0 };
	cc_str json = cc_str_eq(exchange->content_type, CC_STR("application/problem+json")) ? exchange->answer
	                                                                                    : CC_STR("{}");
	struct cc_error *error = cc_alloc(ctx, sizeof *error);
	TRY(cc_json_decode(ctx, json, &problem_message, &problem, NULL));
	*error = (struct cc_error){
		.code = exchange->status < 500 ? CC_FAILED_PRECONDITION : CC_UNAVAILABLE,
		.reason = text_of(ctx, problem.reason),
		.message = text_of(ctx, problem.detail),
		.http_status = exchange->status,
	};
	return error;
}

/* An answer that is no JSON is the `bytes body` of its message. */
static void set_body(const struct cc_message *message, void *out, cc_str body)
{
	const struct cc_field *field = cc_field_named(message, CC_STR("body"));
	assert(field && field->type == CC_BYTES); /* the contract compiler saw to it */
	memcpy((char *)out + field->offset, &body, sizeof body);
}

cc_err tour_read_answer(struct cc_ctx *ctx, const struct cc_op *op, const struct tour_exchange *exchange,
                        void *out)
{
	if (exchange->status != 200)
		return fail_as(ctx, exchange);
	memset(out, 0, op->out->size);
	if (op->content_type) {
		set_body(op->out, out, exchange->answer);
		return CC_OK;
	}
	return cc_json_decode(ctx, exchange->answer, op->out, out, NULL);
}
