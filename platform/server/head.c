#include "platform/server/head.h"

#include <ctype.h>
#include <strings.h>

#include "platform/server/refusal.h"

enum { IDEMPOTENCY_KEY_BYTES_MAX = 128 };

/* Fields that may be there once. */
static const struct known {
	cc_str name;
	size_t offset;
} known[] = {
	{ { "Host", 4 }, offsetof(struct cc_http_head, host) },
	{ { "Authorization", 13 }, offsetof(struct cc_http_head, authorization) },
	{ { "Content-Encoding", 16 }, offsetof(struct cc_http_head, content_encoding) },
	{ { "Content-Length", 14 }, offsetof(struct cc_http_head, content_length) },
	{ { "Content-Type", 12 }, offsetof(struct cc_http_head, content_type) },
	{ { "Idempotency-Key", 15 }, offsetof(struct cc_http_head, idempotency_key) },
	{ { "Last-Event-ID", 13 }, offsetof(struct cc_http_head, last_event_id) },
	{ { "traceparent", 11 }, offsetof(struct cc_http_head, traceparent) },
	{ { "Transfer-Encoding", 17 }, offsetof(struct cc_http_head, transfer_encoding) },
};

static bool same_word(cc_str a, cc_str b)
{
	return a.len == b.len && strncasecmp(a.ptr, b.ptr, a.len) == 0;
}

/* RFC 9110 section 5.6.2. */
static const bool in_token[256] = {
	['0' ... '9'] = true, ['A' ... 'Z'] = true, ['a' ... 'z'] = true, ['!'] = true,  ['#'] = true,
	['$'] = true,         ['%'] = true,         ['&'] = true,         ['\''] = true, ['*'] = true,
	['+'] = true,         ['-'] = true,         ['.'] = true,         ['^'] = true,  ['_'] = true,
	['`'] = true,         ['|'] = true,         ['~'] = true,
};

static bool is_token(cc_str name)
{
	bool wrong = name.len == 0;
	for (size_t i = 0; i < name.len; i++)
		wrong |= !in_token[(uint8_t)name.ptr[i]];
	return !wrong;
}

/* RFC 9110 section 5.5: a control character in a value is dangerous, but for the tab. */
static bool is_field_text(cc_str value)
{
	bool wrong = false;
	for (size_t i = 0; i < value.len; i++) {
		uint8_t c = (uint8_t)value.ptr[i];
		wrong |= ((c < 0x20) & (c != '\t')) | (c == 0x7f); /* without a branch: tokens are long */
	}
	return !wrong;
}

static enum MHD_Result read_field(void *cls, enum MHD_ValueKind kind, const char *name, size_t name_len,
                                  const char *value, size_t value_len)
{
	(void)kind;
	struct cc_http_head *head = cls;
	cc_str key = { name, name_len }, text = { value ? value : "", value_len };
	head->malformed = head->malformed || !is_token(key) || !is_field_text(text);
	for (size_t i = 0; i < CC_COUNT(known); i++) {
		if (!same_word(key, known[i].name))
			continue;
		cc_str *field = (cc_str *)((char *)head + known[i].offset);
		if (field->ptr)
			head->repeated = known[i].name.ptr;
		*field = text;
		return MHD_YES;
	}
	if (same_word(key, CC_STR("Expect")))
		head->expects_continue = true;
	return MHD_YES;
}

/* libmicrohttpd has refused a length that is no number. */
static uint64_t read_length(cc_str digits)
{
	uint64_t n = 0;
	for (size_t i = 0; i < digits.len; i++)
		if (__builtin_mul_overflow(n, 10, &n) ||
		    __builtin_add_overflow(n, (unsigned)(digits.ptr[i] - '0'), &n))
			return CC_HTTP_CHUNKED - 1;
	return n;
}

void cc_http_head_read(struct MHD_Connection *mhd, struct cc_http_head *head)
{
	*head = (struct cc_http_head){ .expects_continue = false };
	MHD_get_connection_values_n(mhd, MHD_HEADER_KIND, read_field, head);
	head->body_bytes = head->transfer_encoding.ptr ? CC_HTTP_CHUNKED : read_length(head->content_length);
}

static bool is_port(cc_str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!isdigit((unsigned char)text.ptr[i]))
			return false;
	return true;
}

static bool consists_of(cc_str text, const char *others)
{
	for (size_t i = 0; i < text.len; i++)
		if (!isalnum((unsigned char)text.ptr[i]) && !strchr(others, text.ptr[i]))
			return false;
	return true;
}

/* RFC 3986 section 3.2.2, and a port after it; whether there is such a host is another question. */
static bool is_host(cc_str text)
{
	if (text.len == 0)
		return true;
	bool literal = text.ptr[0] == '[';
	const char *bracket = literal ? memchr(text.ptr, ']', text.len) : NULL;
	if (literal && !bracket)
		return false;
	size_t in_brackets = literal ? (size_t)(bracket - text.ptr) + 1 : 0;
	cc_str rest = { text.ptr + in_brackets, text.len - in_brackets };
	const char *colon = rest.len > 0 ? memchr(rest.ptr, ':', rest.len) : NULL;
	cc_str name = { rest.ptr, colon ? (size_t)(colon - rest.ptr) : rest.len };
	cc_str port = { colon ? colon + 1 : "", colon ? rest.len - name.len - 1 : 0 };
	if (literal && (name.len > 0 || !consists_of((cc_str){ text.ptr + 1, in_brackets - 2 }, ":.")))
		return false;
	return consists_of(name, "-._~%!$&'()*+,;=") && is_port(port);
}

