#include "platform/core/message.h"

#include "platform/core/context.h"
#include "platform/core/field.h"
#include "platform/core/money.h"
#include "platform/core/protobuf.h"

size_t cc_type_size(const struct cc_field *field)
{
	switch (field->type) {
	case CC_BOOL: return sizeof(bool);
	case CC_INT32:
	case CC_UINT32:
	case CC_ENUM: return sizeof(int32_t);
	case CC_INT64:
	case CC_UINT64: return sizeof(int64_t);
	case CC_STRING:
	case CC_BYTES: return sizeof(cc_str);
	case CC_UUID: return sizeof(cc_id);
	case CC_TIME: return sizeof(cc_time);
	case CC_MONEY: return sizeof(cc_money);
	case CC_MESSAGE: return field->repeated ? field->message->size : sizeof(void *);
	}
	cc_die("field %s is of no known type", field->name);
}

static bool equals(const char *name, cc_str text)
{
	return strncmp(name, text.ptr, text.len) == 0 && name[text.len] == '\0';
}

const struct cc_field *cc_field_named(const struct cc_message *message, cc_str name)
{
	for (size_t i = 0; i < message->field_count; i++)
		if (equals(message->fields[i].name, name))
			return &message->fields[i];
	return NULL;
}

const struct cc_enumerator *cc_enum_by_number(const struct cc_enum *e, int32_t number)
{
	/* Nearly every enum counts 0, 1, 2 ... */
	if (number >= 0 && (size_t)number < e->value_count && e->values[number].number == number)
		return &e->values[number];
	for (size_t i = 0; i < e->value_count; i++)
		if (e->values[i].number == number)
			return &e->values[i];
	return NULL;
}

const struct cc_enumerator *cc_enum_by_text(const struct cc_enum *e, cc_str text)
{
	for (size_t i = 0; i < e->value_count; i++)
		if (equals(e->values[i].text, text))
			return &e->values[i];
	return NULL;
}

void cc_message_clear_times(const struct cc_message *message, void *msg, uint64_t given)
{
	for (size_t i = 0; i < message->field_count; i++) {
		const struct cc_field *field = &message->fields[i];
		if (field->type == CC_TIME && field->presence == CC_REQUIRED && !field->repeated &&
		    !(given >> i & 1))
			*(cc_time *)cc_field_in(field, msg) = CC_TIME_NOT_GIVEN;
	}
}

void *cc_list_append(struct cc_arena *arena, struct cc_list *list, size_t item_size)
{
	enum { FIRST = 4 };
	size_t n = list->count;
	if (n == 0)
		list->items = cc_arena_alloc(arena, FIRST * item_size);
	else if (n >= FIRST && (n & (n - 1)) == 0)
		list->items = cc_arena_grow(arena, list->items, n * item_size, 2 * n * item_size);
	list->count++;
	return (char *)list->items + n * item_size;
}

static const struct cc_field wire_time_fields[] = {
	{ .name = "seconds",
	  .json_name = "seconds",
	  .doc = "",
	  .tag = 1,
	  .type = CC_INT64,
	  .presence = CC_IMPLICIT,
	  .offset = offsetof(struct cc_wire_time, seconds) },
	{ .name = "nanos",
	  .json_name = "nanos",
	  .doc = "",
	  .tag = 2,
	  .type = CC_INT32,
	  .presence = CC_IMPLICIT,
	  .offset = offsetof(struct cc_wire_time, nanos) },
};

static const struct cc_field wire_money_fields[] = {
	{ .name = "minor",
	  .json_name = "minor",
	  .doc = "",
	  .tag = 1,
	  .type = CC_INT64,
	  .presence = CC_IMPLICIT,
	  .offset = offsetof(struct cc_wire_money, minor) },
	{ .name = "currency",
	  .json_name = "currency",
	  .doc = "",
	  .tag = 2,
	  .type = CC_STRING,
	  .presence = CC_IMPLICIT,
	  .offset = offsetof(struct cc_wire_money, currency) },
};

const struct cc_message cc_wire_time_message = { "google.protobuf.Timestamp", "", sizeof(struct cc_wire_time),
	                                         wire_time_fields, CC_COUNT(wire_time_fields) };
const struct cc_message cc_wire_money_message = { "couchannel.type.v1.Money", "",
	                                          sizeof(struct cc_wire_money), wire_money_fields,
	                                          CC_COUNT(wire_money_fields) };

struct cc_wire_time cc_wire_time_of(cc_time t)
{
	int64_t ms = cc_time_clamped(t).ms;
	int64_t seconds = ms / 1000 - (ms % 1000 < 0);
	return (struct cc_wire_time){ seconds, (int32_t)(ms - seconds * 1000) * 1000000 };
}

bool cc_time_of_wire(const struct cc_wire_time *wire, cc_time *t)
{
	enum { NANOS_PER_MS = 1000000, NANOS_PER_SECOND = 1000000000 };
	if (wire->seconds < cc_time_min_ms / 1000 || wire->seconds > cc_time_max_ms / 1000 ||
	    wire->nanos < 0 || wire->nanos >= NANOS_PER_SECOND)
		return false;
	*t = (cc_time){ wire->seconds * 1000 + wire->nanos / NANOS_PER_MS };
	return true;
}

struct cc_wire_money cc_wire_money_of(const cc_money *money)
{
	return (struct cc_wire_money){ money->minor, cc_str_of(money->currency.code) };
}

bool cc_money_of_wire(const struct cc_wire_money *wire, cc_money *money)
{
	*money = (cc_money){ .minor = wire->minor };
	return wire->currency.len == 0 || cc_currency_parse(wire->currency, &money->currency);
}

/* Gives a value that was copied by its bytes memory of its own. */
static void copy_value(struct cc_ctx *ctx, const struct cc_field *field, void *value)
{
	if (field->type == CC_STRING || field->type == CC_BYTES)
		*(cc_str *)value = cc_copy(ctx, *(cc_str *)value);
	if (field->type != CC_MESSAGE || *(const void **)value == NULL)
		return;
	void *copy = cc_alloc(ctx, field->message->size);
	cc_message_copy(ctx, field->message, *(const void **)value, copy);
	*(void **)value = copy;
}

static void copy_list(struct cc_ctx *ctx, const struct cc_field *field, struct cc_list *list)
{
	size_t size = cc_type_size(field);
	const char *from = list->items;
	char *to = cc_alloc_array(ctx, list->count, size);
	list->items = to;
	for (size_t i = 0; i < list->count; i++, from += size, to += size) {
		if (field->type == CC_MESSAGE) {
			cc_message_copy(ctx, field->message, from, to);
			continue;
		}
		memcpy(to, from, size);
		copy_value(ctx, field, to);
	}
}

void cc_message_copy(struct cc_ctx *ctx, const struct cc_message *message, const void *from, void *to)
{
	memcpy(to, from, message->size);
	for (size_t i = 0; i < message->field_count; i++) {
		const struct cc_field *field = &message->fields[i];
		if (cc_field_absent(field, to))
			continue;
		if (field->repeated)
			copy_list(ctx, field, cc_field_in(field, to));
		else
			copy_value(ctx, field, cc_field_in(field, to));
	}
}
