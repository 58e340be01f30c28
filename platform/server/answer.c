/* answer.c - what a request came to, as JSON or as a problem (RFC 9457). */
#include "platform/server/http_internal.h"

#include <sys/socket.h>

#include "platform/core/id.h"
#include "platform/core/json.h"
#include "platform/server/stream.h"
#include "platform/server/uri.h"

enum { INSTANCE_BYTES = 9 + CC_ID_TEXT_LEN }; /* urn:uuid:... */

int cc_http_status(cc_err err)
{
	if (err == CC_OK)
		return MHD_HTTP_OK;
	return err->http_status ? err->http_status : cc_code_http_status(err->code);
}

/* Problems ------------------------------------------------------------------------ */

/* What went wrong inside is for the log: an engine's own words name files and processes. */
static cc_str detail_of(cc_err err)
{
	if (err->code == CC_INTERNAL)
		return CC_STR("Something went wrong here, and it is on record. Try again; if it stays, "
		              "report it with this problem's instance.");
	if (cc_because(err, &cc_storage_full))
		return CC_STR("There is no room to write this down, and nothing was done. What is there can "
		              "still be read; send it again when somebody has made room.");
	if (cc_because(err, &cc_unavailable))
		return CC_STR("This cannot be done at the moment, and nothing was done. Try again soon.");
	return cc_str_of(err->message);
}

static void add_member(struct cc_buf *out, cc_str name, cc_str value)
{
	cc_buf_add(out, name);
	cc_buf_add_json(out, value);
}

static void add_violations(struct cc_buf *out, cc_err err)
{
	for (size_t i = 0; i < err->violation_count; i++) {
		const struct cc_violation *violation = &err->violations[i];
		cc_buf_add(out, i == 0 ? CC_STR(",\"violations\":[") : CC_STR(","));
		add_member(out, CC_STR("{\"pointer\":"), cc_str_of(violation->pointer));
		add_member(out, CC_STR(",\"rule\":"), cc_str_of(violation->rule));
		add_member(out, CC_STR(",\"description\":"), cc_str_of(violation->description));
		cc_buf_add_char(out, '}');
	}
	if (err->violation_count > 0)
		cc_buf_add_char(out, ']');
}

/* A replayed refusal is the first one to the last byte, and so names the request that met it. */
static cc_id instance_of(const struct cc_invocation *invocation)
{
	return invocation->idempotency.replayed ? invocation->idempotency.first_request_id
	                                        : invocation->ctx.request_id;
}

void cc_http_problem(struct cc_buf *out, const struct cc_invocation *invocation, cc_err err)
{
	int status = cc_http_status(err);
	char instance[INSTANCE_BYTES] = "urn:uuid:";
	cc_id_print(instance_of(invocation), instance + 9);
	cc_buf_add(out, CC_STR("{\"type\":\"/docs#problem-"));
	cc_buf_add(out, cc_str_of(err->reason));
	add_member(out, CC_STR("\",\"title\":"), cc_str_of(MHD_get_reason_phrase_for((unsigned)status)));
	cc_buf_add(out, CC_STR(",\"status\":"));
	cc_buf_add_int(out, status);
	add_member(out, CC_STR(",\"detail\":"), detail_of(err));
	add_member(out, CC_STR(",\"instance\":"), (cc_str){ instance, sizeof instance });
	add_member(out, CC_STR(",\"reason\":"), cc_str_of(err->reason));
	add_violations(out, err);
	cc_buf_add_char(out, '}');
}

/* Headers ------------------------------------------------------------------------- */

static void add_header(struct MHD_Response *response, const char *name, const char *value)
{
	if (MHD_add_response_header(response, name, value) != MHD_YES)
		cc_die("the header %s cannot be %s", name, value);
}

static void print_request_id(const struct cc_ctx *ctx, char text[CC_ID_TEXT_LEN + 1])
{
	cc_id_print(ctx->request_id, text);
	text[CC_ID_TEXT_LEN] = '\0';
}

