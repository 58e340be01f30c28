/*
 * sql_sqlite.h - a store in a SQLite file: WAL, synchronous=FULL, one writer, many readers.
 *
 * The writer alone writes and checkpoints: <path>.lock, held while it lives, keeps a second one
 * out, in this process and in others (docs/adr/0002-sqlite-has-one-writer.md).  The WAL is bounded:
 * while a reader stands in its way, writes are refused once it has grown to 256 MiB.
 */
#pragma once

#include "platform/ports/sql.h"

/* SQLite's settings for the whole process; before anything else is asked of it.  Whoever makes a store
 * does it. */
void cc_sql_sqlite_configure(void);

/* At start-up, from one thread.  Opens nothing yet; the file is made by the first writer. */
CC_RESULT cc_sql_sqlite_new(struct cc_ctx *ctx, const char *path, struct cc_sql **sql);
/* On a file system of SQLite's that is not its own one, such as a simulated disk; <path>.lock is kept by
 * it as well.  Fails as above, and with UNAVAILABLE if there is none of this name. */
CC_RESULT cc_sql_sqlite_new_on(struct cc_ctx *ctx, const char *vfs, const char *path, struct cc_sql **sql);
