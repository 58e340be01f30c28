/*
 * http_internal.h - what the files of the edge share.
 *
 * A loop is one thread with one libmicrohttpd daemon.  A connection, its requests and its streams belong to
 * one loop and are touched by its thread alone, so nothing here is locked.  Lanes and workers reach a loop
 * only through its two atomic mailboxes, `finished` and `committed`.
 */
#pragma once

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/queue.h>

#include "platform/server/http.h"
#include "platform/server/kept.h"
#include "platform/server/request.h"

enum { CC_HTTP_LOOPS_MAX = 64, CC_HTTP_WATCHES_MAX = 32, CC_HTTP_SERVICES_MAX = 32 };

struct cc_http_stream;

/* One thread and what it serves. */
struct cc_http_loop {
	struct cc_http *http;
	struct MHD_Daemon *daemon;
	pthread_t thread;
	int events_fd; /* libmicrohttpd's epoll */
	int wake_fd;   /* eventfd: something came into an empty mailbox */
	_Atomic(struct cc_http_request *) finished; /* newest first */
	_Atomic uint32_t committed;                 /* bit i: events of watch i may be there */

	struct cc_http_connection *connections;
	struct cc_http_request *spare;
	size_t spare_count;
	size_t running;       /* requests with a lane or a worker */
	int64_t sweep_us;     /* when deadlines are looked at next */
	bool progress;        /* has a callback come since? */
	unsigned idle_passes;
	bool draining;

	TAILQ_HEAD(, cc_http_stream) streams;
	int64_t streams_wake_us;                        /* when one has something to send, at the earliest */
	int64_t seen[CC_HTTP_WATCHES_MAX];              /* positions up to which events have been heard */
	_Atomic unsigned watchers[CC_HTTP_WATCHES_MAX]; /* streams */
	struct cc_arena *scratch;
	struct cc_kept *kept;

	_Atomic unsigned connection_count, stream_count; /* for the metrics */
	_Atomic uint64_t cut_count;
};

/* A topic that streams of a service watch. */
struct cc_http_watch {
	const struct cc_service *service;
	struct cc_store *store;
	const char *topic;
};

struct cc_http {
	struct cc_http_options options; /* the defaults filled in */
	struct cc_clock *clock;
	struct cc_entropy *entropy;
	struct cc_router *router;
	struct cc_page *documents;
	struct cc_http_watch watches[CC_HTTP_WATCHES_MAX];
	unsigned watch_count;
	/* How often each service has committed since the start, in the order of the node's. */
	_Atomic uint64_t commits[CC_HTTP_SERVICES_MAX];
	unsigned port;
	_Atomic bool draining;
	_Atomic int64_t drain_until_us;
	unsigned loop_count;
	struct cc_http_loop loops[];
};

static inline int64_t cc_http_now_us(const struct cc_http *http)
{
	return http->clock->ops->monotonic_us(http->clock);
}

/* loop.c ------------------------------------------------------------------------ */

/* Takes over listen_fd.  False if a thread or libmicrohttpd's daemon cannot be started. */
bool cc_http_loop_start(struct cc_http_loop *loop, int listen_fd);
void cc_http_loop_wake(struct cc_http_loop *loop); /* from any thread */
void cc_http_loop_join(struct cc_http_loop *loop); /* once it drains */
void cc_http_loop_free(struct cc_http_loop *loop);

/* connection.c ------------------------------------------------------------------- */

/* libmicrohttpd's callbacks; cls is the loop. */
void cc_http_on_connection(void *cls, struct MHD_Connection *mhd, void **context,
                           enum MHD_ConnectionNotificationCode what);
/* Closes connections whose time is up, with a 408 if a request line was there. */
void cc_http_sweep(struct cc_http_loop *loop, int64_t now_us);
/* Closes connections that wait for a request; all, if `all`, but those that are suspended. */
void cc_http_close_connections(struct cc_http_loop *loop, bool all);
