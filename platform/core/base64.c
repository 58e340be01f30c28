#include "platform/core/base64.h"

void cc_base64_add(struct cc_buf *out, cc_str bytes)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const uint8_t *from = (const uint8_t *)bytes.ptr;
	char *to = cc_buf_reserve(out, (bytes.len + 2) / 3 * 4);
	for (size_t left = bytes.len; left > 0;) {
		size_t taken = left < 3 ? left : 3;
		uint32_t group = (uint32_t)from[0] << 16 | (taken > 1 ? (uint32_t)from[1] << 8 : 0) |
		                 (taken > 2 ? from[2] : 0);
		to[0] = alphabet[group >> 18];
		to[1] = alphabet[group >> 12 & 63];
		to[2] = taken > 1 ? alphabet[group >> 6 & 63] : '=';
		to[3] = taken > 2 ? alphabet[group & 63] : '=';
		to += 4;
		from += taken;
		left -= taken;
	}
	out->len += (bytes.len + 2) / 3 * 4;
}

/* -1 if it stands for nothing. */
static int value_of(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == '+' || c == '-')
		return 62;
	return c == '/' || c == '_' ? 63 : -1;
}

bool cc_base64_parse(struct cc_arena *arena, cc_str text, cc_str *bytes)
{
	size_t len = text.len;
	if (len % 4 == 0)
		for (int padding = 0; padding < 2 && len > 0 && text.ptr[len - 1] == '='; padding++)
			len--;
	if (len % 4 == 1)
		return false;
	char *out = cc_arena_alloc(arena, len * 3 / 4 + 1), *to = out;
	uint32_t bits = 0;
	for (size_t i = 0; i < len; i++) {
		int value = value_of(text.ptr[i]);
		if (value < 0)
			return false;
		bits = bits << 6 | (uint32_t)value;
		if (i % 4 != 0)
			*to++ = (char)(bits >> (6 - 2 * (i % 4)));
	}
	*bytes = (cc_str){ out, (size_t)(to - out) };
	return true;
}
