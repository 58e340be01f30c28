/*
 * sql.h - how a rule reads and writes its own store.
 *
 * Statements stand in <service>.sql under a name; no string ever becomes SQL.
 * Arguments are typed by the compiler; rows land in messages by column name, an
 * unknown column or a NULL in a field that is not optional being a broken invariant.
 *
 * Every call fails with UNAVAILABLE if the engine cannot be reached, with
 * ALREADY_EXISTS on a unique violation, with INTERNAL on a violated CHECK.
 */
#pragma once

#include "platform/core/error.h"
#include "platform/core/message.h"

/* A named statement.  `slot` numbers it within its service: the prepared-statement cache's index. */
struct cc_stmt {
	const char *name, *sql;
	uint16_t slot;
};

struct cc_val {
	enum cc_type type; /* 0 ends the arguments; BOOL INT64 STRING UUID, or BYTES */
	union {
		int64_t i;
		cc_str s;
		cc_id id;
	};
};

static inline struct cc_val cc_val_bool(bool b) { return (struct cc_val){ CC_BOOL, { .i = b } }; }
static inline struct cc_val cc_val_int(int64_t i) { return (struct cc_val){ CC_INT64, { .i = i } }; }
static inline struct cc_val cc_val_time(cc_time t) { return (struct cc_val){ CC_INT64, { .i = t.ms } }; }
static inline struct cc_val cc_val_str(cc_str s) { return (struct cc_val){ CC_STRING, { .s = s } }; }
static inline struct cc_val cc_val_id(cc_id id) { return (struct cc_val){ CC_UUID, { .id = id } }; }
static inline struct cc_val cc_val_given(struct cc_val v) { return v; }
/* Bytes, and values that may be absent, are said so: cc_bytes(s), cc_null(). */
static inline struct cc_val cc_bytes(cc_str s) { return (struct cc_val){ CC_BYTES, { .s = s } }; }
static inline struct cc_val cc_null(void) { return (struct cc_val){ CC_MESSAGE, { .i = 0 } }; }

#define CC_VAL(x)                                                                         \
	_Generic((x), bool: cc_val_bool, int: cc_val_int, unsigned: cc_val_int,           \
	         long: cc_val_int, long long: cc_val_int, cc_str: cc_val_str,             \
	         cc_id: cc_val_id, cc_time: cc_val_time, struct cc_val: cc_val_given)(x)

#define CC_V1(x, ...)  CC_VAL(x), __VA_OPT__(CC_V2(__VA_ARGS__))
#define CC_V2(x, ...)  CC_VAL(x), __VA_OPT__(CC_V3(__VA_ARGS__))
#define CC_V3(x, ...)  CC_VAL(x), __VA_OPT__(CC_V4(__VA_ARGS__))
#define CC_V4(x, ...)  CC_VAL(x), __VA_OPT__(CC_V5(__VA_ARGS__))
#define CC_V5(x, ...)  CC_VAL(x), __VA_OPT__(CC_V6(__VA_ARGS__))
#define CC_V6(x, ...)  CC_VAL(x), __VA_OPT__(CC_V7(__VA_ARGS__))
#define CC_V7(x, ...)  CC_VAL(x), __VA_OPT__(CC_V8(__VA_ARGS__))
#define CC_V8(x, ...)  CC_VAL(x), __VA_OPT__(CC_V9(__VA_ARGS__))
#define CC_V9(x, ...)  CC_VAL(x), __VA_OPT__(CC_V10(__VA_ARGS__))
#define CC_V10(x, ...) CC_VAL(x), __VA_OPT__(CC_V11(__VA_ARGS__))
#define CC_V11(x, ...) CC_VAL(x), __VA_OPT__(CC_V12(__VA_ARGS__))
#define CC_V12(x)      CC_VAL(x),
#define CC_VALS(...)   ((const struct cc_val[]){ __VA_OPT__(CC_V1(__VA_ARGS__)) { .type = 0 } })

/* Runs a statement for its effect. */
#define cc_sql_exec(ctx, stmt, ...) cc_sql_run((ctx), (stmt), CC_VALS(__VA_ARGS__), NULL)

/* Runs a statement and says how many rows it changed, in an int64_t. */
#define cc_sql_count(ctx, stmt, changed, ...) cc_sql_run((ctx), (stmt), CC_VALS(__VA_ARGS__), (changed))

/* Like cc_sql_exec(), but NOT_FOUND if it changed nothing. */
#define cc_sql_change(ctx, stmt, ...) cc_sql_run_some((ctx), (stmt), CC_VALS(__VA_ARGS__))

/* Reads one row into *row (written only on success); NOT_FOUND if there is none, INTERNAL if more. */
#define cc_sql_one(ctx, stmt, message, row, ...) \
	cc_sql_row((ctx), (stmt), (message), (row), CC_VALS(__VA_ARGS__))

/* Reads all rows, at most CC_ITEMS_MAX, into *list: any struct <type>_list of that message. */
#define cc_sql_all(ctx, stmt, message, list, ...) \
	cc_sql_rows((ctx), (stmt), (message), (list), CC_VALS(__VA_ARGS__))

CC_RESULT cc_sql_run(struct cc_ctx *ctx, const struct cc_stmt *stmt, const struct cc_val *args,
                     int64_t *changed);
CC_RESULT cc_sql_run_some(struct cc_ctx *ctx, const struct cc_stmt *stmt, const struct cc_val *args);
CC_RESULT cc_sql_row(struct cc_ctx *ctx, const struct cc_stmt *stmt, const struct cc_message *message,
                     void *row, const struct cc_val *args);
CC_RESULT cc_sql_rows(struct cc_ctx *ctx, const struct cc_stmt *stmt, const struct cc_message *message,
                      void *list, const struct cc_val *args);
