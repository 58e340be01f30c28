/* client_test.h - a client that sends bytes as they are. */
#pragma once

#include "platform/server/edge_test.h"

struct client {
	int fd;
	size_t len;
	char bytes[128 * 1024]; /* received and not yet read */
};

struct reply {
	int status; /* 0: the connection was closed without one */
	char head[4096], body[64 * 1024];
	size_t body_len;
};

struct client *client_new(struct edge *edge);
void client_free(struct client *client);
void client_send(struct client *client, const char *bytes);
bool client_try_send(struct client *client, const char *bytes); /* false if the connection is closed */
void client_sendf(struct client *client, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
struct reply client_read(struct client *client);             /* the next reply, with its body */
struct reply client_read_head(struct client *client);        /* the next reply, without a body */
bool client_closed(struct client *client, int64_t within_ms); /* and nothing left to read */
/* Everything up to and with `until`; fails the test if it does not come within 5 s. */
const char *client_await(struct client *client, const char *until, struct reply *text);
/* Nothing comes for that long. */
bool client_silent(struct client *client, int64_t ms);

/* One request on a connection of its own. */
struct reply edge_ask(struct edge *edge, const char *request);
const char *reply_header(const struct reply *reply, const char *name, char value[256]); /* NULL: none */
