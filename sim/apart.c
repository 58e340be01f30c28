/* apart.c - a seed in a child, which inherits the base world and leaves nothing behind. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/core/arena.h"
#include "sim/run.h"

enum { SECONDS_MAX = 300 };

static void write_all(int fd, const void *bytes, size_t count)
{
	const char *at = bytes;
	while (count > 0) {
		ssize_t written = write(fd, at, count);
		if (written < 0 && errno != EINTR)
			_exit(1);
		if (written > 0) {
			at += written;
			count -= (size_t)written;
		}
	}
}

static size_t read_all(int fd, void *bytes, size_t count)
{
	size_t len = 0;
	while (len < count) {
		ssize_t got = read(fd, (char *)bytes + len, count - len);
		if (got == 0 || (got < 0 && errno != EINTR))
			break;
		if (got > 0)
			len += (size_t)got;
	}
	return len;
}

_Noreturn static void be_child(struct sim_world *world, const struct sim_options *options, int fd)
{
	struct sim_result result;
	alarm(SECONDS_MAX); /* one that goes round in circles ends here */
	sim_play(world, options, &result);
	write_all(fd, &result, sizeof result);
	_exit(0);
}

void sim_child_start(struct sim_child *child, struct sim_world *world, const struct sim_options *options)
{
	int ends[2];
	fflush(NULL); /* or the child would print it, too */
	if (pipe(ends) != 0)
		cc_die("a seed cannot be played: %s", strerror(errno));
	pid_t pid = fork();
	if (pid < 0)
		cc_die("a seed cannot be played: %s", strerror(errno));
	if (pid == 0) {
		close(ends[0]);
		be_child(world, options, ends[1]);
	}
	close(ends[1]);
	*child = (struct sim_child){ .pid = pid, .fd = ends[0], .seed = options->seed };
}

void sim_child_finish(struct sim_child *child, struct sim_result *result)
{
	int status = 0;
	size_t got = read_all(child->fd, result, sizeof *result);
	close(child->fd);
	while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR) {
	}
	if (got == sizeof *result && WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return;
	*result = (struct sim_result){ .seed = child->seed, .verdict = SIM_BROKEN };
	snprintf(result->invariant, sizeof result->invariant, "the_world_holds");
	snprintf(result->what, sizeof result->what, "The simulator itself ended with %s %d.",
	         WIFSIGNALED(status) ? "signal" : "status",
	         WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
}
