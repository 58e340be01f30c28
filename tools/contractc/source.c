/* source.c - contracts/<service>.c: the tables that every codec and the pipeline read. */
#include <inttypes.h>

#include "contract.h"

enum { LITERAL_WIDTH = 72 };

/* As C string literals, cut after words so that no line grows too long. */
static void print_literal(struct cc_buf *out, const char *text)
{
	size_t width = 0;
	cc_buf_add_char(out, '"');
	for (const char *c = text; *c; c++) {
		bool trigraph = c > text && c[0] == '?' && c[-1] == '?';
		if (*c == '"' || *c == '\\' || trigraph)
			cc_buf_add_char(out, '\\');
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			cc_buf_printf(out, "\\%03o", (unsigned)*c);
		else
			cc_buf_add_char(out, *c);
		width++;
		if (*c == ' ' && width + strcspn(c + 1, " ") > LITERAL_WIDTH) {
			cc_buf_printf(out, "\"\n\t\t\"");
			width = 0;
		}
	}
	cc_buf_add_char(out, '"');
}

static void print_text(struct cc_buf *out, const char *designator, const char *text)
{
	cc_buf_printf(out, "%s = ", designator);
	if (strlen(text) > LITERAL_WIDTH)
		cc_buf_printf(out, "\n\t\t");
	print_literal(out, text);
	cc_buf_printf(out, ",\n");
}

static void print_enum(struct contract *contract, const struct type *type, struct cc_buf *out)
{
	cc_buf_printf(out, "static const struct cc_enumerator %s_values[] = {\n", type->short_name);
	for (size_t i = 0; i < type->enumeration->values.count; i++) {
		cc_str name = type->enumeration->values.items[i].name;
		cc_buf_printf(out, "\t{ \"%.*s\", \"%s\", %s },\n", (int)name.len, name.ptr,
		              enumerator_text(contract, type, i), enumerator_name(contract, type, i));
	}
	cc_buf_printf(out,
	              "};\n\n"
	              "const struct cc_enum %s_enum = {\n"
	              "\t.name        = \"%s\",\n"
	              "\t.values      = %s_values,\n"
	              "\t.value_count = CC_COUNT(%s_values),\n"
	              "};\n\n",
	              type->c_name, type->name, type->short_name, type->short_name);
}

static const char *type_name(enum cc_type type)
{
	static const char *const names[] = {
		[CC_BOOL] = "CC_BOOL",     [CC_INT32] = "CC_INT32",   [CC_INT64] = "CC_INT64",
		[CC_UINT32] = "CC_UINT32", [CC_UINT64] = "CC_UINT64", [CC_STRING] = "CC_STRING",
		[CC_BYTES] = "CC_BYTES",   [CC_ENUM] = "CC_ENUM",     [CC_UUID] = "CC_UUID",
		[CC_TIME] = "CC_TIME",     [CC_MONEY] = "CC_MONEY",   [CC_MESSAGE] = "CC_MESSAGE",
	};
	return names[type];
}

static const char *presence_name(enum cc_presence presence)
{
	static const char *const names[] = {
		[CC_REQUIRED] = "CC_REQUIRED",
		[CC_IMPLICIT] = "CC_IMPLICIT",
		[CC_OPTIONAL] = "CC_OPTIONAL",
		[CC_ONEOF] = "CC_ONEOF",
	};
	return names[presence];
}

static const char *format_name(enum cc_format format)
{
	static const char *const names[] = {
		[CC_FORMAT_ANY] = "CC_FORMAT_ANY",
		[CC_FORMAT_EMAIL] = "CC_FORMAT_EMAIL",
		[CC_FORMAT_URL] = "CC_FORMAT_URL",
		[CC_FORMAT_SLUG] = "CC_FORMAT_SLUG",
		[CC_FORMAT_LOCALE] = "CC_FORMAT_LOCALE",
		[CC_FORMAT_COUNTRY] = "CC_FORMAT_COUNTRY",
		[CC_FORMAT_TIME_ZONE] = "CC_FORMAT_TIME_ZONE",
	};
	return names[format];
}

/* The ends of a type's range go by their names: INT64_MIN has no literal. */
static void print_limit(struct cc_buf *out, const char *designator, int64_t limit)
{
	cc_buf_printf(out, "%s = ", designator);
	if (limit == INT64_MIN)
		cc_buf_printf(out, "INT64_MIN,\n");
	else if (limit == INT64_MAX)
		cc_buf_printf(out, "INT64_MAX,\n");
	else if (limit == INT32_MIN)
		cc_buf_printf(out, "INT32_MIN,\n");
	else if (limit == INT32_MAX)
		cc_buf_printf(out, "INT32_MAX,\n");
	else if (limit == UINT32_MAX)
		cc_buf_printf(out, "UINT32_MAX,\n");
	else
		cc_buf_printf(out, "%" PRId64 ",\n", limit);
}

