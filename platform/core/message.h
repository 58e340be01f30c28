/*
 * message.h - messages as data: a plain C struct and its field table.
 *
 * The contract compiler writes both.  One table drives protobuf, JSON, SQL
 * rows, validation, OpenAPI and AsyncAPI, so that none of them can disagree.
 *
 * How a field lies in its struct:
 *   bool, intN_t, uintN_t, cc_str (string, bytes), cc_id, cc_time, cc_money,
 *   enum           by value
 *   message        const struct x *; NULL when absent
 *   repeated       struct <type>_list, laid out as struct cc_list
 *   optional       the same, and a bool has_<field> (a message has none: NULL says it)
 *   oneof          the members as optional messages or values in a union, and an int32_t
 *                  <oneof>_case that holds the tag of the member present, 0 for none
 *
 * Decoders set a REQUIRED time that was not sent to CC_TIME_NOT_GIVEN, which
 * cc_validate() reports and encoders leave out: 1970 is a time like any other.
 */
#pragma once

#include "platform/core/error.h"
#include "platform/core/value.h"

enum cc_type {
	CC_BOOL = 1, CC_INT32, CC_INT64, CC_UINT32, CC_UINT64, CC_STRING, CC_BYTES,
	CC_ENUM, CC_UUID, CC_TIME, CC_MONEY, CC_MESSAGE,
};

enum cc_format {
	CC_FORMAT_ANY, CC_FORMAT_EMAIL, CC_FORMAT_URL, CC_FORMAT_SLUG,
	CC_FORMAT_LOCALE, CC_FORMAT_COUNTRY, CC_FORMAT_TIME_ZONE,
};

#define CC_TIME_NOT_GIVEN ((cc_time){ INT64_MIN })

struct cc_message;

struct cc_enum {
	const char *name; /* "couchannel.inventory.v1.SeatKind" */
	const struct cc_enumerator {
		const char *name; /* "SEAT_KIND_SOFA": JSON */
		const char *text; /* "sofa": SQL, and words for people */
		int32_t number;
	} *values;
	size_t value_count;
};

enum cc_presence { CC_REQUIRED, CC_IMPLICIT, CC_OPTIONAL, CC_ONEOF };

struct cc_field {
	const char *name;      /* snake_case: the contract's, JSON's, and SQL's column */
	const char *json_name; /* lowerCamelCase: also accepted in JSON */
	const char *doc;       /* the contract's comment; "" if it has none */
	uint32_t tag;          /* protobuf field number: never reused */
	enum cc_type type;
	enum cc_presence presence; /* REQUIRED: decoding from a caller without it is a violation */
	bool repeated;
	uint16_t offset;
	uint16_t presence_offset;  /* of has_<field> (OPTIONAL) or <oneof>_case (ONEOF) */
	enum cc_format format;
	int64_t min, max;          /* inclusive: value of a number, bytes of a string */
	int64_t max_items, min_items;
	const struct cc_message *message; /* of a MESSAGE */
	const struct cc_enum *enumeration; /* of an ENUM */
};

struct cc_message {
	const char *name;   /* "couchannel.inventory.v1.Hold" */
	const char *doc;
	size_t size;        /* of the struct */
	const struct cc_field *fields; /* in order of tag */
	size_t field_count;            /* at most CC_FIELDS_MAX */
};

enum { CC_FIELDS_MAX = 64, CC_DEPTH_MAX = 16, CC_ITEMS_MAX = 10000, CC_MESSAGE_BYTES_MAX = 1 << 20 };

/* How every <type>_list is laid out. */
struct cc_list { void *items; size_t count; };

struct cc_str_list { cc_str *items; size_t count; };
struct cc_id_list { cc_id *items; size_t count; };
struct cc_time_list { cc_time *items; size_t count; };
struct cc_money_list { cc_money *items; size_t count; };
struct cc_bool_list { bool *items; size_t count; };
struct cc_int32_list { int32_t *items; size_t count; };
struct cc_int64_list { int64_t *items; size_t count; };
struct cc_uint32_list { uint32_t *items; size_t count; };
struct cc_uint64_list { uint64_t *items; size_t count; };

/* Bytes that one element of the type takes in memory. */
size_t cc_type_size(const struct cc_field *field);

/* NULL if the message has no field of that name. */
const struct cc_field *cc_field_named(const struct cc_message *message, cc_str name);

/* NULL if the enum has no such number, or no such text. */
const struct cc_enumerator *cc_enum_by_number(const struct cc_enum *e, int32_t number);
const struct cc_enumerator *cc_enum_by_text(const struct cc_enum *e, cc_str text);

/* What SQL calls it; the number must be one of the enum's. */
static inline cc_str cc_enum_text(const struct cc_enum *e, int32_t number)
{
	const struct cc_enumerator *value = cc_enum_by_number(e, number);
	assert(value);
	return cc_str_of(value->text);
}
