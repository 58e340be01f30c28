/* header.c - contracts/<service>.h: what a service and its callers read. */
#include "contract.h"

enum { LINE_WIDTH = 100 };

/* A comment must not end early, nor seem to begin again. */
static void add_word(struct cc_buf *out, cc_str word)
{
	for (size_t i = 0; i < word.len; i++) {
		bool delimiter = i > 0 && ((word.ptr[i - 1] == '*' && word.ptr[i] == '/') ||
		                           (word.ptr[i - 1] == '/' && word.ptr[i] == '*'));
		if (delimiter)
			cc_buf_add_char(out, ' ');
		cc_buf_add_char(out, word.ptr[i]);
	}
}

/* The words of `text`, folded; each new line begins with `prefix`, as the first one did. */
static void add_folded(struct cc_buf *out, const char *text, const char *prefix)
{
	size_t indent = strspn(prefix, "\t"), start = strlen(prefix) + 7 * indent, width = start;
	while (*text) {
		size_t len = strcspn(text, " ");
		if (width > start && width + 1 + len > LINE_WIDTH) {
			cc_buf_printf(out, "\n%s", prefix);
			width = start;
		} else if (width > start) {
			cc_buf_add_char(out, ' ');
			width++;
		}
		add_word(out, (cc_str){ text, len });
		width += len;
		text += len + strspn(text + len, " ");
	}
}

static void print_comment(struct cc_buf *out, const char *indent, const char *text)
{
	if (!*text)
		return;
	struct cc_buf prefix = { .arena = out->arena };
	cc_buf_printf(&prefix, "%s * %c", indent, '\0');
	cc_buf_printf(out, "%s/* ", indent);
	add_folded(out, text, prefix.ptr);
	cc_buf_printf(out, " */\n");
}

static const char *element_type(struct contract *contract, const struct field *field)
{
	switch (field->type) {
	case CC_BOOL: return "bool ";
	case CC_INT32: return "int32_t ";
	case CC_INT64: return "int64_t ";
	case CC_UINT32: return "uint32_t ";
	case CC_UINT64: return "uint64_t ";
	case CC_STRING:
	case CC_BYTES: return "cc_str ";
	case CC_UUID: return "cc_id ";
	case CC_TIME: return "cc_time ";
	case CC_MONEY: return "cc_money ";
	case CC_ENUM: return cc_printf(contract->ctx, "enum %s ", field->of->c_name).ptr;
	case CC_MESSAGE: return cc_printf(contract->ctx, "const struct %s *", field->of->c_name).ptr;
	}
	return "";
}

static const char *list_type(struct contract *contract, const struct field *field)
{
	switch (field->type) {
	case CC_BOOL: return "cc_bool";
	case CC_INT32: return "cc_int32";
	case CC_INT64: return "cc_int64";
	case CC_UINT32: return "cc_uint32";
	case CC_UINT64: return "cc_uint64";
	case CC_STRING:
	case CC_BYTES: return "cc_str";
	case CC_UUID: return "cc_id";
	case CC_TIME: return "cc_time";
	case CC_MONEY: return "cc_money";
	case CC_ENUM:
	case CC_MESSAGE: return text_of(contract, cc_str_of(field->of->c_name));
	}
	return "";
}

static void print_member(struct contract *contract, const struct field *field, struct cc_buf *out,
                         const char *indent)
{
	print_comment(out, indent, field->doc);
	if (field->presence == CC_OPTIONAL && field->type != CC_MESSAGE)
		cc_buf_printf(out, "%sbool has_%s;\n", indent, field->name);
	if (field->repeated)
		cc_buf_printf(out, "%sstruct %s_list %s;\n", indent, list_type(contract, field), field->name);
	else
		cc_buf_printf(out, "%s%s%s;\n", indent, element_type(contract, field), field->name);
}

