#include "platform/server/stream.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "platform/core/id.h"
#include "platform/core/json.h"

enum {
	BLOCK_BYTES = 4096,
	PAUSE_MS = 50,    /* between two messages of a stream: no eye is faster */
	RESUMED_MAX = 32, /* in one pass of the loop */
	RETRY_MS = 2000,  /* what clients are told to wait before they come back */
	OVERLOADED_RETRY_MS = 5000,
};

/* Messages ------------------------------------------------------------------------ */

/* "couchannel.inventory.v1.SeatAvailability" is sent as "seat_availability". */
static const char *event_name(struct cc_ctx *ctx, const struct cc_message *message)
{
	const char *dot = strrchr(message->name, '.');
	const char *from = dot ? dot + 1 : message->name;
	struct cc_buf name = { .arena = ctx->arena };
	for (size_t i = 0; from[i]; i++) {
		bool upper = isupper((unsigned char)from[i]);
		if (upper && i > 0)
			cc_buf_add_char(&name, '_');
		cc_buf_add_char(&name, upper ? (char)(from[i] | 0x20) : from[i]);
	}
	cc_buf_add_char(&name, '\0');
	return name.ptr;
}

/* JSON as it is written here has no line breaks: one `data` line. */
static void write_state(struct cc_http_stream *stream, const void *state)
{
	cc_buf_printf(&stream->message, "id: %lld\nevent: %s\ndata: ", (long long)stream->position,
	              stream->name);
	cc_json_encode(&stream->message, stream->request->invocation.op->out, state);
	cc_buf_add(&stream->message, CC_STR("\n\n"));
}

static void write_problem(struct cc_http_stream *stream, const struct cc_invocation *run, cc_err err)
{
	cc_buf_add(&stream->message, CC_STR("event: problem\ndata: "));
	cc_http_problem(&stream->message, run, err);
	cc_buf_add(&stream->message, CC_STR("\n\n"));
	stream->ended = true;
}

static void begin_message(struct cc_http_stream *stream, int64_t now_us)
{
	cc_arena_reset(stream->arena);
	stream->message = (struct cc_buf){ .arena = stream->arena };
	stream->sent = 0;
	stream->sent_us = now_us;
}

/* Everything that the run makes is gone with the next message. */
static void read_again(struct cc_http_stream *stream)
{
	struct cc_invocation run = stream->request->invocation;
	const struct cc_http_options *options = &stream->loop->http->options;
	stream->due = false;
	run.ctx.arena = stream->arena;
	run.ctx.now = (cc_time){ 0 };
	run.ctx.deadline = cc_time_add(cc_now(&run.ctx), options->request_timeout_ms);
	run.out = cc_arena_alloc(stream->arena, run.op->out->size);
	cc_err err = cc_node_read(run.node, &run);
	if (err) {
		write_problem(stream, &run, err);
		return;
	}
	stream->position = run.position;
	write_state(stream, run.out);
}

/* When a waiting stream has something to send. */
static int64_t wakes_us(const struct cc_http_stream *stream)
{
	int64_t heartbeat_ms = stream->loop->http->options.heartbeat_ms;
	return stream->sent_us + (stream->due ? PAUSE_MS : heartbeat_ms) * 1000;
}

/* Once the last message is sent; there may be nothing to say. */
static void next_message(struct cc_http_stream *stream)
{
	int64_t now_us = cc_http_now_us(stream->loop->http);
	if (now_us < wakes_us(stream))
		return;
	begin_message(stream, now_us);
	if (stream->due)
		read_again(stream);
	else
		cc_buf_add(&stream->message, CC_STR(":\n\n")); /* a comment: is the client still there? */
}

/* Sending ------------------------------------------------------------------------- */

static void wait_at(struct cc_http_loop *loop, int64_t us)
{
	if (us < loop->streams_wake_us)
		loop->streams_wake_us = us;
}

static void suspend(struct cc_http_stream *stream)
{
	stream->waiting = true;
	wait_at(stream->loop, wakes_us(stream));
	MHD_suspend_connection(stream->request->mhd);
}

static ssize_t send_more(void *cls, uint64_t at, char *bytes, size_t max)
{
	(void)at;
	struct cc_http_stream *stream = cls;
	stream->loop->progress = true;
	if (stream->sent == stream->message.len && !stream->ended)
		next_message(stream);
	size_t left = stream->message.len - stream->sent;
	if (left == 0 && stream->ended)
		return MHD_CONTENT_READER_END_OF_STREAM;
	if (left == 0) {
		suspend(stream);
		return 0;
	}
	size_t n = left < max ? left : max;
	memcpy(bytes, stream->message.ptr + stream->sent, n);
	stream->sent += n;
	return (ssize_t)n;
}

struct MHD_Response *cc_http_stream_response(struct cc_http_stream *stream)
{
	static const char *const headers[][2] = {
		{ "Content-Type", "text/event-stream" },
		{ "Cache-Control", "no-cache, no-transform" },
		{ "X-Accel-Buffering", "no" },
	};
	struct MHD_Response *response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK_BYTES,
	                                                                  send_more, stream, NULL);
	if (!response)
		cc_die("out of memory for a response");
	for (size_t i = 0; i < CC_COUNT(headers); i++)
		if (MHD_add_response_header(response, headers[i][0], headers[i][1]) != MHD_YES)
			cc_die("out of memory for a header");
	cc_http_add_headers(stream->request, response);
	return response;
}

