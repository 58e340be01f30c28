#include "platform/core/scalar.h"

#include "platform/core/base64.h"
#include "platform/core/context.h"
#include "platform/core/id.h"
#include "platform/core/run.h"
#include "platform/core/time.h"
#include "platform/core/validate.h"

/* JSON's form without fraction and exponent: -?(0|[1-9][0-9]*). */
static bool parse_number(cc_str text, bool *negative, uint64_t *magnitude)
{
	*negative = text.len > 0 && text.ptr[0] == '-';
	size_t at = *negative;
	if (at == text.len || (text.ptr[at] == '0' && text.len > at + 1))
		return false;
	*magnitude = 0;
	for (; at < text.len; at++) {
		unsigned digit = (unsigned)(text.ptr[at] - '0');
		if (digit > 9 || __builtin_mul_overflow(*magnitude, 10, magnitude) ||
		    __builtin_add_overflow(*magnitude, digit, magnitude))
			return false;
	}
	return true;
}

static bool parse_signed(cc_str text, int64_t *n)
{
	bool negative;
	uint64_t magnitude;
	if (!parse_number(text, &negative, &magnitude) || magnitude > (uint64_t)INT64_MAX + negative)
		return false;
	*n = negative ? (int64_t)(0 - magnitude) : (int64_t)magnitude;
	return true;
}

static bool parse_int32(cc_str text, int32_t *value)
{
	int64_t n;
	if (!parse_signed(text, &n) || n < INT32_MIN || n > INT32_MAX)
		return false;
	*value = (int32_t)n;
	return true;
}

static bool parse_unsigned(cc_str text, uint64_t max, uint64_t *n)
{
	bool negative;
	return parse_number(text, &negative, n) && *n <= max && (!negative || *n == 0);
}

bool cc_scalar_from_number(const struct cc_field *field, cc_str digits, void *value)
{
	uint64_t n;
	switch (field->type) {
	case CC_INT32:
	case CC_ENUM: return parse_int32(digits, value);
	case CC_INT64: return parse_signed(digits, value);
	case CC_UINT32:
		if (!parse_unsigned(digits, UINT32_MAX, &n))
			return false;
		*(uint32_t *)value = (uint32_t)n;
		return true;
	case CC_UINT64: return parse_unsigned(digits, UINT64_MAX, value);
	default: return false;
	}
}

static bool parse_enumerator(const struct cc_enum *e, cc_str name, int32_t *number)
{
	for (size_t i = 0; i < e->value_count; i++) {
		const char *own = e->values[i].name;
		if (strncmp(own, name.ptr, name.len) != 0 || own[name.len] != '\0')
			continue;
		*number = e->values[i].number;
		return true;
	}
	return false;
}

static bool parse_id(cc_str text, cc_id *id)
{
	if (text.len > 0)
		return cc_id_parse(text, id);
	*id = (cc_id){ { 0 } }; /* as on the wire: no id, which cc_validate() judges */
	return true;
}

bool cc_scalar_from_string(struct cc_ctx *ctx, const struct cc_field *field, cc_str text, void *value)
{
	switch (field->type) {
	case CC_STRING: *(cc_str *)value = cc_copy(ctx, text); return cc_utf8_valid(text);
	case CC_BYTES: return cc_base64_parse(ctx->arena, text, value);
	case CC_ENUM: return parse_enumerator(field->enumeration, text, value);
	case CC_UUID: return parse_id(text, value);
	case CC_TIME: return cc_time_parse(text, value);
	case CC_INT32:
	case CC_INT64:
	case CC_UINT32:
	case CC_UINT64: return cc_scalar_from_number(field, text, value);
	case CC_BOOL:
	case CC_MONEY:
	case CC_MESSAGE: break;
	}
	return false;
}

static const char *enumerators(struct cc_ctx *ctx, const struct cc_enum *e)
{
	struct cc_buf out = { .arena = ctx->arena };
	cc_buf_add(&out, CC_STR("one of "));
	for (size_t i = 0; i < e->value_count; i++)
		if (e->values[i].number != 0)
			cc_buf_printf(&out, "%s%s", out.len > sizeof "one of" ? ", " : "", e->values[i].name);
	cc_buf_add_char(&out, '\0');
	return out.ptr;
}

const char *cc_scalar_expected(struct cc_ctx *ctx, const struct cc_field *field)
{
	switch (field->type) {
	case CC_BOOL: return "true or false";
	case CC_INT32: return "a whole number from -2147483648 to 2147483647";
	case CC_INT64: return "a whole number of at most 64 bits";
	case CC_UINT32: return "a whole number from 0 to 4294967295";
	case CC_UINT64: return "a whole number of at most 64 bits, not below 0";
	case CC_STRING: return "a string of UTF-8 text";
	case CC_BYTES: return "a string of base64";
	case CC_ENUM: return enumerators(ctx, field->enumeration);
	case CC_UUID: return "a UUID such as \"0193a0b2-7c4d-7e5f-8a6b-1c2d3e4f5a6b\"";
	case CC_TIME: return "a time such as \"2026-11-24T20:45:00Z\" (RFC 3339)";
	case CC_MONEY: return "an object such as {\"minor\": \"4320\", \"currency\": \"PLN\"}";
	case CC_MESSAGE: return "an object";
	}
	return "something else";
}

const char *cc_scalar_rule(const struct cc_field *field)
{
	switch (field->type) {
	case CC_STRING: return "utf8";
	case CC_BYTES:
	case CC_UUID:
	case CC_TIME: return "format";
	case CC_ENUM: return "enum";
	default: return "type";
	}
}