/* protoc keeps the members of a oneof together. */
static void print_members(struct contract *contract, const struct type *type, struct cc_buf *out)
{
	const char *open = NULL;
	for (size_t i = 0; i < type->field_count; i++) {
		const struct field *field = &type->fields[i];
		if (open && (!field->oneof || strcmp(open, field->oneof) != 0)) {
			cc_buf_printf(out, "\t};\n");
			open = NULL;
		}
		if (field->oneof && !open) {
			cc_buf_printf(
				out,
				"\tint32_t %s_case; /* the tag of the member that is there, 0 for none */\n"
				"\tunion {\n",
				field->oneof);
			open = field->oneof;
		}
		print_member(contract, field, out, open ? "\t\t" : "\t");
	}
	if (open)
		cc_buf_printf(out, "\t};\n");
	if (type->field_count == 0)
		cc_buf_printf(out, "\tchar nothing; /* C has no empty struct */\n");
}

static void print_list(const struct type *type, bool *listed, struct cc_buf *out)
{
	if (*listed)
		return;
	*listed = true;
	cc_buf_printf(out, "struct %s_list { %s %s *items; size_t count; };\n", type->c_name,
	              type->message ? "struct" : "enum", type->c_name);
}

/* A list stands after its struct, or before the first struct that holds one. */
static void print_struct(struct contract *contract, const struct type *type, bool *listed, struct cc_buf *out)
{
	for (size_t i = 0; i < type->field_count; i++) {
		const struct field *field = &type->fields[i];
		bool here = field->repeated && field->type == CC_MESSAGE &&
		            field->of->place.file == type->place.file;
		if (!here || listed[field->of - contract->types])
			continue;
		print_list(field->of, &listed[field->of - contract->types], out);
		cc_buf_add_char(out, '\n');
	}
	print_comment(out, "", type->doc);
	cc_buf_printf(out, "struct %s {\n", type->c_name);
	print_members(contract, type, out);
	cc_buf_printf(out, "};\n");
	print_list(type, &listed[type - contract->types], out);
	cc_buf_printf(out, "extern const struct cc_message %s_message;\n", type->c_name);
	if (type->event)
		cc_buf_printf(out, "extern const struct cc_event %s_event;\n", type->c_name);
	cc_buf_add_char(out, '\n');
}

static void print_enum(struct contract *contract, const struct type *type, bool *listed, struct cc_buf *out)
{
	print_comment(out, "", type->doc);
	cc_buf_printf(out, "enum %s {\n", type->c_name);
	for (size_t i = 0; i < type->enumeration->values.count; i++) {
		print_comment(out, "\t", doc_of(contract, place_in(type->place, ENUM_VALUE, (int32_t)i)));
		cc_buf_printf(out, "\t%s = %d,\n", enumerator_name(contract, type, i),
		              type->enumeration->values.items[i].number);
	}
	cc_buf_printf(out, "};\n");
	print_list(type, &listed[type - contract->types], out);
	cc_buf_printf(out, "extern const struct cc_enum %s_enum;\n\n", type->c_name);
}

/* "Fails: NOT_FOUND session_not_found; FAILED_PRECONDITION sold_out, seat_taken." */
static const char *fails_sentence(const struct op *op, struct cc_arena *arena)
{
	struct cc_buf text = { .arena = arena };
	for (size_t i = 0; i < op->fail_count; i++) {
		const char *code = op->fails[i]->code;
		bool said = false;
		for (size_t j = 0; j < i; j++)
			said = said || strcmp(op->fails[j]->code, code) == 0;
		if (said)
			continue;
		cc_buf_printf(&text, "%s %s", i == 0 ? "Fails:" : ";", code);
		bool first = true;
		for (size_t j = i; j < op->fail_count; j++) {
			if (strcmp(op->fails[j]->code, code) != 0)
				continue;
			cc_buf_printf(&text, "%s %s", first ? "" : ",", op->fails[j]->name);
			first = false;
		}
	}
	cc_buf_printf(&text, "%s%c", op->fail_count > 0 ? "." : "", '\0');
	return text.ptr;
}

