/* What a request says lands in the operation's input, and nothing is ignored. */
#include <stdlib.h>

#include "platform/core/sample_test.h"
#include "platform/core/buf.h"
#include "platform/server/input.h"

static const cc_id owner = { { [6] = 0x70, [8] = 0x80, [15] = 9 } };

static const struct cc_field by_query_fields[] = {
	{ .name = "owner_id",
	  .json_name = "ownerId",
	  .doc = "",
	  .tag = 1,
	  .type = CC_UUID,
	  .presence = CC_REQUIRED,
	  .offset = offsetof(struct sample, owner_id) },
	{ .name = "limit",
	  .json_name = "limit",
	  .doc = "",
	  .tag = 2,
	  .type = CC_INT32,
	  .presence = CC_OPTIONAL,
	  .offset = offsetof(struct sample, limit),
	  .presence_offset = offsetof(struct sample, has_limit),
	  .min = 1,
	  .max = 100 },
	{ .name = "labels",
	  .json_name = "labels",
	  .doc = "",
	  .tag = 3,
	  .type = CC_STRING,
	  .repeated = true,
	  .presence = CC_IMPLICIT,
	  .offset = offsetof(struct sample, labels),
	  .min = 0,
	  .max = 12,
	  .max_items = 3 },
	{ .name = "starts_at",
	  .json_name = "startsAt",
	  .doc = "",
	  .tag = 4,
	  .type = CC_TIME,
	  .presence = CC_REQUIRED,
	  .offset = offsetof(struct sample, starts_at) },
};
static const struct cc_message question = { .name = "Question",
	                                    .doc = "",
	                                    .size = sizeof(struct sample),
	                                    .fields = by_query_fields,
	                                    .field_count = CC_COUNT(by_query_fields) };
static const struct cc_op get = {
	.label = "get", .method = "GET", .path = "/v1/{owner_id}", .in = &question
};
static const struct cc_op put = {
	.label = "put", .method = "PUT", .path = "/v1/{owner_id}", .in = &question
};

struct signed_bytes {
	cc_str signature, body;
};
static const struct cc_field signed_fields[] = {
	{ .name = "signature",
	  .json_name = "signature",
	  .doc = "",
	  .tag = 1,
	  .type = CC_BYTES,
	  .presence = CC_IMPLICIT,
	  .offset = offsetof(struct signed_bytes, signature),
	  .max = 8 },
	{ .name = "body",
	  .json_name = "body",
	  .doc = "",
	  .tag = 2,
	  .type = CC_BYTES,
	  .presence = CC_IMPLICIT,
	  .offset = offsetof(struct signed_bytes, body),
	  .max = 16 },
};
static const struct cc_message signed_bytes = { .name = "Signed",
	                                        .doc = "",
	                                        .size = sizeof(struct signed_bytes),
	                                        .fields = signed_fields,
	                                        .field_count = CC_COUNT(signed_fields) };
static const struct cc_op hear = { .label = "hear",
	                           .method = "POST",
	                           .path = "/v1/hear",
	                           .signature_header = "x-signature",
	                           .in = &signed_bytes };

struct fixture {
	struct cc_ctx *ctx;
	struct cc_router *router;
	struct sample sample;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	f->ctx = sample_ctx_new();
	f->router = cc_router_new();
	cc_router_add_op(f->router, &get);
	cc_router_add_op(f->router, &put);
	cc_router_add_op(f->router, &hear);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	cc_router_free(f->router);
	sample_ctx_free(f->ctx);
	free(f);
	return 0;
}

static cc_err read(struct fixture *f, const char *method, const char *id, const char *query, const char *body)
{
	struct cc_route_match match;
	cc_str path = cc_printf(f->ctx, "/v1/%s", id);
	assert_int_equal(cc_router_find(f->router, f->ctx->arena, cc_str_of(method), path, &match),
	                 CC_ROUTED);
	struct cc_input input = { .match = &match, .query = cc_str_of(query), .body = cc_str_of(body) };
	memset(&f->sample, 0, sizeof f->sample);
	return cc_input_read(f->ctx, &input, &f->sample);
}

#define ID   "00000000-0000-7000-8000-000000000009"
#define TIME "starts_at=2026-01-01T20:45:00Z"

static void path_and_query_fill_the_input(void **state)
{
	struct fixture *f = *state;
	assert_null(read(f, "GET", ID,
	                 "limit=5&labels=a&labels=b+%26c&&starts_at=2026-01-01T20%3A45%3A00%2B01:00", ""));
	assert_true(cc_id_eq(f->sample.owner_id, owner));
	assert_true(f->sample.has_limit && f->sample.limit == 5);
	assert_int_equal(f->sample.labels.count, 2);
	assert_true(cc_str_eq(f->sample.labels.items[1], CC_STR("b &c")));
	assert_int_equal(f->sample.starts_at.ms, INT64_C(1767296700000));
}

static void path_and_body_fill_the_input(void **state)
{
	struct fixture *f = *state;
	assert_null(read(f, "PUT", ID, "", "{\"limit\":7,\"startsAt\":\"2026-01-01T20:45:00Z\"}"));
	assert_true(cc_id_eq(f->sample.owner_id, owner));
	assert_int_equal(f->sample.limit, 7);
}

