#include "platform/core/text.h"

#include "platform/core/buf.h"
#include "platform/core/format.h"
#include "platform/core/run.h"

struct cc_text {
	struct cc_buf buf;
};

struct cc_text *cc_text_new(struct cc_ctx *ctx)
{
	struct cc_text *text = cc_alloc(ctx, sizeof *text);
	text->buf.arena = ctx->arena;
	return text;
}

void cc_text_add(struct cc_text *text, cc_str bytes)
{
	cc_buf_add(&text->buf, bytes);
}

void cc_text_printf(struct cc_text *text, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	cc_buf_add(&text->buf, cc_format(text->buf.arena, fmt, args));
	va_end(args);
}

cc_str cc_text_done(const struct cc_text *text)
{
	return cc_buf_str(&text->buf);
}
