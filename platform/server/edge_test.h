/* edge_test.h - the whole edge over inventory's real store, and a client that sends bytes as they are. */
#pragma once

#include "platform/test.h"

#include "platform/server/http.h"

enum { EDGE_HOST = 1, EDGE_GUEST, EDGE_FIXTURE = 100, EDGE_EVENING };

struct edge;

/* NULL, or options whose zeroes mean the defaults; node, auth, telemetry and listen are the fixture's. */
struct edge *edge_open(const struct cc_http_options *options);
void edge_close(struct edge *edge);
void edge_stop(struct edge *edge, int64_t drain_ms); /* what edge_close() does first */
/* "Authorization: Bearer ...\r\n" of a user with scopes. */
const char *edge_token(struct edge *edge, int user, const char *scopes);
/* Has an evening with `seats` seats been made and published? */
void edge_publish_evening(struct edge *edge, int seats);
/* Holds are made past HTTP, as another process would make them. */
void edge_hold(struct edge *edge, int booking, int seats);
/* Between the two, no write is finished. */
void edge_block_lane(struct edge *edge);
void edge_unblock_lane(struct edge *edge);
int64_t edge_now_ms(struct edge *edge);
bool edge_logged(struct edge *edge, const char *text);

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