void cc_http_add_headers(struct cc_http_request *request, struct MHD_Response *response)
{
	const struct cc_ctx *ctx = &request->invocation.ctx;
	char id[CC_ID_TEXT_LEN + 1], trace[CC_TRACE_TEXT_BYTES];
	print_request_id(ctx, id);
	cc_trace_print(&ctx->trace, trace);
	add_header(response, "X-Request-Id", id);
	add_header(response, "traceparent", trace);
	bool draining = atomic_load_explicit(&request->connection->loop->http->draining,
	                                     memory_order_relaxed);
	if (draining || request->unframed)
		add_header(response, "Connection", "close");
}

/* RFC 6750 section 3: no error is named to who has shown no token. */
static void add_challenge(struct cc_http_request *request, struct MHD_Response *response)
{
	struct cc_ctx *ctx = &request->invocation.ctx;
	const char *challenge = "Bearer realm=\"couchannel\"";
	if (request->err->code == CC_PERMISSION_DENIED && ctx->op->scope)
		challenge = cc_printf(ctx, "%s, error=\"insufficient_scope\", scope=\"%s\"", challenge,
		                      ctx->op->scope)
		                    .ptr;
	else if (request->head.authorization.ptr)
		challenge = cc_printf(ctx, "%s, error=\"invalid_token\"", challenge).ptr;
	add_header(response, "WWW-Authenticate", challenge);
}

static void add_problem_headers(struct cc_http_request *request, struct MHD_Response *response, int status)
{
	struct cc_ctx *ctx = &request->invocation.ctx;
	cc_err err = request->err;
	if (err->retry_after_ms > 0) /* in whole seconds, never too early */
		add_header(response, "Retry-After",
		           cc_printf(ctx, "%lld", (long long)(err->retry_after_ms + 999) / 1000).ptr);
	if (status == MHD_HTTP_METHOD_NOT_ALLOWED)
		add_header(response, "Allow", request->match.allow);
	if (request->unauthorised)
		add_challenge(request, response);
}

/* Bodies -------------------------------------------------------------------------- */

struct answer {
	int status;
	const char *content_type;
	struct cc_buf body;
	const char *policy; /* NULL: it is nothing to be looked at */
};

static void write_problem(struct cc_http_request *request, struct answer *answer)
{
	answer->status = cc_http_status(request->err);
	answer->content_type = "application/problem+json";
	cc_http_problem(&answer->body, &request->invocation, request->err);
}

static void write_document(struct cc_http_request *request, struct answer *answer)
{
	const struct cc_document *of = request->match.route->page->document;
	struct cc_document document = { 0 };
	cc_str path, query;
	cc_uri_split(request->target, &path, &query);
	request->err = of->write(of->arg, &request->invocation.ctx, path, &document);
	if (request->err) {
		write_problem(request, answer);
		return;
	}
	answer->content_type = document.content_type;
	answer->policy = document.policy;
	answer->body = (struct cc_buf){ .ptr = (char *)(uintptr_t)document.body.ptr,
		                        .len = document.body.len };
}

static void write_page(struct cc_http_request *request, struct answer *answer)
{
	const struct cc_page *page = request->match.route->page;
	if (page->document) {
		write_document(request, answer);
		return;
	}
	answer->content_type = page->content_type;
	answer->policy = page->policy;
	if (page->write)
		answer->status = page->write(request, &answer->body);
	else
		answer->body = (struct cc_buf){ .ptr = (char *)(uintptr_t)page->body.ptr,
			                        .len = page->body.len };
}

/* As the rule wrote them; the contract compiler saw to it that they are there, and nothing else. */
static struct cc_buf bytes_of(const struct cc_invocation *invocation)
{
	const struct cc_field *field = &invocation->op->out->fields[0];
	cc_str bytes;
	memcpy(&bytes, (const char *)invocation->out + field->offset, sizeof bytes);
	return (struct cc_buf){ .ptr = (char *)(uintptr_t)bytes.ptr, .len = bytes.len };
}

