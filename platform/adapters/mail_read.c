#include "platform/adapters/mail_read.h"

#include <strings.h>

#include "platform/core/base64.h"
#include "platform/core/validate.h"

/* Texts --------------------------------------------------------------------------- */

static cc_str from(cc_str text, size_t at)
{
	return (cc_str){ text.ptr + at, text.len - at };
}

static cc_str until(cc_str text, const char *end)
{
	return (cc_str){ text.ptr, (size_t)(end - text.ptr) };
}

static bool same_word(cc_str a, cc_str b)
{
	return a.len == b.len && strncasecmp(a.ptr, b.ptr, a.len) == 0;
}

static bool begins_with(cc_str text, cc_str word)
{
	return text.len >= word.len && strncasecmp(text.ptr, word.ptr, word.len) == 0;
}

static cc_str trimmed(cc_str text)
{
	while (text.len > 0 && (text.ptr[0] == ' ' || text.ptr[0] == '\t'))
		text = from(text, 1);
	while (text.len > 0 && (text.ptr[text.len - 1] == ' ' || text.ptr[text.len - 1] == '\t'))
		text.len--;
	return text;
}

/* Takes the next line, without its end, off the text. */
static cc_str take_line(cc_str *text)
{
	const char *end = memchr(text->ptr, '\n', text->len);
	cc_str line = end ? until(*text, end) : *text;
	*text = from(*text, line.len + (end != NULL));
	if (line.len > 0 && line.ptr[line.len - 1] == '\r')
		line.len--;
	return line;
}

/* What cannot be shown becomes a question mark, or nothing of it is shown. */
static cc_str readable(struct cc_arena *arena, cc_str text, bool lines)
{
	char *clean = cc_arena_alloc(arena, text.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		bool kept = lines && (c == '\n' || c == '\t');
		if (lines && c == '\r')
			continue;
		clean[len++] = ((unsigned char)c < ' ' && !kept) || c == 0x7f ? '?' : c;
	}
	cc_str out = { clean, len };
	return cc_utf8_valid(out) ? out : CC_STR("?");
}

/* Transfer encodings --------------------------------------------------------------- */

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static cc_str read_quoted_printable(struct cc_arena *arena, cc_str text)
{
	char *out = cc_arena_alloc(arena, text.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < text.len; i++) {
		bool has_two = text.ptr[i] == '=' && i + 2 < text.len;
		int high = has_two ? hex_digit(text.ptr[i + 1]) : -1;
		int low = has_two ? hex_digit(text.ptr[i + 2]) : -1;
		if (has_two && text.ptr[i + 1] == '\r' && text.ptr[i + 2] == '\n') {
			i += 2;
		} else if (high >= 0 && low >= 0) {
			out[len++] = (char)(high << 4 | low);
			i += 2;
		} else {
			out[len++] = text.ptr[i];
		}
	}
	return (cc_str){ out, len };
}

static cc_str read_base64(struct cc_arena *arena, cc_str text)
{
	char *joined = cc_arena_alloc(arena, text.len + 1);
	cc_str bytes;
	size_t len = 0;
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] != '\r' && text.ptr[i] != '\n')
			joined[len++] = text.ptr[i];
	return cc_base64_parse(arena, (cc_str){ joined, len }, &bytes) ? bytes : CC_STR("");
}

/* Header fields ------------------------------------------------------------------- */

/* Takes the header fields and the empty line after them off the text. */
static cc_str take_header(cc_str *text)
{
	cc_str all = *text;
	while (text->len > 0) {
		const char *at = text->ptr;
		if (take_line(text).len == 0)
			return until(all, at);
	}
	return all;
}

/* Its value, unfolded; empty if there is none. */
static cc_str field(struct cc_arena *arena, cc_str header, cc_str name)
{
	char *value = cc_arena_alloc(arena, CC_MAIL_READ_FIELD_MAX);
	size_t len = 0;
	bool ours = false;
	while (header.len > 0) {
		cc_str line = take_line(&header);
		bool folded = line.len > 0 && (line.ptr[0] == ' ' || line.ptr[0] == '\t');
		if (ours && !folded)
			break;
		bool begins = !folded && line.len > name.len && line.ptr[name.len] == ':' &&
		              begins_with(line, name);
		cc_str rest = begins ? from(line, name.len + 1) : line;
		ours |= begins;
		size_t room = CC_MAIL_READ_FIELD_MAX - len, taken = rest.len < room ? rest.len : room;
		if (ours)
			memcpy(value + len, rest.ptr, taken);
		len += ours ? taken : 0;
	}
	return trimmed((cc_str){ value, len });
}

/* Of "text/calendar; charset=utf-8": a parameter's value; empty if there is none. */
static cc_str parameter(cc_str value, cc_str name)
{
	while (value.len > 0) {
		const char *end = memchr(value.ptr, ';', value.len);
		cc_str item = trimmed(end ? until(value, end) : value);
		value = end ? from(value, (size_t)(end - value.ptr) + 1) : CC_STR("");
		if (!begins_with(item, name) || item.len == name.len || item.ptr[name.len] != '=')
			continue;
		item = from(item, name.len + 1);
		if (item.len >= 2 && item.ptr[0] == '"' && item.ptr[item.len - 1] == '"')
			item = (cc_str){ item.ptr + 1, item.len - 2 };
		return item;
	}
	return CC_STR("");
}

