/* page.h - the pieces of the server's own HTML pages: nothing from elsewhere. */
#pragma once

#include "platform/core/buf.h"

/* Doctype to the opened <body>, with a skip link to #main and the header's links. */
void page_begin(struct cc_buf *out, const char *title);
void page_end(struct cc_buf *out);

/* policy.c: the Content-Security-Policy of a finished page: its own script and style, and nothing from
 * elsewhere. */
const char *page_policy(struct cc_arena *arena, const char *html);

/* Text, with what HTML would take for markup escaped; `backticks` become <code>. */
void page_text(struct cc_buf *out, const char *text);
/* "<tag>text</tag>" */
void page_element(struct cc_buf *out, const char *tag, const char *text);
