/* pipeline.c - what a request passes on its way to its operation, in order. */
#include "platform/server/http_internal.h"

#include "platform/server/input.h"
#include "platform/server/refusal.h"
#include "platform/server/stream.h"
#include "platform/server/uri.h"

enum { TARGET_BYTES_MAX = 2048, RUNNING_MAX = 4096, OVERLOADED_RETRY_MS = 1000 };

/* Before the body ----------------------------------------------------------------- */

static CC_RESULT limit(struct cc_http_request *request)
{
	struct cc_ctx *ctx = &request->invocation.ctx;
	const struct cc_http_options *options = &request->connection->loop->http->options;
	size_t header_bytes =
		MHD_get_connection_info(request->mhd, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)->header_size;
	uint64_t body_bytes = request->head.body_bytes;
	if (request->target.len > TARGET_BYTES_MAX)
		return cc_refuse(ctx, &cc_uri_too_long, "The address must be at most %d bytes.",
		                 TARGET_BYTES_MAX);
	if (header_bytes > options->header_bytes_max)
		return cc_refuse(ctx, &cc_header_too_large, "The header must be at most %zu bytes.",
		                 options->header_bytes_max);
	if (body_bytes != CC_HTTP_CHUNKED && body_bytes > options->body_bytes_max)
		return cc_refuse(ctx, &cc_body_too_large, "The body must be at most %zu bytes.",
		                 options->body_bytes_max);
	return CC_OK;
}

/* A request whose end is in doubt is the last one of its connection. */
static CC_RESULT check_head(struct cc_http_request *request, cc_str version)
{
	request->unframed = true;
	TRY(cc_http_head_check(&request->invocation.ctx, &request->head, version));
	request->unframed = false;
	return CC_OK;
}

static CC_RESULT route(struct cc_http_request *request, cc_str method)
{
	struct cc_ctx *ctx = &request->invocation.ctx;
	struct cc_route_match *match = &request->match;
	const struct cc_http *http = request->connection->loop->http;
	cc_str path;
	request->is_head = cc_str_eq(method, CC_STR("HEAD"));
	cc_uri_split(request->target, &path, &request->query);
	switch (cc_router_find(http->router, request->arena, method, path, match)) {
	case CC_ROUTED: break;
	case CC_ROUTE_UNKNOWN:
		return cc_refuse(ctx, &cc_no_such_route,
		                 "Nothing is served here; /openapi.json says what is.");
	case CC_ROUTE_MALFORMED:
		return cc_refuse(ctx, &cc_malformed_path,
		                 "The path is not percent-encoded; encode it again.");
	case CC_ROUTE_OTHER_METHOD:
		return cc_refuse(ctx, &cc_method_not_allowed, "%.*s is not done here; %s is.",
		                 (int)method.len, method.ptr, match->allow);
	}
	request->invocation.op = ctx->op = match->route->op;
	return CC_OK;
}

/* Whoever shows a token is asked for a good one, even where none is needed. */
static CC_RESULT identify(struct cc_http_request *request)
{
	struct cc_ctx *ctx = &request->invocation.ctx;
	struct cc_auth *auth = request->connection->loop->http->options.auth;
	request->unauthorised = true;
	if (request->head.authorization.ptr)
		TRY(cc_auth_verify(auth, ctx, request->head.authorization, &ctx->caller));
	TRY(cc_auth_authorise(ctx, ctx->op));
	request->unauthorised = false;
	return CC_OK;
}

static CC_RESULT shed(struct cc_http_request *request)
{
	struct cc_ctx *ctx = &request->invocation.ctx;
	if (ctx->op->tx == CC_TX_READ || request->connection->loop->running < RUNNING_MAX)
		return CC_OK;
	cc_err err = cc_fail(ctx, &cc_overloaded,
	                     "There is more to do than there is time for; try again in a moment.");
	return cc_retry_later(ctx, err, OVERLOADED_RETRY_MS);
}

static CC_RESULT check_body(struct cc_http_request *request)
{
	struct cc_ctx *ctx = &request->invocation.ctx;
	if (request->head.body_bytes == 0)
		return CC_OK;
	if (!ctx->op || !cc_input_takes_body(ctx->op))
		return cc_refuse(ctx, &cc_unexpected_body, "Nothing here reads a body; leave it out.");
	return ctx->op->signature_header ? CC_OK : cc_http_check_media_type(ctx, &request->head);
}

static void trace(struct cc_http_request *request)
{
	struct cc_ctx *ctx = &request->invocation.ctx;
	if (cc_trace_parse(request->head.traceparent, &ctx->trace))
		cc_trace_child(ctx->entropy, &ctx->trace);
}

cc_err cc_http_admit(struct cc_http_request *request, cc_str method, cc_str version)
{
	if (request->head.traceparent.len > 0)
		trace(request);
	TRY(check_head(request, version));
	TRY(limit(request));
	TRY(route(request, method));
	if (request->invocation.op) {
		TRY(identify(request));
		TRY(shed(request));
	}
	return check_body(request);
}

/* With the body ------------------------------------------------------------------- */

