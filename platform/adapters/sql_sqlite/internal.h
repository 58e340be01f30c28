/* internal.h - what the files of this adapter share. */
#pragma once

#include <sqlite3.h>

#include "platform/core/run.h"
#include "platform/ports/sql.h"

enum {
	CC_SQLITE_SLOTS = 256,
	CC_SQLITE_ARGUMENTS_MAX = 12, /* as many as CC_VALS() takes */
	CC_SQLITE_BUSY_MS = 5000,     /* for locks that another process holds: recovery, a shell */
};

/* The adapter's own statements. */
enum cc_sqlite_verb {
	CC_SQLITE_BEGIN, CC_SQLITE_COMMIT, CC_SQLITE_ROLLBACK,
	CC_SQLITE_SAVEPOINT, CC_SQLITE_KEEP, CC_SQLITE_UNDO,
	CC_SQLITE_VERBS,
};

/* Where the columns of one statement go in one message. */
struct cc_sqlite_columns;

/* One prepared statement. */
struct cc_sqlite_slot {
	const char *sql; /* NULL: nothing is prepared here yet */
	sqlite3_stmt *handle;
	bool writes;
	uint8_t parameters, arguments;              /* places in the statement; values it takes */
	uint8_t argument[CC_SQLITE_ARGUMENTS_MAX];  /* of each parameter */
	struct cc_sqlite_columns *columns;          /* a list, by message */
};

enum cc_sqlite_state { CC_SQLITE_IDLE, CC_SQLITE_OPEN, CC_SQLITE_FAILED };

struct cc_sqlite {
	struct cc_sql base;
	char *path, *lock_path;
	sqlite3_vfs *vfs;
	bool is_elsewhere; /* on a file system of which the kernel knows nothing */
};

/* The writer's. */
struct cc_sqlite_lock {
	int fd;             /* -1: none */
	sqlite3_file *file; /* elsewhere; NULL: none */
	const char *name;   /* of it, as SQLite wants it */
};

struct cc_sqlite_session {
	struct cc_sql_session base;
	struct cc_sqlite *owner;
	enum cc_sql_mode mode;
	enum cc_sqlite_state state;
	bool in_savepoint;
	struct cc_sqlite_lock lock;
	int wal_frames, wal_tried; /* in the WAL now; and when it was last checkpointed */
	sqlite3 *db;
	sqlite3_stmt *verbs[CC_SQLITE_VERBS];
	struct cc_sqlite_slot slots[CC_SQLITE_SLOTS];
};

/* connect.c */
cc_err cc_sqlite_connect(struct cc_sql *sql, struct cc_ctx *ctx, enum cc_sql_mode mode,
                         struct cc_sql_session **session);
void cc_sqlite_close(struct cc_sql_session *session);

/* lock.c: fails with UNAVAILABLE and says who holds it. */
CC_RESULT cc_sqlite_lock(const struct cc_sqlite *sqlite, struct cc_ctx *ctx, struct cc_sqlite_lock *lock);
void cc_sqlite_unlock(struct cc_sqlite_lock *lock);

/* failure.c: what the last call's failure means.  Ends the process if the writer cannot go on. */
cc_err cc_sqlite_failure(struct cc_sqlite_session *session, struct cc_ctx *ctx, const char *what);
_Noreturn void cc_sqlite_die(struct cc_sqlite_session *session, const char *what);

/* transaction.c */
cc_err cc_sqlite_begin(struct cc_sql_session *session, struct cc_ctx *ctx);
enum cc_commit cc_sqlite_commit(struct cc_sql_session *session);
void cc_sqlite_rollback(struct cc_sql_session *session);
cc_err cc_sqlite_savepoint(struct cc_sql_session *session, struct cc_ctx *ctx);
cc_err cc_sqlite_keep(struct cc_sql_session *session, struct cc_ctx *ctx);
cc_err cc_sqlite_undo(struct cc_sql_session *session, struct cc_ctx *ctx);
cc_err cc_sqlite_script(struct cc_sql_session *session, struct cc_ctx *ctx, const char *sql);

/* checkpoint.c */
/* Empties what an earlier writer left, and counts from then on. */
CC_RESULT cc_sqlite_watch_wal(struct cc_sqlite_session *session, struct cc_ctx *ctx);
void cc_sqlite_tidy(struct cc_sql_session *session);
/* Fails: UNAVAILABLE, if a reader has kept the WAL from being emptied for too long. */
CC_RESULT cc_sqlite_require_wal_room(struct cc_sqlite_session *session, struct cc_ctx *ctx);

/* execute.c */
cc_err cc_sqlite_execute(struct cc_sql_session *session, struct cc_ctx *ctx, const struct cc_stmt *stmt,
                         const struct cc_val *args, struct cc_sql_rows *rows);
void cc_sqlite_slot_clear(struct cc_sqlite_slot *slot);

/* rows.c */
CC_RESULT cc_sqlite_columns_of(struct cc_ctx *ctx, struct cc_sqlite_slot *slot, const struct cc_stmt *stmt,
                               const struct cc_message *message, const struct cc_sqlite_columns **columns);
/* The row that the handle stands on. */
CC_RESULT cc_sqlite_read_row(struct cc_ctx *ctx, sqlite3_stmt *handle, const struct cc_stmt *stmt,
                             const struct cc_sqlite_columns *columns, void *row);
void cc_sqlite_columns_free(struct cc_sqlite_columns *columns);
