#include "cli/tour/client.h"

#include <netdb.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "cli/tour/request.h"
#include "platform/core/id.h"
#include "platform/core/json.h"
#include "platform/ports/clock.h"

enum {
	STEP_SECONDS = 15, /* between bytes: an SSE heartbeat comes sooner, or it is the end */
	READ_BYTES = 16384,
	ANSWER_BYTES_MAX = 4 << 20,
};

/* A connection, and what came by it and is not read yet. */
struct wire {
	int fd;
	struct cc_buf in;
	size_t at;
};

bool tour_client_init(struct tour_client *client, struct cc_ctx *ctx, const char *url)
{
	static const char scheme[] = "http://";
	if (strncmp(url, scheme, sizeof scheme - 1) != 0)
		return false;
	const char *host = url + sizeof scheme - 1;
	size_t len = strcspn(host, "/");
	const char *colon = memchr(host, ':', len);
	size_t host_len = colon ? (size_t)(colon - host) : len;
	if (host_len == 0 || (colon && colon + 1 == host + len) ||
	    (host[len] == '/' && host[len + 1] != '\0'))
		return false;
	*client = (struct tour_client){
		.ctx = ctx,
		.host = cc_printf(ctx, "%.*s", (int)host_len, host),
		.port = colon ? cc_printf(ctx, "%.*s", (int)(len - host_len - 1), colon + 1) : CC_STR("80"),
	};
	return true;
}

/* ---- The wire ------------------------------------------------------------------ */

static int connect_to(const struct tour_client *client)
{
	const struct addrinfo wanted = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV };
	const struct timeval limit = { .tv_sec = STEP_SECONDS };
	struct addrinfo *found;
	if (getaddrinfo(client->host.ptr, client->port.ptr, &wanted, &found) != 0)
		return -1;
	int fd = -1;
	for (const struct addrinfo *one = found; one && fd < 0; one = one->ai_next) {
		fd = socket(one->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
		if (fd >= 0 && (setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit) != 0 ||
		                setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) != 0 ||
		                connect(fd, one->ai_addr, one->ai_addrlen) != 0)) {
			close(fd);
			fd = -1;
		}
	}
	freeaddrinfo(found);
	return fd;
}

static bool send_all(int fd, cc_str bytes)
{
	while (bytes.len > 0) {
		ssize_t n = send(fd, bytes.ptr, bytes.len, MSG_NOSIGNAL);
		if (n <= 0)
			return false;
		bytes = (cc_str){ bytes.ptr + n, bytes.len - (size_t)n };
	}
	return true;
}

/* False at the end, after too long a silence, or if there is too much. */
static bool fill(struct wire *wire)
{
	if (wire->in.len > ANSWER_BYTES_MAX)
		return false;
	ssize_t n = recv(wire->fd, cc_buf_reserve(&wire->in, READ_BYTES), READ_BYTES, 0);
	if (n > 0)
		wire->in.len += (size_t)n;
	return n > 0;
}

/* Without its end.  False if there is none any more. */
static bool read_line(struct wire *wire, cc_str *line)
{
	const char *end = NULL;
	while (!(end = wire->in.len > wire->at
	                       ? memchr(wire->in.ptr + wire->at, '\n', wire->in.len - wire->at)
	                       : NULL))
		if (!fill(wire))
			return false;
	*line = (cc_str){ wire->in.ptr + wire->at, (size_t)(end - wire->in.ptr) - wire->at };
	wire->at += line->len + 1;
	if (line->len > 0 && line->ptr[line->len - 1] == '\r')
		line->len--;
	return true;
}

static bool header_is(cc_str line, const char *name, cc_str *value)
{
	size_t len = strlen(name);
	if (line.len <= len || line.ptr[len] != ':' || strncasecmp(line.ptr, name, len) != 0)
		return false;
	*value = (cc_str){ line.ptr + len + 1, line.len - len - 1 };
	while (value->len > 0 && value->ptr[0] == ' ')
		*value = (cc_str){ value->ptr + 1, value->len - 1 };
	return true;
}

/* "HTTP/1.1 200 OK" and the headers.  content_length: -1 if there is none. */
static bool read_head(struct tour_client *client, struct wire *wire, struct tour_exchange *exchange,
                      long *content_length)
{
	cc_str line, value;
	if (!read_line(wire, &line) || line.len < 12 || memcmp(line.ptr, "HTTP/1.", 7) != 0)
		return false;
	exchange->status = atoi(cc_printf(client->ctx, "%.3s", line.ptr + 9).ptr);
	*content_length = -1;
	while (read_line(wire, &line) && line.len > 0) {
		if (header_is(line, "Content-Length", &value))
			*content_length = atol(cc_printf(client->ctx, "%.*s", (int)value.len, value.ptr).ptr);
		else if (header_is(line, "Content-Type", &value))
			exchange->content_type = cc_copy(client->ctx, value);
	}
	return exchange->status >= 100;
}

