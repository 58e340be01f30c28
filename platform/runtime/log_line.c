#include "platform/runtime/log_line.h"

#include "platform/core/time.h"
#include "platform/core/validate.h"

enum {
	ESCAPE_BYTES_MAX = 6, /* \u001b; no UTF-8 sequence is longer */
	PAIR_BYTES_MIN = 32,  /* a pair that would have less room than this is left out */
	END_BYTES = 16,       /* kept free: a closing quote, a brace, the line feed */
	TIME_OF_DAY_AT = sizeof "2026-11-24T" - 1,
};

static const struct {
	const char *name, *padded, *coloured;
} levels[] = {
	[CC_LEVEL_DEBUG] = { "debug", "debug ", "\x1b[2mdebug\x1b[0m " },
	[CC_LEVEL_INFO] = { "info", "info  ", "\x1b[32minfo\x1b[0m  " },
	[CC_LEVEL_WARN] = { "warn", "warn  ", "\x1b[33mwarn\x1b[0m  " },
	[CC_LEVEL_ERROR] = { "error", "error ", "\x1b[31merror\x1b[0m " },
};

static size_t room(const struct cc_log_text *line)
{
	size_t used = line->len + END_BYTES;
	return used < sizeof line->text ? sizeof line->text - used : 0;
}

static void put(struct cc_log_text *line, cc_str bytes)
{
	assert(bytes.len <= sizeof line->text - line->len);
	memcpy(line->text + line->len, bytes.ptr, bytes.len);
	line->len += bytes.len;
}

static void put_char(struct cc_log_text *line, char c)
{
	assert(line->len < sizeof line->text);
	line->text[line->len++] = c;
}

static bool is_control(char c)
{
	return (uint8_t)c < 0x20 || c == 0x7f;
}

static void put_escaped(struct cc_log_text *line, char c)
{
	static const char hex[] = "0123456789abcdef";
	if (c == '"' || c == '\\') {
		put(line, (cc_str){ (char[]){ '\\', c }, 2 });
	} else if (c == '\n') {
		put(line, CC_STR("\\n"));
	} else if (is_control(c)) {
		put(line, CC_STR("\\u00"));
		put(line, (cc_str){ (char[]){ hex[c >> 4], hex[c & 15] }, 2 });
	} else {
		put_char(line, c);
	}
}

/* Printable ASCII that means nothing to JSON: almost every value there is. */
static bool is_plain(cc_str text)
{
	bool plain = true;
	for (size_t i = 0; i < text.len; i++)
		plain &= text.ptr[i] >= ' ' && text.ptr[i] <= '~' && text.ptr[i] != '"' &&
		         text.ptr[i] != '\\';
	return plain;
}

/* Cut between characters: the bytes that continue one always have the room which its first byte asked for. */
static void put_with_escapes(struct cc_log_text *line, cc_str text)
{
	bool valid = cc_utf8_valid(text);
	for (size_t i = 0; i < text.len; i++) {
		bool continues = valid && ((uint8_t)text.ptr[i] & 0xc0) == 0x80;
		if (!continues && room(line) < ESCAPE_BYTES_MAX)
			break;
		bool readable = valid || (uint8_t)text.ptr[i] < 0x80;
		put_escaped(line, readable ? text.ptr[i] : '?');
	}
}

/* What people can read without quotes. */
static bool is_word(cc_str text)
{
	return text.len > 0 && !memchr(text.ptr, ' ', text.len) && !memchr(text.ptr, '=', text.len);
}

static void put_value(struct cc_log_text *line, cc_str text)
{
	bool plain = is_plain(text) && text.len <= room(line);
	bool quotes = line->style == CC_LOG_JSON || !plain || !is_word(text);
	if (quotes)
		put_char(line, '"');
	if (plain)
		put(line, text);
	else
		put_with_escapes(line, text);
	if (quotes)
		put_char(line, '"');
}

static bool put_key(struct cc_log_text *line, cc_str key)
{
	if (room(line) < key.len + PAIR_BYTES_MIN)
		return false;
	bool json = line->style == CC_LOG_JSON;
	put(line, json ? CC_STR(",\"") : CC_STR(" "));
	put(line, key);
	put(line, json ? CC_STR("\":") : CC_STR("="));
	return true;
}

