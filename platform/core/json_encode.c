#include "platform/core/base64.h"
#include "platform/core/field.h"
#include "platform/core/id.h"
#include "platform/core/json.h"
#include "platform/core/time.h"

static void put_message(struct cc_buf *out, const struct cc_message *message, const void *msg);

/* Names are short: one look at the capacity, then bytes.  Returns where the next ones go. */
static char *put_key(char *to, bool first, const char *name, size_t len)
{
	*to = ',';
	to += !first;
	*to++ = '"';
	memcpy(to, name, len);
	to += len;
	*to++ = '"';
	*to++ = ':';
	return to;
}

static void put_quoted(struct cc_buf *out, const char *text, size_t len)
{
	char *to = cc_buf_reserve(out, len + 2);
	to[0] = '"';
	memcpy(to + 1, text, len);
	to[len + 1] = '"';
	out->len += len + 2;
}

static void put_id(struct cc_buf *out, const cc_id *id)
{
	char text[CC_ID_TEXT_LEN];
	cc_id_print(*id, text);
	put_quoted(out, text, cc_id_is_none(*id) ? 0 : sizeof text);
}

static void put_time(struct cc_buf *out, cc_time t)
{
	char text[CC_TIME_TEXT_MAX];
	put_quoted(out, text, cc_time_print(t, text));
}

static void put_unsigned(struct cc_buf *out, uint64_t n)
{
	if (n > INT64_MAX) { /* the last digit apart: what is left is a signed number */
		cc_buf_add_int(out, (int64_t)(n / 10));
		n %= 10;
	}
	cc_buf_add_int(out, (int64_t)n);
}

static void put_money(struct cc_buf *out, const cc_money *money)
{
	cc_buf_add(out, CC_STR("{\"minor\":\""));
	cc_buf_add_int(out, money->minor);
	cc_buf_add(out, CC_STR("\",\"currency\":\""));
	cc_buf_add(out, cc_str_of(money->currency.code));
	cc_buf_add(out, CC_STR("\"}"));
}

static void put_enum(struct cc_buf *out, const struct cc_enum *e, int32_t number)
{
	const struct cc_enumerator *value = cc_enum_by_number(e, number);
	if (value)
		put_quoted(out, value->name, strlen(value->name));
	else
		cc_buf_add_int(out, number);
}

static void put_bytes(struct cc_buf *out, cc_str bytes)
{
	cc_buf_add_char(out, '"');
	cc_base64_add(out, bytes);
	cc_buf_add_char(out, '"');
}

/* 64-bit integers are strings: a JavaScript number has 53 bits. */
static void put_int64(struct cc_buf *out, int64_t n)
{
	cc_buf_add_char(out, '"');
	cc_buf_add_int(out, n);
	cc_buf_add_char(out, '"');
}

static void put_uint64(struct cc_buf *out, uint64_t n)
{
	cc_buf_add_char(out, '"');
	put_unsigned(out, n);
	cc_buf_add_char(out, '"');
}

static void put_value(struct cc_buf *out, const struct cc_field *field, const void *value)
{
	switch (field->type) {
	case CC_BOOL: cc_buf_add(out, *(const bool *)value ? CC_STR("true") : CC_STR("false")); return;
	case CC_INT32: cc_buf_add_int(out, *(const int32_t *)value); return;
	case CC_UINT32: cc_buf_add_int(out, *(const uint32_t *)value); return;
	case CC_INT64: put_int64(out, *(const int64_t *)value); return;
	case CC_UINT64: put_uint64(out, *(const uint64_t *)value); return;
	case CC_STRING: cc_buf_add_json(out, *(const cc_str *)value); return;
	case CC_BYTES: put_bytes(out, *(const cc_str *)value); return;
	case CC_ENUM: put_enum(out, field->enumeration, *(const int32_t *)value); return;
	case CC_UUID: put_id(out, value); return;
	case CC_TIME: put_time(out, *(const cc_time *)value); return;
	case CC_MONEY: put_money(out, value); return;
	case CC_MESSAGE:
		put_message(out, field->message, field->repeated ? value : *(const void *const *)value);
		return;
	}
}

static void put_list(struct cc_buf *out, const struct cc_field *field, const struct cc_list *list)
{
	size_t size = cc_type_size(field);
	const char *item = list->items;
	cc_buf_add_char(out, '[');
	for (size_t i = 0; i < list->count; i++) {
		if (i > 0)
			cc_buf_add_char(out, ',');
		put_value(out, field, item + i * size);
	}
	cc_buf_add_char(out, ']');
}

static void put_message(struct cc_buf *out, const struct cc_message *message, const void *msg)
{
	cc_buf_add_char(out, '{');
	bool first = true;
	for (size_t i = 0; msg && i < message->field_count; i++) {
		const struct cc_field *field = &message->fields[i];
		if (cc_field_absent(field, msg))
			continue;
		size_t len = strlen(field->name);
		char *to = cc_buf_reserve(out, len + 4);
		out->len += (size_t)(put_key(to, first, field->name, len) - to);
		first = false;
		if (field->repeated)
			put_list(out, field, cc_field_of(field, msg));
		else
			put_value(out, field, cc_field_of(field, msg));
	}
	cc_buf_add_char(out, '}');
}

void cc_json_encode(struct cc_buf *out, const struct cc_message *message, const void *msg)
{
	put_message(out, message, msg);
}
