/* execute.c - runs a named statement, prepared once per session. */
#include <stdlib.h>

#include "platform/adapters/sql_sqlite/internal.h"

enum { FIRST_ROWS = 8 };

void cc_sqlite_slot_clear(struct cc_sqlite_slot *slot)
{
	sqlite3_finalize(slot->handle);
	cc_sqlite_columns_free(slot->columns);
	*slot = (struct cc_sqlite_slot){ 0 };
}

/* SQLite numbers $1, $2 by where they first stand; the caller's list is in the order of the numbers. */
static void number_parameters(struct cc_sqlite_slot *slot)
{
	int count = sqlite3_bind_parameter_count(slot->handle);
	assert(count <= CC_SQLITE_ARGUMENTS_MAX);
	slot->parameters = (uint8_t)count;
	for (int i = 0; i < count; i++) {
		const char *name = sqlite3_bind_parameter_name(slot->handle, i + 1);
		long number = name && *name == '$' ? strtol(name + 1, NULL, 10) : 0;
		assert(number >= 1 && number <= CC_SQLITE_ARGUMENTS_MAX); /* sql2h saw to it */
		slot->argument[i] = (uint8_t)(number - 1);
		if (number > slot->arguments)
			slot->arguments = (uint8_t)number;
	}
}

static CC_RESULT prepare(struct cc_sqlite_session *session, struct cc_ctx *ctx, const struct cc_stmt *stmt,
                         struct cc_sqlite_slot *slot)
{
	if (sqlite3_prepare_v3(session->db, stmt->sql, -1, SQLITE_PREPARE_PERSISTENT, &slot->handle, NULL) !=
	    SQLITE_OK)
		return cc_sqlite_failure(session, ctx, stmt->name);
	slot->sql = stmt->sql;
	slot->writes = !sqlite3_stmt_readonly(slot->handle);
	number_parameters(slot);
	return CC_OK;
}

static CC_RESULT find_slot(struct cc_sqlite_session *session, struct cc_ctx *ctx, const struct cc_stmt *stmt,
                           struct cc_sqlite_slot **found)
{
	assert(stmt->slot < CC_SQLITE_SLOTS);
	struct cc_sqlite_slot *slot = &session->slots[stmt->slot];
	if (!slot->sql)
		TRY(prepare(session, ctx, stmt, slot));
	/* Every file that includes the statement has a copy of it: the text decides. */
	assert(slot->sql == stmt->sql || strcmp(slot->sql, stmt->sql) == 0);
	*found = slot;
	return CC_OK;
}

/* Nothing is copied: the arguments outlive the statement's run. */
static int bind_value(sqlite3_stmt *handle, int place, const struct cc_val *value)
{
	switch (value->type) {
	case CC_BOOL:
	case CC_INT64: return sqlite3_bind_int64(handle, place, value->i);
	case CC_STRING:
		return sqlite3_bind_text64(handle, place, value->s.ptr ? value->s.ptr : "", value->s.len,
		                           SQLITE_STATIC, SQLITE_UTF8);
	case CC_BYTES:
		return sqlite3_bind_blob64(handle, place, value->s.ptr ? value->s.ptr : "", value->s.len,
		                           SQLITE_STATIC);
	case CC_UUID:
		return sqlite3_bind_blob64(handle, place, value->id.byte, sizeof value->id.byte,
		                           SQLITE_STATIC);
	default: return sqlite3_bind_null(handle, place); /* cc_null() */
	}
}

static void bind(const struct cc_sqlite_slot *slot, const struct cc_val *args)
{
	size_t given = 0;
	while (args[given].type != 0)
		given++;
	assert(given == slot->arguments);
	for (int i = 0; i < slot->parameters; i++)
		if (bind_value(slot->handle, i + 1, &args[slot->argument[i]]) != SQLITE_OK)
			cc_die("SQLite refuses an argument");
}

/* Room for one more, doubled when it runs out. */
static void *add_row(struct cc_ctx *ctx, struct cc_sql_rows *rows, size_t max, size_t *room)
{
	size_t size = rows->message->size;
	if (rows->count == *room) {
		size_t more = *room ? *room * 2 : FIRST_ROWS;
		more = more < max ? more : max;
		rows->items = cc_arena_grow(ctx->arena, rows->items, *room * size, more * size);
		*room = more;
	}
	return (char *)rows->items + rows->count++ * size;
}

static CC_RESULT read_rows(struct cc_ctx *ctx, struct cc_sqlite_slot *slot, const struct cc_stmt *stmt,
                           struct cc_sql_rows *rows, int *code)
{
	const struct cc_sqlite_columns *columns;
	size_t room = 0, max = rows->max ? rows->max : CC_ITEMS_MAX;
	TRY(cc_sqlite_columns_of(ctx, slot, stmt, rows->message, &columns));
	while ((*code = sqlite3_step(slot->handle)) == SQLITE_ROW) {
		if (rows->count == max)
			return cc_fail(ctx, &cc_sql_row_mismatch, "%s found more than %zu rows.", stmt->name,
			               max);
		TRY(cc_sqlite_read_row(ctx, slot->handle, stmt, columns, add_row(ctx, rows, max, &room)));
	}
	return CC_OK;
}

static CC_RESULT step(struct cc_sqlite_session *session, struct cc_ctx *ctx, struct cc_sqlite_slot *slot,
                      const struct cc_stmt *stmt, struct cc_sql_rows *rows)
{
	int code;
	if (rows->message)
		TRY(read_rows(ctx, slot, stmt, rows, &code));
	else
		while ((code = sqlite3_step(slot->handle)) == SQLITE_ROW) {
		}
	if (code != SQLITE_DONE)
		return cc_sqlite_failure(session, ctx, stmt->name);
	rows->changed = slot->writes ? sqlite3_changes64(session->db) : 0;
	return CC_OK;
}

static CC_RESULT execute(struct cc_sqlite_session *session, struct cc_ctx *ctx, const struct cc_stmt *stmt,
                         const struct cc_val *args, struct cc_sql_rows *rows)
{
	struct cc_sqlite_slot *slot;
	TRY(find_slot(session, ctx, stmt, &slot));
	bind(slot, args);
	struct cc_sql_rows found = { .message = rows->message, .max = rows->max };
	cc_err err = step(session, ctx, slot, stmt, &found);
	sqlite3_reset(slot->handle); /* ends the read, and repeats a failure that is known */
	if (err == CC_OK)
		*rows = found;
	return err;
}

cc_err cc_sqlite_execute(struct cc_sql_session *base, struct cc_ctx *ctx, const struct cc_stmt *stmt,
                         const struct cc_val *args, struct cc_sql_rows *rows)
{
	struct cc_sqlite_session *session = (struct cc_sqlite_session *)base;
	assert(session->state != CC_SQLITE_IDLE);
	if (session->state == CC_SQLITE_FAILED)
		return cc_fail(ctx, &cc_sql_transaction_failed, "%s was run after a statement had failed.",
		               stmt->name);
	cc_err err = execute(session, ctx, stmt, args, rows);
	if (err != CC_OK)
		session->state = CC_SQLITE_FAILED;
	return err;
}
