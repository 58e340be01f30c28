/* connection.c - connections: who they are, and how long they may take. */
#include "platform/server/http_internal.h"

#include <stdlib.h>
#include <sys/socket.h>

#include "platform/server/refusal.h"

static void open_connection(struct cc_http_loop *loop, struct MHD_Connection *mhd, void **context)
{
	const struct cc_http_options *options = &loop->http->options;
	struct cc_http_connection *connection = malloc(sizeof *connection);
	if (!connection)
		cc_die("out of memory for a connection");
	*connection = (struct cc_http_connection){
		.loop = loop,
		.fd = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd,
		.deadline_us = cc_http_now_us(loop->http) +
		               (options->idle_timeout_ms + options->request_timeout_ms) * 1000,
		.next = loop->connections,
		.link = &loop->connections,
	};
	if (connection->next)
		connection->next->link = &connection->next;
	loop->connections = connection;
	atomic_fetch_add(&loop->connection_count, 1);
	*context = connection;
}

static void close_connection(struct cc_http_loop *loop, struct cc_http_connection *connection)
{
	if (connection->request)
		cc_http_forget_request(connection->request);
	*connection->link = connection->next;
	if (connection->next)
		connection->next->link = connection->link;
	atomic_fetch_sub(&loop->connection_count, 1);
	free(connection);
}

void cc_http_on_connection(void *cls, struct MHD_Connection *mhd, void **context,
                           enum MHD_ConnectionNotificationCode what)
{
	if (what == MHD_CONNECTION_NOTIFY_STARTED)
		open_connection(cls, mhd, context);
	else
		close_connection(cls, *context);
}

/* libmicrohttpd hears of it as of a client that leaves. */
static void cut(struct cc_http_connection *connection)
{
	connection->deadline_us = INT64_MAX;
	atomic_fetch_add(&connection->loop->cut_count, 1);
	shutdown(connection->fd, SHUT_RDWR);
}

static void time_out(struct cc_http_connection *connection)
{
	struct cc_http_request *request = connection->request;
	if (request && request->phase <= CC_HTTP_BODY)
		cc_http_answer_raw(request, cc_refuse(&request->invocation.ctx, &cc_request_timeout,
		                                      "The request took too long to arrive; send it again."));
	cut(connection);
}

void cc_http_sweep(struct cc_http_loop *loop, int64_t now_us)
{
	for (struct cc_http_connection *at = loop->connections; at; at = at->next)
		if (now_us >= at->deadline_us)
			time_out(at);
}

void cc_http_close_connections(struct cc_http_loop *loop, bool all)
{
	for (struct cc_http_connection *at = loop->connections; at; at = at->next)
		if (!at->request || (all && at->request->phase != CC_HTTP_RUNNING))
			shutdown(at->fd, SHUT_RDWR);
}
