#include "cli/schema.h"

#include <stdlib.h>

#include "cli/problems.h"

static const char package_prefix[] = "couchannel.";

const char *schema_name(const char *full_name)
{
	size_t len = strlen(package_prefix);
	return strncmp(full_name, package_prefix, len) == 0 ? full_name + len : full_name;
}

/* ---- Which types are referred to ------------------------------------------- */

/* NULL if it was there for this direction already. */
static struct schema_use *use(struct schema_set *set, const char *full_name, unsigned direction)
{
	size_t i = 0;
	while (i < set->count && strcmp(set->uses[i].name, schema_name(full_name)) != 0)
		i++;
	if (i == SCHEMAS_MAX)
		cc_die("the contracts have more than %d types", SCHEMAS_MAX);
	if (i == set->count)
		set->uses[set->count++] = (struct schema_use){ .name = schema_name(full_name) };
	if (set->uses[i].directions & direction)
		return NULL;
	set->uses[i].directions |= direction;
	return &set->uses[i];
}

void schema_collect(struct schema_set *set, const struct cc_message *message, enum schema_direction direction,
                    bool named)
{
	if (named) {
		struct schema_use *added = use(set, message->name, direction);
		if (!added)
			return;
		added->message = message;
	}
	for (size_t i = 0; i < message->field_count; i++) {
		const struct cc_field *field = &message->fields[i];
		if (field->type == CC_MESSAGE)
			schema_collect(set, field->message, direction, true);
		struct schema_use *added = field->type == CC_ENUM
		                                   ? use(set, field->enumeration->name, direction)
		                                   : NULL;
		if (added)
			added->enumeration = field->enumeration;
		set->money |= field->type == CC_MONEY;
	}
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct schema_use *)a)->name, ((const struct schema_use *)b)->name);
}

/* ---- Text ------------------------------------------------------------------ */

/* A comment's lines are folded where its author's margin was; an empty line parts paragraphs. */
void schema_put_description(struct cli_doc *doc, const char *text)
{
	struct cc_buf out = { .arena = doc->out->arena };
	if (*text == '\0')
		return;
	for (; *text; text++) {
		bool fold = text[0] == '\n' && text[1] != '\n' && out.len > 0 && out.ptr[out.len - 1] != '\n';
		cc_buf_add_char(&out, fold ? ' ' : *text);
	}
	cc_buf_add_char(&out, '\0');
	doc_text(doc, "description", out.ptr);
}

const char *schema_summary(struct cc_arena *arena, const char *doc)
{
	struct cc_buf out = { .arena = arena };
	for (; *doc && (out.len == 0 || out.ptr[out.len - 1] != '.' || (*doc != ' ' && *doc != '\n')); doc++)
		cc_buf_add_char(&out, *doc == '\n' ? ' ' : *doc);
	if (out.len > 0 && out.ptr[out.len - 1] == '.')
		out.len--;
	cc_buf_add_char(&out, '\0');
	return out.ptr;
}

/* ---- Fields ---------------------------------------------------------------- */

static bool is_received(unsigned directions)
{
	return directions & SCHEMA_RECEIVED;
}

/* What 64-bit integers look like: a JavaScript number has 53 bits. */
static void put_big_integer(struct cli_doc *doc, const struct cc_field *field)
{
	bool is_signed = field->type == CC_INT64;
	doc_text(doc, "type", "string");
	doc_text(doc, "format", is_signed ? "int64" : "uint64");
	doc_text(doc, "pattern", is_signed ? "^-?[0-9]{1,19}$" : "^[0-9]{1,20}$");
}

static void put_integer(struct cli_doc *doc, const struct cc_field *field, unsigned directions)
{
	int64_t least = field->type == CC_INT32 ? INT32_MIN : 0;
	int64_t most = field->type == CC_INT32 ? INT32_MAX : UINT32_MAX;
	doc_text(doc, "type", "integer");
	doc_text(doc, "format", field->type == CC_INT32 ? "int32" : "uint32");
	if (is_received(directions) && field->min > least)
		doc_int(doc, "minimum", field->min);
	else if (least == 0)
		doc_int(doc, "minimum", 0);
	if (is_received(directions) && field->max < most)
		doc_int(doc, "maximum", field->max);
}

