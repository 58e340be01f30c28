#include "platform/adapters/log_embedded.h"

#include <stdlib.h>

#include "platform/core/run.h"
#include "platform/runtime/events.h"

struct log_embedded {
	struct cc_log base;
	struct cc_node *node;
};

static bool emits(const struct cc_service *service, cc_str topic)
{
	for (const struct cc_event *const *event = service->events; *event; event++)
		if (cc_str_eq(cc_str_of((*event)->topic), topic))
			return true;
	return false;
}

static CC_RESULT find_store(struct cc_log *log, struct cc_ctx *ctx, cc_str topic, struct cc_store **store)
{
	struct cc_node *node = ((struct log_embedded *)log)->node;
	for (const struct cc_service *const *service = cc_node_services(node); *service; service++) {
		*store = cc_node_store_of(node, *service);
		if (*store && emits(*service, topic))
			return CC_OK;
	}
	return cc_fail(ctx, &cc_not_found, "No service here emits events of topic %.*s.", (int)topic.len,
	               topic.ptr);
}

/* The caller's ctx may have a snapshot of another store open: this one gets its own. */
static cc_err read_embedded(struct cc_log *log, struct cc_ctx *ctx, cc_str topic, int64_t after, size_t max,
                            struct cc_record_list *records)
{
	struct cc_store *store = NULL;
	TRY(find_store(log, ctx, topic, &store));
	struct cc_ctx snapshot = *ctx;
	TRY(cc_store_begin_read(store, &snapshot));
	cc_err err = cc_outbox_read(&snapshot, topic, after, max, records);
	cc_store_end_read(store, &snapshot);
	return err;
}

static cc_err end_embedded(struct cc_log *log, struct cc_ctx *ctx, cc_str topic, int64_t *position)
{
	struct cc_store *store = NULL;
	TRY(find_store(log, ctx, topic, &store));
	struct cc_ctx snapshot = *ctx;
	TRY(cc_store_begin_read(store, &snapshot));
	cc_err err = cc_outbox_topic_end(&snapshot, topic, position);
	cc_store_end_read(store, &snapshot);
	return err;
}

static void free_embedded(struct cc_log *log)
{
	free(log);
}

static const struct cc_log_ops ops = {
	.name = "embedded",
	.read = read_embedded,
	.end = end_embedded,
	.free = free_embedded,
};

struct cc_log *cc_log_embedded_new(struct cc_node *node)
{
	struct log_embedded *log = calloc(1, sizeof *log);
	if (!log)
		cc_die("out of memory for a log");
	*log = (struct log_embedded){ .base.ops = &ops, .node = node };
	return &log->base;
}
