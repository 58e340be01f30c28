/* types.c - every message and enum of the request, found by its full name. */
#include "contract.h"

struct scope {
	struct place place;
	const char *prefix;  /* "couchannel.inventory.v1." or "couchannel.inventory.v1.Outer." */
	const char *service; /* NULL: no file of ours */
	size_t package_len;  /* of the prefix */
};

static struct type *add_type(struct contract *contract, const struct scope *scope, cc_str name,
                             struct place place)
{
	struct type *type = &contract->types[contract->type_count++];
	type->place = place;
	type->name = cc_printf(contract->ctx, "%s%.*s", scope->prefix, (int)name.len, name.ptr).ptr;
	type->short_name = snake_case(contract, type->name + scope->package_len);
	type->c_name = scope->service
	                       ? cc_printf(contract->ctx, "%s_%s", scope->service, type->short_name).ptr
	                       : type->short_name;
	type->doc = scope->service ? doc_of(contract, place) : "";
	return type;
}

static void add_enums(struct contract *contract, const struct scope *scope,
                      const struct proto_enum_list *enums, int32_t tag)
{
	for (size_t i = 0; i < enums->count; i++) {
		struct place place = place_in(scope->place, tag, (int32_t)i);
		add_type(contract, scope, enums->items[i].name, place)->enumeration = &enums->items[i];
	}
}

/* The decoder has bounded how deep messages nest (CC_DEPTH_MAX), and so this recursion. */
static void add_messages(struct contract *contract, const struct scope *scope,
                         const struct proto_message_list *messages, int32_t tag)
{
	for (size_t i = 0; i < messages->count; i++) {
		const struct proto_message *message = &messages->items[i];
		struct place place = place_in(scope->place, tag, (int32_t)i);
		struct type *type = add_type(contract, scope, message->name, place);
		type->message = message;
		type->event = message->options ? message->options->event : NULL;

		struct scope inner = *scope;
		inner.place = place;
		inner.prefix = cc_printf(contract->ctx, "%s.", type->name).ptr;
		add_messages(contract, &inner, &message->nested, MESSAGE_NESTED);
		add_enums(contract, &inner, &message->enums, MESSAGE_ENUM);
	}
}

static size_t count_types(const struct proto_message_list *messages, const struct proto_enum_list *enums)
{
	size_t count = messages->count + enums->count;
	for (size_t i = 0; i < messages->count; i++)
		count += count_types(&messages->items[i].nested, &messages->items[i].enums);
	return count;
}

void read_types(struct contract *contract)
{
	const struct proto_file_list *files = &contract->request->files;
	size_t count = 0;
	for (size_t i = 0; i < files->count; i++)
		count += count_types(&files->items[i].messages, &files->items[i].enums);
	contract->types = cc_alloc_array(contract->ctx, count, sizeof *contract->types);

	for (size_t i = 0; i < files->count; i++) {
		const struct proto_file *file = &files->items[i];
		const char *package = text_of(contract, file->package);
		struct scope scope = {
			.place = { .file = file },
			.prefix = *package ? cc_printf(contract->ctx, "%s.", package).ptr : "",
			.service = service_of(contract, file->package),
		};
		scope.package_len = strlen(scope.prefix);
		add_enums(contract, &scope, &file->enums, FILE_ENUM);
		add_messages(contract, &scope, &file->messages, FILE_MESSAGE);
	}
}

const struct type *type_named(const struct contract *contract, cc_str dotted)
{
	if (dotted.len == 0 || dotted.ptr[0] != '.')
		return NULL;
	cc_str name = { dotted.ptr + 1, dotted.len - 1 };
	for (size_t i = 0; i < contract->type_count; i++)
		if (cc_str_eq(cc_str_of(contract->types[i].name), name))
			return &contract->types[i];
	return NULL;
}

const struct field *field_named(const struct type *type, cc_str name)
{
	for (size_t i = 0; i < type->field_count; i++)
		if (cc_str_eq(cc_str_of(type->fields[i].name), name))
			return &type->fields[i];
	return NULL;
}
