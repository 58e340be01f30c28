#include "cli/document.h"

#include <stdarg.h>
#include <strings.h>

#include "platform/core/format.h"

enum { YAML_INDENT = 2 };

static void indent(struct cli_doc *doc, int depth)
{
	for (int i = 0; i < depth * YAML_INDENT; i++)
		cc_buf_add_char(doc->out, ' ');
}

/* ---- YAML scalars ---------------------------------------------------------- */

static bool is_plain_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       memchr("_-./ ,;()'$", c, 11);
}

/* Words that some YAML reader takes for a boolean or for nothing. */
static bool is_reserved_word(cc_str text)
{
	static const char *const words[] = { "true", "false", "null", "yes", "no", "on", "off", "y", "n" };
	for (size_t i = 0; i < CC_COUNT(words); i++)
		if (text.len == strlen(words[i]) && strncasecmp(text.ptr, words[i], text.len) == 0)
			return true;
	return false;
}

/* Narrower than YAML is: what begins with a letter or a slash and holds nothing special. */
static bool is_plain(cc_str text)
{
	static const char firsts[] = "/$_";
	if (text.len == 0 || text.ptr[text.len - 1] == ' ' || is_reserved_word(text))
		return false;
	char first = (char)(text.ptr[0] | 0x20);
	if (!(first >= 'a' && first <= 'z') && !memchr(firsts, text.ptr[0], sizeof firsts - 1))
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (!is_plain_char(text.ptr[i]))
			return false;
	return true;
}

static void put_yaml_block(struct cli_doc *doc, cc_str text)
{
	cc_buf_add(doc->out, CC_STR("|-"));
	while (text.len > 0) {
		const char *newline = memchr(text.ptr, '\n', text.len);
		size_t len = newline ? (size_t)(newline - text.ptr) : text.len;
		cc_buf_add_char(doc->out, '\n');
		if (len > 0)
			indent(doc, doc->depth);
		cc_buf_add(doc->out, (cc_str){ text.ptr, len });
		size_t taken = newline ? len + 1 : len;
		text = (cc_str){ text.ptr + taken, text.len - taken };
	}
}

/* A block needs a first line that is not indented, and keeps no newline at the end. */
static bool is_block(cc_str text)
{
	return memchr(text.ptr, '\n', text.len) && text.ptr[0] != ' ' && text.ptr[0] != '\n' &&
	       text.ptr[text.len - 1] != '\n';
}

static void put_text(struct cli_doc *doc, cc_str text)
{
	if (doc->syntax == CLI_YAML_SYNTAX && text.len > 0 && is_block(text))
		put_yaml_block(doc, text);
	else if (doc->syntax == CLI_YAML_SYNTAX && is_plain(text))
		cc_buf_add(doc->out, text);
	else
		cc_buf_add_json(doc->out, text); /* every JSON string is a YAML string */
}

/* ---- Structure ------------------------------------------------------------- */

static void put_key(struct cli_doc *doc, const char *key)
{
	if (!key)
		return;
	put_text(doc, cc_str_of(key));
	cc_buf_add_char(doc->out, ':');
}

static void begin_json_value(struct cli_doc *doc, const char *key, bool first)
{
	if (!first)
		cc_buf_add_char(doc->out, ',');
	put_key(doc, key);
}

/* The first entry of a map inside a list stands on the line of its dash. */
static void begin_yaml_value(struct cli_doc *doc, const char *key, bool first)
{
	int at = doc->depth - 1;
	bool after_dash = first && !doc->open[at].list && at > 0 && doc->open[at - 1].list;
	bool document_start = first && at == 0;
	if (!after_dash && !document_start) {
		cc_buf_add_char(doc->out, '\n');
		indent(doc, at);
	}
	if (after_dash)
		cc_buf_add_char(doc->out, ' ');
	if (doc->open[at].list)
		cc_buf_add_char(doc->out, '-');
	put_key(doc, key);
}

static void begin_value(struct cli_doc *doc, const char *key)
{
	assert(doc->depth > 0 && (key == NULL) == doc->open[doc->depth - 1].list);
	bool first = doc->open[doc->depth - 1].empty;
	doc->open[doc->depth - 1].empty = false;
	if (doc->syntax == CLI_JSON_SYNTAX)
		begin_json_value(doc, key, first);
	else
		begin_yaml_value(doc, key, first);
}

static void begin_scalar(struct cli_doc *doc, const char *key)
{
	begin_value(doc, key);
	if (doc->syntax == CLI_YAML_SYNTAX)
		cc_buf_add_char(doc->out, ' ');
}

static void open_container(struct cli_doc *doc, bool list)
{
	assert(doc->depth < CLI_DEPTH_MAX);
	doc->open[doc->depth].list = list;
	doc->open[doc->depth].empty = true;
	doc->depth++;
	if (doc->syntax == CLI_JSON_SYNTAX)
		cc_buf_add_char(doc->out, list ? '[' : '{');
}

void doc_begin(struct cli_doc *doc, struct cc_buf *out, enum cli_syntax syntax)
{
	*doc = (struct cli_doc){ .out = out, .syntax = syntax };
	open_container(doc, false);
}

void doc_map(struct cli_doc *doc, const char *key)
{
	begin_value(doc, key);
	open_container(doc, false);
}

void doc_list(struct cli_doc *doc, const char *key)
{
	begin_value(doc, key);
	open_container(doc, true);
}

/* YAML writes nothing for a container until its first entry: an empty one is said so here. */
void doc_end(struct cli_doc *doc)
{
	assert(doc->depth > 0);
	doc->depth--;
	bool list = doc->open[doc->depth].list;
	if (doc->syntax == CLI_JSON_SYNTAX)
		cc_buf_add_char(doc->out, list ? ']' : '}');
	else if (doc->open[doc->depth].empty)
		cc_buf_add(doc->out, list ? CC_STR(" []") : CC_STR(" {}"));
	if (doc->depth == 0)
		cc_buf_add_char(doc->out, '\n');
}

void doc_text(struct cli_doc *doc, const char *key, const char *text)
{
	begin_scalar(doc, key);
	put_text(doc, cc_str_of(text));
}

void doc_printf(struct cli_doc *doc, const char *key, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	cc_str text = cc_format(doc->out->arena, fmt, args);
	va_end(args);
	doc_text(doc, key, text.ptr);
}

void doc_int(struct cli_doc *doc, const char *key, int64_t n)
{
	begin_scalar(doc, key);
	cc_buf_add_int(doc->out, n);
}

void doc_bool(struct cli_doc *doc, const char *key, bool value)
{
	begin_scalar(doc, key);
	cc_buf_add(doc->out, value ? CC_STR("true") : CC_STR("false"));
}
