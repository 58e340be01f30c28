#include "platform/server/client_test.h"

#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PATIENCE_MS = 5000 };

struct client *client_new(struct edge *edge)
{
	struct client *client = calloc(1, sizeof *client);
	const struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)edge_port(edge)),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	assert_non_null(client);
	client->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(connect(client->fd, (const struct sockaddr *)&address, sizeof address), 0);
	return client;
}

void client_free(struct client *client)
{
	close(client->fd);
	free(client);
}

void client_send(struct client *client, const char *bytes)
{
	size_t len = strlen(bytes);
	assert_int_equal(send(client->fd, bytes, len, MSG_NOSIGNAL), len);
}

bool client_try_send(struct client *client, const char *bytes)
{
	return send(client->fd, bytes, strlen(bytes), MSG_NOSIGNAL) > 0;
}

void client_sendf(struct client *client, const char *fmt, ...)
{
	char bytes[8192];
	va_list args;
	va_start(args, fmt);
	vsnprintf(bytes, sizeof bytes, fmt, args);
	va_end(args);
	client_send(client, bytes);
}

/* More bytes; 0 once it is closed, -1 if nothing comes. */
static ssize_t receive(struct client *client, int64_t within_ms)
{
	struct pollfd fd = { client->fd, POLLIN, 0 };
	if (poll(&fd, 1, (int)within_ms) <= 0)
		return -1;
	size_t room = sizeof client->bytes - 1 - client->len;
	ssize_t n = recv(client->fd, client->bytes + client->len, room, 0);
	if (n > 0)
		client->len += (size_t)n;
	client->bytes[client->len] = '\0';
	return n < 0 ? 0 : n;
}

static void take(struct client *client, char *to, size_t n)
{
	memcpy(to, client->bytes, n);
	to[n] = '\0';
	client->len -= n;
	memmove(client->bytes, client->bytes + n, client->len + 1);
}

/* Bytes up to the end of `text`; 0 if the connection is closed before. */
static size_t find(struct client *client, const char *text)
{
	for (;;) {
		const char *found = client->len > 0 ? strstr(client->bytes, text) : NULL;
		if (found)
			return (size_t)(found - client->bytes) + strlen(text);
		ssize_t n = receive(client, PATIENCE_MS);
		if (n < 0)
			fail_msg("%s did not come, but %s", text, client->bytes);
		if (n == 0)
			return 0;
	}
}

struct reply client_read_head(struct client *client)
{
	struct reply reply = { .status = 0 };
	size_t n = find(client, "\r\n\r\n");
	assert_in_range(n, 0, sizeof reply.head - 1);
	take(client, reply.head, n);
	if (n > 0)
		assert_int_equal(sscanf(reply.head, "HTTP/1.1 %d", &reply.status), 1);
	return reply;
}

struct reply client_read(struct client *client)
{
	char value[256];
	struct reply reply = client_read_head(client);
	const char *length = reply.status > 0 ? reply_header(&reply, "Content-Length", value) : NULL;
	if (!length)
		return reply;
	reply.body_len = strtoul(length, NULL, 10);
	assert_in_range(reply.body_len, 0, sizeof reply.body - 1);
	while (client->len < reply.body_len)
		assert_true(receive(client, PATIENCE_MS) > 0);
	take(client, reply.body, reply.body_len);
	return reply;
}

const char *client_await(struct client *client, const char *until, struct reply *text)
{
	size_t n = find(client, until);
	if (n == 0)
		fail_msg("the connection was closed before %s came, after %s", until, client->bytes);
	assert_in_range(n, 0, sizeof text->body - 1);
	take(client, text->body, n);
	return text->body;
}

bool client_silent(struct client *client, int64_t ms)
{
	return client->len == 0 && receive(client, ms) < 0;
}

bool client_closed(struct client *client, int64_t within_ms)
{
	return client->len == 0 && receive(client, within_ms) == 0;
}

struct reply edge_ask(struct edge *edge, const char *request)
{
	struct client *client = client_new(edge);
	client_send(client, request);
	struct reply reply = client_read(client);
	client_free(client);
	return reply;
}

const char *reply_header(const struct reply *reply, const char *name, char value[256])
{
	size_t len = strlen(name);
	for (const char *line = strstr(reply->head, "\r\n"); line; line = strstr(line + 2, "\r\n")) {
		if (strncasecmp(line + 2, name, len) != 0 || line[2 + len] != ':')
			continue;
		if (sscanf(line + 2 + len + 1, " %255[^\r]", value) == 1)
			return value;
	}
	return NULL;
}
