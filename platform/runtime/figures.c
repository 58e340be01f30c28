#include "platform/runtime/figures.h"

#include <math.h>

enum { READ_WAIT_MS = 100 };

struct figure_row {
	int64_t figure;
};

static const struct cc_field figure_row_fields[] = {
	{
		.name = "figure",
		.tag = 1,
		.type = CC_INT64,
		.presence = CC_IMPLICIT,
		.offset = offsetof(struct figure_row, figure),
	},
};

static const struct cc_message figure_row_message = {
	.name = "figure_row",
	.size = sizeof(struct figure_row),
	.fields = figure_row_fields,
	.field_count = CC_COUNT(figure_row_fields),
};

static CC_RESULT read_row(struct cc_store *store, struct cc_ctx *ctx, const struct cc_stmt *stmt,
                          struct figure_row *row)
{
	ctx->deadline = cc_time_add(cc_now(ctx), READ_WAIT_MS);
	TRY(cc_store_begin_read(store, ctx));
	cc_err err = cc_sql_one(ctx, stmt, &figure_row_message, row);
	cc_store_end_read(store, ctx);
	return err;
}

double cc_figure_read(struct cc_node *node, const struct cc_service *service, const struct cc_figure *figure)
{
	struct cc_arena *arena = cc_arena_new();
	struct cc_invocation invocation;
	struct figure_row row;
	cc_invocation_init(node, &invocation, arena, NULL);
	cc_err err = read_row(cc_node_store_of(node, service), &invocation.ctx, figure->stmt, &row);
	cc_arena_free(arena);
	return err == CC_OK ? (double)row.figure : NAN;
}
