#include "platform/server/uri.h"

#include <strings.h>

cc_str cc_uri_take(cc_str *rest, char separator)
{
	const char *end = rest->len > 0 ? memchr(rest->ptr, separator, rest->len) : NULL;
	cc_str taken = { rest->ptr, end ? (size_t)(end - rest->ptr) : rest->len };
	size_t gone = taken.len + (end != NULL);
	*rest = (cc_str){ rest->ptr + gone, rest->len - gone };
	return taken;
}

static bool starts_with(cc_str text, cc_str prefix)
{
	return text.len >= prefix.len && strncasecmp(text.ptr, prefix.ptr, prefix.len) == 0;
}

/* RFC 9112 section 3.2.2: a server must accept the absolute form. */
static cc_str without_authority(cc_str target)
{
	static const cc_str schemes[] = { { "http://", 7 }, { "https://", 8 } };
	for (size_t i = 0; i < CC_COUNT(schemes); i++) {
		if (!starts_with(target, schemes[i]))
			continue;
		size_t at = schemes[i].len;
		while (at < target.len && target.ptr[at] != '/' && target.ptr[at] != '?')
			at++;
		return (cc_str){ target.ptr + at, target.len - at };
	}
	return target;
}

void cc_uri_split(cc_str target, cc_str *path, cc_str *query)
{
	*query = without_authority(target);
	*path = cc_uri_take(query, '?');
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte at text[at], encoded or not; how many characters it took, 0 if it is malformed. */
static size_t read_byte(cc_str text, size_t at, bool plus, char *byte)
{
	*byte = plus && text.ptr[at] == '+' ? ' ' : text.ptr[at];
	if (text.ptr[at] != '%')
		return 1;
	if (text.len - at < 3)
		return 0;
	int high = hex_digit(text.ptr[at + 1]), low = hex_digit(text.ptr[at + 2]);
	*byte = (char)(high * 16 + low);
	return high < 0 || low < 0 ? 0 : 3;
}

static bool decode(struct cc_arena *arena, cc_str text, bool plus, cc_str *decoded)
{
	bool encoded = text.len > 0 && (memchr(text.ptr, '%', text.len) != NULL ||
	                                (plus && memchr(text.ptr, '+', text.len) != NULL));
	if (!encoded) {
		*decoded = text;
		return true;
	}
	char *bytes = cc_arena_alloc(arena, text.len);
	size_t count = 0;
	for (size_t at = 0, taken; at < text.len; at += taken) {
		taken = read_byte(text, at, plus, &bytes[count]);
		if (taken == 0)
			return false;
		count++;
	}
	*decoded = (cc_str){ bytes, count };
	return true;
}

bool cc_uri_decode_path(struct cc_arena *arena, cc_str text, cc_str *decoded)
{
	return decode(arena, text, false, decoded);
}

bool cc_uri_decode_query(struct cc_arena *arena, cc_str text, cc_str *decoded)
{
	return decode(arena, text, true, decoded);
}
