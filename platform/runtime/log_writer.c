#include "platform/runtime/log_writer.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "platform/core/arena.h"

enum {
	BUFFER_BYTES = 512 * 1024, /* of each of the two */
	ORDINARY_BYTES_MAX = BUFFER_BYTES / 4 * 3,
	URGENT_AT_BYTES = BUFFER_BYTES / 2,
	BATCH_MS = 100,
	WRITE_WAIT_MS = 1000,
};

struct cc_log_writer {
	int fd;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	/* With the lock held: */
	char *filling;
	size_t filled;
	uint64_t dropped;
	bool urgent, stopping;
	/* The thread's own: */
	char *writing;
};

/* No longer than PIPE_BUF, and to the end of a line. */
static size_t chunk_of(const char *bytes, size_t len)
{
	if (len <= PIPE_BUF)
		return len;
	const char *end = memrchr(bytes, '\n', PIPE_BUF);
	assert(end);
	return (size_t)(end + 1 - bytes);
}

/* After poll() a pipe takes PIPE_BUF bytes without blocking.  False if it takes nothing for a second, or
 * fails. */
static bool write_some(int fd, const char *bytes, size_t len, size_t *written)
{
	struct pollfd ready = { .fd = fd, .events = POLLOUT };
	int n = poll(&ready, 1, WRITE_WAIT_MS);
	if (n < 0 && errno == EINTR)
		return true;
	if (n <= 0)
		return false;
	ssize_t count = write(fd, bytes, len);
	if (count < 0)
		return errno == EINTR || errno == EAGAIN;
	*written += (size_t)count;
	return true;
}

static uint64_t count_lines(const char *bytes, size_t len)
{
	uint64_t lines = 0;
	for (const char *end = bytes + len; (bytes = memchr(bytes, '\n', (size_t)(end - bytes))); bytes++)
		lines++;
	return lines;
}

/* Returns how many lines were lost. */
static uint64_t write_all(int fd, const char *bytes, size_t len)
{
	size_t chunk = 0;
	for (size_t written = 0; written < len;) {
		if (written >= chunk)
			chunk = written + chunk_of(bytes + written, len - written);
		if (!write_some(fd, bytes + written, chunk - written, &written))
			return count_lines(bytes + written, len - written);
	}
	return 0;
}

static struct timespec batch_deadline(void)
{
	struct timespec at;
	clock_gettime(CLOCK_MONOTONIC, &at);
	at.tv_nsec += BATCH_MS * 1000000L;
	at.tv_sec += at.tv_nsec / 1000000000;
	at.tv_nsec %= 1000000000;
	return at;
}

/* With the lock held.  False when there is nothing left and nothing more will come. */
static bool wait_for_batch(struct cc_log_writer *writer)
{
	while (writer->filled == 0 && !writer->stopping)
		pthread_cond_wait(&writer->changed, &writer->lock);
	struct timespec deadline = batch_deadline();
	while (!writer->urgent && !writer->stopping)
		if (pthread_cond_timedwait(&writer->changed, &writer->lock, &deadline) == ETIMEDOUT)
			break;
	return writer->filled > 0;
}

static void *run(void *arg)
{
	struct cc_log_writer *writer = arg;
	pthread_mutex_lock(&writer->lock);
	while (wait_for_batch(writer)) {
		char *bytes = writer->filling;
		size_t len = writer->filled;
		writer->filling = writer->writing;
		writer->writing = bytes;
		writer->filled = 0;
		writer->urgent = false;
		pthread_mutex_unlock(&writer->lock);
		uint64_t lost = write_all(writer->fd, bytes, len);
		pthread_mutex_lock(&writer->lock);
		writer->dropped += lost;
	}
	pthread_mutex_unlock(&writer->lock);
	return NULL;
}

/* Signals are for the threads that expect them; a reader that has gone is EPIPE here, not SIGPIPE. */
static bool start(struct cc_log_writer *writer)
{
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	int failed = pthread_create(&writer->thread, NULL, run, writer);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return failed == 0;
}

static bool init_condition(pthread_cond_t *condition)
{
	pthread_condattr_t monotonic;
	if (pthread_condattr_init(&monotonic) != 0)
		return false;
	bool made = pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC) == 0 &&
	            pthread_cond_init(condition, &monotonic) == 0;
	pthread_condattr_destroy(&monotonic);
	return made;
}

struct cc_log_writer *cc_log_writer_new(int fd)
{
	struct cc_log_writer *writer = calloc(1, sizeof *writer);
	if (!writer || pthread_mutex_init(&writer->lock, NULL) != 0 || !init_condition(&writer->changed))
		cc_die("out of memory for the log");
	writer->fd = fd;
	writer->filling = malloc(BUFFER_BYTES);
	writer->writing = malloc(BUFFER_BYTES);
	if (!writer->filling || !writer->writing || !start(writer))
		cc_die("out of memory for the log's buffers and thread");
	return writer;
}

void cc_log_writer_free(struct cc_log_writer *writer)
{
	if (!writer)
		return;
	pthread_mutex_lock(&writer->lock);
	writer->stopping = true;
	pthread_cond_signal(&writer->changed);
	pthread_mutex_unlock(&writer->lock);
	pthread_join(writer->thread, NULL);
	pthread_cond_destroy(&writer->changed);
	pthread_mutex_destroy(&writer->lock);
	free(writer->filling);
	free(writer->writing);
	free(writer);
}

/* With the lock held.  True if the thread must be woken: it looks again only when there is a reason to. */
static bool append(struct cc_log_writer *writer, cc_str line, bool urgent)
{
	bool first = writer->filled == 0, was_urgent = writer->urgent;
	memcpy(writer->filling + writer->filled, line.ptr, line.len);
	writer->filled += line.len;
	writer->urgent = was_urgent || urgent || writer->filled >= URGENT_AT_BYTES;
	return first || (writer->urgent && !was_urgent);
}

void cc_log_writer_add(struct cc_log_writer *writer, cc_str line, bool urgent)
{
	assert(line.len > 0 && line.len <= PIPE_BUF && line.ptr[line.len - 1] == '\n');
	bool wake = false;
	pthread_mutex_lock(&writer->lock);
	if (writer->filled + line.len <= (urgent ? BUFFER_BYTES : ORDINARY_BYTES_MAX))
		wake = append(writer, line, urgent);
	else
		writer->dropped++;
	pthread_mutex_unlock(&writer->lock);
	if (wake)
		pthread_cond_signal(&writer->changed);
}

uint64_t cc_log_writer_dropped(struct cc_log_writer *writer)
{
	if (!writer)
		return 0;
	pthread_mutex_lock(&writer->lock);
	uint64_t dropped = writer->dropped;
	pthread_mutex_unlock(&writer->lock);
	return dropped;
}
