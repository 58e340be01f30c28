#include "platform/core/buf.h"

#include <stdarg.h>
#include <stdio.h>

enum { CAPACITY_MIN = 256 };

void cc_buf_grow(struct cc_buf *buf, size_t n)
{
	size_t capacity = buf->capacity ? buf->capacity * 2 : CAPACITY_MIN;
	while (capacity - buf->len < n)
		capacity *= 2;
	buf->ptr = cc_arena_grow(buf->arena, buf->ptr, buf->capacity, capacity);
	buf->capacity = capacity;
}

void cc_buf_add(struct cc_buf *buf, cc_str bytes)
{
	char *to = cc_buf_reserve(buf, bytes.len);
	if (bytes.len > 0)
		memcpy(to, bytes.ptr, bytes.len);
	buf->len += bytes.len;
}

void cc_buf_add_int(struct cc_buf *buf, int64_t n)
{
	char digits[20];
	size_t at = sizeof digits;
	uint64_t rest = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
	do {
		digits[--at] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (n < 0)
		digits[--at] = '-';
	cc_buf_add(buf, (cc_str){ digits + at, sizeof digits - at });
}

void cc_buf_printf(struct cc_buf *buf, const char *fmt, ...)
{
	va_list args, again;
	va_start(args, fmt);
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, fmt, args);
	assert(n >= 0);
	vsnprintf(cc_buf_reserve(buf, (size_t)n + 1), (size_t)n + 1, fmt, again);
	buf->len += (size_t)n;
	va_end(again);
	va_end(args);
}

/* RFC 8259 section 7: the quote, the backslash and the control characters. */
static size_t plain_length(const char *text, size_t len)
{
	size_t n = 0;
	while (n < len && (unsigned char)text[n] >= 0x20 && text[n] != '"' && text[n] != '\\')
		n++;
	return n;
}

static char *put_escaped(char *to, char c)
{
	static const char hex[] = "0123456789abcdef";
	const char *short_form = strchr("\"\"\\\\\bb\ff\nn\rr\tt", c);
	*to++ = '\\';
	if (c != '\0' && short_form) {
		*to++ = c == '"' || c == '\\' ? c : short_form[1];
		return to;
	}
	memcpy(to, "u00", 3);
	to[3] = hex[(unsigned char)c >> 4];
	to[4] = hex[c & 15];
	return to + 5;
}

void cc_buf_add_json(struct cc_buf *buf, cc_str text)
{
	char *to = cc_buf_reserve(buf, text.len * 6 + 2); /* \u001f is the longest */
	*to++ = '"';
	for (size_t at = 0; at < text.len;) {
		size_t plain = plain_length(text.ptr + at, text.len - at);
		memcpy(to, text.ptr + at, plain);
		to += plain;
		at += plain;
		if (at < text.len)
			to = put_escaped(to, text.ptr[at++]);
	}
	*to++ = '"';
	buf->len = (size_t)(to - buf->ptr);
}