static void print_op(const struct op *op, struct cc_buf *out)
{
	const char *fails = fails_sentence(op, out->arena);
	if (*op->doc || *fails) {
		cc_buf_printf(out, "/*\n * ");
		add_folded(out, op->doc, " * ");
		if (*op->doc && *fails)
			cc_buf_printf(out, "\n *\n * ");
		add_folded(out, fails, " * ");
		cc_buf_printf(out, "\n */\n");
	}
	cc_buf_printf(out, "CC_RESULT %s(struct cc_ctx *ctx, const struct %s *in,\n", op->c_name,
	              op->in->c_name);
	cc_buf_printf(out, "%*s struct %s *out);\n", (int)(strlen("CC_RESULT ") + strlen(op->c_name)), "",
	              op->out->c_name);
	cc_buf_printf(out, "extern const struct cc_op %s_op;\n\n", op->c_name);
}

static void print_includes(struct contract *contract, const struct unit *unit, struct cc_buf *out)
{
	cc_buf_printf(out, "#include \"platform/core/service.h\"\n");
	for (size_t i = 0; i < unit->file->dependencies.count; i++) {
		for (size_t j = 0; j < contract->request->files.count; j++) {
			const struct proto_file *file = &contract->request->files.items[j];
			const char *service = service_of(contract, file->package);
			if (cc_str_eq(file->name, unit->file->dependencies.items[i]) && service &&
			    strcmp(service, "type") != 0)
				cc_buf_printf(out, "#include \"contracts/%s.h\"\n", service);
		}
	}
	cc_buf_add_char(out, '\n');
}

static void print_reasons(const struct unit *unit, struct cc_buf *out)
{
	int width = 0;
	for (size_t i = 0; i < unit->reason_count; i++)
		width = (int)strlen(unit->reasons[i].c_name) > width ? (int)strlen(unit->reasons[i].c_name)
		                                                     : width;
	if (unit->reason_count > 0)
		cc_buf_printf(out, "/* Why an operation here refuses. */\n");
	for (size_t i = 0; i < unit->reason_count; i++) {
		const struct reason *reason = &unit->reasons[i];
		cc_buf_printf(out, "extern const struct cc_reason %s;%*s /* %s */\n", reason->c_name,
		              width - (int)strlen(reason->c_name), "", reason->code);
	}
	if (unit->reason_count > 0)
		cc_buf_add_char(out, '\n');
}

void print_header(struct contract *contract, const struct unit *unit, struct cc_buf *out)
{
	bool *listed = cc_alloc_array(contract->ctx, contract->type_count, sizeof *listed);
	cc_buf_printf(out,
	              "/*\n * %s.h - %s\n *\n * Made from %.*s by contractc; edit that instead.\n */\n"
	              "#pragma once\n\n",
	              unit->service, *unit->doc ? unit->doc : "messages.", (int)unit->file->name.len,
	              unit->file->name.ptr);
	print_includes(contract, unit, out);
	for (size_t i = 0; i < contract->type_count; i++)
		if (contract->types[i].enumeration && belongs_to(&contract->types[i], unit))
			print_enum(contract, &contract->types[i], listed, out);
	for (size_t i = 0; i < contract->type_count; i++)
		if (contract->types[i].message && belongs_to(&contract->types[i], unit))
			print_struct(contract, &contract->types[i], listed, out);
	print_reasons(unit, out);
	for (size_t i = 0; i < unit->op_count; i++)
		print_op(&unit->ops[i], out);
	cc_buf_printf(out,
	              "/* All of them; each list ends with NULL. */\n"
	              "extern const struct cc_op *const %s_ops[];\n"
	              "extern const struct cc_event *const %s_events[];\n",
	              unit->service, unit->service);
}
