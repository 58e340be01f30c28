#include "platform/adapters/sql_sqlite/sql_sqlite.h"

#include <stdio.h>
#include <stdlib.h>

#include "platform/adapters/sql_sqlite/internal.h"

static void free_sqlite(struct cc_sql *sql)
{
	if (!sql)
		return;
	struct cc_sqlite *sqlite = (struct cc_sqlite *)sql;
	free(sqlite->path);
	free(sqlite->lock_path);
	free(sqlite);
}

static const struct cc_sql_ops ops = {
	.name = "sqlite",
	.open = cc_sqlite_connect,
	.close = cc_sqlite_close,
	.begin = cc_sqlite_begin,
	.commit = cc_sqlite_commit,
	.rollback = cc_sqlite_rollback,
	.savepoint = cc_sqlite_savepoint,
	.keep = cc_sqlite_keep,
	.undo = cc_sqlite_undo,
	.execute = cc_sqlite_execute,
	.script = cc_sqlite_script,
	.tidy = cc_sqlite_tidy,
	.free = free_sqlite,
};

/* Does nothing where SQLite has been initialised already. */
void cc_sql_sqlite_configure(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);       /* its mutex made two readers slower than one */
	sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, -1); /* savepoints are undone from memory, not a file */
}

static CC_RESULT initialise(struct cc_ctx *ctx)
{
	cc_sql_sqlite_configure();
	if (sqlite3_threadsafe() == 0)
		cc_die("this SQLite was built without threads");
	int code = sqlite3_initialize();
	if (code != SQLITE_OK)
		return cc_fail(ctx, &cc_unavailable, "SQLite cannot be initialised: %s.",
		               sqlite3_errstr(code));
	return CC_OK;
}

cc_err cc_sql_sqlite_new_on(struct cc_ctx *ctx, const char *vfs, const char *path, struct cc_sql **sql)
{
	TRY(initialise(ctx));
	sqlite3_vfs *found = sqlite3_vfs_find(vfs);
	if (!found)
		return cc_fail(ctx, &cc_unavailable, "SQLite has no file system %s.", vfs);
	struct cc_sqlite *sqlite = calloc(1, sizeof *sqlite);
	if (!sqlite || !(sqlite->path = strdup(path)) || asprintf(&sqlite->lock_path, "%s.lock", path) < 0)
		cc_die("out of memory for a store");
	sqlite->base.ops = &ops;
	sqlite->vfs = found;
	sqlite->is_elsewhere = vfs != NULL;
	*sql = &sqlite->base;
	return CC_OK;
}

cc_err cc_sql_sqlite_new(struct cc_ctx *ctx, const char *path, struct cc_sql **sql)
{
	return cc_sql_sqlite_new_on(ctx, NULL, path, sql);
}
