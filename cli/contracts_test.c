/* contracts_test.c - what is printed of the contracts agrees with what the server does. */
#include "cli/example.h"
#include "cli/page.h"
#include "cli/problems.h"
#include "cli/schema.h"
#include "platform/core/json.h"
#include "platform/core/psp_intent.h"
#include "platform/core/sample_test.h"
#include "platform/core/validate.h"
#include "platform/server/refusal.h"
#include "services/identity/identity.h"
#include "services/services.h"

static struct cc_ctx *ctx;

static int set_up(void **state)
{
	(void)state;
	ctx = sample_ctx_new();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	sample_ctx_free(ctx);
	return 0;
}

/* ---- Examples -------------------------------------------------------------- */

static void check_example(const struct cc_op *op)
{
	void *in = cc_alloc(ctx, op->in->size);
	const char *body = example_body(ctx->arena, op);
	uint64_t given = 0;
	for (size_t i = 0; i < op->in->field_count; i++) {
		const struct cc_field *field = &op->in->fields[i];
		bool by_url = cli_in_path(op, field) ||
		              (!cli_has_body(op) && schema_is_required(field, SCHEMA_RECEIVED));
		if (!by_url)
			continue;
		cc_str text = cc_str_of(example_text(ctx->arena, field));
		assert_non_null(strstr(example_path(ctx->arena, op), text.ptr));
		assert_null(cc_text_decode(ctx, text, op->in, field, in));
		given |= UINT64_C(1) << i;
	}
	cc_err err = cc_json_decode(ctx, cc_str_of(*body ? body : "{}"), op->in, in, &given);
	err = err ? err : cc_validate(ctx, op->in, in);
	if (err)
		fail_msg("%s: %s: %s %s", op->label, body, err->message,
		         err->violations ? err->violations[0].description : "");
}

static void every_example_is_a_request_that_the_server_accepts(void **state)
{
	(void)state;
	size_t checked = 0;
	for (const struct cc_service *const *service = cc_services; *service; service++)
		for (const struct cc_op *const *op = (*service)->ops; *op; op++, checked++)
			if ((*op)->path)
				check_example(*op);
	assert_true(checked > 0);
}

static cc_err accept(struct cc_ctx *unused, const void *in, void *out)
{
	(void)unused, (void)in, (void)out;
	return CC_OK;
}

static void the_example_of_every_kind_of_field_is_accepted(void **state)
{
	(void)state;
	static const struct cc_reason *const no_fails[] = { NULL };
	const struct cc_op op = {
		.label = "sample.send",
		.doc = "",
		.method = "POST",
		.path = "/v1/{owner_id}",
		.in = &sample_message,
		.out = &sample_message,
		.fails = no_fails,
		.call = accept,
	};
	check_example(&op);
}

