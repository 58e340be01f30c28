#include "platform/core/json_read.h"

#include "platform/core/validate.h"

bool cc_json_malformed(struct cc_json *json, const char *why)
{
	json->why = why;
	return false;
}

bool cc_json_enter(struct cc_json *json)
{
	json->too_deep = json->depth == CC_DEPTH_MAX;
	json->depth++;
	json->at++;
	cc_json_space(json);
	return !json->too_deep;
}

bool cc_json_leave(struct cc_json *json, char bracket)
{
	json->depth--;
	cc_json_space(json);
	if (cc_json_peek(json) != bracket)
		return cc_json_malformed(json, "a comma or a closing bracket is expected");
	json->at++;
	return true;
}

static bool read_hex4(struct cc_json *json, const char *at, uint32_t *unit)
{
	if (json->end - at < 4)
		return false;
	*unit = 0;
	for (int i = 0; i < 4; i++) {
		char c = at[i];
		uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
		                 : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
		                 : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
		                                        : 16;
		if (digit == 16)
			return false;
		*unit = *unit << 4 | digit;
	}
	return true;
}

/* A lone surrogate is written as the bytes it would have, which are not UTF-8 and are found so. */
static char *put_utf8(char *to, uint32_t c)
{
	if (c < 0x80) {
		*to++ = (char)c;
		return to;
	}
	if (c < 0x800) {
		*to++ = (char)(0xc0 | c >> 6);
	} else {
		if (c < 0x10000) {
			*to++ = (char)(0xe0 | c >> 12);
		} else {
			*to++ = (char)(0xf0 | c >> 18);
			*to++ = (char)(0x80 | (c >> 12 & 0x3f));
		}
		*to++ = (char)(0x80 | (c >> 6 & 0x3f));
	}
	*to++ = (char)(0x80 | (c & 0x3f));
	return to;
}

/* At the four digits after \u; a pair of surrogates is one character. */
static bool read_unicode(struct cc_json *json, char **to)
{
	uint32_t unit, low;
	if (!read_hex4(json, json->at, &unit))
		return cc_json_malformed(json, "\\u is not followed by four hexadecimal digits");
	json->at += 4;
	bool pair = unit >= 0xd800 && unit <= 0xdbff && json->end - json->at >= 6 && json->at[0] == '\\' &&
	            json->at[1] == 'u' && read_hex4(json, json->at + 2, &low) && low >= 0xdc00 &&
	            low <= 0xdfff;
	if (pair) {
		json->at += 6;
		unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
	}
	*to = put_utf8(*to, unit);
	return true;
}

static bool read_escape(struct cc_json *json, char **to)
{
	static const char short_forms[] = "\"\"\\\\//b\bf\fn\nr\rt\t";
	char c = cc_json_peek(json);
	json->at += json->at < json->end;
	if (c == 'u')
		return read_unicode(json, to);
	for (const char *form = short_forms; *form; form += 2) {
		if (*form != c)
			continue;
		*(*to)++ = form[1];
		return true;
	}
	return cc_json_malformed(json, "a backslash is followed by no escape");
}

/* Up to the quote, the backslash, the control character or the end, whichever is first. */
static const char *plain_end(const char *at, const char *end, uint8_t *high_bits)
{
	uint8_t seen = 0;
	while (at < end && *at != '"' && *at != '\\' && (uint8_t)*at >= 0x20)
		seen |= (uint8_t)*at++;
	*high_bits |= seen;
	return at;
}

