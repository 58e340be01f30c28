#include "platform/core/field.h"
#include "platform/core/id.h"
#include "platform/core/protobuf.h"
#include "platform/core/run.h"
#include "platform/core/validate.h"
#include "platform/core/wire.h"

static const struct cc_reason malformed_message = { "malformed_message", CC_INVALID_ARGUMENT };

/* Every function below returns false for malformed bytes, having said why. */
struct decoder {
	struct cc_arena *arena;
	const char *start, *at, *end;
	const char *why;
	int depth;
};

static bool read_fields(struct decoder *d, const struct cc_message *message, void *msg);

static bool malformed(struct decoder *d, const char *why)
{
	d->why = why;
	return false;
}

static bool read_long_varint(struct decoder *d, uint64_t *n)
{
	*n = 0;
	for (int i = 0; i < CC_VARINT_BYTES_MAX; i++) {
		if (d->at == d->end)
			return malformed(d, "it ends inside a number");
		uint8_t byte = (uint8_t)*d->at++;
		*n |= (uint64_t)(byte & 0x7f) << (7 * i);
		if (byte < 0x80)
			return true;
	}
	return malformed(d, "a number is longer than ten bytes");
}

static inline bool read_varint(struct decoder *d, uint64_t *n)
{
	if (d->at < d->end && (uint8_t)*d->at < 0x80) {
		*n = (uint8_t)*d->at++;
		return true;
	}
	return read_long_varint(d, n);
}

static bool read_bytes(struct decoder *d, cc_str *bytes)
{
	uint64_t len;
	if (!read_varint(d, &len))
		return false;
	if (len > (size_t)(d->end - d->at))
		return malformed(d, "a length points beyond the end");
	*bytes = (cc_str){ d->at, len };
	d->at += len;
	return true;
}

static bool read_text(struct decoder *d, cc_str *text)
{
	return read_bytes(d, text) && (cc_utf8_valid(*text) || malformed(d, "a string is not UTF-8"));
}

static bool read_id(struct decoder *d, cc_id *id)
{
	cc_str text;
	if (!read_bytes(d, &text))
		return false;
	*id = (cc_id){ { 0 } };
	return text.len == 0 || cc_id_parse(text, id) || malformed(d, "an id is not a UUID");
}

static bool read_nested(struct decoder *d, const struct cc_message *message, void *msg)
{
	cc_str bytes;
	if (!read_bytes(d, &bytes))
		return false;
	if (d->depth == CC_DEPTH_MAX)
		return malformed(d, "it is nested too deep");
	const char *end = d->end;
	d->at = bytes.ptr;
	d->end = bytes.ptr + bytes.len;
	d->depth++;
	if (!read_fields(d, message, msg))
		return false;
	d->depth--;
	d->end = end;
	return true;
}

static bool read_time(struct decoder *d, cc_time *t)
{
	struct cc_wire_time wire = { 0 };
	return read_nested(d, &cc_wire_time_message, &wire) &&
	       (cc_time_of_wire(&wire, t) || malformed(d, "a time is out of range"));
}

static bool read_money(struct decoder *d, cc_money *money)
{
	struct cc_wire_money wire = { 0 };
	return read_nested(d, &cc_wire_money_message, &wire) &&
	       (cc_money_of_wire(&wire, money) || malformed(d, "a currency is not three capital letters"));
}

/* A message sent in several pieces is one (protobuf encoding: "Last One Wins" for scalars, merged for
 * messages). */
static bool read_message(struct decoder *d, const struct cc_field *field, void **msg)
{
	if (!*msg) {
		*msg = cc_arena_alloc(d->arena, field->message->size);
		cc_message_clear_times(field->message, *msg, 0);
	}
	return read_nested(d, field->message, *msg);
}

static bool read_number(struct decoder *d, enum cc_type type, void *value)
{
	uint64_t n;
	if (!read_varint(d, &n))
		return false;
	switch (type) {
	case CC_BOOL: *(bool *)value = n != 0; break;
	case CC_INT64:
	case CC_UINT64: *(uint64_t *)value = n; break;
	default: *(uint32_t *)value = (uint32_t)n; break;
	}
	return true;
}

static bool read_value(struct decoder *d, const struct cc_field *field, void *value)
{
	switch (field->type) {
	case CC_STRING: return read_text(d, value);
	case CC_BYTES: return read_bytes(d, value);
	case CC_UUID: return read_id(d, value);
	case CC_TIME: return read_time(d, value);
	case CC_MONEY: return read_money(d, value);
	case CC_MESSAGE: return read_message(d, field, value);
	default: return read_number(d, field->type, value);
	}
}

static bool read_item(struct decoder *d, const struct cc_field *field, struct cc_list *list)
{
	if (list->count == CC_ITEMS_MAX)
		return malformed(d, "a list is too long");
	void *item = cc_list_append(d->arena, list, cc_type_size(field));
	if (field->type != CC_MESSAGE)
		return read_value(d, field, item);
	cc_message_clear_times(field->message, item, 0);
	return read_nested(d, field->message, item);
}

