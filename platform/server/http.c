/* http.c - the edge as a whole: its options, its loops, its numbers. */
#include "platform/server/http_internal.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/server/listen.h"
#include "platform/server/stream.h"

enum {
	THREADS = 2,
	CONNECTIONS_MAX = 10000,
	STREAMS_MAX = 1000,
	HEADER_BYTES_MAX = 6 * 1024,
	BODY_BYTES_MAX = 64 * 1024,
	REQUEST_TIMEOUT_MS = 15 * 1000,
	IDLE_TIMEOUT_MS = 30 * 1000,
	HEARTBEAT_MS = 15 * 1000,
};

static struct cc_http_options with_defaults(struct cc_http_options options)
{
	options.threads = options.threads ? options.threads : THREADS;
	options.connections_max = options.connections_max ? options.connections_max : CONNECTIONS_MAX;
	options.streams_max = options.streams_max ? options.streams_max : STREAMS_MAX;
	options.header_bytes_max = options.header_bytes_max ? options.header_bytes_max : HEADER_BYTES_MAX;
	options.body_bytes_max = options.body_bytes_max ? options.body_bytes_max : BODY_BYTES_MAX;
	options.request_timeout_ms = options.request_timeout_ms ? options.request_timeout_ms
	                                                        : REQUEST_TIMEOUT_MS;
	options.idle_timeout_ms = options.idle_timeout_ms ? options.idle_timeout_ms : IDLE_TIMEOUT_MS;
	options.heartbeat_ms = options.heartbeat_ms ? options.heartbeat_ms : HEARTBEAT_MS;
	return options;
}

/* Routes -------------------------------------------------------------------------- */

static void add_services(struct cc_http *http)
{
	const struct cc_service *const *service = cc_node_services(http->options.node);
	for (; *service; service++)
		for (const struct cc_op *const *op = (*service)->ops; *op; op++)
			if ((*op)->path)
				cc_router_add_op(http->router, *op);
}

static void add_documents(struct cc_http *http)
{
	const struct cc_document *documents = http->options.documents;
	size_t count = 0;
	while (documents && documents[count].path)
		count++;
	http->documents = calloc(count + 1, sizeof *http->documents);
	if (!http->documents)
		cc_die("out of memory for documents");
	for (size_t i = 0; i < count; i++) {
		http->documents[i] = (struct cc_page){
			.content_type = documents[i].content_type,
			.body = documents[i].body,
			.policy = documents[i].policy,
			.document = documents[i].write ? &documents[i] : NULL,
		};
		cc_router_add_page(http->router, documents[i].path, &http->documents[i]);
	}
}

static void add_routes(struct cc_http *http)
{
	http->router = cc_router_new();
	add_services(http);
	add_documents(http);
	cc_router_add_page(http->router, "/healthz", &cc_page_healthz);
	cc_router_add_page(http->router, "/readinessz", &cc_page_readinessz);
	cc_router_add_page(http->router, "/metrics", &cc_page_metrics);
}

/* Numbers ------------------------------------------------------------------------- */

static double count_connections(void *arg)
{
	const struct cc_http *http = arg;
	double sum = 0;
	for (unsigned i = 0; i < http->loop_count; i++)
		sum += atomic_load(&http->loops[i].connection_count);
	return sum;
}

static double count_streams(void *arg)
{
	const struct cc_http *http = arg;
	double sum = 0;
	for (unsigned i = 0; i < http->loop_count; i++)
		sum += atomic_load(&http->loops[i].stream_count);
	return sum;
}

static double count_cut(void *arg)
{
	const struct cc_http *http = arg;
	double sum = 0;
	for (unsigned i = 0; i < http->loop_count; i++)
		sum += (double)atomic_load(&http->loops[i].cut_count);
	return sum;
}

static void publish_numbers(struct cc_http *http)
{
	const struct cc_gauge gauges[] = {
		{ .name = "couchannel_http_connections",
		  .help = "Open connections.",
		  .read = count_connections,
		  .arg = http },
		{ .name = "couchannel_http_streams",
		  .help = "Open event streams.",
		  .read = count_streams,
		  .arg = http },
		{ .name = "couchannel_http_cut_total",
		  .help = "Connections cut because a request or an answer took too long.",
		  .read = count_cut,
		  .arg = http },
	};
	for (size_t i = 0; i < CC_COUNT(gauges); i++)
		cc_telemetry_gauge(http->options.telemetry, &gauges[i]);
}

/* Life ---------------------------------------------------------------------------- */

/* Every loop accepts from the same socket, through a descriptor of its own. */
static void start_loops(struct cc_http *http, int listen_fd)
{
	for (unsigned i = 0; i < http->loop_count; i++) {
		http->loops[i].http = http;
		int fd = fcntl(listen_fd, F_DUPFD_CLOEXEC, 0);
		if (fd < 0 || !cc_http_loop_start(&http->loops[i], fd))
			cc_die("a thread of the HTTP server cannot be started");
	}
	close(listen_fd);
}

cc_err cc_http_start(struct cc_ctx *ctx, const struct cc_http_options *options, struct cc_http **http)
{
	struct cc_http_options complete = with_defaults(*options);
	assert(complete.threads <= CC_HTTP_LOOPS_MAX);
	int listen_fd;
	unsigned port;
	TRY(cc_listen(ctx, complete.listen, &listen_fd, &port));

	struct cc_http *made = calloc(1, sizeof *made + complete.threads * sizeof made->loops[0]);
	if (!made)
		cc_die("out of memory for the HTTP server");
	made->options = complete;
	made->clock = ctx->clock;
	made->entropy = ctx->entropy;
	made->port = port;
	made->loop_count = complete.threads;
	add_routes(made);
	cc_http_find_watches(made);
	publish_numbers(made);
	if (complete.listening)
		complete.listening(complete.arg, port);
	start_loops(made, listen_fd);
	*http = made;
	return CC_OK;
}

unsigned cc_http_port(const struct cc_http *http)
{
	return http->port;
}

void cc_http_stop(struct cc_http *http, int64_t drain_ms)
{
	atomic_store(&http->drain_until_us, cc_http_now_us(http) + drain_ms * 1000);
	atomic_store(&http->draining, true);
	for (unsigned i = 0; i < http->loop_count; i++)
		cc_http_loop_wake(&http->loops[i]);
	for (unsigned i = 0; i < http->loop_count; i++)
		cc_http_loop_join(&http->loops[i]);
}

void cc_http_free(struct cc_http *http)
{
	if (!http)
		return;
	for (unsigned i = 0; i < http->loop_count; i++)
		cc_http_loop_free(&http->loops[i]);
	cc_router_free(http->router);
	free(http->documents);
	free(http);
}