static CC_RESULT open_wire(struct tour_client *client, cc_str token, const struct tour_exchange *exchange,
                           struct wire *wire)
{
	struct cc_ctx *ctx = client->ctx;
	struct cc_buf out = { .arena = ctx->arena };
	char key[CC_ID_TEXT_LEN];
	cc_id_print(cc_new_id(ctx), key);
	cc_buf_printf(&out, "%s %s HTTP/1.1\r\nHost: %s:%s\r\nConnection: close\r\n", exchange->method,
	              exchange->path, client->host.ptr, client->port.ptr);
	if (token.len > 0)
		cc_buf_printf(&out, "Authorization: Bearer %.*s\r\n", (int)token.len, token.ptr);
	if (exchange->keyed)
		cc_buf_printf(&out, "Idempotency-Key: %.*s\r\n", CC_ID_TEXT_LEN, key);
	if (exchange->body.len > 0)
		cc_buf_printf(&out, "Content-Type: application/json\r\nContent-Length: %zu\r\n",
		              exchange->body.len);
	cc_buf_printf(&out, "\r\n");
	cc_buf_add(&out, exchange->body);
	*wire = (struct wire){ .fd = connect_to(client), .in.arena = ctx->arena };
	if (wire->fd >= 0 && send_all(wire->fd, cc_buf_str(&out)))
		return CC_OK;
	if (wire->fd >= 0)
		close(wire->fd);
	return cc_fail(ctx, &cc_unavailable, "Nothing answers at http://%s:%s.", client->host.ptr,
	               client->port.ptr);
}

/* ---- One answer ------------------------------------------------------------------ */

static bool read_answer(struct tour_client *client, struct wire *wire, struct tour_exchange *exchange)
{
	long length;
	if (!read_head(client, wire, exchange, &length))
		return false;
	bool more = true;
	while (more && (length < 0 || wire->in.len - wire->at < (size_t)length))
		more = fill(wire);
	exchange->answer = (cc_str){ wire->in.ptr + wire->at, wire->in.len - wire->at };
	return length < 0 || exchange->answer.len == (size_t)length;
}

static CC_RESULT exchange_once(struct tour_client *client, cc_str token, struct tour_exchange *exchange)
{
	struct cc_clock *clock = client->ctx->clock;
	struct wire wire;
	int64_t begun_us = clock->ops->monotonic_us(clock);
	TRY(open_wire(client, token, exchange, &wire));
	bool whole = read_answer(client, &wire, exchange);
	close(wire.fd);
	exchange->took_us = clock->ops->monotonic_us(clock) - begun_us;
	return whole ? CC_OK
	             : cc_fail(client->ctx, &cc_unavailable, "The answer to %s %s broke off.",
	                       exchange->method, exchange->path);
}

cc_err tour_call(struct tour_client *client, const struct tour_request *request, void *out,
                 struct tour_exchange *exchange)
{
	tour_write_request(client->ctx, request, exchange);
	TRY(exchange_once(client, request->token, exchange));
	return tour_read_answer(client->ctx, request->op, exchange, out);
}

/* ---- A stream -------------------------------------------------------------------- */

/* RFC 9112 section 7.1: the next chunk's bytes, behind those of `body`.  False at the end. */
static bool read_chunk(struct wire *wire, struct wire *body)
{
	cc_str line;
	if (!read_line(wire, &line))
		return false;
	size_t size = strtoul(line.ptr, NULL, 16), end = wire->at + size + 2;
	if (size == 0 || size > ANSWER_BYTES_MAX)
		return false;
	while (wire->in.len < end)
		if (!fill(wire))
			return false;
	cc_buf_add(&body->in, (cc_str){ wire->in.ptr + wire->at, size });
	wire->at = end;
	return true;
}

static bool read_stream_line(struct wire *wire, struct wire *body, cc_str *line)
{
	while (body->in.len == body->at || !memchr(body->in.ptr + body->at, '\n', body->in.len - body->at))
		if (!read_chunk(wire, body))
			return false;
	return read_line(body, line);
}

/* "data: {...}" is a message; ids, names and comments are not. */
static CC_RESULT hear_all(struct tour_client *client, struct wire *wire, const struct cc_op *op,
                          bool (*hear)(void *arg, const void *message), void *arg)
{
	static const cc_str data = { "data: ", 6 };
	struct wire body = { .fd = -1, .in.arena = client->ctx->arena };
	cc_str line;
	while (read_stream_line(wire, &body, &line)) {
		if (line.len <= data.len || memcmp(line.ptr, data.ptr, data.len) != 0)
			continue;
		void *message = cc_alloc(client->ctx, op->out->size);
		cc_str json = { line.ptr + data.len, line.len - data.len };
		TRY(cc_json_decode(client->ctx, json, op->out, message, NULL));
		if (!hear(arg, message))
			return CC_OK;
	}
	return cc_fail(client->ctx, &cc_unavailable, "The stream of %s ended too soon.", op->label);
}

cc_err tour_watch(struct tour_client *client, const struct tour_request *request,
                  bool (*hear)(void *arg, const void *message), void *arg)
{
	struct tour_exchange exchange;
	struct wire wire;
	long length;
	tour_write_request(client->ctx, request, &exchange);
	TRY(open_wire(client, request->token, &exchange, &wire));
	cc_err err;
	if (!read_head(client, &wire, &exchange, &length))
		err = cc_fail(client->ctx, &cc_unavailable, "Nobody streams at %s.", exchange.path);
	else if (exchange.status != 200)
		err = cc_fail(client->ctx, &cc_unavailable, "The stream at %s was refused.", exchange.path);
	else
		err = hear_all(client, &wire, request->op, hear, arg);
	close(wire.fd);
	return err;
}
