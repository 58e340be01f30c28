#include "cli/openapi.h"

#include "cli/build.h"
#include "cli/example.h"
#include "cli/problems.h"
#include "cli/schema.h"

enum { REASONS_MAX = 64 };

static void put_info(struct cli_doc *doc)
{
	doc_text(doc, "openapi", "3.1.0");
	doc_map(doc, "info");
	doc_text(doc, "title", "couchannel");
	doc_text(doc, "version", CLI_VERSION);
	doc_text(doc, "description",
	         "Watch the match on someone's couch: hosts share a living room, guests book seats.\n\n"
	         "Failures are RFC 9457 problem details; switch on `reason`, never on `detail`. A write that "
	         "is\n"
	         "sent again with the same Idempotency-Key has one effect and gets the same answer, for 24 "
	         "hours.\n"
	         "Rules of length count bytes of UTF-8: a maxLength, which counts characters, may let more "
	         "pass.");
	doc_map(doc, "license");
	doc_text(doc, "name", "Apache-2.0");
	doc_text(doc, "identifier", "Apache-2.0");
	doc_end(doc);
	doc_end(doc);
	doc_list(doc, "servers");
	doc_map(doc, NULL);
	doc_text(doc, "url", "/");
	doc_text(doc, "description", "The server that this document comes from.");
	doc_end(doc);
	doc_end(doc);
}

/* ---- What is asked --------------------------------------------------------- */

static void put_parameter(struct cli_doc *doc, const struct cc_field *field, const char *in)
{
	doc_map(doc, NULL);
	doc_text(doc, "name", field->name);
	doc_text(doc, "in", in);
	bool required = *in == 'p' || schema_is_required(field, SCHEMA_RECEIVED);
	doc_bool(doc, "required", required);
	doc_map(doc, "schema");
	schema_put_field(doc, field, SCHEMA_RECEIVED);
	doc_end(doc);
	if (required)
		doc_text(doc, "example", example_text(doc->out->arena, field));
	doc_end(doc);
}

static void put_shared_parameter(struct cli_doc *doc, const char *name)
{
	doc_map(doc, NULL);
	doc_printf(doc, "$ref", "#/components/parameters/%s", name);
	doc_end(doc);
}

static void put_signature(struct cli_doc *doc, const struct cc_op *op)
{
	doc_map(doc, NULL);
	doc_text(doc, "name", op->signature_header);
	doc_text(doc, "in", "header");
	doc_bool(doc, "required", true);
	doc_map(doc, "schema");
	doc_text(doc, "type", "string");
	doc_end(doc);
	doc_end(doc);
}

static bool has_parameters(const struct cc_op *op)
{
	return cc_op_takes_key(op) || op->watch_topic || op->signature_header || strchr(op->path, '{') ||
	       (!cli_has_body(op) && op->in->field_count > 0);
}

static void put_parameters(struct cli_doc *doc, const struct cc_op *op)
{
	if (!has_parameters(op))
		return;
	doc_list(doc, "parameters");
	for (size_t i = 0; i < op->in->field_count; i++)
		if (cli_in_path(op, &op->in->fields[i]))
			put_parameter(doc, &op->in->fields[i], "path");
	for (size_t i = 0; i < op->in->field_count && !cli_has_body(op); i++)
		if (!cli_in_path(op, &op->in->fields[i]))
			put_parameter(doc, &op->in->fields[i], "query");
	if (op->signature_header)
		put_signature(doc, op);
	if (cc_op_takes_key(op))
		put_shared_parameter(doc, "IdempotencyKey");
	if (op->watch_topic)
		put_shared_parameter(doc, "LastEventId");
	doc_end(doc);
}

/* JSON, most often, but taken as the bytes that were signed. */
static void put_signed_body(struct cli_doc *doc)
{
	doc_map(doc, "requestBody");
	doc_bool(doc, "required", true);
	doc_map(doc, "content");
	doc_map(doc, "*/*");
	doc_map(doc, "schema");
	doc_text(doc, "description", "The bytes that are signed, as they are.");
	doc_end(doc);
	doc_end(doc);
	doc_end(doc);
	doc_end(doc);
}

static void put_body(struct cli_doc *doc, const struct cc_op *op)
{
	if (op->signature_header)
		put_signed_body(doc);
	if (!cli_has_body(op) || op->signature_header)
		return;
	doc_map(doc, "requestBody");
	doc_bool(doc, "required", true);
	doc_map(doc, "content");
	doc_map(doc, "application/json");
	doc_map(doc, "schema");
	schema_put_object(doc, op->in, SCHEMA_RECEIVED, op);
	doc_end(doc);
	example_put_body(doc, "example", op);
	doc_end(doc);
	doc_end(doc);
	doc_end(doc);
}

