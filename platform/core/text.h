/* text.h - text that grows in the arena of a request: how a rule writes a long one, piece by piece. */
#pragma once

#include "platform/core/value.h"

struct cc_ctx;
struct cc_text;

struct cc_text *cc_text_new(struct cc_ctx *ctx);
void cc_text_add(struct cc_text *text, cc_str bytes);
void cc_text_printf(struct cc_text *text, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
cc_str cc_text_done(const struct cc_text *text);   /* until it grows again */