cc_err cc_http_head_check(struct cc_ctx *ctx, const struct cc_http_head *head, cc_str version)
{
	if (head->repeated)
		return cc_refuse(ctx, &cc_bad_request, "%s is given twice; give it once.", head->repeated);
	if (head->malformed)
		return cc_refuse(ctx, &cc_bad_request, "A header field has a character that it cannot have.");
	if (!is_host(head->host))
		return cc_refuse(ctx, &cc_bad_request, "Host is no name of a host.");
	if (!head->transfer_encoding.ptr)
		return CC_OK;
	if (head->content_length.ptr || !cc_str_eq(version, CC_STR("HTTP/1.1")))
		return cc_refuse(ctx, &cc_bad_request,
		                 "Transfer-Encoding goes with HTTP/1.1 and without Content-Length.");
	if (!same_word(head->transfer_encoding, CC_STR("chunked")))
		return cc_refuse(ctx, &cc_unsupported_transfer_encoding,
		                 "The only transfer encoding understood here is chunked.");
	return CC_OK;
}

/* Content types ----------------------------------------------------------------- */

static cc_str trimmed(cc_str text)
{
	while (text.len > 0 && (text.ptr[0] == ' ' || text.ptr[0] == '\t'))
		text = (cc_str){ text.ptr + 1, text.len - 1 };
	while (text.len > 0 && (text.ptr[text.len - 1] == ' ' || text.ptr[text.len - 1] == '\t'))
		text.len--;
	return text;
}

/* `application/json`, with or without `charset=utf-8` (RFC 8259 section 8.1). */
static bool is_json(cc_str type)
{
	const char *semicolon = type.len > 0 ? memchr(type.ptr, ';', type.len) : NULL;
	cc_str media = { type.ptr, semicolon ? (size_t)(semicolon - type.ptr) : type.len };
	if (!same_word(trimmed(media), CC_STR("application/json")))
		return false;
	if (!semicolon)
		return true;
	cc_str parameter = trimmed((cc_str){ semicolon + 1, type.len - media.len - 1 });
	return same_word(parameter, CC_STR("charset=utf-8")) ||
	       same_word(parameter, CC_STR("charset=\"utf-8\""));
}

cc_err cc_http_check_media_type(struct cc_ctx *ctx, const struct cc_http_head *head)
{
	if (head->content_encoding.len > 0 && !same_word(head->content_encoding, CC_STR("identity")))
		return cc_refuse(ctx, &cc_unsupported_media_type,
		                 "The body must not be compressed; leave Content-Encoding out.");
	if (is_json(head->content_type))
		return CC_OK;
	return cc_refuse(ctx, &cc_unsupported_media_type,
	                 "The body must be JSON: send it with Content-Type: application/json.");
}

/* Idempotency keys -------------------------------------------------------------- */

/* A key is 1 to 128 visible characters of ASCII. */
static bool add_to_key(char *key, size_t *len, char c)
{
	if (c < 0x21 || c > 0x7e || *len == IDEMPOTENCY_KEY_BYTES_MAX)
		return false;
	key[(*len)++] = c;
	return true;
}

/* Inside the quotes, a quote or a backslash has a backslash before it, and nothing else has. */
static bool unquote(cc_str text, char *key, size_t *len)
{
	size_t end = text.len - 1;
	if (end == 0 || text.ptr[end] != '"')
		return false;
	for (size_t i = 1; i < end; i++) {
		bool escaped = text.ptr[i] == '\\';
		if (escaped && ++i == end)
			return false;
		char c = text.ptr[i];
		bool special = c == '"' || c == '\\';
		if (escaped != special || !add_to_key(key, len, c))
			return false;
	}
	return true;
}

static bool copy_bare(cc_str text, char *key, size_t *len)
{
	for (size_t i = 0; i < text.len; i++)
		if (!add_to_key(key, len, text.ptr[i]))
			return false;
	return true;
}

cc_err cc_http_read_idempotency_key(struct cc_ctx *ctx, cc_str field, cc_str *key)
{
	*key = CC_STR("");
	if (!field.ptr)
		return CC_OK;
	char *bytes = cc_alloc(ctx, IDEMPOTENCY_KEY_BYTES_MAX);
	size_t len = 0;
	bool quoted = field.len > 0 && field.ptr[0] == '"';
	bool valid = quoted ? unquote(field, bytes, &len) : copy_bare(field, bytes, &len);
	if (!valid || len == 0)
		return cc_refuse(ctx, &cc_invalid_idempotency_key,
		                 "An Idempotency-Key is 1 to %d visible ASCII characters, bare or in quotes.",
		                 IDEMPOTENCY_KEY_BYTES_MAX);
	*key = (cc_str){ bytes, len };
	return CC_OK;
}