static void put_format(struct cli_doc *doc, enum cc_format format)
{
	switch (format) {
	case CC_FORMAT_ANY: break;
	case CC_FORMAT_EMAIL: doc_text(doc, "format", "email"); break;
	case CC_FORMAT_URL: doc_text(doc, "format", "uri"); break;
	case CC_FORMAT_SLUG: doc_text(doc, "pattern", "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"); break;
	case CC_FORMAT_LOCALE: doc_text(doc, "pattern", "^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$"); break;
	case CC_FORMAT_COUNTRY: doc_text(doc, "pattern", "^[A-Z]{2}$"); break;
	case CC_FORMAT_TIME_ZONE:
		doc_text(doc, "pattern", "^[A-Z][A-Za-z0-9_+-]*(/[A-Z][A-Za-z0-9_+-]*)*$");
		break;
	}
}

/* The rules count bytes and JSON Schema counts characters, of which a byte is at least a quarter. */
static void put_string(struct cli_doc *doc, const struct cc_field *field, unsigned directions)
{
	enum { UTF8_BYTES_MAX = 4 };
	doc_text(doc, "type", "string");
	if (!is_received(directions))
		return;
	if (field->min > 0)
		doc_int(doc, "minLength", (field->min + UTF8_BYTES_MAX - 1) / UTF8_BYTES_MAX);
	if (field->max > 0)
		doc_int(doc, "maxLength", field->max);
	put_format(doc, field->format);
}

static void put_bytes(struct cli_doc *doc, const struct cc_field *field, unsigned directions)
{
	doc_text(doc, "type", "string");
	doc_text(doc, "contentEncoding", "base64");
	if (is_received(directions) && field->max > 0)
		doc_int(doc, "maxLength", (field->max + 2) / 3 * 4);
}

void schema_put_reference(struct cli_doc *doc, const struct cc_message *message)
{
	doc_printf(doc, "$ref", "#/components/schemas/%s", schema_name(message->name));
}

static void put_value(struct cli_doc *doc, const struct cc_field *field, unsigned directions)
{
	switch (field->type) {
	case CC_BOOL: doc_text(doc, "type", "boolean"); return;
	case CC_INT32:
	case CC_UINT32: put_integer(doc, field, directions); return;
	case CC_INT64:
	case CC_UINT64: put_big_integer(doc, field); return;
	case CC_STRING: put_string(doc, field, directions); return;
	case CC_BYTES: put_bytes(doc, field, directions); return;
	case CC_ENUM:
		doc_printf(doc, "$ref", "#/components/schemas/%s", schema_name(field->enumeration->name));
		return;
	case CC_UUID:
		doc_text(doc, "type", "string");
		doc_text(doc, "format", "uuid");
		return;
	case CC_TIME:
		doc_text(doc, "type", "string");
		doc_text(doc, "format", "date-time");
		return;
	case CC_MONEY: doc_text(doc, "$ref", "#/components/schemas/Money"); return;
	case CC_MESSAGE: schema_put_reference(doc, field->message); return;
	}
}

void schema_put_field(struct cli_doc *doc, const struct cc_field *field, unsigned directions)
{
	schema_put_description(doc, field->doc);
	if (!field->repeated) {
		put_value(doc, field, directions);
		return;
	}
	doc_text(doc, "type", "array");
	if (is_received(directions) && field->min_items > 0)
		doc_int(doc, "minItems", field->min_items);
	if (is_received(directions) && field->max_items > 0)
		doc_int(doc, "maxItems", field->max_items);
	doc_map(doc, "items");
	put_value(doc, field, directions);
	doc_end(doc);
}

/* ---- Objects --------------------------------------------------------------- */

bool schema_is_required(const struct cc_field *field, unsigned directions)
{
	if (field->presence == CC_REQUIRED)
		return true;
	if (field->presence != CC_IMPLICIT)
		return false;
	if (!is_received(directions))
		return true; /* a value without presence is always written */
	if (field->repeated)
		return field->min_items > 0;
	return field->min > 0 || field->max < 0 || field->format != CC_FORMAT_ANY;
}

static bool is_left_out(const struct cc_op *op, const struct cc_field *field)
{
	return op && cli_in_path(op, field);
}

