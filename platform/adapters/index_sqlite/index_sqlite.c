#include "platform/adapters/index_sqlite/index_sqlite.h"

#include <stdlib.h>

#include "platform/adapters/index_sqlite/internal.h"

static cc_err read_mark(struct cc_index *index, struct cc_ctx *ctx, struct cc_index_mark *mark)
{
	struct cc_fts *fts = (struct cc_fts *)index;
	pthread_mutex_lock(&fts->writing);
	cc_err err = cc_fts_open(fts, ctx);
	pthread_mutex_unlock(&fts->writing);
	TRY(err);
	pthread_mutex_lock(&fts->lock);
	*mark = fts->mark;
	pthread_mutex_unlock(&fts->lock);
	return CC_OK;
}

static void free_index(struct cc_index *index)
{
	struct cc_fts *fts = (struct cc_fts *)index;
	if (!fts)
		return;
	assert(fts->idle_count == fts->reader_count); /* every search has ended */
	for (size_t i = 0; i < fts->idle_count; i++)
		cc_fts_close_reader(fts->idle[i]);
	cc_fts_close(fts);
	pthread_mutex_destroy(&fts->writing);
	pthread_mutex_destroy(&fts->lock);
	free(fts->path);
	free(fts);
}

static const struct cc_index_ops ops = {
	.name = "sqlite",
	.read_mark = read_mark,
	.apply = cc_fts_apply,
	.find = cc_fts_find,
	.free = free_index,
};

cc_err cc_index_sqlite_new(struct cc_ctx *ctx, const char *path, struct cc_index **index)
{
	struct cc_fts *fts = calloc(1, sizeof *fts);
	if (!fts)
		cc_die("out of memory for an index");
	fts->base.ops = &ops;
	fts->path = strdup(path);
	if (!fts->path || pthread_mutex_init(&fts->writing, NULL) != 0 ||
	    pthread_mutex_init(&fts->lock, NULL) != 0)
		cc_die("out of memory for an index");
	cc_err err = cc_fts_open(fts, ctx);
	if (err != CC_OK) {
		free_index(&fts->base);
		return err;
	}
	*index = &fts->base;
	return CC_OK;
}
