/* edge.c - connections of the sandbox's HTTP edge: what came, gathered; what is answered, sent. */
#include "platform/adapters/psp_sandbox_http/edge.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "platform/adapters/psp_sandbox_http/internal.h"

enum { THREADS = 4, CONNECTIONS_MAX = 64, IDLE_SECONDS = 15, FORM_BYTES = 2048, CALL_MS = 20 * 1000 };

/* Fields ------------------------------------------------------------------------ */

static struct cc_psp_field *field_named(struct cc_psp_request *request, const char *name)
{
	for (size_t i = 0; i < request->field_count; i++)
		if (cc_str_eq(request->fields[i].name, cc_str_of(name)))
			return &request->fields[i];
	return NULL;
}

/* A value may come in pieces. */
static bool add_piece(struct cc_psp_request *request, const char *name, cc_str piece, bool first)
{
	struct cc_psp_field *field = first ? NULL : field_named(request, name);
	if (!field && request->field_count == CC_PSP_FIELDS_MAX)
		return false;
	if (!field) {
		field = &request->fields[request->field_count++];
		field->name = cc_copy(&request->ctx, cc_str_of(name));
		field->value = CC_STR("");
	}
	if (field->value.len + piece.len > CC_PSP_VALUE_MAX)
		return false;
	char *whole = cc_alloc(&request->ctx, field->value.len + piece.len + 1);
	memcpy(whole, field->value.ptr, field->value.len);
	if (piece.len > 0)
		memcpy(whole + field->value.len, piece.ptr, piece.len);
	field->value.len += piece.len;
	field->value.ptr = whole;
	return true;
}

static enum MHD_Result take_form_field(void *arg, enum MHD_ValueKind kind, const char *name, const char *file,
                                       const char *type, const char *encoding, const char *piece,
                                       uint64_t offset, size_t len)
{
	struct cc_psp_request *request = arg;
	(void)kind;
	(void)type;
	(void)encoding;
	bool taken = !file && add_piece(request, name, (cc_str){ piece, len }, offset == 0);
	request->refused |= !taken;
	return taken ? MHD_YES : MHD_NO;
}

static enum MHD_Result take_query_field(void *arg, enum MHD_ValueKind kind, const char *name,
                                        const char *value)
{
	struct cc_psp_request *request = arg;
	(void)kind;
	request->refused |= !add_piece(request, name, cc_str_of(value), true);
	return MHD_YES;
}

cc_str cc_psp_request_field(const struct cc_psp_request *request, const char *name)
{
	for (size_t i = 0; i < request->field_count; i++)
		if (cc_str_eq(request->fields[i].name, cc_str_of(name)))
			return request->fields[i].value;
	return CC_STR("");
}

cc_str cc_psp_request_header(const struct cc_psp_request *request, const char *name)
{
	return cc_str_of(MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, name));
}

/* Requests ---------------------------------------------------------------------- */

static struct cc_psp_request *request_new(struct cc_psp_edge *edge, struct MHD_Connection *connection,
                                          const char *path, const char *method)
{
	struct cc_psp_request *request = calloc(1, sizeof *request);
	if (!request)
		cc_die("out of memory for a request");
	request->edge = edge;
	request->connection = connection;
	request->ctx = (struct cc_ctx){
		.arena = cc_arena_new(),
		.clock = edge->options.clock,
		.entropy = edge->options.entropy,
	};
	request->ctx.deadline = cc_time_add(cc_now(&request->ctx), CALL_MS);
	request->method = cc_copy(&request->ctx, cc_str_of(method)).ptr;
	request->path = cc_copy(&request->ctx, cc_str_of(path)).ptr;
	request->form = MHD_create_post_processor(connection, FORM_BYTES, take_form_field, request);
	MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, take_query_field, request);
	return request;
}

static void on_completed(void *arg, struct MHD_Connection *connection, void **state,
                         enum MHD_RequestTerminationCode how)
{
	struct cc_psp_request *request = *state;
	(void)arg;
	(void)connection;
	(void)how;
	if (!request)
		return;
	if (request->form)
		MHD_destroy_post_processor(request->form);
	cc_arena_free(request->ctx.arena);
	free(request);
}

static enum MHD_Result send_reply(struct cc_psp_request *request, const struct cc_psp_reply *reply)
{
	if (reply->hang_up)
		return MHD_NO;
	struct MHD_Response *response = MHD_create_response_from_buffer(reply->body.len, reply->body.ptr,
	                                                                MHD_RESPMEM_MUST_COPY);
	if (!response)
		cc_die("out of memory for an answer");
	MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, reply->type);
	MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
	enum MHD_Result sent = MHD_queue_response(request->connection, reply->status, response);
	MHD_destroy_response(response);
	return sent;
}

static enum MHD_Result on_request(void *arg, struct MHD_Connection *connection, const char *path,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_len, void **state)
{
	struct cc_psp_request *request = *state;
	(void)version;
	if (!request) {
		*state = request_new(arg, connection, path, method);
		return MHD_YES;
	}
	if (*upload_len > 0) {
		if (request->form && !request->refused)
			MHD_post_process(request->form, upload, *upload_len);
		*upload_len = 0;
		return MHD_YES;
	}
	struct cc_psp_reply reply = { .body.arena = request->ctx.arena, .type = "application/json" };
	if (request->form) { /* a last value without its end */
		MHD_destroy_post_processor(request->form);
		request->form = NULL;
	}
	cc_psp_edge_answer(request, &reply);
	return send_reply(request, &reply);
}

/* Life -------------------------------------------------------------------------- */

static bool listen_on(int fd, uint16_t port)
{
	const int on = 1;
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	return fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
	       bind(fd, (struct sockaddr *)&address, sizeof address) == 0 && listen(fd, CONNECTIONS_MAX) == 0;
}

cc_err cc_psp_edge_new(struct cc_ctx *ctx, const struct cc_psp_edge_options *options,
                       struct cc_psp_edge **edge)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (!listen_on(fd, options->port)) {
		if (fd >= 0)
			close(fd);
		return cc_fail(ctx, &cc_unavailable, "Cannot listen on 127.0.0.1:%u; choose another port.",
		               options->port);
	}
	struct cc_psp_edge *made = calloc(1, sizeof *made);
	if (!made)
		cc_die("out of memory for an HTTP edge");
	made->options = *options;
	made->listen_fd = fd;
	*edge = made;
	return CC_OK;
}

uint16_t cc_psp_edge_port(const struct cc_psp_edge *edge)
{
	struct sockaddr_in address = { 0 };
	socklen_t len = sizeof address;
	if (getsockname(edge->listen_fd, (struct sockaddr *)&address, &len) != 0)
		cc_die("a socket that listens has no address");
	return ntohs(address.sin_port);
}

void cc_psp_edge_start(struct cc_psp_edge *edge)
{
	edge->daemon = MHD_start_daemon(
		MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, on_request, edge, MHD_OPTION_LISTEN_SOCKET,
		edge->listen_fd, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)THREADS, MHD_OPTION_CONNECTION_LIMIT,
		(unsigned)CONNECTIONS_MAX, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
		MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
		MHD_OPTION_END);
	if (!edge->daemon)
		cc_die("cannot start the threads of the payment sandbox");
}

/* The library closes the socket that it was given. */
void cc_psp_edge_free(struct cc_psp_edge *edge)
{
	if (!edge)
		return;
	if (edge->daemon)
		MHD_stop_daemon(edge->daemon);
	else
		close(edge->listen_fd);
	free(edge);
}
