/*
 * ports/sql.h - a transactional SQL store, one database per service and tenant.
 *
 * Adapters: adapters/sql_sqlite (embedded), adapters/fail (wraps another one and
 * injects conflicts, unknown commits and outages).  All pass
 * tests/conformance/sql_test.c.  Group commit is not the adapter's business: runtime/lane.h
 * drives a writer session, whatever the engine.
 *
 * A session is used by one thread at a time; the database by any.  Statements run between `begin`
 * and `commit` or `rollback`.  Once one has failed, only `undo` and `rollback` are left, as on
 * PostgreSQL: `execute` and `keep` fail with INTERNAL `transaction_failed`.
 */
#pragma once

#include "platform/core/message.h"
#include "platform/core/sql.h"

/* What became of a transaction. */
enum cc_commit {
	CC_COMMIT_DONE,     /* durable */
	CC_COMMIT_CONFLICT, /* rolled back by the engine: run it again */
	CC_COMMIT_FULL,     /* rolled back: there is no room for it */
	CC_COMMIT_UNKNOWN,  /* the connection was lost meanwhile: find out by the idempotency record */
};

enum cc_sql_mode { CC_SQL_WRITER, CC_SQL_READER };

/* Rows of one statement.  The caller sets the first two; the others are set on success. */
struct cc_sql_rows {
	const struct cc_message *message; /* NULL: the statement returns no rows, or they are not wanted */
	size_t max;                       /* 0: CC_ITEMS_MAX */
	void *items;                      /* structs of the message, in ctx's arena */
	size_t count;
	int64_t changed;                  /* rows inserted, updated or deleted */
};

/* What a column holds: the field of its name.  Money takes two, <field>_minor and <field>_currency;
 * an enum is kept as its text, a time as milliseconds.  NULL is the absence of an optional field. */

/* ALREADY_EXISTS; INTERNAL; ABORTED: run the transaction again. */
extern const struct cc_reason cc_sql_unique_violation, cc_sql_constraint_violation, cc_sql_conflict;
/* INTERNAL: a statement was run after one had failed; a row that the message cannot hold. */
extern const struct cc_reason cc_sql_transaction_failed, cc_sql_row_mismatch;

struct cc_sql {
	const struct cc_sql_ops *ops;
};

struct cc_sql_session {
	const struct cc_sql_ops *ops;
};

struct cc_sql_ops {
	const char *name; /* as in the URL: "sqlite" */

	/* Opens a connection.  SQLite: only one WRITER at a time lives, and a READER
	 * never writes or checkpoints.  Blocks.  Fails: UNAVAILABLE. */
	cc_err (*open)(struct cc_sql *sql, struct cc_ctx *ctx, enum cc_sql_mode mode,
	               struct cc_sql_session **session);
	void (*close)(struct cc_sql_session *session); /* rolls back what is open; NULL is fine */

	/* WRITER: a write transaction; READER: a snapshot, of the state that its first statement
	 * meets.  Fails: UNAVAILABLE. */
	cc_err (*begin)(struct cc_sql_session *session, struct cc_ctx *ctx);
	/* Ends the transaction, whatever becomes of it.  Blocks until durable.  A failed sync ends the
	 * process: nothing is acknowledged on hope. */
	enum cc_commit (*commit)(struct cc_sql_session *session);
	void (*rollback)(struct cc_sql_session *session);

	/* One savepoint deep: `keep` it or `undo` what came after it; either ends it.  Without one, `keep`
	 * only says whether a statement has failed since `begin`. */
	cc_err (*savepoint)(struct cc_sql_session *session, struct cc_ctx *ctx);
	cc_err (*keep)(struct cc_sql_session *session, struct cc_ctx *ctx);
	cc_err (*undo)(struct cc_sql_session *session, struct cc_ctx *ctx);

	/* Runs one named statement; prepared once per session.  Fails: UNAVAILABLE (`storage_full` is
	 * one), ALREADY_EXISTS `unique_violation`, INTERNAL `constraint_violation`, ABORTED `conflict`,
	 * INTERNAL `row_mismatch`: an unknown column, a NULL in a field that is not optional, a
	 * value of another type or beyond the field's range, more than `max` rows. */
	cc_err (*execute)(struct cc_sql_session *session, struct cc_ctx *ctx, const struct cc_stmt *stmt,
	                  const struct cc_val *args, struct cc_sql_rows *rows);

	/* Runs a migration: several statements, inside the open transaction.  Fails: INTERNAL `migration`. */
	cc_err (*script)(struct cc_sql_session *session, struct cc_ctx *ctx, const char *sql);

	/* Called by the writer's owner when idle or after a batch: checkpoints a little.  May be NULL. */
	void (*tidy)(struct cc_sql_session *session);

	void (*free)(struct cc_sql *sql); /* after its sessions; NULL is fine */
};