static void put_required(struct cli_doc *doc, const struct cc_message *message, unsigned directions,
                         const struct cc_op *op)
{
	bool any = false;
	for (size_t i = 0; i < message->field_count; i++) {
		const struct cc_field *field = &message->fields[i];
		if (is_left_out(op, field) || !schema_is_required(field, directions))
			continue;
		if (!any)
			doc_list(doc, "required");
		doc_text(doc, NULL, field->name);
		any = true;
	}
	if (any)
		doc_end(doc);
}

static bool share_oneof(const struct cc_field *a, const struct cc_field *b)
{
	return a->presence == CC_ONEOF && b->presence == CC_ONEOF && a->presence_offset == b->presence_offset;
}

/* "not": any two members of one oneof together. */
static void put_oneofs(struct cli_doc *doc, const struct cc_message *message)
{
	bool any = false;
	for (size_t i = 0; i < message->field_count; i++)
		for (size_t j = i + 1; j < message->field_count; j++) {
			if (!share_oneof(&message->fields[i], &message->fields[j]))
				continue;
			if (!any) {
				doc_map(doc, "not");
				doc_list(doc, "anyOf");
			}
			any = true;
			doc_map(doc, NULL);
			doc_list(doc, "required");
			doc_text(doc, NULL, message->fields[i].name);
			doc_text(doc, NULL, message->fields[j].name);
			doc_end(doc);
			doc_end(doc);
		}
	if (any) {
		doc_end(doc);
		doc_end(doc);
	}
}

/* Unknown fields are refused in what is received, and may come to what is sent. */
void schema_put_object(struct cli_doc *doc, const struct cc_message *message, unsigned directions,
                       const struct cc_op *op)
{
	doc_text(doc, "type", "object");
	schema_put_description(doc, message->doc);
	put_required(doc, message, directions, op);
	doc_map(doc, "properties");
	for (size_t i = 0; i < message->field_count; i++) {
		if (is_left_out(op, &message->fields[i]))
			continue;
		doc_map(doc, message->fields[i].name);
		schema_put_field(doc, &message->fields[i], directions);
		doc_end(doc);
	}
	doc_end(doc);
	if (is_received(directions))
		doc_bool(doc, "additionalProperties", false);
	put_oneofs(doc, message);
}

/* Proto3's zero stands for "not given", and is refused. */
static void put_enum(struct cli_doc *doc, const struct cc_enum *enumeration)
{
	doc_text(doc, "type", "string");
	doc_list(doc, "enum");
	for (size_t i = 0; i < enumeration->value_count; i++)
		if (enumeration->values[i].number != 0)
			doc_text(doc, NULL, enumeration->values[i].name);
	doc_end(doc);
}

static void put_money(struct cli_doc *doc)
{
	doc_map(doc, "Money");
	doc_text(doc, "type", "object");
	doc_text(doc, "description",
	         "An amount in the smallest unit of its currency: \"4320\" and PLN are 43.20 zł.");
	doc_list(doc, "required");
	doc_text(doc, NULL, "minor");
	doc_text(doc, NULL, "currency");
	doc_end(doc);
	doc_map(doc, "properties");
	doc_map(doc, "minor");
	put_big_integer(doc, &(const struct cc_field){ .type = CC_INT64 });
	doc_end(doc);
	doc_map(doc, "currency");
	doc_text(doc, "type", "string");
	doc_text(doc, "description", "ISO 4217.");
	doc_text(doc, "pattern", "^[A-Z]{3}$");
	doc_end(doc);
	doc_end(doc);
	doc_end(doc);
}

void schema_sort(struct schema_set *set)
{
	qsort(set->uses, set->count, sizeof *set->uses, by_name);
}

void schema_begin_components(struct cli_doc *doc, struct schema_set *set)
{
	schema_sort(set);
	doc_map(doc, "schemas");
	if (set->money)
		put_money(doc);
	for (size_t i = 0; i < set->count; i++) {
		const struct schema_use *one = &set->uses[i];
		doc_map(doc, one->name);
		if (one->enumeration)
			put_enum(doc, one->enumeration);
		else
			schema_put_object(doc, one->message, one->directions, NULL);
		doc_end(doc);
	}
}
