/* file.c - the index's file: what is in it, and how it is made anew. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/adapters/index_sqlite/internal.h"

/* Of the schema below: a file of another version is made anew. */
#define VERSION "1"

/* What is in it can be made again: a crash may cost the newest commits (synchronous = NORMAL), but does not
 * damage the file. */
static const char *const settings = "PRAGMA journal_mode = WAL;"
				    "PRAGMA synchronous = NORMAL;"
				    "PRAGMA temp_store = MEMORY;"
				    "PRAGMA cache_size = -8192;";

/*
 * Words come folded, so that each is one token of the tokenizer `ascii`, which takes every byte beyond
 * ASCII for a letter.  No more of them is kept than which document has which (detail = none, content =
 * ''): where a word stands, and how much it says there, is read in the document.
 */
static const char *const schema =
	"BEGIN;"
	"CREATE TABLE mark (one INTEGER PRIMARY KEY CHECK (one = 1), epoch BLOB NOT NULL, change INTEGER NOT "
	"NULL);"
	"CREATE TABLE docs ("
	"  doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,"
	"  n0 INTEGER NOT NULL, n1 INTEGER NOT NULL, n2 INTEGER NOT NULL, n3 INTEGER NOT NULL, n4 INTEGER "
	"NOT NULL,"
	"  n5 INTEGER NOT NULL, latitude INTEGER NOT NULL, longitude INTEGER NOT NULL, text0 BLOB NOT NULL,"
	"  text1 BLOB NOT NULL, text2 BLOB NOT NULL, terms BLOB NOT NULL, body BLOB NOT NULL);"
	"CREATE INDEX docs_by_number ON docs (n0);"
	"CREATE TABLE doc_terms (kind INTEGER, value BLOB, n0 INTEGER, doc INTEGER,"
	"  PRIMARY KEY (kind, value, n0, doc)) WITHOUT ROWID;"
	"CREATE INDEX doc_terms_by_doc ON doc_terms (doc);"
	"CREATE VIRTUAL TABLE doc_words USING fts5 (text, content = '', detail = none, tokenize = 'ascii',"
	"  prefix = '1 2 3');"
	"CREATE VIRTUAL TABLE places USING rtree_i32 (doc, south, north, west, east);"
	"PRAGMA user_version = " VERSION ";"
	"COMMIT;";

static_assert(CC_INDEX_NUMBERS == 6 && CC_INDEX_TEXTS == 3, "the schema has a column for each");

static const char *const verbs[CC_FTS_VERBS] = {
	[CC_FTS_BEGIN] = "BEGIN IMMEDIATE",
	[CC_FTS_COMMIT] = "COMMIT",
	[CC_FTS_ROLLBACK] = "ROLLBACK",
	[CC_FTS_GET_MARK] = "SELECT epoch, change FROM mark",
	[CC_FTS_PUT_MARK] = "INSERT OR REPLACE INTO mark (one, epoch, change) VALUES (1, ?, ?)",
	[CC_FTS_GET_DOC] =
		"SELECT doc, n0, latitude, longitude, text0, text1, text2, terms FROM docs WHERE id = ?",
	[CC_FTS_ADD_DOC] =
		"INSERT INTO docs (id, n0, n1, n2, n3, n4, n5, latitude, longitude, text0, text1, text2,"
		" terms, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	[CC_FTS_PUT_DOC] =
		"UPDATE docs SET n0 = ?2, n1 = ?3, n2 = ?4, n3 = ?5, n4 = ?6, n5 = ?7, latitude = ?8,"
		" longitude = ?9, text0 = ?10, text1 = ?11, text2 = ?12, terms = ?13, body = ?14"
		" WHERE id = ?1",
	[CC_FTS_DROP_DOC] = "DELETE FROM docs WHERE doc = ?",
	[CC_FTS_ADD_WORDS] = "INSERT INTO doc_words (rowid, text) VALUES (?, ?)",
	[CC_FTS_DROP_WORDS] = "INSERT INTO doc_words (doc_words, rowid, text) VALUES ('delete', ?, ?)",
	[CC_FTS_PUT_PLACE] = "INSERT OR REPLACE INTO places (doc, south, north, west, east)"
			     " VALUES (?1, ?2, ?2, ?3, ?3)",
	[CC_FTS_DROP_PLACE] = "DELETE FROM places WHERE doc = ?",
	[CC_FTS_ADD_TERM] = "INSERT OR IGNORE INTO doc_terms (kind, value, n0, doc) VALUES (?, ?, ?, ?)",
	[CC_FTS_DROP_TERMS] = "DELETE FROM doc_terms WHERE doc = ?",
};

/* Opening ----------------------------------------------------------------------- */

static int read_version(sqlite3 *db, int *version)
{
	sqlite3_stmt *query = NULL;
	int code = sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &query, NULL);
	if (code == SQLITE_OK && (code = sqlite3_step(query)) == SQLITE_ROW) {
		*version = sqlite3_column_int(query, 0);
		code = SQLITE_OK;
	}
	sqlite3_finalize(query);
	return code;
}

