/* request.c - requests as libmicrohttpd presents them: line, head, body, completion. */
#include "platform/server/http_internal.h"

#include <stdlib.h>

#include "platform/server/refusal.h"
#include "platform/server/stream.h"

enum { SPARE_REQUESTS_MAX = 256, DISCARDED_BYTES_MAX = 1024 * 1024 };

/* The pool ------------------------------------------------------------------------ */

static struct cc_http_request *take_request(struct cc_http_loop *loop)
{
	struct cc_http_request *request = loop->spare;
	struct cc_arena *arena;
	if (request) {
		loop->spare = request->next;
		loop->spare_count--;
		arena = request->arena;
	} else {
		request = malloc(sizeof *request);
		if (!request)
			cc_die("out of memory for a request");
		arena = cc_arena_new();
	}
	*request = (struct cc_http_request){ .arena = arena, .body.arena = arena };
	return request;
}

static void free_request(struct cc_http_request *request)
{
	cc_arena_free(request->arena);
	free(request);
}

static void give_back(struct cc_http_loop *loop, struct cc_http_request *request)
{
	if (loop->spare_count == SPARE_REQUESTS_MAX) {
		free_request(request);
		return;
	}
	cc_arena_reset(request->arena);
	request->next = loop->spare;
	loop->spare = request;
	loop->spare_count++;
}

void cc_http_free_requests(struct cc_http_loop *loop)
{
	for (struct cc_http_request *request = loop->spare, *next; request; request = next) {
		next = request->next;
		free_request(request);
	}
	loop->spare = NULL;
}

/* Line and head ------------------------------------------------------------------- */

static struct cc_http_connection *connection_of(struct MHD_Connection *mhd)
{
	return MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

void *cc_http_on_request_line(void *cls, const char *target, struct MHD_Connection *mhd)
{
	struct cc_http_loop *loop = cls;
	struct cc_http *http = loop->http;
	struct cc_http_request *request = take_request(loop);
	request->connection = connection_of(mhd);
	request->mhd = mhd;
	request->arrived_us = cc_http_now_us(http);
	request->connection->request = request;
	request->connection->deadline_us = request->arrived_us + http->options.request_timeout_ms * 1000;

	struct cc_ctx *ctx = &request->invocation.ctx;
	cc_invocation_init(http->options.node, &request->invocation, request->arena, NULL);
	ctx->deadline = cc_time_add(cc_now(ctx), http->options.request_timeout_ms);
	cc_trace_start(http->entropy, &ctx->trace);
	request->target = cc_copy(ctx, cc_str_of(target)); /* libmicrohttpd decodes it in place */
	return request;
}

static bool expects_body(const struct cc_http_request *request)
{
	return request->head.body_bytes > 0;
}

/* Is the rest of a refused request worth reading, so that its connection can be used again? */
static bool worth_reading(const struct cc_http_request *request)
{
	const struct cc_http_head *head = &request->head;
	size_t max = request->connection->loop->http->options.body_bytes_max;
	return !head->expects_continue && head->body_bytes <= max;
}

static enum MHD_Result receive_head(struct cc_http_request *request, const char *method, const char *version)
{
	request->phase = CC_HTTP_BODY;
	cc_http_head_read(request->mhd, &request->head);
	request->err = cc_http_admit(request, cc_str_of(method), cc_str_of(version));
	bool unread = expects_body(request) && !worth_reading(request);
	if (request->err && (request->unframed || unread))
		return cc_http_answer(request); /* libmicrohttpd closes the connection after it */
	return MHD_YES;
}

/* Body ---------------------------------------------------------------------------- */

/* What follows a refusal is read and forgotten, up to a limit: a client that still sends does not listen. */
static enum MHD_Result receive_body(struct cc_http_request *request, cc_str bytes)
{
	size_t max = request->connection->loop->http->options.body_bytes_max;
	if (!request->err && bytes.len > max - request->body.len)
		request->err = cc_refuse(&request->invocation.ctx, &cc_body_too_large,
		                         "The body must be at most %zu bytes.", max);
	if (!request->err) {
		cc_buf_add(&request->body, bytes);
		return MHD_YES;
	}
	request->discarded += bytes.len;
	return request->discarded <= max + DISCARDED_BYTES_MAX ? MHD_YES : MHD_NO;
}

/* A stream's first state is asked for only once the connection is known to be whole. */
static enum MHD_Result complete(struct cc_http_request *request)
{
	if (!request->err)
		cc_http_run(request);
	if (request->phase == CC_HTTP_RUNNING) {
		request->connection->deadline_us = INT64_MAX; /* the lane or the worker keeps ctx's */
		request->connection->loop->running++;
		MHD_suspend_connection(request->mhd);
		return MHD_YES;
	}
	return cc_http_answer(request);
}

enum MHD_Result cc_http_on_request(void *cls, struct MHD_Connection *mhd, const char *url, const char *method,
                                   const char *version, const char *upload, size_t *upload_size,
                                   void **context)
{
	(void)mhd, (void)url;
	struct cc_http_loop *loop = cls;
	struct cc_http_request *request = *context;
	loop->progress = true;
	if (request->phase == CC_HTTP_HEAD)
		return receive_head(request, method, version);
	if (request->phase == CC_HTTP_FINISHED)
		return cc_http_answer(request);
	if (*upload_size == 0)
		return complete(request);
	cc_str bytes = { upload, *upload_size };
	*upload_size = 0;
	return receive_body(request, bytes);
}

/* Afterwards ---------------------------------------------------------------------- */

/* Oldest first. */
static struct cc_http_request *reversed(struct cc_http_request *newest)
{
	struct cc_http_request *oldest = NULL;
	while (newest) {
		struct cc_http_request *next = newest->next;
		newest->next = oldest;
		oldest = newest;
		newest = next;
	}
	return oldest;
}

void cc_http_resume_finished(struct cc_http_loop *loop)
{
	if (!atomic_load_explicit(&loop->finished, memory_order_relaxed))
		return;
	struct cc_http_request *request = reversed(atomic_exchange(&loop->finished, NULL));
	for (; request; request = request->next) {
		request->phase = CC_HTTP_FINISHED;
		loop->running--;
		MHD_resume_connection(request->mhd);
	}
}

void cc_http_forget_request(struct cc_http_request *request)
{
	struct cc_http_connection *connection = request->connection;
	assert(request->phase == CC_HTTP_HEAD);
	connection->request = NULL;
	give_back(connection->loop, request);
}

void cc_http_on_completed(void *cls, struct MHD_Connection *mhd, void **context,
                          enum MHD_RequestTerminationCode how)
{
	(void)mhd, (void)how;
	struct cc_http_loop *loop = cls;
	struct cc_http *http = loop->http;
	struct cc_http_request *request = *context;
	struct cc_http_connection *connection = request->connection;
	loop->progress = true;
	if (request->stream)
		cc_http_free_stream(request->stream);
	connection->request = NULL;
	connection->deadline_us = cc_http_now_us(http) +
	                          (http->options.idle_timeout_ms + http->options.request_timeout_ms) * 1000;
	give_back(loop, request);
	*context = NULL;
}
