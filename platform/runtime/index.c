/* index.c - how a rule reaches the index. */
#include "platform/ports/index.h"

#include "platform/core/protobuf.h"
#include "platform/core/run.h"

const struct cc_reason cc_index_moved = { "index_moved", CC_FAILED_PRECONDITION };

static struct cc_index *index_of(struct cc_ctx *ctx)
{
	assert(ctx->index); /* a READ or a COMPOSE, of a node that has one */
	return ctx->index;
}

cc_err cc_index_read_mark(struct cc_ctx *ctx, struct cc_index_mark *mark)
{
	struct cc_index *index = index_of(ctx);
	assert(!ctx->session); /* no transaction is open while it waits */
	return index->ops->read_mark(index, ctx, mark);
}

cc_err cc_index_apply(struct cc_ctx *ctx, const struct cc_index_batch *batch)
{
	struct cc_index *index = index_of(ctx);
	assert(!ctx->session);
	assert(batch->count <= CC_INDEX_BATCH_MAX);
	return index->ops->apply(index, ctx, batch);
}

cc_err cc_index_find(struct cc_ctx *ctx, const struct cc_index_query *query, struct cc_index_found *found)
{
	struct cc_index *index = index_of(ctx);
	assert(query->facet_count <= CC_INDEX_FACETS_MAX);
	return index->ops->find(index, ctx, query, found);
}

cc_err cc_index_body(struct cc_ctx *ctx, const struct cc_index_hit *hit, const struct cc_message *message,
                     void *body)
{
	void *read = cc_alloc(ctx, message->size);
	TRY(cc_protobuf_decode(ctx, hit->body, message, read));
	memcpy(body, read, message->size);
	return CC_OK;
}
