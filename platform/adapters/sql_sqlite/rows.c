/* rows.c - rows into messages.  Which column is which field is found out once per statement and message. */
#include <stdlib.h>

#include "platform/adapters/sql_sqlite/internal.h"
#include "platform/core/field.h"
#include "platform/core/money.h"

enum part { WHOLE, MINOR, CURRENCY, PARTS };

struct column {
	const struct cc_field *field;
	enum part part;
};

struct cc_sqlite_columns {
	const struct cc_message *message;
	struct cc_sqlite_columns *next;
	size_t count;
	struct column at[];
};

static bool cut_suffix(cc_str *name, cc_str suffix)
{
	if (name->len <= suffix.len ||
	    memcmp(name->ptr + name->len - suffix.len, suffix.ptr, suffix.len) != 0)
		return false;
	name->len -= suffix.len;
	return true;
}

/* The field that a column is named after; money takes two columns. */
static bool find_field(const struct cc_message *message, cc_str name, struct column *column)
{
	*column = (struct column){ cc_field_named(message, name), WHOLE };
	if (column->field)
		return column->field->type != CC_MONEY && column->field->type != CC_MESSAGE &&
		       !column->field->repeated;
	column->part = cut_suffix(&name, CC_STR("_minor"))      ? MINOR
	               : cut_suffix(&name, CC_STR("_currency")) ? CURRENCY
	                                                        : WHOLE;
	column->field = cc_field_named(message, name);
	return column->part != WHOLE && column->field && column->field->type == CC_MONEY &&
	       !column->field->repeated;
}

static CC_RESULT map_columns(struct cc_ctx *ctx, const struct cc_stmt *stmt, sqlite3_stmt *handle,
                             struct cc_sqlite_columns *columns)
{
	uint64_t seen[PARTS] = { 0 };
	for (size_t i = 0; i < columns->count; i++) {
		struct column *column = &columns->at[i];
		const char *name = sqlite3_column_name(handle, (int)i);
		if (!find_field(columns->message, cc_str_of(name), column))
			return cc_fail(ctx, &cc_sql_row_mismatch,
			               "%s has a column %s that is no field of %s.", stmt->name, name,
			               columns->message->name);
		uint64_t bit = UINT64_C(1) << (column->field - columns->message->fields);
		if (seen[column->part] & bit)
			return cc_fail(ctx, &cc_sql_row_mismatch, "%s has two columns %s.", stmt->name, name);
		seen[column->part] |= bit;
	}
	return CC_OK;
}

cc_err cc_sqlite_columns_of(struct cc_ctx *ctx, struct cc_sqlite_slot *slot, const struct cc_stmt *stmt,
                            const struct cc_message *message, const struct cc_sqlite_columns **columns)
{
	for (const struct cc_sqlite_columns *known = slot->columns; known; known = known->next)
		if (known->message == message) {
			*columns = known;
			return CC_OK;
		}

	size_t count = (size_t)sqlite3_column_count(slot->handle);
	struct cc_sqlite_columns *fresh = calloc(1, sizeof *fresh + count * sizeof fresh->at[0]);
	if (!fresh)
		cc_die("out of memory for columns");
	*fresh = (struct cc_sqlite_columns){ .message = message, .next = slot->columns, .count = count };
	cc_err err = map_columns(ctx, stmt, slot->handle, fresh);
	if (err != CC_OK) {
		free(fresh);
		return err;
	}
	*columns = slot->columns = fresh;
	return CC_OK;
}

void cc_sqlite_columns_free(struct cc_sqlite_columns *columns)
{
	while (columns) {
		struct cc_sqlite_columns *next = columns->next;
		free(columns);
		columns = next;
	}
}

/* Of a session that one thread uses, so that the value needs no protection. */
static cc_str text_of(sqlite3_value *value)
{
	const char *ptr = (const char *)sqlite3_value_text(value);
	return (cc_str){ ptr, (size_t)sqlite3_value_bytes(value) };
}

static bool read_enum(const struct cc_enum *enumeration, cc_str text, int32_t *number)
{
	const struct cc_enumerator *value = cc_enum_by_text(enumeration, text);
	if (value)
		*number = value->number;
	return value != NULL;
}

static bool read_text(struct cc_ctx *ctx, const struct column *column, cc_str text, void *at)
{
	switch (column->field->type) {
	case CC_STRING: *(cc_str *)at = cc_copy(ctx, text); return true;
	case CC_ENUM: return read_enum(column->field->enumeration, text, at);
	case CC_MONEY:
		return column->part == CURRENCY && cc_currency_parse(text, &((cc_money *)at)->currency);
	default: return false;
	}
}

static bool read_blob(struct cc_ctx *ctx, const struct column *column, cc_str bytes, void *at)
{
	if (column->field->type == CC_BYTES) {
		*(cc_str *)at = cc_copy(ctx, bytes);
		return true;
	}
	if (column->field->type != CC_UUID || bytes.len != sizeof(cc_id))
		return false;
	memcpy(at, bytes.ptr, sizeof(cc_id));
	return true;
}

static bool read_integer(const struct column *column, int64_t n, void *at)
{
	switch (column->field->type) {
	case CC_BOOL: *(bool *)at = n != 0; return n == 0 || n == 1;
	case CC_INT32: *(int32_t *)at = (int32_t)n; return n >= INT32_MIN && n <= INT32_MAX;
	case CC_UINT32: *(uint32_t *)at = (uint32_t)n; return n >= 0 && n <= UINT32_MAX;
	case CC_INT64: *(int64_t *)at = n; return true;
	case CC_UINT64: *(uint64_t *)at = (uint64_t)n; return n >= 0;
	case CC_TIME: *(cc_time *)at = (cc_time){ n }; return true;
	case CC_MONEY: ((cc_money *)at)->minor = n; return column->part == MINOR;
	default: return false;
	}
}

static bool read_value(struct cc_ctx *ctx, sqlite3_stmt *handle, int i, const struct column *column,
                       void *row)
{
	const struct cc_field *field = column->field;
	void *at = cc_field_in(field, row);
	sqlite3_value *value = sqlite3_column_value(handle, i);
	int type = sqlite3_value_type(value);
	if (type == SQLITE_NULL)
		return field->presence == CC_OPTIONAL || field->presence == CC_ONEOF;
	cc_field_set_present(field, row);
	if (type == SQLITE_INTEGER)
		return read_integer(column, sqlite3_value_int64(value), at);
	if (type == SQLITE_TEXT)
		return read_text(ctx, column, text_of(value), at);
	if (type != SQLITE_BLOB)
		return false;
	const char *ptr = sqlite3_value_blob(value);
	return read_blob(ctx, column, (cc_str){ ptr, (size_t)sqlite3_value_bytes(value) }, at);
}

cc_err cc_sqlite_read_row(struct cc_ctx *ctx, sqlite3_stmt *handle, const struct cc_stmt *stmt,
                          const struct cc_sqlite_columns *columns, void *row)
{
	for (size_t i = 0; i < columns->count; i++)
		if (!read_value(ctx, handle, (int)i, &columns->at[i], row))
			return cc_fail(ctx, &cc_sql_row_mismatch,
			               "%s found a value in column %s that field %s of %s cannot hold.",
			               stmt->name, sqlite3_column_name(handle, (int)i),
			               columns->at[i].field->name, columns->message->name);
	return CC_OK;
}
