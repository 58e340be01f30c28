/* edge_test.h - the whole edge over inventory's real store. */
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
/* Writes past HTTP, as another client would have made them: */
void edge_publish_evening(struct edge *edge, int seats);
void edge_hold(struct edge *edge, int booking, int seats);
/* What no rule does: the published evening is a draft again, and an event of it comes. */
void edge_withdraw_evening(struct edge *edge);
/* Between the two, no write is finished. */
void edge_block_lane(struct edge *edge);
void edge_unblock_lane(struct edge *edge);
int64_t edge_now_ms(struct edge *edge);
bool edge_logged(struct edge *edge, const char *text); /* waits for it */
unsigned edge_port(const struct edge *edge);
