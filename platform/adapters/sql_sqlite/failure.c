/* failure.c - SQLite's result codes as failures of the port. */
#include "platform/adapters/sql_sqlite/internal.h"

void cc_sqlite_die(struct cc_sqlite_session *session, const char *what)
{
	cc_die("%s: %s failed: %s (SQLite %d, errno %d); nothing more was acknowledged", session->owner->path,
	       what, sqlite3_errmsg(session->db), sqlite3_extended_errcode(session->db),
	       sqlite3_system_errno(session->db));
}

static CC_RESULT constraint(struct cc_sqlite_session *session, struct cc_ctx *ctx, const char *what)
{
	switch (sqlite3_extended_errcode(session->db)) {
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID:
		return cc_fail(ctx, &cc_sql_unique_violation,
		               "It exists already; read it, or choose another id.");
	default:
		return cc_fail(ctx, &cc_sql_constraint_violation, "%s: %s.", what,
		               sqlite3_errmsg(session->db));
	}
}

cc_err cc_sqlite_failure(struct cc_sqlite_session *session, struct cc_ctx *ctx, const char *what)
{
	const char *path = session->owner->path, *message = sqlite3_errmsg(session->db);
	bool writer = session->mode == CC_SQL_WRITER;
	switch (sqlite3_errcode(session->db)) {
	case SQLITE_NOMEM: cc_die("out of memory in SQLite");
	case SQLITE_CONSTRAINT: return constraint(session, ctx, what);
	case SQLITE_BUSY:
		if (writer && session->state != CC_SQLITE_IDLE)
			return cc_fail(ctx, &cc_sql_conflict, "Another process writes %s; run it again.",
			               path);
		return cc_fail(ctx, &cc_unavailable, "Another process has locked %s; try again later.", path);
	case SQLITE_FULL:
		return cc_fail(ctx, &cc_storage_full, "The disk of %s is full; make room on it.", path);
	/* After one of these nobody can say what of the writer's work is on the disk: recovery can. */
	case SQLITE_IOERR:
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		if (writer && session->state != CC_SQLITE_IDLE)
			cc_sqlite_die(session, what);
		return cc_fail(ctx, &cc_unavailable, "%s cannot be read: %s.", path, message);
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
		return cc_fail(ctx, &cc_unavailable, "%s cannot be opened: %s; check the folder.", path,
		               message);
	default: return cc_fail(ctx, &cc_internal, "%s: %s.", what, message);
	}
}
