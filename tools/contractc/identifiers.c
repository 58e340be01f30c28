/* identifiers.c - that every name is one C allows, and that no two elements end as one identifier. */
#include <stdarg.h>
#include <stdio.h>

#include "contract.h"

/*
 * What a struct's member cannot be called: C's keywords, macros of its headers
 * and of gnu17, and the names that platform/cc.h poisons for services.
 */
/* clang-format off */
static const char *const reserved[] = {
	"asm", "auto", "break", "case", "char", "const", "continue", "default", "do", "double",
	"else", "enum", "extern", "float", "for", "goto", "if", "inline", "int", "long",
	"register", "restrict", "return", "short", "signed", "sizeof", "static", "struct",
	"switch", "typedef", "typeof", "union", "unsigned", "void", "volatile", "while",
	"assert", "bool", "errno", "false", "linux", "offsetof", "stderr", "stdin", "stdout",
	"true", "unix",
	"malloc", "calloc", "realloc", "free", "strdup", "strndup", "asprintf", "alloca",
	"sprintf", "vsprintf", "strcpy", "strcat", "strtok", "gets", "printf", "fprintf", "puts",
	"fopen", "time", "clock_gettime", "gettimeofday", "rand", "random", "getrandom", "getenv",
	"pthread_create", "pthread_mutex_lock", "socket", "fork", "system", "popen", "sqlite3",
};
/* clang-format on */

struct identifier {
	const char *name;
	struct place place;
};

/* One of C's name spaces: identifiers, tags, or the members of one struct. */
struct name_space {
	struct contract *contract;
	struct identifier *items;
	size_t count, capacity;
};

__attribute__((format(printf, 3, 4))) static void add(struct name_space *space, struct place place,
                                                      const char *fmt, ...)
{
	char text[256];
	va_list args;
	va_start(args, fmt);
	int len = vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	if (len < 0 || (size_t)len >= sizeof text) {
		complain(space->contract, place, "its name in C is longer than %zu bytes", sizeof text - 1);
		return;
	}
	for (size_t i = 0; i < space->count; i++) {
		if (strcmp(space->items[i].name, text) != 0)
			continue;
		complain(space->contract, place, "its name in C, %s, is that of another element", text);
		return;
	}
	if (space->count == space->capacity) {
		size_t size = sizeof *space->items;
		space->capacity = 2 * space->capacity + 64;
		space->items = cc_arena_grow(space->contract->ctx->arena, space->items, space->count * size,
		                             space->capacity * size);
	}
	space->items[space->count].name = text_of(space->contract, cc_str_of(text));
	space->items[space->count++].place = place;
}

static void check_member(struct contract *contract, struct place place, const char *name)
{
	if (!is_snake_case(name))
		complain(contract, place, "%s: a field's name is snake_case", name);
	for (size_t i = 0; i < CC_COUNT(reserved); i++)
		if (strcmp(reserved[i], name) == 0)
			complain(contract, place, "%s is a word that C or the platform reserves", name);
}

void check_members(struct contract *contract, const struct type *type)
{
	struct name_space members = { .contract = contract };
	for (size_t i = 0; i < type->message->oneofs.count; i++) {
		const char *name = text_of(contract, type->message->oneofs.items[i].name);
		if (*name != '_') /* those of optional fields */
			add(&members, place_in(type->place, MESSAGE_ONEOF, (int32_t)i), "%s_case", name);
	}
	for (size_t i = 0; i < type->field_count; i++) {
		const struct field *field = &type->fields[i];
		check_member(contract, field->place, field->name);
		add(&members, field->place, "%s", field->name);
		if (field->presence == CC_OPTIONAL && field->type != CC_MESSAGE)
			add(&members, field->place, "has_%s", field->name);
	}
}

static void add_type(struct name_space *names, struct name_space *tags, const struct type *type)
{
	add(tags, type->place, "%s", type->c_name);
	add(tags, type->place, "%s_list", type->c_name);
	if (type->enumeration) {
		add(names, type->place, "%s_enum", type->c_name);
		add(names, type->place, "%s_values", type->short_name);
		for (size_t i = 0; i < type->enumeration->values.count; i++)
			add(names, place_in(type->place, ENUM_VALUE, (int32_t)i), "%s",
			    enumerator_name(names->contract, type, i));
		return;
	}
	add(names, type->place, "%s_message", type->c_name);
	add(names, type->place, "%s_fields", type->short_name);
	if (type->event)
		add(names, type->place, "%s_event", type->c_name);
}

void check_identifiers(struct contract *contract, const struct unit *unit)
{
	struct name_space names = { .contract = contract }, tags = { .contract = contract };
	struct place file = { .file = unit->file };
	add(&names, file, "%s_ops", unit->service);
	add(&names, file, "%s_events", unit->service);
	for (size_t i = 0; i < contract->type_count; i++)
		if (belongs_to(&contract->types[i], unit))
			add_type(&names, &tags, &contract->types[i]);
	for (size_t i = 0; i < unit->op_count; i++) {
		add(&names, unit->ops[i].place, "%s", unit->ops[i].c_name);
		add(&names, unit->ops[i].place, "%s_op", unit->ops[i].c_name);
		add(&names, unit->ops[i].place, "%s_fails", unit->ops[i].short_name);
		add(&names, unit->ops[i].place, "call_%s", unit->ops[i].short_name);
	}
	for (size_t i = 0; i < unit->reason_count; i++)
		add(&names, unit->reasons[i].place, "%s", unit->reasons[i].c_name);
}