static cc_str signature_of(const struct cc_http_request *request)
{
	const char *header = request->invocation.op->signature_header, *value = NULL;
	size_t len = 0;
	if (header)
		MHD_lookup_connection_value_n(request->mhd, MHD_HEADER_KIND, header, strlen(header), &value,
		                              &len);
	return value ? (cc_str){ value, len } : CC_STR("");
}

/* Who sends a key counts on being answered alike again; a secret is answered once. */
static CC_RESULT read_key(struct cc_http_request *request, cc_str *key)
{
	struct cc_ctx *ctx = &request->invocation.ctx;
	if (ctx->op->secret && request->head.idempotency_key.ptr)
		return cc_refuse(
			ctx, &cc_invalid_idempotency_key,
			"The answer to this is a secret, which is not kept to be given again; leave out "
			"the Idempotency-Key.");
	return cc_http_read_idempotency_key(ctx, request->head.idempotency_key, key);
}

static CC_RESULT read_input(struct cc_http_request *request)
{
	struct cc_invocation *invocation = &request->invocation;
	struct cc_ctx *ctx = &invocation->ctx;
	const struct cc_input input = {
		.match = &request->match,
		.query = request->query,
		.body = cc_buf_str(&request->body),
		.signature = signature_of(request),
	};
	cc_str key = CC_STR("");
	if (ctx->op->tx != CC_TX_READ)
		TRY(read_key(request, &key));
	void *in = cc_alloc(ctx, ctx->op->in->size);
	TRY(cc_input_read(ctx, &input, in));
	invocation->in = in;
	invocation->out = cc_alloc(ctx, ctx->op->out->size);
	if (key.len > 0)
		cc_idempotency_init(ctx, &invocation->idempotency, key, ctx->op->in, in);
	return CC_OK;
}

/* From a lane's or a worker's thread.  The answer is encoded by the loop: the lane has others to serve. */
static void finished(struct cc_invocation *invocation, cc_err err)
{
	struct cc_http_request *request = invocation->owner;
	struct cc_http_loop *loop = request->connection->loop;
	request->err = err;
	struct cc_http_request *newest = atomic_load_explicit(&loop->finished, memory_order_relaxed);
	do
		request->next = newest;
	while (!atomic_compare_exchange_weak(&loop->finished, &newest, request));
	if (!newest)
		cc_http_loop_wake(loop); /* one for all that finish until it wakes */
}

/* The request is the lane's or the worker's from the moment it is queued. */
static CC_RESULT submit(struct cc_http_request *request)
{
	struct cc_invocation *invocation = &request->invocation;
	invocation->done = finished;
	invocation->owner = request;
	request->phase = CC_HTTP_RUNNING;
	cc_err err = cc_node_submit(invocation->node, invocation);
	if (err)
		request->phase = CC_HTTP_FINISHED;
	return err;
}

/* Nobody's token is asked about: what is kept was for anybody. */
static bool may_be_kept(const struct cc_http_request *request)
{
	return request->invocation.op->kept_ms > 0 && !request->head.authorization.ptr;
}

static uint64_t count_commits(const struct cc_http *http, const struct cc_op *op)
{
	const struct cc_service *const *services = cc_node_services(http->options.node);
	const struct cc_service *service = cc_store_service(cc_node_store(http->options.node, op));
	size_t i = 0;
	while (services[i] != service)
		i++;
	assert(i < CC_HTTP_SERVICES_MAX);
	return atomic_load(&http->commits[i]);
}

static struct cc_kept_question question_of(const struct cc_http_request *request)
{
	return (struct cc_kept_question){
		.op = request->invocation.op,
		.target = request->target,
		.commits = request->commits,
		.now_us = cc_http_now_us(request->connection->loop->http),
	};
}

/* It is copied: before it is sent, another one may have taken its place. */
static bool find_kept(struct cc_http_request *request)
{
	const struct cc_http_loop *loop = request->connection->loop;
	cc_str body;
	request->commits = count_commits(loop->http, request->invocation.op);
	struct cc_kept_question question = question_of(request);
	if (!cc_kept_find(loop->kept, &question, &body))
		return false;
	request->kept = cc_copy(&request->invocation.ctx, body);
	return true;
}

void cc_http_keep(struct cc_http_request *request, cc_str body)
{
	struct cc_kept_question question = question_of(request);
	if (may_be_kept(request))
		cc_kept_put(request->connection->loop->kept, &question, body);
}

static CC_RESULT run(struct cc_http_request *request)
{
	const struct cc_op *op = request->invocation.op;
	if (!op)
		return CC_OK; /* a page is written with its answer */
	if (may_be_kept(request) && find_kept(request))
		return CC_OK;
	TRY(read_input(request));
	if (op->watch_topic && !request->is_head)
		return cc_http_start_stream(request);
	if (op->tx == CC_TX_READ)
		return cc_node_read(request->invocation.node, &request->invocation);
	return submit(request);
}

void cc_http_run(struct cc_http_request *request)
{
	cc_err err = run(request);
	if (request->phase != CC_HTTP_RUNNING)
		request->err = err;
}
