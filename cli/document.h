/*
 * document.h - writes one structured document as JSON or as YAML 1.2.
 *
 * Both come from the same calls, so /openapi.json and the committed YAML are one document.
 * Inside a list, keys are NULL.  Text is quoted in YAML wherever a reader could take it for
 * something else, and becomes a block of lines where it has several.
 */
#pragma once

#include "platform/core/buf.h"

enum cli_syntax { CLI_JSON_SYNTAX, CLI_YAML_SYNTAX };

enum { CLI_DEPTH_MAX = 32 };

struct cli_doc {
	struct cc_buf *out;
	enum cli_syntax syntax;
	int depth;
	struct {
		bool list, empty;
	} open[CLI_DEPTH_MAX];
};

/* Opens the document itself, which is a map. */
void doc_begin(struct cli_doc *doc, struct cc_buf *out, enum cli_syntax syntax);
/* Closes the innermost map or list; the last one ends the document with a newline. */
void doc_end(struct cli_doc *doc);

void doc_map(struct cli_doc *doc, const char *key);
void doc_list(struct cli_doc *doc, const char *key);
void doc_text(struct cli_doc *doc, const char *key, const char *text);
void doc_printf(struct cli_doc *doc, const char *key, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void doc_int(struct cli_doc *doc, const char *key, int64_t n);
void doc_bool(struct cli_doc *doc, const char *key, bool value);
