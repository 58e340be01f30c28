#include "cli/example.h"

#include "cli/problems.h"
#include "cli/schema.h"
#include "platform/core/id.h"

enum { EXAMPLE_DEPTH_MAX = 6 };

/* Different fields have different ids, a field has the same one everywhere. */
static const char *id_text(struct cc_arena *arena, const char *name)
{
	uint32_t hash = 2166136261u; /* FNV-1a */
	for (; *name; name++)
		hash = (hash ^ (uint8_t)*name) * 16777619u;
	uint8_t random[10] = { 0x1e, 0x5f, 0x8a, 0x6b, 0x1c, 0x2d };
	memcpy(random + 6, &hash, sizeof hash);
	char *text = cc_arena_alloc(arena, CC_ID_TEXT_LEN + 1);
	cc_id_print(cc_id_v7((cc_time){ 1764000000000 }, random), text);
	return text;
}

/* What the comment quotes, if it fits; else the name, as far as it fits. */
static const char *string_text(struct cc_arena *arena, const struct cc_field *field)
{
	const char *open = strchr(field->doc, '"');
	const char *close = open ? strchr(open + 1, '"') : NULL;
	cc_str text = cc_str_of(field->name);
	if (close && close - open - 1 >= field->min && close - open - 1 <= field->max)
		text = (cc_str){ open + 1, (size_t)(close - open - 1) };
	if (field->max > 0 && (int64_t)text.len > field->max)
		text.len = (size_t)field->max;
	char *copy = cc_arena_alloc(arena, text.len + 1);
	memcpy(copy, text.ptr, text.len);
	return copy;
}

static const char *format_text(struct cc_arena *arena, const struct cc_field *field)
{
	switch (field->format) {
	case CC_FORMAT_EMAIL: return "anna@example.org";
	case CC_FORMAT_URL: return "https://example.org/room";
	case CC_FORMAT_SLUG: return "sofa-by-the-river";
	case CC_FORMAT_LOCALE: return "pl";
	case CC_FORMAT_COUNTRY: return "PL";
	case CC_FORMAT_TIME_ZONE: return "Europe/Warsaw";
	case CC_FORMAT_ANY: break;
	}
	return string_text(arena, field);
}

static int64_t number(const struct cc_field *field)
{
	enum { TYPICAL = 2 };
	bool fits = (field->min == 0 && field->max == 0) || (field->min <= TYPICAL && field->max >= TYPICAL);
	return fits ? TYPICAL : field->min;
}

static const char *enum_text(const struct cc_enum *enumeration)
{
	for (size_t i = 0; i < enumeration->value_count; i++)
		if (enumeration->values[i].number != 0)
			return enumeration->values[i].name;
	return enumeration->values[0].name;
}

const char *example_text(struct cc_arena *arena, const struct cc_field *field)
{
	struct cc_buf text = { .arena = arena };
	switch (field->type) {
	case CC_BOOL: return "true";
	case CC_STRING: return format_text(arena, field);
	case CC_BYTES: return "Y291Y2g=";
	case CC_ENUM: return enum_text(field->enumeration);
	case CC_UUID: return id_text(arena, field->name);
	case CC_TIME: return "2026-11-24T20:45:00Z";
	case CC_INT32:
	case CC_INT64:
	case CC_UINT32:
	case CC_UINT64: cc_buf_printf(&text, "%lld", (long long)number(field)); return text.ptr;
	case CC_MONEY:
	case CC_MESSAGE: break;
	}
	return "";
}

static void put_message(struct cli_doc *doc, const char *key, const struct cc_message *message,
                        unsigned directions, int depth);