static void put_security(struct cli_doc *doc, const struct cc_op *op)
{
	doc_list(doc, "security");
	if (op->audience == CC_AUDIENCE_MEMBER) {
		doc_map(doc, NULL);
		doc_list(doc, "bearer");
		doc_text(doc, NULL, op->scope);
		doc_end(doc);
		doc_end(doc);
	}
	doc_end(doc);
}

/* ---- What is answered ------------------------------------------------------ */

static void put_shared_headers(struct cli_doc *doc, int status)
{
	doc_map(doc, "headers");
	doc_map(doc, "X-Request-Id");
	doc_text(doc, "$ref", "#/components/headers/RequestId");
	doc_end(doc);
	doc_map(doc, "traceparent");
	doc_text(doc, "$ref", "#/components/headers/Traceparent");
	doc_end(doc);
	if (status == 409 || status == 429 || status == 503) {
		doc_map(doc, "Retry-After");
		doc_text(doc, "$ref", "#/components/headers/RetryAfter");
		doc_end(doc);
	}
	doc_end(doc);
}

static void put_stream(struct cli_doc *doc, const struct cc_op *op)
{
	doc_map(doc, "text/event-stream");
	doc_map(doc, "schema");
	doc_text(doc, "type", "string");
	doc_text(doc, "description",
	         "Server-Sent Events. Each carries the whole state as one line of JSON; `id` is the position "
	         "to "
	         "resume from (Last-Event-ID).");
	doc_text(doc, "contentMediaType", "application/json");
	doc_map(doc, "contentSchema");
	schema_put_reference(doc, op->out);
	doc_end(doc);
	doc_end(doc);
	doc_end(doc);
}

static void put_bytes(struct cli_doc *doc, const struct cc_op *op)
{
	doc_map(doc, op->content_type);
	doc_map(doc, "schema");
	doc_text(doc, "type", "string");
	doc_text(doc, "contentMediaType", op->content_type);
	doc_end(doc);
	doc_end(doc);
}

static void put_success(struct cli_doc *doc, const struct cc_op *op)
{
	doc_map(doc, "200");
	doc_text(doc, "description",
	         op->watch_topic ? "Sent at once, and again after each change." : "Done.");
	put_shared_headers(doc, 200);
	doc_map(doc, "content");
	if (op->watch_topic) {
		put_stream(doc, op);
	} else if (op->content_type) {
		put_bytes(doc, op);
	} else {
		doc_map(doc, "application/json");
		doc_map(doc, "schema");
		schema_put_reference(doc, op->out);
		doc_end(doc);
		example_put_sent(doc, "example", op->out);
		doc_end(doc);
	}
	doc_end(doc);
	doc_end(doc);
}

static void put_refusal(struct cli_doc *doc, const char *key, const struct cli_status *status,
                        const char *const *reasons)
{
	doc_map(doc, key);
	doc_text(doc, "description", status->phrase);
	put_shared_headers(doc, status->number);
	doc_map(doc, "content");
	doc_map(doc, "application/problem+json");
	doc_map(doc, "schema");
	doc_list(doc, "allOf");
	doc_map(doc, NULL);
	doc_text(doc, "$ref", "#/components/schemas/Problem");
	doc_end(doc);
	doc_map(doc, NULL);
	doc_map(doc, "properties");
	doc_map(doc, "reason");
	doc_list(doc, "enum");
	for (; *reasons; reasons++)
		doc_text(doc, NULL, *reasons);
	for (int open = 9; open > 0; open--)
		doc_end(doc);
}

static const char *status_key(struct cli_doc *doc, const struct cli_status *status)
{
	return cc_printf(&(struct cc_ctx){ .arena = doc->out->arena }, "%d", status->number).ptr;
}

/* The platform's own refusals under this status, if every request that meets one may meet all of them. */
static bool shared_reasons(const struct cli_status *status, const char **reasons)
{
	const struct cli_problem *first = NULL;
	size_t count = 0;
	for (const struct cli_problem *problem = cli_problems; problem->reason; problem++) {
		if (problem->status != status->number || problem->when == CLI_WHEN_NEVER)
			continue;
		first = first ? first : problem;
		if (problem->when != first->when || count == REASONS_MAX)
			return false;
		reasons[count++] = problem->reason;
	}
	reasons[count] = NULL;
	return count > 0;
}

