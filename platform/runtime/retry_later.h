/* retry_later.h - a refusal that says when to ask again. */
#pragma once

#include "platform/core/run.h"

static inline cc_err cc_retry_later(struct cc_ctx *ctx, cc_err err, int64_t retry_after_ms)
{
	struct cc_error *advised = cc_arena_alloc(ctx->arena, sizeof *advised);
	*advised = *err;
	advised->retry_after_ms = retry_after_ms;
	return advised;
}