static const cc_str word_begin = { "=?utf-8?B?", 10 };

/* RFC 2047 section 6.2: what stands between two encoded words is no space. */
static cc_str read_words(struct cc_arena *arena, cc_str value)
{
	struct cc_buf out = { .arena = arena };
	bool after_word = false;
	while (value.len > 0) {
		const char *end = begins_with(value, word_begin) ? memmem(value.ptr + word_begin.len,
		                                                          value.len - word_begin.len, "?=", 2)
		                                                 : NULL;
		cc_str rest = trimmed(value);
		if (end) {
			cc_buf_add(&out, read_base64(arena, until(from(value, word_begin.len), end)));
			value = from(value, (size_t)(end + 2 - value.ptr));
		} else if (after_word && rest.ptr != value.ptr && begins_with(rest, word_begin)) {
			value = from(value, (size_t)(rest.ptr - value.ptr));
			continue;
		} else {
			cc_buf_add_char(&out, value.ptr[0]);
			value = from(value, 1);
		}
		after_word = end != NULL;
	}
	return readable(arena, cc_buf_str(&out), false);
}

static cc_str shown(struct cc_arena *arena, cc_str header, cc_str name)
{
	return read_words(arena, field(arena, header, name));
}

/* Parts --------------------------------------------------------------------------- */

static cc_str decoded(struct cc_arena *arena, cc_str header, cc_str body)
{
	cc_str encoding = field(arena, header, CC_STR("Content-Transfer-Encoding"));
	if (same_word(encoding, CC_STR("base64")))
		return read_base64(arena, body);
	return same_word(encoding, CC_STR("quoted-printable")) ? read_quoted_printable(arena, body) : body;
}

static void read_leaf(struct cc_arena *arena, cc_str header, cc_str body, struct cc_mail_read *mail)
{
	cc_str type = field(arena, header, CC_STR("Content-Type"));
	cc_str name = parameter(field(arena, header, CC_STR("Content-Disposition")), CC_STR("filename"));
	cc_str bytes = decoded(arena, header, body);
	if (name.len > 0 && mail->part_count < CC_MAIL_READ_PARTS_MAX)
		mail->parts[mail->part_count++] = (struct cc_mail_read_part){
			.name = readable(arena, name, false),
			.content_type = readable(arena, type, false),
			.content_id = shown(arena, header, CC_STR("Content-ID")),
			.bytes = bytes,
		};
	else if (begins_with(type, CC_STR("text/html")))
		mail->html = readable(arena, bytes, true);
	else if (begins_with(type, CC_STR("text/plain")))
		mail->text = readable(arena, bytes, true);
}

/* Is the line "--<boundary>", or "--<boundary>--", which is the *last? */
static bool is_boundary(cc_str line, cc_str boundary, bool *last)
{
	if (line.len < boundary.len + 2 || memcmp(line.ptr, "--", 2) != 0 ||
	    memcmp(line.ptr + 2, boundary.ptr, boundary.len) != 0)
		return false;
	cc_str rest = trimmed(from(line, boundary.len + 2));
	*last = cc_str_eq(rest, CC_STR("--"));
	return rest.len == 0 || *last;
}

static void read_entity(struct cc_arena *arena, cc_str entity, struct cc_mail_read *mail, int depth);

/* RFC 2046 section 5.1.1: the line end before a boundary is the boundary's. */
static void read_multipart(struct cc_arena *arena, cc_str body, cc_str boundary, struct cc_mail_read *mail,
                           int depth)
{
	cc_str part = { NULL, 0 };
	bool last = false;
	while (body.len > 0 && !last) {
		const char *at = body.ptr;
		if (!is_boundary(take_line(&body), boundary, &last))
			continue;
		if (part.ptr) {
			part.len = (size_t)(at - part.ptr);
			part.len -= part.len >= 2 && part.ptr[part.len - 2] == '\r' ? 2 : 0;
			read_entity(arena, part, mail, depth + 1);
		}
		part.ptr = body.ptr;
	}
}

static void read_entity(struct cc_arena *arena, cc_str entity, struct cc_mail_read *mail, int depth)
{
	cc_str header = take_header(&entity);
	cc_str type = field(arena, header, CC_STR("Content-Type"));
	cc_str boundary = parameter(type, CC_STR("boundary"));
	if (!begins_with(type, CC_STR("multipart/")))
		read_leaf(arena, header, entity, mail);
	else if (boundary.len > 0 && depth < CC_MAIL_READ_DEPTH_MAX)
		read_multipart(arena, entity, boundary, mail, depth);
}

bool cc_mail_read(struct cc_arena *arena, cc_str bytes, struct cc_mail_read *mail)
{
	cc_str rest = bytes, header = take_header(&rest);
	cc_str first = header;
	first = take_line(&first);
	if (first.len == 0 || !memchr(first.ptr, ':', first.len))
		return false;
	*mail = (struct cc_mail_read){
		.from = shown(arena, header, CC_STR("From")),
		.to = shown(arena, header, CC_STR("To")),
		.subject = shown(arena, header, CC_STR("Subject")),
		.date = shown(arena, header, CC_STR("Date")),
		.message_id = shown(arena, header, CC_STR("Message-ID")),
		.text = CC_STR(""),
		.html = CC_STR(""),
	};
	read_entity(arena, bytes, mail, 0);
	return true;
}