/* SQLITE_MISMATCH if the file is of another version. */
static int prepare_file(sqlite3 *db)
{
	int version = 0, code = sqlite3_exec(db, settings, NULL, NULL, NULL);
	if (code == SQLITE_OK)
		code = read_version(db, &version);
	if (code == SQLITE_OK && version == 0)
		return sqlite3_exec(db, schema, NULL, NULL, NULL);
	return code == SQLITE_OK && version != atoi(VERSION) ? SQLITE_MISMATCH : code;
}

static int prepare_verbs(struct cc_fts_writer *writer)
{
	int code = SQLITE_OK;
	for (int i = 0; i < CC_FTS_VERBS && code == SQLITE_OK; i++)
		code = sqlite3_prepare_v3(writer->db, verbs[i], -1, SQLITE_PREPARE_PERSISTENT,
		                          &writer->verbs[i], NULL);
	return code;
}

static int load_mark(struct cc_fts *fts)
{
	sqlite3_stmt *query = fts->writer.verbs[CC_FTS_GET_MARK];
	struct cc_index_mark mark = { 0 };
	int code = sqlite3_step(query);
	if (code == SQLITE_ROW && sqlite3_column_bytes(query, 0) == sizeof mark.epoch.byte) {
		memcpy(mark.epoch.byte, sqlite3_column_blob(query, 0), sizeof mark.epoch.byte);
		mark.change = sqlite3_column_int64(query, 1);
	}
	sqlite3_reset(query);
	pthread_mutex_lock(&fts->lock);
	fts->mark = mark;
	pthread_mutex_unlock(&fts->lock);
	return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

static int open_file(struct cc_fts *fts)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
	int code = sqlite3_open_v2(fts->path, &fts->writer.db, flags, NULL);
	sqlite3_busy_timeout(fts->writer.db, CC_FTS_BUSY_MS);
	if (code == SQLITE_OK)
		code = prepare_file(fts->writer.db);
	if (code == SQLITE_OK)
		code = prepare_verbs(&fts->writer);
	return code == SQLITE_OK ? load_mark(fts) : code;
}

/* What it shows is for everybody; what it is made of is nobody else's business. */
static void make_private(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0)
		close(fd);
}

static void remove_file(const struct cc_fts *fts)
{
	static const char *const suffixes[] = { "", "-wal", "-shm" };
	char name[4096];
	for (size_t i = 0; i < CC_COUNT(suffixes); i++) {
		snprintf(name, sizeof name, "%s%s", fts->path, suffixes[i]);
		unlink(name);
	}
}

void cc_fts_close(struct cc_fts *fts)
{
	for (int i = 0; i < CC_FTS_VERBS; i++)
		sqlite3_finalize(fts->writer.verbs[i]);
	sqlite3_close(fts->writer.db);
	fts->writer = (struct cc_fts_writer){ 0 };
}

static bool is_damage(int code)
{
	return (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB;
}

/* SQLITE_ERROR: it lacks a table, or has another one of that name. */
static bool cannot_be_used(int code)
{
	return is_damage(code) || code == SQLITE_MISMATCH || code == SQLITE_ERROR;
}

/* Readers keep what they have open of the old file until they come back. */
static void start_anew(struct cc_fts *fts)
{
	cc_fts_close(fts);
	remove_file(fts);
	make_private(fts->path);
	pthread_mutex_lock(&fts->lock);
	fts->file++;
	fts->damaged = false;
	pthread_mutex_unlock(&fts->lock);
}

static bool is_damaged(struct cc_fts *fts)
{
	pthread_mutex_lock(&fts->lock);
	bool damaged = fts->damaged;
	pthread_mutex_unlock(&fts->lock);
	return damaged;
}

cc_err cc_fts_open(struct cc_fts *fts, struct cc_ctx *ctx)
{
	bool damaged = is_damaged(fts);
	if (fts->writer.db && !damaged)
		return CC_OK;
	make_private(fts->path);
	int code = damaged ? SQLITE_CORRUPT : open_file(fts);
	if (cannot_be_used(code)) {
		start_anew(fts);
		code = open_file(fts);
	}
	if (code == SQLITE_OK)
		return CC_OK;
	cc_err err = cc_fail(ctx, &cc_unavailable, "The index %s cannot be opened: %s.", fts->path,
	                     sqlite3_errstr(code));
	cc_fts_close(fts);
	return err;
}

cc_err cc_fts_failure(struct cc_fts *fts, struct cc_ctx *ctx, sqlite3 *db, const char *what)
{
	pthread_mutex_lock(&fts->lock);
	fts->damaged |= is_damage(sqlite3_errcode(db));
	pthread_mutex_unlock(&fts->lock);
	return cc_fail(ctx, &cc_unavailable, "%s the index failed: %s; try again in a moment.", what,
	               sqlite3_errmsg(db));
}