static bool read_packed(struct decoder *d, const struct cc_field *field, struct cc_list *list)
{
	cc_str bytes;
	if (!read_bytes(d, &bytes))
		return false;
	const char *end = d->end;
	d->at = bytes.ptr;
	d->end = bytes.ptr + bytes.len;
	while (d->at < d->end)
		if (!read_item(d, field, list))
			return false;
	d->end = end;
	return true;
}

static bool read_single(struct decoder *d, const struct cc_field *field, void *msg)
{
	void *value = cc_field_in(field, msg);
	if (field->type == CC_MESSAGE && cc_field_absent(field, msg))
		*(void **)value = NULL; /* another member of the oneof may lie there */
	cc_field_set_present(field, msg);
	return read_value(d, field, value);
}

static bool skip_group(struct decoder *d, uint32_t tag);

static bool skip_bytes(struct decoder *d, size_t n)
{
	if (n > (size_t)(d->end - d->at))
		return malformed(d, "it ends inside a field");
	d->at += n;
	return true;
}

static bool skip(struct decoder *d, uint32_t tag, enum cc_wire_type type)
{
	uint64_t number;
	cc_str bytes;
	switch (type) {
	case CC_WIRE_VARINT: return read_varint(d, &number);
	case CC_WIRE_FIXED64: return skip_bytes(d, 8);
	case CC_WIRE_LENGTH: return read_bytes(d, &bytes);
	case CC_WIRE_GROUP: return skip_group(d, tag);
	case CC_WIRE_FIXED32: return skip_bytes(d, 4);
	case CC_WIRE_GROUP_END: break;
	}
	return malformed(d, "a field is of no known wire type");
}

static bool read_key(struct decoder *d, uint32_t *tag, enum cc_wire_type *type)
{
	uint64_t key;
	if (!read_varint(d, &key))
		return false;
	*tag = (uint32_t)(key >> 3);
	*type = (enum cc_wire_type)(key & 7);
	return (key <= UINT32_MAX && *tag != 0) || malformed(d, "a field number is out of range");
}

static bool skip_group(struct decoder *d, uint32_t tag)
{
	uint32_t inner;
	enum cc_wire_type type;
	if (d->depth == CC_DEPTH_MAX)
		return malformed(d, "it is nested too deep");
	d->depth++;
	do {
		if (!read_key(d, &inner, &type))
			return false;
		if (type != CC_WIRE_GROUP_END && !skip(d, inner, type))
			return false;
	} while (type != CC_WIRE_GROUP_END);
	d->depth--;
	return inner == tag || malformed(d, "a group ends that did not begin");
}

/* Fields come in order of tag, nearly always: `next` is where to look first. */
static const struct cc_field *find(const struct cc_message *message, size_t next, uint32_t tag)
{
	if (next < message->field_count && message->fields[next].tag == tag)
		return &message->fields[next];
	size_t low = 0, high = message->field_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (message->fields[middle].tag == tag)
			return &message->fields[middle];
		if (message->fields[middle].tag < tag)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static bool read_field(struct decoder *d, const struct cc_field *field, enum cc_wire_type type, void *msg)
{
	enum cc_wire_type own = cc_wire_type_of(field->type);
	if (type == own)
		return field->repeated ? read_item(d, field, cc_field_in(field, msg))
		                       : read_single(d, field, msg);
	if (field->repeated && own == CC_WIRE_VARINT && type == CC_WIRE_LENGTH)
		return read_packed(d, field, cc_field_in(field, msg));
	return skip(d, field->tag, type);
}

static bool read_fields(struct decoder *d, const struct cc_message *message, void *msg)
{
	size_t next = 0;
	while (d->at < d->end) {
		uint32_t tag;
		enum cc_wire_type type;
		if (!read_key(d, &tag, &type))
			return false;
		const struct cc_field *field = find(message, next, tag);
		if (field)
			next = (size_t)(field - message->fields) + !field->repeated;
		if (field ? !read_field(d, field, type, msg) : !skip(d, tag, type))
			return false;
	}
	return true;
}

cc_err cc_protobuf_decode(struct cc_ctx *ctx, cc_str bytes, const struct cc_message *message, void *msg)
{
	if (bytes.len > CC_MESSAGE_BYTES_MAX)
		return cc_fail(ctx, &malformed_message,
		               "The message is longer than %d bytes; send a shorter one.",
		               CC_MESSAGE_BYTES_MAX);
	struct decoder d = { ctx->arena, bytes.ptr, bytes.ptr, bytes.ptr + bytes.len, NULL, 1 };
	cc_message_clear_times(message, msg, 0);
	if (read_fields(&d, message, msg))
		return CC_OK;
	return cc_fail(ctx, &malformed_message, "The %s is malformed: %s, at byte %zu.", message->name, d.why,
	               (size_t)(d.at - d.start));
}
