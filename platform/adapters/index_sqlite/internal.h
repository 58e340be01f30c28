/* internal.h - what the files of this adapter share. */
#pragma once

#include <pthread.h>
#include <sqlite3.h>

#include "platform/core/index_match.h"
#include "platform/core/run.h"
#include "platform/ports/index.h"

enum {
	CC_FTS_READERS_MAX = 16,
	CC_FTS_SCANNED_MAX = 20000, /* documents that are looked at for one query */
	CC_FTS_BUSY_MS = 1000,
};

/* Where a query begins: what leaves the fewest documents to be looked at. */
enum cc_fts_path { CC_FTS_BY_TERM, CC_FTS_BY_WORDS, CC_FTS_BY_PLACE, CC_FTS_BY_NUMBER, CC_FTS_PATHS };

enum cc_fts_verb {
	CC_FTS_BEGIN, CC_FTS_COMMIT, CC_FTS_ROLLBACK,
	CC_FTS_GET_MARK, CC_FTS_PUT_MARK,
	CC_FTS_GET_DOC, CC_FTS_ADD_DOC, CC_FTS_PUT_DOC, CC_FTS_DROP_DOC,
	CC_FTS_ADD_WORDS, CC_FTS_DROP_WORDS,
	CC_FTS_PUT_PLACE, CC_FTS_DROP_PLACE,
	CC_FTS_ADD_TERM, CC_FTS_DROP_TERMS,
	CC_FTS_VERBS,
};

struct cc_fts_writer {
	sqlite3 *db; /* NULL: nothing is open */
	sqlite3_stmt *verbs[CC_FTS_VERBS];
};

struct cc_fts_reader {
	sqlite3 *db;
	sqlite3_stmt *paths[CC_FTS_PATHS];
	uint64_t file;
};

struct cc_fts {
	struct cc_index base;
	char *path;

	pthread_mutex_t writing; /* of the writer */
	struct cc_fts_writer writer;

	pthread_mutex_t lock; /* of what follows */
	struct cc_index_mark mark;
	uint64_t file;        /* grows whenever the file is made anew */
	bool damaged;         /* a reader saw that */
	size_t reader_count;  /* idle or lent */
	size_t idle_count;
	struct cc_fts_reader *idle[CC_FTS_READERS_MAX];
};

/* file.c: both with the writer locked, or before there is anybody else. */
/* Opens the writer, of a file that is made anew if it has to be.  Fails: UNAVAILABLE. */
CC_RESULT cc_fts_open(struct cc_fts *fts, struct cc_ctx *ctx);
void cc_fts_close(struct cc_fts *fts);
/* What a call's failure means: UNAVAILABLE; a file that is damaged is made anew before the next call. */
cc_err cc_fts_failure(struct cc_fts *fts, struct cc_ctx *ctx, sqlite3 *db, const char *what);

/* pool.c */
/* Fails: UNAVAILABLE, if all are lent. */
CC_RESULT cc_fts_take_reader(struct cc_fts *fts, struct cc_ctx *ctx, struct cc_fts_reader **reader);
void cc_fts_give_back(struct cc_fts *fts, struct cc_fts_reader *reader);
void cc_fts_close_reader(struct cc_fts_reader *reader); /* NULL is fine */

/* apply.c */
cc_err cc_fts_apply(struct cc_index *index, struct cc_ctx *ctx, const struct cc_index_batch *batch);

/* find.c */
extern const char *const cc_fts_path_sql[CC_FTS_PATHS];
cc_err cc_fts_find(struct cc_index *index, struct cc_ctx *ctx, const struct cc_index_query *query,
                   struct cc_index_found *found);
