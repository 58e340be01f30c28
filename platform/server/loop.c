/* loop.c - a thread that serves its share of the connections. */
#include "platform/server/http_internal.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "platform/server/stream.h"

enum {
	SWEEPS_PER_TIMEOUT = 8, /* a deadline is kept to an eighth */
	SWEEP_MS_MIN = 5,
	SWEEP_MS_MAX = 250,
	IDLE_PASSES_MAX = 64,
	IDLE_PASS_MS = 1,
};

void cc_http_loop_wake(struct cc_http_loop *loop)
{
	uint64_t one = 1;
	ssize_t written;
	do
		written = write(loop->wake_fd, &one, sizeof one);
	while (written < 0 && errno == EINTR); /* EAGAIN: it is awake already */
}

static int64_t sweep_ms(const struct cc_http *http)
{
	int64_t ms = http->options.request_timeout_ms / SWEEPS_PER_TIMEOUT;
	return ms < SWEEP_MS_MIN ? SWEEP_MS_MIN : ms > SWEEP_MS_MAX ? SWEEP_MS_MAX : ms;
}

/* How long there is nothing to do, if no socket and no mailbox says otherwise. */
static int64_t time_left_ms(struct cc_http_loop *loop, int64_t now_us)
{
	MHD_UNSIGNED_LONG_LONG library_ms;
	int64_t left_ms = (loop->sweep_us - now_us) / 1000 + 1;
	int64_t stream_ms = cc_http_streams_wait_ms(loop, now_us);
	if (stream_ms < left_ms)
		left_ms = stream_ms;
	if (MHD_get_timeout(loop->daemon, &library_ms) == MHD_YES && (int64_t)library_ms < left_ms)
		left_ms = (int64_t)library_ms;
	return left_ms > 0 ? left_ms : 0;
}

static void wait(struct cc_http_loop *loop, int64_t ms)
{
	struct pollfd fds[] = { { loop->events_fd, POLLIN, 0 }, { loop->wake_fd, POLLIN, 0 } };
	if (poll(fds, CC_COUNT(fds), (int)ms) <= 0 || !(fds[1].revents & POLLIN))
		return;
	uint64_t count;
	ssize_t got = read(loop->wake_fd, &count, sizeof count); /* emptied before the mailboxes are */
	(void)got;
}

/* libmicrohttpd asks to be called again at once while a client leaves a chunk's header unfinished, although
 * nothing can happen.  Passes in which no callback comes must not eat the processor. */
static int64_t slow_down(struct cc_http_loop *loop, int64_t left_ms)
{
	if (left_ms > 0 || loop->progress)
		loop->idle_passes = 0;
	loop->progress = false;
	if (left_ms > 0)
		return left_ms;
	return ++loop->idle_passes > IDLE_PASSES_MAX ? IDLE_PASS_MS : 0;
}

static void start_draining(struct cc_http_loop *loop)
{
	loop->draining = true;
	close(MHD_quiesce_daemon(loop->daemon));
	cc_http_end_streams(loop);
	MHD_run(loop->daemon); /* what has arrived is a request to be answered */
}

/* True once nothing is left to be done. */
static bool drained(struct cc_http_loop *loop, int64_t now_us)
{
	bool late = now_us >= atomic_load(&loop->http->drain_until_us);
	cc_http_close_connections(loop, late);
	return !loop->connections;
}

static void pass(struct cc_http_loop *loop)
{
	cc_http_resume_finished(loop);
	cc_http_hear_commits(loop);
	cc_http_resume_streams(loop, cc_http_now_us(loop->http));
	if (MHD_run(loop->daemon) != MHD_YES)
		cc_die("libmicrohttpd has failed: %s", strerror(errno));
	int64_t now_us = cc_http_now_us(loop->http);
	if (now_us >= loop->sweep_us) {
		cc_http_sweep(loop, now_us);
		loop->sweep_us = now_us + sweep_ms(loop->http) * 1000;
	}
}

static void *serve(void *arg)
{
	struct cc_http_loop *loop = arg;
	for (;;) {
		int64_t left_ms = slow_down(loop, time_left_ms(loop, cc_http_now_us(loop->http)));
		if (left_ms > 0)
			wait(loop, left_ms);
		pass(loop);
		if (!loop->draining && atomic_load(&loop->http->draining))
			start_draining(loop);
		if (loop->draining && drained(loop, cc_http_now_us(loop->http)))
			break;
	}
	MHD_stop_daemon(loop->daemon);
	return NULL;
}

static struct MHD_Daemon *start_daemon(struct cc_http_loop *loop, int listen_fd)
{
	const struct cc_http_options *options = &loop->http->options;
	unsigned idle_s = (unsigned)((options->idle_timeout_ms + 999) / 1000);
	size_t memory = options->header_bytes_max + options->header_bytes_max / 3;
	unsigned connections = options->connections_max / options->threads;
	/* The thread is ours: it keeps absolute deadlines, which libmicrohttpd does not have, and a whole
	 * batch of finished writes costs it one wake-up. */
	return MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, cc_http_on_request,
	                        loop, MHD_OPTION_LISTEN_SOCKET, listen_fd, MHD_OPTION_STRICT_FOR_CLIENT, 1,
	                        MHD_OPTION_CONNECTION_MEMORY_LIMIT, memory, MHD_OPTION_CONNECTION_LIMIT,
	                        connections > 0 ? connections : 1, MHD_OPTION_CONNECTION_TIMEOUT, idle_s,
	                        MHD_OPTION_URI_LOG_CALLBACK, cc_http_on_request_line, loop,
	                        MHD_OPTION_NOTIFY_COMPLETED, cc_http_on_completed, loop,
	                        MHD_OPTION_NOTIFY_CONNECTION, cc_http_on_connection, loop,
	                        MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_END);
}

/* Signals are the main thread's; SIGPIPE is nobody's. */
static bool start_thread(struct cc_http_loop *loop)
{
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	int failed = pthread_create(&loop->thread, NULL, serve, loop);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return failed == 0;
}

bool cc_http_loop_start(struct cc_http_loop *loop, int listen_fd)
{
	loop->scratch = cc_arena_new();
	loop->kept = cc_kept_new();
	TAILQ_INIT(&loop->streams);
	loop->wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	loop->daemon = start_daemon(loop, listen_fd);
	if (loop->wake_fd < 0 || !loop->daemon)
		return false;
	loop->events_fd = MHD_get_daemon_info(loop->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
	return start_thread(loop);
}

void cc_http_loop_join(struct cc_http_loop *loop)
{
	cc_http_loop_wake(loop);
	pthread_join(loop->thread, NULL);
}

void cc_http_loop_free(struct cc_http_loop *loop)
{
	cc_http_free_requests(loop);
	cc_arena_free(loop->scratch);
	cc_kept_free(loop->kept);
	close(loop->wake_fd);
}