static void write_answer(struct cc_http_request *request, struct answer *answer)
{
	const struct cc_invocation *invocation = &request->invocation;
	if (request->err) {
		write_problem(request, answer);
		return;
	}
	if (!invocation->op) {
		write_page(request, answer);
		return;
	}
	if (invocation->op->watch_topic) { /* HEAD: libmicrohttpd would end it with a chunk of body */
		answer->content_type = "text/event-stream";
		return;
	}
	if (invocation->op->content_type) {
		answer->content_type = invocation->op->content_type;
		answer->body = bytes_of(invocation);
		answer->policy = "default-src 'none'; sandbox"; /* opened on its own, it can do nothing */
		return;
	}
	answer->content_type = "application/json";
	if (request->kept.ptr) {
		answer->body.ptr = (char *)(uintptr_t)request->kept.ptr;
		answer->body.len = request->kept.len;
		return;
	}
	cc_json_encode(&answer->body, invocation->op->out, invocation->out);
	if (invocation->op->kept_ms > 0)
		cc_http_keep(request, cc_buf_str(&answer->body));
}

/* What a page's path tells, such as the code of a link, is for nobody else. */
static void add_page_headers(const struct answer *answer, struct MHD_Response *response)
{
	if (!answer->policy)
		return;
	add_header(response, "Content-Security-Policy", answer->policy);
	add_header(response, "Referrer-Policy", "no-referrer");
	add_header(response, "X-Content-Type-Options", "nosniff");
}

/* The body lives in the request's arena, until libmicrohttpd says that the request is completed. */
static struct MHD_Response *make_response(struct cc_http_request *request, const struct answer *answer)
{
	cc_str body = cc_buf_str(&answer->body);
	struct MHD_Response *response = MHD_create_response_from_buffer(body.len, (void *)(uintptr_t)body.ptr,
	                                                                MHD_RESPMEM_PERSISTENT);
	if (!response)
		cc_die("out of memory for a response");
	add_header(response, "Content-Type", answer->content_type);
	cc_http_add_headers(request, response);
	if (request->invocation.op && request->invocation.op->secret)
		add_header(response, "Cache-Control", "no-store");
	add_page_headers(answer, response);
	if (request->invocation.idempotency.replayed)
		add_header(response, "Idempotency-Replayed", "true");
	if (request->err)
		add_problem_headers(request, response, answer->status);
	return response;
}

static void record(struct cc_http_request *request, int status)
{
	const struct cc_http *http = request->connection->loop->http;
	cc_telemetry_operation(http->options.telemetry, &request->invocation.ctx, status, request->err,
	                       cc_http_now_us(http) - request->arrived_us);
}

enum MHD_Result cc_http_answer(struct cc_http_request *request)
{
	const struct cc_http *http = request->connection->loop->http;
	struct answer answer = { .status = MHD_HTTP_OK, .body.arena = request->arena };
	struct MHD_Response *response = NULL;
	if (request->stream)
		response = cc_http_stream_response(request->stream);
	else
		write_answer(request, &answer);
	if (!response)
		response = make_response(request, &answer);
	request->phase = CC_HTTP_ANSWERED;
	request->connection->deadline_us =
		request->stream ? INT64_MAX : cc_http_now_us(http) + http->options.request_timeout_ms * 1000;
	enum MHD_Result queued = MHD_queue_response(request->mhd, (unsigned)answer.status, response);
	MHD_destroy_response(response); /* the connection has its own reference */
	record(request, answer.status);
	return queued;
}

void cc_http_answer_raw(struct cc_http_request *request, cc_err err)
{
	int status = cc_http_status(err);
	char id[CC_ID_TEXT_LEN + 1], trace[CC_TRACE_TEXT_BYTES];
	struct cc_buf body = { .arena = request->arena }, out = body;
	request->err = err;
	print_request_id(&request->invocation.ctx, id);
	cc_trace_print(&request->invocation.ctx.trace, trace);
	cc_http_problem(&body, &request->invocation, err);
	cc_buf_printf(&out,
	              "HTTP/1.1 %d %s\r\nContent-Type: application/problem+json\r\nContent-Length: %zu\r\n"
	              "X-Request-Id: %s\r\ntraceparent: %s\r\nConnection: close\r\n\r\n",
	              status, MHD_get_reason_phrase_for((unsigned)status), body.len, id, trace);
	cc_buf_add(&out, cc_buf_str(&body));
	ssize_t sent = send(request->connection->fd, out.ptr, out.len, MSG_DONTWAIT | MSG_NOSIGNAL);
	(void)sent; /* it is only a courtesy to a client that did not keep up */
	record(request, status);
}
