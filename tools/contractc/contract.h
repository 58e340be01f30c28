/*
 * contract.h - contracts as the compiler thinks of them, between reading descriptors and printing C.
 *
 * Everything lives in one arena until the process ends.  A mistake in a
 * contract is put down with complain() and work goes on, so that one run shows
 * them all; nothing is printed once there is one.
 */
#pragma once

#include "descriptor.h"
#include "platform/core/buf.h"
#include "platform/core/run.h"
#include "platform/core/service.h"

enum { PLACE_DEPTH_MAX = 40 };

/* An element of a file, as a path of tags and indexes: where a mistake is, and whose comment to read. */
struct place {
	const struct proto_file *file;
	int32_t path[PLACE_DEPTH_MAX];
	size_t depth;
};

/* A message or an enum of any file of the request. */
struct type {
	const char *name;       /* "couchannel.inventory.v1.Hold" */
	const char *c_name;     /* "inventory_hold" */
	const char *short_name; /* "hold" */
	const char *doc;
	struct place place;
	const struct proto_message *message;   /* one of these two is set */
	const struct proto_enum *enumeration;
	struct field *fields; /* in the contract's order; for files to generate only */
	size_t field_count;
	const struct proto_event *event; /* NULL if it is none */
	const struct field *event_key;
};

struct field {
	const char *name, *json_name, *doc;
	struct place place;
	uint32_t tag;
	size_t row; /* in the field table, which is in order of tag */
	enum cc_type type;
	enum cc_presence presence;
	bool repeated;
	enum cc_format format;
	int64_t min, max, min_items, max_items;
	const struct type *of; /* of a MESSAGE or an ENUM */
	const char *oneof;     /* NULL if it is in none */
};

struct reason {
	const char *name, *c_name;
	const char *code; /* "FAILED_PRECONDITION" */
	const char *advice; /* "" until (refusal) gives some */
	struct place place;
};

struct op {
	const char *name, *label, *c_name, *short_name, *doc;
	struct place place;
	const struct proto_op *option;
	const char *method, *path; /* NULL without a route */
	const struct type *in, *out;
	const struct reason **fails;
	size_t fail_count;
	const char *watch_topic; /* NULL if it is no stream */
	const struct field *watch_key;
};

/* A file to generate. */
struct unit {
	const struct proto_file *file;
	const char *service; /* "inventory" */
	const char *doc;
	struct op *ops;
	size_t op_count;
	struct reason *reasons;
	size_t reason_count;
};

struct contract {
	struct cc_ctx *ctx;
	const struct proto_request *request;
	struct type *types;
	size_t type_count;
	struct unit *units;
	size_t unit_count;
	struct cc_buf errors;
};

/* place.c */
struct place place_in(struct place parent, int32_t tag, int32_t index);
const char *doc_of(struct contract *contract, struct place place); /* one paragraph; "" if there is none */
void complain(struct contract *contract, struct place place, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* names.c */
const char *text_of(struct contract *contract, cc_str text); /* NUL-terminated */
const char *snake_case(struct contract *contract, const char *camel);
const char *upper_case(struct contract *contract, const char *text);
bool is_snake_case(const char *text);
const char *service_of(struct contract *contract, cc_str package); /* NULL unless couchannel.<service>.v1 */
const char *enumerator_name(struct contract *contract, const struct type *type, size_t index);
const char *enumerator_text(struct contract *contract, const struct type *type, size_t index);

/* types.c */
void read_types(struct contract *contract);
const struct type *type_named(const struct contract *contract, cc_str dotted); /* NULL if there is none */
const struct field *field_named(const struct type *type, cc_str name);         /* NULL if there is none */

/* fields.c, rules.c, events.c, ops.c, reasons.c, routes.c */
void read_fields(struct contract *contract, struct type *type);
void read_rule(struct contract *contract, struct field *field, const struct proto_rule *rule);
void read_event(struct contract *contract, struct type *type);
void read_ops(struct contract *contract, struct unit *unit);
void read_reasons(struct contract *contract, struct unit *unit, struct op *op);
/* After every operation's reasons. */
void read_refusals(struct contract *contract, struct unit *unit, size_t service_index);
void read_route(struct contract *contract, struct op *op);
void check_route_conflicts(struct contract *contract);
void check_watch(struct contract *contract, const struct unit *unit, struct op *op);

/* identifiers.c */
void check_identifiers(struct contract *contract, const struct unit *unit);
void check_members(struct contract *contract, const struct type *type);

/* header.c, source.c */
void print_header(struct contract *contract, const struct unit *unit, struct cc_buf *out);
void print_source(struct contract *contract, const struct unit *unit, struct cc_buf *out);

/* Whether the type stands in the unit's file. */
static inline bool belongs_to(const struct type *type, const struct unit *unit)
{
	return type->place.file == unit->file;
}
