/* connect.c - opens a writer or a reader, and closes it. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/adapters/sql_sqlite/internal.h"

/* busy_timeout comes first: changing the journal's mode may have to wait. */
static const char *const writer_settings =
	"PRAGMA journal_mode = WAL;"
	"PRAGMA synchronous = FULL;"
	"PRAGMA foreign_keys = ON;"
	"PRAGMA wal_autocheckpoint = 0;"        /* checkpoint.c does it, after the batch was answered */
	"PRAGMA journal_size_limit = 33554432;" /* what the WAL shrinks to when it starts again */
	"PRAGMA temp_store = MEMORY;"
	"PRAGMA cache_size = -16384;";

static const char *const reader_settings = "PRAGMA query_only = ON;"
					   "PRAGMA temp_store = MEMORY;"
					   "PRAGMA cache_size = -4096;";

static const char *const verbs[][CC_SQLITE_VERBS] = {
	[CC_SQL_WRITER] = {
		[CC_SQLITE_BEGIN] = "BEGIN IMMEDIATE",
		[CC_SQLITE_COMMIT] = "COMMIT",
		[CC_SQLITE_ROLLBACK] = "ROLLBACK",
		[CC_SQLITE_SAVEPOINT] = "SAVEPOINT one",
		[CC_SQLITE_KEEP] = "RELEASE one",
		[CC_SQLITE_UNDO] = "ROLLBACK TO one",
	},
	[CC_SQL_READER] = {
		[CC_SQLITE_BEGIN] = "BEGIN",
		[CC_SQLITE_COMMIT] = "COMMIT",
		[CC_SQLITE_ROLLBACK] = "ROLLBACK",
	},
};

/* Switches off what a named statement never needs, and the checkpoint that closing the last reader makes. */
static void harden(struct cc_sqlite_session *session)
{
	sqlite3_db_config(session->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(session->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(session->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(session->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	if (session->mode == CC_SQL_READER)
		sqlite3_db_config(session->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
}

static int prepare_verbs(struct cc_sqlite_session *session)
{
	for (int i = 0; i < CC_SQLITE_VERBS; i++) {
		const char *sql = verbs[session->mode][i];
		int code = sql ? sqlite3_prepare_v3(session->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
		                                    &session->verbs[i], NULL)
		               : SQLITE_OK;
		if (code != SQLITE_OK)
			return code;
	}
	return SQLITE_OK;
}

/* What it holds is nobody else's business.  Only where there is no file: closing one drops SQLite's locks. */
static void make_private(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0)
		close(fd);
}

static int count_row(void *count, int columns, char **values, char **names)
{
	(void)columns, (void)values, (void)names;
	++*(int *)count;
	return 0;
}

/* SQLite keeps the old mode without a failure where it cannot have this one.  A reader meets the
 * file here. */
static CC_RESULT require_wal(struct cc_sqlite_session *session, struct cc_ctx *ctx)
{
	int found = 0;
	const char *sql = "SELECT 1 FROM pragma_journal_mode WHERE journal_mode = 'wal'";
	if (sqlite3_exec(session->db, sql, count_row, &found, NULL) != SQLITE_OK)
		return cc_sqlite_failure(session, ctx, "opening");
	if (found == 0)
		return cc_fail(ctx, &cc_unavailable,
		               "%s has no WAL; keep it on a local disk, and let a writer open it first.",
		               session->owner->path);
	return CC_OK;
}

static CC_RESULT open_writer(struct cc_sqlite_session *session, struct cc_ctx *ctx)
{
	const char *path = session->owner->path;
	TRY(cc_sqlite_lock(session->owner, ctx, &session->lock));
	if (!session->owner->is_elsewhere)
		make_private(path);
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
	if (sqlite3_open_v2(path, &session->db, flags, session->owner->vfs->zName) != SQLITE_OK)
		return cc_sqlite_failure(session, ctx, "opening");
	sqlite3_busy_timeout(session->db, CC_SQLITE_BUSY_MS);
	harden(session);
	if (sqlite3_exec(session->db, writer_settings, NULL, NULL, NULL) != SQLITE_OK)
		return cc_sqlite_failure(session, ctx, "opening");
	TRY(require_wal(session, ctx));
	return cc_sqlite_watch_wal(session, ctx);
}

static CC_RESULT open_reader(struct cc_sqlite_session *session, struct cc_ctx *ctx)
{
	/* Not READONLY: a reader marks in the WAL's index what it stands on. */
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
	if (sqlite3_open_v2(session->owner->path, &session->db, flags, session->owner->vfs->zName) !=
	    SQLITE_OK)
		return cc_sqlite_failure(session, ctx, "opening");
	sqlite3_busy_timeout(session->db, CC_SQLITE_BUSY_MS);
	harden(session);
	if (sqlite3_exec(session->db, reader_settings, NULL, NULL, NULL) != SQLITE_OK)
		return cc_sqlite_failure(session, ctx, "opening");
	return require_wal(session, ctx);
}

static CC_RESULT open_session(struct cc_sqlite_session *session, struct cc_ctx *ctx)
{
	TRY(session->mode == CC_SQL_WRITER ? open_writer(session, ctx) : open_reader(session, ctx));
	if (prepare_verbs(session) != SQLITE_OK)
		return cc_sqlite_failure(session, ctx, "opening");
	return CC_OK;
}

cc_err cc_sqlite_connect(struct cc_sql *sql, struct cc_ctx *ctx, enum cc_sql_mode mode,
                         struct cc_sql_session **session)
{
	struct cc_sqlite_session *opened = calloc(1, sizeof *opened);
	if (!opened)
		cc_die("out of memory for a session");
	opened->base.ops = sql->ops;
	opened->owner = (struct cc_sqlite *)sql;
	opened->mode = mode;
	opened->lock.fd = -1;
	cc_err err = open_session(opened, ctx);
	if (err != CC_OK) {
		cc_sqlite_close(&opened->base);
		return err;
	}
	*session = &opened->base;
	return CC_OK;
}

void cc_sqlite_close(struct cc_sql_session *base)
{
	if (!base)
		return;
	struct cc_sqlite_session *session = (struct cc_sqlite_session *)base;
	for (int i = 0; i < CC_SQLITE_VERBS; i++)
		sqlite3_finalize(session->verbs[i]);
	for (int i = 0; i < CC_SQLITE_SLOTS; i++)
		cc_sqlite_slot_clear(&session->slots[i]);
	int code = sqlite3_close(session->db);
	assert(code == SQLITE_OK);        /* every statement is finalized */
	cc_sqlite_unlock(&session->lock); /* after the file: whoever locks next finds it closed */
	free(session);
}
