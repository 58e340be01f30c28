/* pool.c - readers, lent to one search each. */
#include <stdlib.h>

#include "platform/adapters/index_sqlite/internal.h"

static const char *const settings = "PRAGMA query_only = ON;"
				    "PRAGMA temp_store = MEMORY;"
				    "PRAGMA cache_size = -8192;"
				    "PRAGMA mmap_size = 67108864;";

void cc_fts_close_reader(struct cc_fts_reader *reader)
{
	if (!reader)
		return;
	for (int i = 0; i < CC_FTS_PATHS; i++)
		sqlite3_finalize(reader->paths[i]);
	sqlite3_close(reader->db);
	free(reader);
}

static int open_reader(const struct cc_fts *fts, struct cc_fts_reader *reader)
{
	/* Not READONLY: a reader marks in the WAL's index what it stands on. */
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
	int code = sqlite3_open_v2(fts->path, &reader->db, flags, NULL);
	sqlite3_busy_timeout(reader->db, CC_FTS_BUSY_MS);
	sqlite3_db_config(reader->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_exec(reader->db, settings, NULL, NULL, NULL);
	for (int i = 0; i < CC_FTS_PATHS && code == SQLITE_OK; i++)
		code = sqlite3_prepare_v3(reader->db, cc_fts_path_sql[i], -1, SQLITE_PREPARE_PERSISTENT,
		                          &reader->paths[i], NULL);
	return code;
}

/* What is lent counts before it is opened, so that no more than allowed are. */
static bool take_idle(struct cc_fts *fts, struct cc_fts_reader **reader, uint64_t *file)
{
	pthread_mutex_lock(&fts->lock);
	*file = fts->file;
	*reader = fts->idle_count > 0 ? fts->idle[--fts->idle_count] : NULL;
	bool room = *reader || fts->reader_count < CC_FTS_READERS_MAX;
	fts->reader_count += !*reader && room;
	pthread_mutex_unlock(&fts->lock);
	return room;
}

static void forget_one(struct cc_fts *fts)
{
	pthread_mutex_lock(&fts->lock);
	fts->reader_count--;
	pthread_mutex_unlock(&fts->lock);
}

cc_err cc_fts_take_reader(struct cc_fts *fts, struct cc_ctx *ctx, struct cc_fts_reader **reader)
{
	struct cc_fts_reader *taken;
	uint64_t file;
	if (!take_idle(fts, &taken, &file))
		return cc_fail(ctx, &cc_overloaded, "Too many are searching at once; try again in a moment.");
	if (taken && taken->file == file) {
		*reader = taken;
		return CC_OK;
	}
	cc_fts_close_reader(taken);
	taken = calloc(1, sizeof *taken);
	if (!taken)
		cc_die("out of memory for a reader");
	taken->file = file;
	if (open_reader(fts, taken) == SQLITE_OK) {
		*reader = taken;
		return CC_OK;
	}
	cc_err err = cc_fts_failure(fts, ctx, taken->db, "Opening");
	cc_fts_close_reader(taken);
	forget_one(fts);
	return err;
}

void cc_fts_give_back(struct cc_fts *fts, struct cc_fts_reader *reader)
{
	pthread_mutex_lock(&fts->lock);
	fts->idle[fts->idle_count++] = reader;
	pthread_mutex_unlock(&fts->lock);
}
