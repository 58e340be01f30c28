/*
 * schema.h - messages as JSON Schema 2020-12, as OpenAPI 3.1 and AsyncAPI 3.0 embed it.
 *
 * A schema says what is enforced: the contract's rules for what a caller sends, and which fields
 * are always there in what the server sends.
 */
#pragma once

#include "cli/document.h"
#include "platform/core/run.h"

enum schema_direction { SCHEMA_SENT = 1, SCHEMA_RECEIVED = 2 }; /* by the server */

enum { SCHEMAS_MAX = 512 };

/* The named types that a document refers to. */
struct schema_set {
	struct schema_use {
		const char *name; /* "inventory.v1.Seat" */
		const struct cc_message *message;  /* or */
		const struct cc_enum *enumeration;
		unsigned directions;
	} uses[SCHEMAS_MAX];
	size_t count;
	bool money;
};

/* Adds what the message's fields refer to; the message itself too, if `named`. */
void schema_collect(struct schema_set *set, const struct cc_message *message, enum schema_direction direction,
                    bool named);
void schema_sort(struct schema_set *set); /* by name */
/* Writes "schemas", sorted by name; the map stays open for the caller's own. */
void schema_begin_components(struct cli_doc *doc, struct schema_set *set);

/* Into the open map of an OpenAPI document's components (openapi_components.c). */
void openapi_put_components(struct cli_doc *doc, struct schema_set *set);

/* Into an open map: a reference to a message, the schema of a field, of all fields of a message. */
void schema_put_reference(struct cli_doc *doc, const struct cc_message *message);
void schema_put_field(struct cli_doc *doc, const struct cc_field *field, unsigned directions);
/* `op` is not NULL for a request's body: its path's fields are left out. */
void schema_put_object(struct cli_doc *doc, const struct cc_message *message, unsigned directions,
                       const struct cc_op *op);
/* Must a caller send it?  Also where an empty value would break a rule. */
bool schema_is_required(const struct cc_field *field, unsigned directions);

/* The name of a component: the full name without "couchannel." */
const char *schema_name(const char *full_name);
/* A comment as a description: its lines joined, its first sentence alone. */
const char *schema_summary(struct cc_arena *arena, const char *doc);
void schema_put_description(struct cli_doc *doc, const char *text);