static void put_value(struct cli_doc *doc, const char *key, const struct cc_field *field, unsigned directions,
                      int depth)
{
	switch (field->type) {
	case CC_BOOL: doc_bool(doc, key, true); return;
	case CC_INT32:
	case CC_UINT32: doc_int(doc, key, number(field)); return;
	case CC_MESSAGE: put_message(doc, key, field->message, directions, depth + 1); return;
	case CC_MONEY:
		doc_map(doc, key);
		doc_text(doc, "minor", "4320");
		doc_text(doc, "currency", "PLN");
		doc_end(doc);
		return;
	default: doc_text(doc, key, example_text(doc->out->arena, field)); return;
	}
}

static void put_field(struct cli_doc *doc, const struct cc_field *field, unsigned directions, int depth)
{
	if (!field->repeated) {
		put_value(doc, field->name, field, directions, depth);
		return;
	}
	doc_list(doc, field->name);
	if (field->type != CC_MESSAGE || depth < EXAMPLE_DEPTH_MAX)
		put_value(doc, NULL, field, directions, depth);
	doc_end(doc);
}

static void put_fields(struct cli_doc *doc, const struct cc_message *message, unsigned directions,
                       const struct cc_op *op, int depth)
{
	for (size_t i = 0; i < message->field_count; i++) {
		const struct cc_field *field = &message->fields[i];
		if (schema_is_required(field, directions) && !(op && cli_in_path(op, field)))
			put_field(doc, field, directions, depth);
	}
}

static void put_message(struct cli_doc *doc, const char *key, const struct cc_message *message,
                        unsigned directions, int depth)
{
	doc_map(doc, key);
	put_fields(doc, message, directions, NULL, depth);
	doc_end(doc);
}

void example_put_sent(struct cli_doc *doc, const char *key, const struct cc_message *message)
{
	put_message(doc, key, message, SCHEMA_SENT, 0);
}

void example_put_body(struct cli_doc *doc, const char *key, const struct cc_op *op)
{
	doc_map(doc, key);
	put_fields(doc, op->in, SCHEMA_RECEIVED, op, 0);
	doc_end(doc);
}

const char *example_body(struct cc_arena *arena, const struct cc_op *op)
{
	struct cc_buf text = { .arena = arena };
	struct cli_doc doc;
	if (!cli_has_body(op) || op->signature_header)
		return "";
	doc_begin(&doc, &text, CLI_JSON_SYNTAX);
	put_fields(&doc, op->in, SCHEMA_RECEIVED, op, 0);
	doc_end(&doc);
	text.ptr[text.len - 1] = '\0'; /* the newline that ends a document */
	return text.ptr;
}

/* In braces: the field's example.  Behind it: the required fields of a query. */
const char *example_path(struct cc_arena *arena, const struct cc_op *op)
{
	struct cc_buf text = { .arena = arena };
	for (const char *at = op->path; *at; at++) {
		if (*at != '{') {
			cc_buf_add_char(&text, *at);
			continue;
		}
		cc_str name = { at + 1, strcspn(at + 1, "}") };
		cc_buf_add(&text, cc_str_of(example_text(arena, cc_field_named(op->in, name))));
		at += name.len + 1;
	}
	char separator = '?';
	for (size_t i = 0; !cli_has_body(op) && i < op->in->field_count; i++) {
		const struct cc_field *field = &op->in->fields[i];
		if (cli_in_path(op, field) || !schema_is_required(field, SCHEMA_RECEIVED))
			continue;
		cc_buf_printf(&text, "%c%s=%s", separator, field->name, example_text(arena, field));
		separator = '&';
	}
	cc_buf_add_char(&text, '\0');
	return text.ptr;
}

/* Whatever its path named would have to be there. */
static bool is_open_read(const struct cc_op *op)
{
	return op->path && !strchr(op->path, '{') && op->tx == CC_TX_READ &&
	       op->audience == CC_AUDIENCE_ANYONE && !op->watch_topic;
}

const struct cc_op *example_open_read(const struct cc_service *const *services)
{
	for (; *services; services++)
		for (const struct cc_op *const *op = (*services)->ops; *op; op++)
			if (is_open_read(*op))
				return *op;
	return NULL;
}
