/* watch.c - which streams an event concerns. */
#include "platform/server/stream.h"

#include "platform/runtime/events.h"

enum { EVENTS_MAX = 256 }; /* read in one pass of the loop */

unsigned cc_http_find_watch(const struct cc_http *http, const struct cc_op *op)
{
	const struct cc_store *store = cc_node_store(http->options.node, op);
	unsigned i = 0;
	while (i < http->watch_count &&
	       (http->watches[i].store != store || strcmp(http->watches[i].topic, op->watch_topic) != 0))
		i++;
	return i;
}

static void add_watch(struct cc_http *http, const struct cc_service *service, const struct cc_op *op)
{
	if (!op->watch_topic || cc_http_find_watch(http, op) < http->watch_count)
		return;
	if (http->watch_count == CC_HTTP_WATCHES_MAX)
		cc_die("streams watch more than %d topics", CC_HTTP_WATCHES_MAX);
	http->watches[http->watch_count++] = (struct cc_http_watch){
		.service = service,
		.store = cc_node_store(http->options.node, op),
		.topic = op->watch_topic,
	};
}

void cc_http_find_watches(struct cc_http *http)
{
	const struct cc_service *const *service = cc_node_services(http->options.node);
	for (; *service; service++)
		for (const struct cc_op *const *op = (*service)->ops; *op; op++)
			add_watch(http, *service, *op);
}

static void mark(struct cc_http_loop *loop, unsigned watch, const struct cc_record *record)
{
	struct cc_http_stream *stream;
	TAILQ_FOREACH(stream, &loop->streams, entry)
	{
		if (stream->watch != watch || (record && (record->position <= stream->position ||
		                                          !cc_str_eq(stream->key, record->key))))
			continue;
		stream->due = true;
		loop->streams_wake_us = 0;
	}
}

static CC_RESULT read_events(struct cc_http_loop *loop, unsigned watch, struct cc_record_list *records)
{
	const struct cc_http_watch *on = &loop->http->watches[watch];
	struct cc_invocation invocation;
	struct cc_ctx *ctx = &invocation.ctx;
	cc_invocation_init(loop->http->options.node, &invocation, loop->scratch, NULL);
	ctx->deadline = cc_time_add(cc_now(ctx), loop->http->options.request_timeout_ms);
	TRY(cc_store_begin_read(on->store, ctx));
	cc_err err = cc_outbox_read(ctx, cc_str_of(on->topic), loop->seen[watch], EVENTS_MAX, records);
	cc_store_end_read(on->store, ctx);
	return err;
}

/* One look into the outbox for all streams of a topic. */
static void hear(struct cc_http_loop *loop, unsigned watch)
{
	struct cc_record_list records = { NULL, 0 };
	if (read_events(loop, watch, &records))
		mark(loop, watch, NULL); /* they find out themselves, and say so */
	for (size_t i = 0; i < records.count; i++)
		mark(loop, watch, &records.items[i]);
	if (records.count > 0)
		loop->seen[watch] = records.items[records.count - 1].position;
	if (records.count == EVENTS_MAX) { /* the rest after the requests that wait */
		atomic_fetch_or(&loop->committed, UINT32_C(1) << watch);
		cc_http_loop_wake(loop);
	}
	cc_arena_reset(loop->scratch);
}

void cc_http_hear_commits(struct cc_http_loop *loop)
{
	if (!atomic_load_explicit(&loop->committed, memory_order_relaxed))
		return;
	uint32_t committed = atomic_exchange(&loop->committed, 0);
	for (unsigned watch = 0; watch < loop->http->watch_count; watch++)
		if ((committed >> watch & 1) && atomic_load(&loop->watchers[watch]) > 0)
			hear(loop, watch);
}

static void tell(struct cc_http_loop *loop, unsigned watch)
{
	uint32_t bit = UINT32_C(1) << watch;
	if (atomic_load(&loop->watchers[watch]) > 0 && !(atomic_fetch_or(&loop->committed, bit) & bit))
		cc_http_loop_wake(loop);
}

void cc_http_committed(struct cc_http *http, const struct cc_service *service)
{
	const struct cc_service *const *services = cc_node_services(http->options.node);
	for (size_t i = 0; services[i] && i < CC_HTTP_SERVICES_MAX; i++)
		if (services[i] == service)
			atomic_fetch_add(&http->commits[i], 1);
	for (unsigned watch = 0; watch < http->watch_count; watch++)
		for (unsigned i = 0; http->watches[watch].service == service && i < http->loop_count; i++)
			tell(&http->loops[i], watch);
}