static bool read_escaped(struct cc_json *json, const char *first, cc_str *text)
{
	/* No escape is shorter than what it stands for. */
	const char *quote = memchr(json->at, '"', (size_t)(json->end - json->at));
	while (quote &&
	       quote[-1] == '\\') /* at worst one \\ before the end: the copy is only larger than needed */
		quote = memchr(quote + 1, '"', (size_t)(json->end - quote - 1));
	size_t room = (size_t)((quote ? quote : json->end) - first);
	char *out = cc_arena_alloc(json->arena, room + 1), *to = out;
	const char *plain = first;
	uint8_t ignored = 0;
	for (;;) {
		memcpy(to, plain, (size_t)(json->at - plain));
		to += json->at - plain;
		if (cc_json_peek(json) != '\\')
			break;
		json->at++;
		if (!read_escape(json, &to))
			return false;
		plain = json->at;
		json->at = plain_end(json->at, json->end, &ignored);
	}
	*text = (cc_str){ out, (size_t)(to - out) };
	return true;
}

bool cc_json_string(struct cc_json *json, cc_str *text, bool *valid)
{
	if (cc_json_peek(json) != '"')
		return cc_json_malformed(json, "a string is expected");
	const char *first = ++json->at;
	uint8_t high_bits = 0;
	json->at = plain_end(first, json->end, &high_bits);
	bool plain = cc_json_peek(json) != '\\';
	*text = (cc_str){ first, (size_t)(json->at - first) };
	if (!plain && !read_escaped(json, first, text))
		return false;
	if (json->at == json->end)
		return cc_json_malformed(json, "it ends inside a string");
	if (*json->at != '"')
		return cc_json_malformed(json, "a control character is not escaped");
	json->at++;
	*valid = (plain && high_bits < 0x80) || cc_utf8_valid(*text);
	return true;
}

static bool take_digits(struct cc_json *json)
{
	const char *first = json->at;
	while (json->at < json->end && *json->at >= '0' && *json->at <= '9')
		json->at++;
	return json->at > first;
}

static bool take_fraction_and_exponent(struct cc_json *json)
{
	if (cc_json_peek(json) == '.') {
		json->at++;
		if (!take_digits(json))
			return false;
	}
	if (cc_json_peek(json) != 'e' && cc_json_peek(json) != 'E')
		return true;
	json->at++;
	if (cc_json_peek(json) == '+' || cc_json_peek(json) == '-')
		json->at++;
	return take_digits(json);
}

bool cc_json_number(struct cc_json *json, cc_str *digits)
{
	const char *first = json->at;
	if (cc_json_peek(json) == '-')
		json->at++;
	bool zero = cc_json_peek(json) == '0';
	const char *whole = json->at;
	if (!take_digits(json) || (zero && json->at - whole > 1) || !take_fraction_and_exponent(json))
		return cc_json_malformed(json, "a value is expected");
	*digits = (cc_str){ first, (size_t)(json->at - first) };
	return true;
}

bool cc_json_word(struct cc_json *json, cc_str word)
{
	if ((size_t)(json->end - json->at) < word.len || memcmp(json->at, word.ptr, word.len) != 0)
		return cc_json_malformed(json, "a value is expected");
	json->at += word.len;
	return true;
}

static bool skip_name(struct cc_json *json)
{
	cc_str name;
	bool valid;
	if (!cc_json_string(json, &name, &valid))
		return false;
	return cc_json_take(json, ':') || cc_json_malformed(json, "a colon is expected");
}

static bool skip_members(struct cc_json *json, char close)
{
	if (!cc_json_enter(json))
		return false;
	if (cc_json_peek(json) == close)
		return cc_json_leave(json, close);
	do {
		if (close == '}' && !skip_name(json))
			return false;
		if (!cc_json_skip(json))
			return false;
	} while (cc_json_take(json, ','));
	return cc_json_leave(json, close);
}

bool cc_json_skip(struct cc_json *json)
{
	cc_str token;
	bool valid;
	switch (cc_json_peek(json)) {
	case '{': return skip_members(json, '}');
	case '[': return skip_members(json, ']');
	case '"': return cc_json_string(json, &token, &valid);
	case 't': return cc_json_word(json, CC_STR("true"));
	case 'f': return cc_json_word(json, CC_STR("false"));
	case 'n': return cc_json_word(json, CC_STR("null"));
	default: return cc_json_number(json, &token);
	}
}
