/* transaction.c - begin, commit, and the one savepoint between them. */
#include "platform/adapters/sql_sqlite/internal.h"

static const struct cc_reason migration = { "migration", CC_INTERNAL };

static int run(struct cc_sqlite_session *session, enum cc_sqlite_verb verb)
{
	int code = sqlite3_step(session->verbs[verb]);
	sqlite3_reset(session->verbs[verb]); /* repeats the code, which is known */
	return code == SQLITE_DONE ? SQLITE_OK : code;
}

/* Some failures (a full disk) make SQLite roll the whole transaction back by itself. */
static bool is_lost(const struct cc_sqlite_session *session)
{
	return sqlite3_get_autocommit(session->db) != 0;
}

cc_err cc_sqlite_begin(struct cc_sql_session *base, struct cc_ctx *ctx)
{
	struct cc_sqlite_session *session = (struct cc_sqlite_session *)base;
	assert(session->state == CC_SQLITE_IDLE);
	TRY(cc_sqlite_require_wal_room(session, ctx));
	if (run(session, CC_SQLITE_BEGIN) != SQLITE_OK)
		return cc_sqlite_failure(session, ctx, "BEGIN");
	session->state = CC_SQLITE_OPEN;
	return CC_OK;
}

void cc_sqlite_rollback(struct cc_sql_session *base)
{
	struct cc_sqlite_session *session = (struct cc_sqlite_session *)base;
	assert(session->state != CC_SQLITE_IDLE);
	if (!is_lost(session) && run(session, CC_SQLITE_ROLLBACK) != SQLITE_OK && !is_lost(session))
		cc_sqlite_die(session, "ROLLBACK");
	session->state = CC_SQLITE_IDLE;
	session->in_savepoint = false;
}

enum cc_commit cc_sqlite_commit(struct cc_sql_session *base)
{
	struct cc_sqlite_session *session = (struct cc_sqlite_session *)base;
	assert(session->state == CC_SQLITE_OPEN &&
	       !session->in_savepoint); /* a failure was undone, or rolled back */
	int code = run(session, CC_SQLITE_COMMIT);
	if (code == SQLITE_OK) {
		session->state = CC_SQLITE_IDLE;
		return CC_COMMIT_DONE;
	}
	/* Full is what a write says, before the sync: the commit is not in the WAL, and what there is of it
	 * will be overwritten. */
	if (code != SQLITE_BUSY && code != SQLITE_FULL)
		cc_sqlite_die(session, "COMMIT");
	cc_sqlite_rollback(base);
	return code == SQLITE_FULL ? CC_COMMIT_FULL : CC_COMMIT_CONFLICT;
}

cc_err cc_sqlite_savepoint(struct cc_sql_session *base, struct cc_ctx *ctx)
{
	struct cc_sqlite_session *session = (struct cc_sqlite_session *)base;
	assert(session->state == CC_SQLITE_OPEN && !session->in_savepoint);
	if (run(session, CC_SQLITE_SAVEPOINT) != SQLITE_OK)
		return cc_sqlite_failure(session, ctx, "SAVEPOINT");
	session->in_savepoint = true;
	return CC_OK;
}

cc_err cc_sqlite_keep(struct cc_sql_session *base, struct cc_ctx *ctx)
{
	struct cc_sqlite_session *session = (struct cc_sqlite_session *)base;
	assert(session->state != CC_SQLITE_IDLE);
	if (session->state == CC_SQLITE_FAILED)
		return cc_fail(ctx, &cc_sql_transaction_failed,
		               "A statement failed and the rule went on; it must fail as well.");
	if (session->in_savepoint && run(session, CC_SQLITE_KEEP) != SQLITE_OK)
		return cc_sqlite_failure(session, ctx, "RELEASE");
	session->in_savepoint = false;
	return CC_OK;
}

cc_err cc_sqlite_undo(struct cc_sql_session *base, struct cc_ctx *ctx)
{
	struct cc_sqlite_session *session = (struct cc_sqlite_session *)base;
	assert(session->in_savepoint);
	if (is_lost(session))
		return cc_fail(ctx, &cc_sql_conflict,
		               "SQLite has rolled the transaction back; run it again.");
	if (run(session, CC_SQLITE_UNDO) != SQLITE_OK || run(session, CC_SQLITE_KEEP) != SQLITE_OK)
		return cc_sqlite_failure(session, ctx, "ROLLBACK TO");
	session->state = CC_SQLITE_OPEN;
	session->in_savepoint = false;
	return CC_OK;
}

cc_err cc_sqlite_script(struct cc_sql_session *base, struct cc_ctx *ctx, const char *sql)
{
	struct cc_sqlite_session *session = (struct cc_sqlite_session *)base;
	assert(session->state == CC_SQLITE_OPEN && session->mode == CC_SQL_WRITER);
	if (sqlite3_exec(session->db, sql, NULL, NULL, NULL) == SQLITE_OK)
		return CC_OK;
	cc_err err = cc_sqlite_failure(session, ctx, "a migration");
	session->state = CC_SQLITE_FAILED;
	return cc_fail(ctx, &migration, "%s", err->message);
}
