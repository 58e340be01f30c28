#include "platform/core/field.h"
#include "platform/core/id.h"
#include "platform/core/protobuf.h"
#include "platform/core/wire.h"

static void put_fields(struct cc_buf *out, const struct cc_message *message, const void *msg);

static inline char *write_varint(char *to, uint64_t n)
{
	while (n >= 0x80) {
		*to++ = (char)(n | 0x80);
		n >>= 7;
	}
	*to++ = (char)n;
	return to;
}

static void put_varint(struct cc_buf *out, uint64_t n)
{
	char *to = cc_buf_reserve(out, CC_VARINT_BYTES_MAX);
	out->len += (size_t)(write_varint(to, n) - to);
}

static void put_key(struct cc_buf *out, const struct cc_field *field, enum cc_wire_type type)
{
	put_varint(out, (uint64_t)field->tag << 3 | type);
}

/* Negative numbers are sign-extended to ten bytes, as the encoding wants it. */
static uint64_t varint_of(enum cc_type type, const void *value)
{
	switch (type) {
	case CC_BOOL: return *(const bool *)value;
	case CC_INT32:
	case CC_ENUM: return (uint64_t)(int64_t) * (const int32_t *)value;
	case CC_UINT32: return *(const uint32_t *)value;
	default: return *(const uint64_t *)value;
	}
}

static void put_number(struct cc_buf *out, const struct cc_field *field, uint64_t n)
{
	char *to = cc_buf_reserve(out, (size_t)2 * CC_VARINT_BYTES_MAX);
	to = write_varint(to, (uint64_t)field->tag << 3 | CC_WIRE_VARINT);
	out->len = (size_t)(write_varint(to, n) - out->ptr);
}

static void put_text(struct cc_buf *out, const struct cc_field *field, cc_str text)
{
	put_key(out, field, CC_WIRE_LENGTH);
	put_varint(out, text.len);
	cc_buf_add(out, text);
}

/* A length is written once it is known: nearly always into the one byte kept free for it. */
static size_t open_length(struct cc_buf *out, const struct cc_field *field)
{
	put_key(out, field, CC_WIRE_LENGTH);
	cc_buf_reserve(out, 1);
	return out->len++;
}

static void close_length(struct cc_buf *out, size_t at)
{
	char varint[CC_VARINT_BYTES_MAX];
	size_t len = out->len - at - 1;
	size_t more = (size_t)(write_varint(varint, len) - varint) - 1;
	if (more > 0) {
		cc_buf_reserve(out, more);
		memmove(out->ptr + at + 1 + more, out->ptr + at + 1, len);
		out->len += more;
	}
	memcpy(out->ptr + at, varint, more + 1);
}

static void put_nested(struct cc_buf *out, const struct cc_field *field, const struct cc_message *message,
                       const void *msg)
{
	size_t at = open_length(out, field);
	if (msg)
		put_fields(out, message, msg);
	close_length(out, at);
}

static void put_id(struct cc_buf *out, const struct cc_field *field, const cc_id *id)
{
	char text[CC_ID_TEXT_LEN];
	cc_id_print(*id, text);
	put_text(out, field, (cc_str){ text, cc_id_is_none(*id) ? 0 : sizeof text });
}

static void put_value(struct cc_buf *out, const struct cc_field *field, const void *value)
{
	switch (field->type) {
	case CC_STRING:
	case CC_BYTES: put_text(out, field, *(const cc_str *)value); return;
	case CC_UUID: put_id(out, field, value); return;
	case CC_TIME: {
		struct cc_wire_time wire = cc_wire_time_of(*(const cc_time *)value);
		put_nested(out, field, &cc_wire_time_message, &wire);
		return;
	}
	case CC_MONEY: {
		struct cc_wire_money wire = cc_wire_money_of(value);
		put_nested(out, field, &cc_wire_money_message, &wire);
		return;
	}
	case CC_MESSAGE:
		put_nested(out, field, field->message, field->repeated ? value : *(const void *const *)value);
		return;
	default: put_number(out, field, varint_of(field->type, value));
	}
}

static void put_list(struct cc_buf *out, const struct cc_field *field, const struct cc_list *list)
{
	size_t size = cc_type_size(field);
	const char *item = list->items;
	if (list->count == 0)
		return;
	if (cc_wire_type_of(field->type) != CC_WIRE_VARINT) {
		for (size_t i = 0; i < list->count; i++)
			put_value(out, field, item + i * size);
		return;
	}
	size_t at = open_length(out, field);
	for (size_t i = 0; i < list->count; i++)
		put_varint(out, varint_of(field->type, item + i * size));
	close_length(out, at);
}

/* Implicit presence: zero is not sent. */
static bool is_zero(const struct cc_field *field, const void *value)
{
	if (field->presence == CC_OPTIONAL || field->presence == CC_ONEOF)
		return false;
	switch (field->type) {
	case CC_STRING:
	case CC_BYTES: return ((const cc_str *)value)->len == 0;
	case CC_UUID: return cc_id_is_none(*(const cc_id *)value);
	case CC_TIME:
	case CC_MONEY:
	case CC_MESSAGE: return false;
	default: return varint_of(field->type, value) == 0;
	}
}

static void put_fields(struct cc_buf *out, const struct cc_message *message, const void *msg)
{
	for (size_t i = 0; i < message->field_count; i++) {
		const struct cc_field *field = &message->fields[i];
		const void *value = cc_field_of(field, msg);
		if (field->repeated)
			put_list(out, field, value);
		else if (!cc_field_absent(field, msg) && !is_zero(field, value))
			put_value(out, field, value);
	}
}

void cc_protobuf_encode(struct cc_buf *out, const struct cc_message *message, const void *msg)
{
	put_fields(out, message, msg);
}
