/* sql.c - a rule's statements, run in the transaction that its ctx has open. */
#include "platform/ports/sql.h"

#include "platform/core/run.h"

const struct cc_reason cc_sql_unique_violation = { "unique_violation", CC_ALREADY_EXISTS };
const struct cc_reason cc_sql_constraint_violation = { "constraint_violation", CC_INTERNAL };
const struct cc_reason cc_sql_conflict = { "conflict", CC_ABORTED };
const struct cc_reason cc_sql_transaction_failed = { "transaction_failed", CC_INTERNAL };
const struct cc_reason cc_sql_row_mismatch = { "row_mismatch", CC_INTERNAL };

static CC_RESULT execute(struct cc_ctx *ctx, const struct cc_stmt *stmt, const struct cc_val *args,
                         struct cc_sql_rows *rows)
{
	assert(ctx->session); /* only a WRITE or a READ has a store */
	TRY(ctx->session->ops->execute(ctx->session, ctx, stmt, args, rows));
	ctx->changed += rows->changed;
	return CC_OK;
}

cc_err cc_sql_run(struct cc_ctx *ctx, const struct cc_stmt *stmt, const struct cc_val *args, int64_t *changed)
{
	struct cc_sql_rows rows = { 0 };
	TRY(execute(ctx, stmt, args, &rows));
	if (changed)
		*changed = rows.changed;
	return CC_OK;
}

cc_err cc_sql_run_some(struct cc_ctx *ctx, const struct cc_stmt *stmt, const struct cc_val *args)
{
	int64_t changed;
	TRY(cc_sql_run(ctx, stmt, args, &changed));
	if (changed == 0)
		return cc_fail(ctx, &cc_not_found, "There is nothing for %s to change.", stmt->name);
	return CC_OK;
}

cc_err cc_sql_row(struct cc_ctx *ctx, const struct cc_stmt *stmt, const struct cc_message *message, void *row,
                  const struct cc_val *args)
{
	struct cc_sql_rows rows = { .message = message, .max = 1 };
	TRY(execute(ctx, stmt, args, &rows));
	if (rows.count == 0)
		return cc_fail(ctx, &cc_not_found, "There is no row for %s.", stmt->name);
	memcpy(row, rows.items, message->size);
	return CC_OK;
}

cc_err cc_sql_rows(struct cc_ctx *ctx, const struct cc_stmt *stmt, const struct cc_message *message,
                   void *list, const struct cc_val *args)
{
	struct cc_sql_rows rows = { .message = message };
	TRY(execute(ctx, stmt, args, &rows));
	*(struct cc_list *)list = (struct cc_list){ rows.items, rows.count };
	return CC_OK;
}