/* Life ---------------------------------------------------------------------------- */

/* As cc_emit() writes it. */
static cc_str key_of(struct cc_ctx *ctx, const struct cc_op *op, const void *in)
{
	const void *key = (const char *)in + op->watch_key->offset;
	if (op->watch_key->type == CC_STRING)
		return *(const cc_str *)key;
	char *text = cc_alloc(ctx, CC_ID_TEXT_LEN);
	cc_id_print(*(const cc_id *)key, text);
	return (cc_str){ text, CC_ID_TEXT_LEN };
}

static CC_RESULT require_room(struct cc_ctx *ctx, const struct cc_http *http)
{
	unsigned open = 0;
	for (unsigned i = 0; i < http->loop_count; i++)
		open += atomic_load(&http->loops[i].stream_count);
	if (open < http->options.streams_max)
		return CC_OK;
	return cc_retry_later(ctx,
	                      cc_fail(ctx, &cc_overloaded, "Too many streams are open; try again later."),
	                      OVERLOADED_RETRY_MS);
}

static struct cc_http_stream *make_stream(struct cc_http_request *request)
{
	struct cc_invocation *invocation = &request->invocation;
	struct cc_http_loop *loop = request->connection->loop;
	struct cc_http_stream *stream = calloc(1, sizeof *stream);
	if (!stream)
		cc_die("out of memory for a stream");
	stream->request = request;
	stream->loop = loop;
	stream->watch = cc_http_find_watch(loop->http, invocation->op);
	stream->key = key_of(&invocation->ctx, invocation->op, invocation->in);
	stream->name = event_name(&invocation->ctx, invocation->op->out);
	stream->arena = cc_arena_new();
	TAILQ_INSERT_TAIL(&loop->streams, stream, entry);
	atomic_fetch_add(&loop->stream_count, 1);
	return stream;
}

void cc_http_free_stream(struct cc_http_stream *stream)
{
	struct cc_http_loop *loop = stream->loop;
	TAILQ_REMOVE(&loop->streams, stream, entry);
	atomic_fetch_sub(&loop->stream_count, 1);
	atomic_fetch_sub(&loop->watchers[stream->watch], 1);
	cc_arena_free(stream->arena);
	free(stream);
}

static bool knows(const struct cc_http_request *request, int64_t position)
{
	char text[24];
	int n = snprintf(text, sizeof text, "%lld", (long long)position);
	return cc_str_eq(request->head.last_event_id, (cc_str){ text, (size_t)n });
}

cc_err cc_http_start_stream(struct cc_http_request *request)
{
	struct cc_invocation *invocation = &request->invocation;
	struct cc_http_loop *loop = request->connection->loop;
	TRY(require_room(&invocation->ctx, loop->http));
	struct cc_http_stream *stream = make_stream(request);
	/* Watched from before the snapshot, so that no commit falls between the two. */
	bool first = atomic_fetch_add(&loop->watchers[stream->watch], 1) == 0;
	cc_err err = cc_node_read(invocation->node, invocation);
	if (err) {
		cc_http_free_stream(stream);
		return err;
	}
	if (first)
		loop->seen[stream->watch] = invocation->position;
	stream->position = invocation->position;
	begin_message(stream, cc_http_now_us(loop->http));
	cc_buf_printf(&stream->message, "retry: %d\n", RETRY_MS);
	if (knows(request, stream->position))
		cc_buf_add_char(&stream->message, '\n');
	else
		write_state(stream, invocation->out);
	stream->ended = loop->draining;
	request->stream = stream;
	return CC_OK;
}

/* Taking turns -------------------------------------------------------------------- */

/* Who was resumed goes to the end of the queue, so that all get their turn. */
static void resume(struct cc_http_stream *stream)
{
	struct cc_http_loop *loop = stream->loop;
	stream->waiting = false;
	TAILQ_REMOVE(&loop->streams, stream, entry);
	TAILQ_INSERT_TAIL(&loop->streams, stream, entry);
	MHD_resume_connection(stream->request->mhd);
}

void cc_http_resume_streams(struct cc_http_loop *loop, int64_t now_us)
{
	if (now_us < loop->streams_wake_us)
		return;
	loop->streams_wake_us = INT64_MAX;
	size_t resumed = 0;
	for (struct cc_http_stream *stream = TAILQ_FIRST(&loop->streams), *next; stream; stream = next) {
		next = TAILQ_NEXT(stream, entry);
		if (!stream->waiting)
			continue;
		bool now = stream->ended || now_us >= wakes_us(stream);
		if (now && resumed++ < RESUMED_MAX)
			resume(stream);
		else
			wait_at(loop, now ? now_us : wakes_us(stream));
	}
}

int64_t cc_http_streams_wait_ms(const struct cc_http_loop *loop, int64_t now_us)
{
	if (TAILQ_EMPTY(&loop->streams) || loop->streams_wake_us == INT64_MAX)
		return INT64_MAX;
	return loop->streams_wake_us > now_us ? (loop->streams_wake_us - now_us) / 1000 + 1 : 0;
}

void cc_http_end_streams(struct cc_http_loop *loop)
{
	struct cc_http_stream *stream;
	TAILQ_FOREACH(stream, &loop->streams, entry)
	stream->ended = true;
	wait_at(loop, 0);
}