/* Deny by default: what no role has, nobody can do, and what is misspelt, neither. */
static void an_administrator_may_do_all_that_the_contracts_have_and_nothing_else(void **state)
{
	(void)state;
	const enum identity_role admin = IDENTITY_ROLE_ADMIN;
	cc_str scopes = identity_scopes(ctx, &admin, 1), known = CC_STR("");
	for (const struct cc_service *const *service = cc_services; *service; service++)
		for (const struct cc_op *const *op = (*service)->ops; *op; op++) {
			const char *scope = (*op)->scope ? (*op)->scope : "";
			if (*scope && !cc_str_has_word(scopes, cc_str_of(scope)))
				fail_msg("no role has %s of %s: services/identity/scopes.c", scope,
				         (*op)->label);
			known = cc_printf(ctx, "%.*s %s", (int)known.len, known.ptr, scope);
		}
	char *words = cc_alloc(ctx, scopes.len + 1), *rest;
	memcpy(words, scopes.ptr, scopes.len);
	for (char *word = strtok_r(words, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
		if (!cc_str_has_word(known, cc_str_of(word)))
			fail_msg("nothing asks for the scope %s of services/identity/scopes.c", word);
}

/* ---- Enums ------------------------------------------------------------------ */

static const char *short_name(const struct cc_enum *e)
{
	return strrchr(e->name, '.') + 1;
}

static void check_same(const struct cc_enum *a, const struct cc_enum *b)
{
	bool same = a->value_count == b->value_count;
	for (size_t i = 0; same && i < a->value_count; i++)
		same = a->values[i].number == b->values[i].number &&
		       strcmp(a->values[i].name, b->values[i].name) == 0;
	if (!same)
		fail_msg("%s and %s are called alike, but have other values", a->name, b->name);
}

/* Who asks two services hands the number of one to the other. */
static void an_enum_that_several_contracts_have_is_the_same_in_each(void **state)
{
	(void)state;
	struct schema_set *all = cc_alloc(ctx, sizeof *all);
	size_t shared = 0;
	for (const struct cc_service *const *service = cc_services; *service; service++)
		for (const struct cc_op *const *op = (*service)->ops; *op; op++) {
			schema_collect(all, (*op)->in, SCHEMA_RECEIVED, true);
			schema_collect(all, (*op)->out, SCHEMA_SENT, true);
		}
	for (size_t i = 0; i < all->count; i++)
		for (size_t j = 0; j < i && all->uses[i].enumeration; j++) {
			const struct cc_enum *a = all->uses[i].enumeration, *b = all->uses[j].enumeration;
			if (!b || strcmp(short_name(a), short_name(b)) != 0)
				continue;
			check_same(a, b);
			shared++;
		}
	assert_true(shared > 0);
}

/* ---- Schemas --------------------------------------------------------------- */

static const char *schema_of(const char *name, unsigned directions)
{
	struct cc_buf out = { .arena = ctx->arena };
	struct cli_doc doc;
	doc_begin(&doc, &out, CLI_JSON_SYNTAX);
	schema_put_field(&doc, cc_field_named(&sample_message, cc_str_of(name)), directions);
	doc_end(&doc);
	return cc_copy(ctx, cc_buf_str(&out)).ptr;
}

static void rules_are_printed_where_they_are_enforced(void **state)
{
	(void)state;
	struct cc_field field = { .name = "seats",
		                  .doc = "How many.",
		                  .type = CC_INT32,
		                  .presence = CC_IMPLICIT,
		                  .min = 1,
		                  .max = 8 };
	struct cc_buf out = { .arena = ctx->arena };
	struct cli_doc doc;
	doc_begin(&doc, &out, CLI_JSON_SYNTAX);
	doc_map(&doc, "received");
	schema_put_field(&doc, &field, SCHEMA_RECEIVED);
	doc_end(&doc);
	doc_map(&doc, "sent");
	schema_put_field(&doc, &field, SCHEMA_SENT);
	doc_end(&doc);
	doc_end(&doc);
	assert_string_equal(
		cc_copy(ctx, cc_buf_str(&out)).ptr,
		"{\"received\":{\"description\":\"How many.\",\"type\":\"integer\",\"format\":\"int32\","
		"\"minimum\":1,\"maximum\":8},\"sent\":{\"description\":\"How many.\",\"type\":\"integer\","
		"\"format\":\"int32\"}}\n");
}

static void every_kind_of_field_has_its_schema(void **state)
{
	(void)state;
	static const struct {
		const char *field, *schema;
	} expected[] = {
		{ "flag", "{\"type\":\"boolean\"}\n" },
		{ "count", "{\"type\":\"integer\",\"format\":\"uint32\",\"minimum\":0}\n" },
		{ "total", "{\"type\":\"string\",\"format\":\"int64\",\"pattern\":\"^-?[0-9]{1,19}$\"}\n" },
		{ "big", "{\"type\":\"string\",\"format\":\"uint64\",\"pattern\":\"^[0-9]{1,20}$\"}\n" },
		{ "title", "{\"type\":\"string\"}\n" },
		{ "data", "{\"type\":\"string\",\"contentEncoding\":\"base64\"}\n" },
		{ "owner_id", "{\"type\":\"string\",\"format\":\"uuid\"}\n" },
		{ "starts_at", "{\"type\":\"string\",\"format\":\"date-time\"}\n" },
		{ "price", "{\"$ref\":\"#/components/schemas/Money\"}\n" },
		{ "flags", "{\"type\":\"array\",\"items\":{\"type\":\"boolean\"}}\n" },
	};
	for (size_t i = 0; i < CC_COUNT(expected); i++)
		assert_string_equal(schema_of(expected[i].field, SCHEMA_SENT), expected[i].schema);
	assert_non_null(strstr(schema_of("email", SCHEMA_RECEIVED), "\"format\":\"email\""));
}

static void members_of_a_oneof_exclude_each_other(void **state)
{
	(void)state;
	struct cc_buf out = { .arena = ctx->arena };
	struct cli_doc doc;
	doc_begin(&doc, &out, CLI_JSON_SYNTAX);
	schema_put_object(&doc, &sample_message, SCHEMA_RECEIVED, NULL);
	doc_end(&doc);
	assert_non_null(strstr(
		cc_copy(ctx, cc_buf_str(&out)).ptr,
		"\"additionalProperties\":false,\"not\":{\"anyOf\":[{\"required\":[\"text\",\"number\"]},"
		"{\"required\":[\"text\",\"piece\"]},{\"required\":[\"number\",\"piece\"]}]}"));
}

/* ---- Problems and pages ---------------------------------------------------- */

static bool is_explained(const char *reason, int status)
{
	for (const struct cli_problem *problem = cli_problems; problem->reason; problem++)
		if (strcmp(problem->reason, reason) == 0)
			return problem->status == status;
	return false;
}

static void every_refusal_of_the_platform_is_explained(void **state)
{
	(void)state;
	const struct cc_refusal *const refusals[] = {
		&cc_bad_request,
		&cc_malformed_path,
		&cc_malformed_query,
		&cc_unexpected_body,
		&cc_invalid_idempotency_key,
		&cc_no_such_route,
		&cc_method_not_allowed,
		&cc_request_timeout,
		&cc_body_too_large,
		&cc_uri_too_long,
		&cc_unsupported_media_type,
		&cc_header_too_large,
		&cc_unsupported_transfer_encoding,
	};
	const struct cc_reason *const reasons[] = {
		&cc_internal,          &cc_overloaded,        &cc_unavailable,
		&cc_deadline_exceeded, &cc_invalid_argument,  &cc_idempotency_key_in_use,
		&cc_unauthenticated,   &cc_permission_denied,
	};
	for (size_t i = 0; i < CC_COUNT(refusals); i++)
		if (!is_explained(refusals[i]->reason.name, refusals[i]->http_status))
			fail_msg("%s", refusals[i]->reason.name);
	for (size_t i = 0; i < CC_COUNT(reasons); i++)
		if (!is_explained(reasons[i]->name, cc_code_http_status(reasons[i]->code)))
			fail_msg("%s", reasons[i]->name);
	assert_true(is_explained(cc_idempotency_key_reused.name, 422));
}

static bool is_explained_decline(const char *reason)
{
	for (const struct cli_decline *decline = cli_declines; decline->reason; decline++)
		if (strcmp(decline->reason, reason) == 0)
			return true;
	return false;
}

static void every_reason_for_which_a_card_does_not_pay_is_explained(void **state)
{
	(void)state;
	for (size_t i = 0; i < cc_psp_decline_enum.value_count; i++)
		if (cc_psp_decline_enum.values[i].number != CC_PSP_DECLINE_NONE)
			assert_true(is_explained_decline(cc_psp_decline_enum.values[i].text));
}

static void check_advice(const struct cc_op *op)
{
	for (size_t i = 0; op->fails[i]; i++)
		if (!op->fails[i]->advice)
			fail_msg(
				"%s: nobody says what to do about %s; its contract needs an option (refusal)",
				op->label, op->fails[i]->name);
}

static void every_refusal_of_a_service_says_what_to_do(void **state)
{
	(void)state;
	for (const struct cc_service *const *service = cc_services; *service; service++)
		for (const struct cc_op *const *op = (*service)->ops; *op; op++)
			check_advice(*op);
}

static void every_explained_status_has_its_phrase(void **state)
{
	(void)state;
	for (const struct cli_problem *problem = cli_problems; problem->reason; problem++) {
		const struct cli_status *status = cli_statuses;
		while (status->number && status->number != problem->status)
			status++;
		assert_non_null(status->phrase);
	}
}

static void markup_in_a_comment_stays_text(void **state)
{
	(void)state;
	struct cc_buf out = { .arena = ctx->arena };
	page_text(&out, "<script>&\"x\" `a<b` `open");
	assert_string_equal(cc_copy(ctx, cc_buf_str(&out)).ptr,
	                    "&lt;script&gt;&amp;&quot;x&quot; <code>a&lt;b</code> <code>open</code>");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(an_administrator_may_do_all_that_the_contracts_have_and_nothing_else),
		CASE(an_enum_that_several_contracts_have_is_the_same_in_each),
		CASE(every_example_is_a_request_that_the_server_accepts),
		CASE(the_example_of_every_kind_of_field_is_accepted),
		CASE(rules_are_printed_where_they_are_enforced),
		CASE(every_kind_of_field_has_its_schema),
		CASE(members_of_a_oneof_exclude_each_other),
		CASE(every_refusal_of_the_platform_is_explained),
		CASE(every_reason_for_which_a_card_does_not_pay_is_explained),
		CASE(every_refusal_of_a_service_says_what_to_do),
		CASE(every_explained_status_has_its_phrase),
		CASE(markup_in_a_comment_stays_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