static bool has_own_reason(const struct cc_op *op, const struct cli_status *status)
{
	for (size_t i = 0; op->fails[i]; i++)
		if (cc_code_http_status(op->fails[i]->code) == status->number)
			return true;
	return false;
}

static void put_responses(struct cli_doc *doc, const struct cc_op *op)
{
	doc_map(doc, "responses");
	put_success(doc, op);
	for (const struct cli_status *status = cli_statuses; status->number; status++) {
		const char *reasons[REASONS_MAX + 1], *shared[REASONS_MAX + 1];
		size_t count = cli_reasons(op, status->number, reasons, REASONS_MAX);
		reasons[count] = NULL;
		if (count == 0)
			continue;
		if (has_own_reason(op, status) || !shared_reasons(status, shared)) {
			put_refusal(doc, status_key(doc, status), status, reasons);
			continue;
		}
		doc_map(doc, status_key(doc, status));
		doc_printf(doc, "$ref", "#/components/responses/%d", status->number);
		doc_end(doc);
	}
	doc_end(doc);
}

static void put_shared_responses(struct cli_doc *doc)
{
	doc_map(doc, "responses");
	for (const struct cli_status *status = cli_statuses; status->number; status++) {
		const char *reasons[REASONS_MAX + 1];
		if (shared_reasons(status, reasons))
			put_refusal(doc, status_key(doc, status), status, reasons);
	}
	doc_end(doc);
}

/* ---- Operations ------------------------------------------------------------ */

static void put_operation(struct cli_doc *doc, const struct cc_service *service, const struct cc_op *op)
{
	char method[8] = { 0 };
	for (size_t i = 0; op->method[i] && i < sizeof method - 1; i++)
		method[i] = (char)(op->method[i] | 0x20);
	doc_map(doc, method);
	doc_text(doc, "operationId", op->label);
	doc_list(doc, "tags");
	doc_text(doc, NULL, service->name);
	doc_end(doc);
	doc_text(doc, "summary", schema_summary(doc->out->arena, op->doc));
	if (strchr(op->doc, '.') != strrchr(op->doc, '.'))
		schema_put_description(doc, op->doc);
	put_security(doc, op);
	put_parameters(doc, op);
	put_body(doc, op);
	put_responses(doc, op);
	doc_end(doc);
}

struct routed {
	const struct cc_service *service;
	const struct cc_op *op;
};

static size_t list_routed(const struct cc_service *const *services, struct routed *list)
{
	size_t count = 0;
	for (; *services; services++)
		for (const struct cc_op *const *op = (*services)->ops; *op; op++) {
			if (!(*op)->path)
				continue;
			if (count == CLI_OPS_MAX)
				cc_die("the contracts have more than %d routes", CLI_OPS_MAX);
			list[count++] = (struct routed){ *services, *op };
		}
	return count;
}

/* All operations of a path stand together, at the place of the first. */
static void put_paths(struct cli_doc *doc, const struct routed *list, size_t count)
{
	doc_map(doc, "paths");
	for (size_t i = 0; i < count; i++) {
		bool seen = false;
		for (size_t j = 0; j < i; j++)
			seen |= strcmp(list[j].op->path, list[i].op->path) == 0;
		if (seen)
			continue;
		doc_map(doc, list[i].op->path);
		for (size_t j = i; j < count; j++)
			if (strcmp(list[j].op->path, list[i].op->path) == 0)
				put_operation(doc, list[j].service, list[j].op);
		doc_end(doc);
	}
	doc_end(doc);
}

static void put_tags(struct cli_doc *doc, const struct cc_service *const *services)
{
	doc_list(doc, "tags");
	for (; *services; services++) {
		doc_map(doc, NULL);
		doc_text(doc, "name", (*services)->name);
		doc_end(doc);
	}
	doc_end(doc);
}

void openapi_print(struct cc_buf *out, enum cli_syntax syntax, const struct cc_service *const *services)
{
	struct cli_doc doc;
	struct routed *list = cc_arena_alloc(out->arena, CLI_OPS_MAX * sizeof *list);
	size_t count = list_routed(services, list);
	struct schema_set *set = cc_arena_alloc(out->arena, sizeof *set);
	for (size_t i = 0; i < count; i++) {
		schema_collect(set, list[i].op->in, SCHEMA_RECEIVED, false);
		schema_collect(set, list[i].op->out, SCHEMA_SENT, true);
	}
	doc_begin(&doc, out, syntax);
	put_info(&doc);
	put_tags(&doc, services);
	put_paths(&doc, list, count);
	doc_map(&doc, "components");
	put_shared_responses(&doc);
	openapi_put_components(&doc, set);
	doc_end(&doc);
	doc_end(&doc);
}
