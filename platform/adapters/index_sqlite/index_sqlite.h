/*
 * index_sqlite.h - an index in a SQLite file of its own: words in FTS5, places in an R*Tree.
 *
 * The file can be deleted: it is made anew, empty, and so is one that is damaged or of another version.
 * It must belong to one process, as the store does that it is filled from.
 */
#pragma once

#include "platform/ports/index.h"

/* Opens the file or makes it.  Blocks.  Fails: UNAVAILABLE. */
CC_RESULT cc_index_sqlite_new(struct cc_ctx *ctx, const char *path, struct cc_index **index);