static void print_field_limits(const struct field *field, struct cc_buf *out)
{
	if (field->format != CC_FORMAT_ANY)
		cc_buf_printf(out, "\t\t.format          = %s,\n", format_name(field->format));
	if (field->min != 0 || field->max != 0) {
		print_limit(out, "\t\t.min            ", field->min);
		print_limit(out, "\t\t.max            ", field->max);
	}
	if (field->repeated) {
		print_limit(out, "\t\t.min_items      ", field->min_items);
		print_limit(out, "\t\t.max_items      ", field->max_items);
	}
}

static void print_field(const struct type *type, const struct field *field, struct cc_buf *out)
{
	cc_buf_printf(out,
	              "\t{\n"
	              "\t\t.name            = \"%s\",\n"
	              "\t\t.json_name       = \"%s\",\n",
	              field->name, field->json_name);
	print_text(out, "\t\t.doc            ", field->doc);
	cc_buf_printf(out,
	              "\t\t.tag             = %u,\n"
	              "\t\t.type            = %s,\n"
	              "\t\t.presence        = %s,\n",
	              (unsigned)field->tag, type_name(field->type), presence_name(field->presence));
	if (field->repeated)
		cc_buf_printf(out, "\t\t.repeated        = true,\n");
	cc_buf_printf(out, "\t\t.offset          = offsetof(struct %s, %s),\n", type->c_name, field->name);
	if (field->presence == CC_OPTIONAL && field->type != CC_MESSAGE)
		cc_buf_printf(out, "\t\t.presence_offset = offsetof(struct %s, has_%s),\n", type->c_name,
		              field->name);
	if (field->presence == CC_ONEOF)
		cc_buf_printf(out, "\t\t.presence_offset = offsetof(struct %s, %s_case),\n", type->c_name,
		              field->oneof);
	print_field_limits(field, out);
	if (field->type == CC_MESSAGE)
		cc_buf_printf(out, "\t\t.message         = &%s_message,\n", field->of->c_name);
	if (field->type == CC_ENUM)
		cc_buf_printf(out, "\t\t.enumeration     = &%s_enum,\n", field->of->c_name);
	cc_buf_printf(out, "\t},\n");
}

static void print_fields(const struct type *type, struct cc_buf *out)
{
	if (type->field_count == 0)
		return;
	cc_buf_printf(out, "static const struct cc_field %s_fields[] = {\n", type->short_name);
	for (size_t row = 0; row < type->field_count; row++)
		for (size_t i = 0; i < type->field_count; i++)
			if (type->fields[i].row == row)
				print_field(type, &type->fields[i], out);
	cc_buf_printf(out, "};\n\n");
}

static void print_event(const struct type *type, struct cc_buf *out)
{
	cc_buf_printf(out,
	              "const struct cc_event %s_event = {\n"
	              "\t.name  = \"%s\",\n"
	              "\t.topic = \"%.*s\",\n",
	              type->c_name, type->name, (int)type->event->topic.len, type->event->topic.ptr);
	print_text(out, "\t.doc  ", type->doc);
	cc_buf_printf(out,
	              "\t.body  = &%s_message,\n"
	              "\t.key   = &%s_fields[%zu], /* %s */\n"
	              "};\n\n",
	              type->c_name, type->short_name, type->event_key->row, type->event_key->name);
}

static void print_message(const struct type *type, struct cc_buf *out)
{
	print_fields(type, out);
	cc_buf_printf(out,
	              "const struct cc_message %s_message = {\n"
	              "\t.name        = \"%s\",\n",
	              type->c_name, type->name);
	print_text(out, "\t.doc        ", type->doc);
	cc_buf_printf(out, "\t.size        = sizeof(struct %s),\n", type->c_name);
	if (type->field_count > 0)
		cc_buf_printf(out,
		              "\t.fields      = %s_fields,\n"
		              "\t.field_count = CC_COUNT(%s_fields),\n",
		              type->short_name, type->short_name);
	cc_buf_printf(out, "};\n\n");
	if (type->event)
		print_event(type, out);
}

/* The caller's types are erased here and nowhere else. */
static void print_call(const struct op *op, struct cc_buf *out)
{
	cc_buf_printf(out, "static const struct cc_reason *const %s_fails[] = {\n", op->short_name);
	for (size_t i = 0; i < op->fail_count; i++)
		cc_buf_printf(out, "\t&%s,\n", op->fails[i]->c_name);
	cc_buf_printf(out,
	              "\tNULL,\n};\n\n"
	              "static cc_err call_%s(struct cc_ctx *ctx, const void *in, void *out)\n"
	              "{\n\treturn %s(ctx, in, out);\n}\n\n",
	              op->short_name, op->c_name);
}

