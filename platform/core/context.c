#include "platform/core/context.h"

#include <stdio.h>

#include "platform/core/format.h"
#include "platform/core/id.h"
#include "platform/core/run.h"
#include "platform/ports/clock.h"
#include "platform/ports/entropy.h"

cc_time cc_now(struct cc_ctx *ctx)
{
	return ctx->now.ms != 0 ? ctx->now : ctx->clock->ops->now(ctx->clock);
}

cc_id cc_new_id(struct cc_ctx *ctx)
{
	uint8_t random[10];
	ctx->entropy->ops->fill(ctx->entropy, random, sizeof random);
	return cc_id_v7(cc_now(ctx), random);
}

cc_time cc_deadline(struct cc_ctx *ctx)
{
	return ctx->deadline;
}

const struct cc_principal *cc_caller(struct cc_ctx *ctx)
{
	return &ctx->caller;
}

bool cc_caller_has_role(struct cc_ctx *ctx, cc_str role)
{
	return cc_str_has_word(ctx->caller.roles, role);
}

cc_str cc_public_url(struct cc_ctx *ctx)
{
	return ctx->public_url;
}

void *cc_alloc(struct cc_ctx *ctx, size_t size)
{
	return cc_arena_alloc(ctx->arena, size);
}

void *cc_alloc_array(struct cc_ctx *ctx, size_t count, size_t size)
{
	size_t bytes;
	if (__builtin_mul_overflow(count, size, &bytes))
		cc_die("an array of %zu items was asked for", count);
	return cc_arena_alloc(ctx->arena, bytes);
}

cc_str cc_format(struct cc_arena *arena, const char *fmt, va_list args)
{
	char short_text[256]; /* most texts are: formatted once */
	va_list again;
	va_copy(again, args);
	int n = vsnprintf(short_text, sizeof short_text, fmt, args);
	assert(n >= 0);
	char *text = cc_arena_alloc(arena, (size_t)n + 1);
	if ((size_t)n < sizeof short_text)
		memcpy(text, short_text, (size_t)n);
	else
		vsnprintf(text, (size_t)n + 1, fmt, again);
	va_end(again);
	return (cc_str){ text, (size_t)n };
}

cc_str cc_printf(struct cc_ctx *ctx, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	cc_str text = cc_format(ctx->arena, fmt, args);
	va_end(args);
	return text;
}

cc_str cc_copy(struct cc_ctx *ctx, cc_str text)
{
	char *copy = cc_arena_alloc(ctx->arena, text.len + 1);
	if (text.len > 0)
		memcpy(copy, text.ptr, text.len);
	return (cc_str){ copy, text.len };
}
