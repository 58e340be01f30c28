#include "platform/core/violations.h"

#include <stdarg.h>

#include "platform/core/buf.h"
#include "platform/core/format.h"
#include "platform/core/run.h"

/* A JSON pointer: ~ and / are escaped (RFC 6901 section 3). */
static void put_path(struct cc_buf *out, const struct cc_path *path)
{
	if (!path->parent)
		return;
	put_path(out, path->parent);
	cc_buf_add_char(out, '/');
	if (!path->name) {
		cc_buf_add_int(out, (int64_t)path->index);
		return;
	}
	for (const char *at = path->name; *at; at++) {
		if (*at == '~')
			cc_buf_add(out, CC_STR("~0"));
		else if (*at == '/')
			cc_buf_add(out, CC_STR("~1"));
		else
			cc_buf_add_char(out, *at);
	}
}

void cc_violate(struct cc_violations *violations, const struct cc_path *path, const char *rule,
                const char *fmt, ...)
{
	if (violations->count == CC_VIOLATIONS_MAX)
		return;
	struct cc_arena *arena = violations->ctx->arena;
	struct cc_buf pointer = { .arena = arena };
	put_path(&pointer, path);
	cc_buf_add_char(&pointer, '\0');
	va_list args;
	va_start(args, fmt);
	violations->items[violations->count++] = (struct cc_violation){
		.pointer = pointer.ptr,
		.rule = rule,
		.description = cc_format(arena, fmt, args).ptr,
	};
	va_end(args);
}

cc_err cc_violations_result(const struct cc_violations *violations)
{
	size_t count = violations->count;
	if (count == 0)
		return CC_OK;
	struct cc_ctx *ctx = violations->ctx;
	struct cc_violation *items = cc_alloc_array(ctx, count, sizeof *items);
	memcpy(items, violations->items, count * sizeof *items);
	cc_err err = cc_fail(ctx, &cc_invalid_argument, "%s",
	                     count == 1 ? items[0].description
	                                : "Several fields are not as they must be; see the violations.");
	struct cc_error *error = cc_alloc(ctx, sizeof *error);
	*error = *err;
	error->violations = items;
	error->violation_count = count;
	return error;
}