static void print_op(const struct op *op, struct cc_buf *out)
{
	static const char *const kinds[] = { "", "WRITE", "READ", "COMPOSE" };
	static const char *const audiences[] = { "MEMBER", "ANYONE", "PEER" };
	print_call(op, out);
	cc_buf_printf(out,
	              "const struct cc_op %s_op = {\n"
	              "\t.name        = \"%s\",\n"
	              "\t.label       = \"%s\",\n",
	              op->c_name, op->name, op->label);
	print_text(out, "\t.doc        ", op->doc);
	if (op->path)
		cc_buf_printf(out,
		              "\t.method      = \"%s\",\n"
		              "\t.path        = \"%s\",\n",
		              op->method, op->path);
	if (op->option->signature_header.len > 0)
		cc_buf_printf(out, "\t.signature_header = \"%.*s\",\n", (int)op->option->signature_header.len,
		              op->option->signature_header.ptr);
	if (op->option->content_type.len > 0)
		cc_buf_printf(out, "\t.content_type = \"%.*s\",\n", (int)op->option->content_type.len,
		              op->option->content_type.ptr);
	if (op->option->secret)
		cc_buf_printf(out, "\t.secret      = true,\n");
	if (op->option->kept_ms > 0)
		cc_buf_printf(out, "\t.kept_ms     = %d,\n", op->option->kept_ms);
	if (op->option->scope.len > 0)
		cc_buf_printf(out, "\t.scope       = \"%.*s\",\n", (int)op->option->scope.len,
		              op->option->scope.ptr);
	cc_buf_printf(out,
	              "\t.tx          = CC_TX_%s,\n"
	              "\t.audience    = CC_AUDIENCE_%s,\n"
	              "\t.in          = &%s_message,\n"
	              "\t.out         = &%s_message,\n"
	              "\t.fails       = %s_fails,\n",
	              kinds[op->option->tx], audiences[op->option->audience], op->in->c_name, op->out->c_name,
	              op->short_name);
	if (op->watch_topic)
		cc_buf_printf(out,
		              "\t.watch_topic = \"%s\",\n"
		              "\t.watch_key   = &%s_fields[%zu], /* %s */\n",
		              op->watch_topic, op->in->short_name, op->watch_key->row, op->watch_key->name);
	cc_buf_printf(out, "\t.call        = call_%s,\n};\n\n", op->short_name);
}

static void print_reasons(const struct unit *unit, struct cc_buf *out)
{
	for (size_t i = 0; i < unit->reason_count; i++) {
		const struct reason *reason = &unit->reasons[i];
		cc_buf_printf(out, "const struct cc_reason %s = { \"%s\", CC_%s", reason->c_name,
		              reason->name, reason->code);
		if (*reason->advice) {
			cc_buf_printf(out, ",\n\t\t");
			print_literal(out, reason->advice);
		}
		cc_buf_printf(out, " };\n");
	}
	cc_buf_printf(out, "%s", unit->reason_count > 0 ? "\n" : "");
}

static void print_lists(const struct contract *contract, const struct unit *unit, struct cc_buf *out)
{
	cc_buf_printf(out, "const struct cc_op *const %s_ops[] = {\n", unit->service);
	for (size_t i = 0; i < unit->op_count; i++)
		cc_buf_printf(out, "\t&%s_op,\n", unit->ops[i].c_name);
	cc_buf_printf(out, "\tNULL,\n};\n\nconst struct cc_event *const %s_events[] = {\n", unit->service);
	for (size_t i = 0; i < contract->type_count; i++)
		if (belongs_to(&contract->types[i], unit) && contract->types[i].event)
			cc_buf_printf(out, "\t&%s_event,\n", contract->types[i].c_name);
	cc_buf_printf(out, "\tNULL,\n};\n");
}

void print_source(struct contract *contract, const struct unit *unit, struct cc_buf *out)
{
	cc_buf_printf(out,
	              "/* Made from %.*s by contractc; edit that instead. */\n"
	              "#include \"contracts/%s.h\"\n\n",
	              (int)unit->file->name.len, unit->file->name.ptr, unit->service);
	for (size_t i = 0; i < contract->type_count; i++)
		if (contract->types[i].enumeration && belongs_to(&contract->types[i], unit))
			print_enum(contract, &contract->types[i], out);
	for (size_t i = 0; i < contract->type_count; i++)
		if (contract->types[i].message && belongs_to(&contract->types[i], unit))
			print_message(&contract->types[i], out);
	print_reasons(unit, out);
	for (size_t i = 0; i < unit->op_count; i++)
		print_op(&unit->ops[i], out);
	print_lists(contract, unit, out);
}