static void check_violation(cc_err err, const char *pointer, const char *rule)
{
	assert_non_null(err);
	assert_int_equal(err->code, CC_INVALID_ARGUMENT);
	assert_non_null(sample_violation(err, pointer, rule));
}

static void a_path_that_is_no_id_is_refused(void **state)
{
	cc_err err = read(*state, "GET", "not-an-id", TIME, "");
	assert_non_null(err);
	assert_string_equal(err->violations[0].pointer, "/owner_id");
}

static void unknown_parameters_are_refused(void **state)
{
	check_violation(read(*state, "GET", ID, TIME "&page=2", ""), "/page", "unknown_parameter");
	cc_err err = read(*state, "GET", ID, TIME "&limits=2", "");
	check_violation(err, "/limits", "unknown_parameter");
	assert_non_null(strstr(err->violations[0].description, "did you mean limit?"));
	check_violation(read(*state, "PUT", ID, "limit=2", "{}"), "/limit", "unknown_parameter");
}

static void what_the_path_says_is_not_said_again(void **state)
{
	check_violation(read(*state, "GET", ID, TIME "&owner_id=" ID, ""), "/owner_id", "unknown_parameter");
	check_violation(read(*state, "PUT", ID, "", "{\"owner_id\":\"" ID "\"}"), "/owner_id",
	                "unknown_field");
}

static void a_parameter_that_may_be_there_once_is_refused_twice(void **state)
{
	check_violation(read(*state, "GET", ID, TIME "&limit=1&limit=1", ""), "/limit",
	                "duplicate_parameter");
}

static void rules_hold_wherever_a_value_comes_from(void **state)
{
	check_violation(read(*state, "GET", ID, TIME "&limit=0", ""), "/limit", "min");
	check_violation(read(*state, "PUT", ID, "", "{\"limit\":101,\"starts_at\":\"2026-01-01T20:45:00Z\"}"),
	                "/limit", "max");
	check_violation(read(*state, "GET", ID, TIME "&labels=a&labels=a&labels=a&labels=a", ""), "/labels",
	                "max_items");
	check_violation(read(*state, "GET", ID, "", ""), "/starts_at", "required");
	check_violation(read(*state, "PUT", ID, "", ""), "/starts_at", "required");
}

static void check_reason(cc_err err, const char *reason)
{
	assert_non_null(err);
	assert_string_equal(err->reason, reason);
}

static void a_malformed_query_is_refused(void **state)
{
	check_reason(read(*state, "GET", ID, "limit=%", ""), "malformed_query");
	check_reason(read(*state, "GET", ID, "%ff=1", ""), "malformed_query");
	struct cc_buf many = { .arena = ((struct fixture *)*state)->ctx->arena };
	for (int i = 0; i <= CC_QUERY_PARAMETERS_MAX; i++)
		cc_buf_add(&many, CC_STR("labels=a&"));
	cc_buf_add_char(&many, '\0');
	check_reason(read(*state, "GET", ID, many.ptr, ""), "malformed_query");
}

static void a_malformed_body_is_refused(void **state)
{
	check_reason(read(*state, "PUT", ID, "", "{\"limit\":"), "malformed_json");
}

static cc_err hear_bytes(struct fixture *f, const char *query, cc_str body, struct signed_bytes *heard)
{
	struct cc_route_match match;
	assert_int_equal(cc_router_find(f->router, f->ctx->arena, CC_STR("POST"), CC_STR("/v1/hear"), &match),
	                 CC_ROUTED);
	struct cc_input input = { &match, cc_str_of(query), body, CC_STR("t=1,v1=2") };
	memset(heard, 0, sizeof *heard);
	return cc_input_read(f->ctx, &input, heard);
}

static void signed_bytes_are_taken_as_they_come(void **state)
{
	struct signed_bytes heard;
	const cc_str bytes = { "{ \"a\" :\n1,\0\xff", 13 };
	assert_null(hear_bytes(*state, "", bytes, &heard));
	assert_true(cc_str_eq(heard.body, bytes) && cc_str_eq(heard.signature, CC_STR("t=1,v1=2")));
	assert_null(hear_bytes(*state, "", CC_STR(""), &heard));
	check_violation(hear_bytes(*state, "", CC_STR("more than sixteen"), &heard), "/body", "max_length");
	check_violation(hear_bytes(*state, "body=a", bytes, &heard), "/body", "unknown_parameter");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(path_and_query_fill_the_input),
		CASE(path_and_body_fill_the_input),
		CASE(a_path_that_is_no_id_is_refused),
		CASE(unknown_parameters_are_refused),
		CASE(what_the_path_says_is_not_said_again),
		CASE(a_parameter_that_may_be_there_once_is_refused_twice),
		CASE(rules_hold_wherever_a_value_comes_from),
		CASE(a_malformed_query_is_refused),
		CASE(a_malformed_body_is_refused),
		CASE(signed_bytes_are_taken_as_they_come),
	};
	return cmocka_run_group_tests_name("server: input", cases, NULL, NULL);
}