void cc_log_text_begin(struct cc_log_text *line, enum cc_log_style style, cc_time at, enum cc_level level,
                       const char *event)
{
	assert(level < CC_LEVEL_OFF && style != CC_LOG_AUTO);
	char time[CC_TIME_TEXT_MAX];
	size_t time_len = cc_time_print(at, time);
	line->style = style;
	line->len = 0;
	if (style == CC_LOG_JSON) {
		put(line, CC_STR("{\"ts\":\""));
		put(line, (cc_str){ time, time_len });
		put(line, CC_STR("\",\"level\":\""));
		put(line, cc_str_of(levels[level].name));
		put(line, CC_STR("\",\"event\":"));
	} else {
		put(line, (cc_str){ time + TIME_OF_DAY_AT, time_len - TIME_OF_DAY_AT });
		put_char(line, ' ');
		put(line, cc_str_of(style == CC_LOG_COLOUR ? levels[level].coloured : levels[level].padded));
	}
	put_value(line, cc_str_of(event));
}

void cc_log_text_add(struct cc_log_text *line, cc_str key, cc_str value)
{
	if (put_key(line, key))
		put_value(line, value);
}

/* A value that is a JSON number as it stands. */
static void add_number(struct cc_log_text *line, cc_str key, cc_str digits)
{
	if (digits.len <= PAIR_BYTES_MIN - ESCAPE_BYTES_MAX && put_key(line, key))
		put(line, digits);
}

static char *put_digits(char *end, uint64_t n, int at_least)
{
	for (int i = 0; i < at_least || n > 0; i++, n /= 10)
		*--end = (char)('0' + n % 10);
	return end;
}

void cc_log_text_add_count(struct cc_log_text *line, cc_str key, uint64_t n)
{
	char digits[20], *end = digits + sizeof digits, *at = put_digits(end, n, 1);
	add_number(line, key, (cc_str){ at, (size_t)(end - at) });
}

void cc_log_text_add_ms(struct cc_log_text *line, cc_str key, int64_t us)
{
	char digits[24], *end = digits + sizeof digits;
	uint64_t n = us > 0 ? (uint64_t)us : 0;
	char *at = put_digits(end, n % 1000, 3);
	*--at = '.';
	at = put_digits(at, n / 1000, 1);
	add_number(line, key, (cc_str){ at, (size_t)(end - at) });
}

/* Pairs of a format ----------------------------------------------------------------- */

/* 0 if no `key=` stands there. */
static size_t key_length(const char *fmt)
{
	size_t n = strspn(fmt, "abcdefghijklmnopqrstuvwxyz_");
	return fmt[n] == '=' ? n : 0;
}

/* The next pair of fmt: at the space before its key, or at the end. */
static const char *next_pair(const char *fmt)
{
	const char *at = strchr(fmt, ' ');
	while (at && key_length(at + 1) == 0)
		at = strchr(at + 1, ' ');
	return at ? at : fmt + strlen(fmt);
}

static bool is_number(cc_str text)
{
	size_t at = text.len > 0 && text.ptr[0] == '-', points = 0;
	if (at == text.len || text.ptr[at] == '.' || text.ptr[text.len - 1] == '.')
		return false;
	for (; at < text.len; at++) {
		points += text.ptr[at] == '.';
		if ((text.ptr[at] < '0' || text.ptr[at] > '9') && text.ptr[at] != '.')
			return false;
	}
	return points <= 1;
}

/* A number if its conversion is one of a number's (%d, %zu, %.1f), not because its text looks like one. */
static void add_pair(struct cc_log_text *line, cc_str key, char conversion, cc_str value)
{
	if (strchr("diuf", conversion) && is_number(value))
		add_number(line, key, value);
	else
		cc_log_text_add(line, key, value);
}

void cc_log_text_add_pairs(struct cc_log_text *line, const char *fmt, cc_str text)
{
	size_t key_len = key_length(fmt);
	if (key_len == 0 && text.len > 0)
		cc_log_text_add(line, CC_STR("message"), text);
	while (key_len > 0 && text.len > key_len) {
		const char *next = next_pair(fmt + key_len);
		size_t next_key_len = *next ? key_length(next + 1) : 0;
		cc_str value = { text.ptr + key_len + 1, text.len - key_len - 1 };
		const char *end = NULL; /* where " next_key=" begins */
		if (*next)
			end = memmem(value.ptr, value.len, next, next_key_len + 2);
		size_t value_len = end ? (size_t)(end - value.ptr) : value.len;
		add_pair(line, (cc_str){ fmt, key_len }, next[-1], (cc_str){ value.ptr, value_len });
		if (!end)
			return;
		text = (cc_str){ end + 1, value.len - value_len - 1 };
		fmt = next + 1;
		key_len = next_key_len;
	}
}

cc_str cc_log_text_end(struct cc_log_text *line)
{
	put(line, line->style == CC_LOG_JSON ? CC_STR("}\n") : CC_STR("\n"));
	return (cc_str){ line->text, line->len };
}
