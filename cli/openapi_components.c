/* openapi_components.c - what every operation of the document shares. */
#include "cli/schema.h"

static void put_property(struct cli_doc *doc, const char *name, const char *type, const char *description)
{
	doc_map(doc, name);
	doc_text(doc, "type", type);
	doc_text(doc, "description", description);
	doc_end(doc);
}

static void put_names(struct cli_doc *doc, const char *key, const char *const *names)
{
	doc_list(doc, key);
	for (; *names; names++)
		doc_text(doc, NULL, *names);
	doc_end(doc);
}

static void put_violations(struct cli_doc *doc)
{
	static const char *const required[] = { "pointer", "rule", "description", NULL };
	doc_map(doc, "violations");
	doc_text(doc, "type", "array");
	doc_text(doc, "description", "The fields that are not as the contract says; not there if none is.");
	doc_int(doc, "maxItems", 16);
	doc_map(doc, "items");
	doc_text(doc, "type", "object");
	put_names(doc, "required", required);
	doc_map(doc, "properties");
	put_property(doc, "pointer", "string", "A JSON pointer (RFC 6901) to the field.");
	put_property(doc, "rule", "string",
	             "Which rule it breaks: required, min, max_length, unknown_field ...");
	put_property(doc, "description", "string", "A sentence for people.");
	doc_end(doc);
	doc_end(doc);
	doc_end(doc);
}

static void put_problem(struct cli_doc *doc)
{
	static const char *const required[] = { "type",     "title",  "status", "detail",
		                                "instance", "reason", NULL };
	doc_map(doc, "Problem");
	doc_text(doc, "type", "object");
	doc_text(doc, "description", "Why a request failed (RFC 9457).");
	put_names(doc, "required", required);
	doc_map(doc, "properties");
	put_property(doc, "type", "string", "Where the reason is explained, relative to the server.");
	put_property(doc, "title", "string", "The status in words.");
	put_property(doc, "status", "integer", "The HTTP status.");
	put_property(doc, "detail", "string", "A sentence for people that says what to do; it may change.");
	put_property(doc, "instance", "string", "urn:uuid: and the id of the request, for reports.");
	put_property(doc, "reason", "string", "For programs; it does not change.");
	put_violations(doc);
	doc_end(doc);
	doc_end(doc);
}

static void put_parameter(struct cli_doc *doc, const char *key, const char *name, const char *description)
{
	doc_map(doc, key);
	doc_text(doc, "name", name);
	doc_text(doc, "in", "header");
	doc_bool(doc, "required", false);
	doc_text(doc, "description", description);
	doc_map(doc, "schema");
	doc_text(doc, "type", "string");
	doc_int(doc, "minLength", 1);
	doc_int(doc, "maxLength", 130);
	doc_text(doc, "pattern", "^[\\x21-\\x7e]+$");
	doc_end(doc);
	doc_end(doc);
}

static void put_header(struct cli_doc *doc, const char *key, const char *type, const char *description)
{
	doc_map(doc, key);
	doc_text(doc, "description", description);
	doc_map(doc, "schema");
	doc_text(doc, "type", type);
	if (strcmp(type, "integer") == 0)
		doc_int(doc, "minimum", 1);
	doc_end(doc);
	doc_end(doc);
}

void openapi_put_components(struct cli_doc *doc, struct schema_set *set)
{
	schema_begin_components(doc, set);
	put_problem(doc);
	doc_end(doc);
	doc_map(doc, "parameters");
	put_parameter(
		doc, "IdempotencyKey", "Idempotency-Key",
		"Chosen by the caller, 1 to 128 characters, bare or in quotes: sent again with the same key, "
		"the request has one effect and gets the same answer.");
	put_parameter(doc, "LastEventId", "Last-Event-ID",
	              "The last `id` that was received: nothing is sent at once if nothing changed since.");
	doc_end(doc);
	doc_map(doc, "headers");
	put_header(doc, "RequestId", "string", "The id of this request, also in the server's log.");
	put_header(doc, "Traceparent", "string", "W3C Trace Context.");
	put_header(doc, "RetryAfter", "integer", "Seconds to wait before the request is sent again.");
	doc_end(doc);
	doc_map(doc, "securitySchemes");
	doc_map(doc, "bearer");
	doc_text(doc, "type", "http");
	doc_text(doc, "scheme", "bearer");
	doc_text(doc, "bearerFormat", "JWT");
	doc_text(doc, "description",
	         "A JWT signed with ES256 (RFC 7519) that carries the operation's scope.");
	doc_end(doc);
	doc_end(doc);
}
