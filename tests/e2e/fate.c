/*
 * fate.c - preloaded into the program under test: moves its wall clock, and kills it at one of its commits.
 *
 *   FATE_CLOCK=FILE            adds the milliseconds that FILE begins with, a native int64, to its time
 *   FATE_KILL=NAME:COUNT:WHEN  SIGKILL around the COUNTth sync of the file whose path ends with NAME:
 *                              `before` anything is written for it, or `after` it is durable
 *   FATE_FROM=FILE             counted once FILE is there
 *
 * The program itself knows nothing of it: this stands between it and the C library.
 */
#undef _FILE_OFFSET_BITS /* both names of pwrite are defined here */
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static struct {
	const int64_t *clock_ms;
	char name[64];
	const char *from;
	int count;
	bool before;
	int synced;
	pthread_mutex_t lock;
	int (*clock_gettime)(clockid_t id, struct timespec *at);
	int (*fdatasync)(int fd);
	ssize_t (*pwrite64)(int fd, const void *bytes, size_t len, off64_t at);
} fate = { .lock = PTHREAD_MUTEX_INITIALIZER };

static void *next(const char *name)
{
	void *found = dlsym(RTLD_NEXT, name);
	if (!found)
		abort();
	return found;
}

static const int64_t *open_clock(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	void *page = mmap(NULL, sizeof(int64_t), PROT_READ, MAP_SHARED, fd, 0);
	if (fd < 0 || page == MAP_FAILED)
		abort();
	close(fd);
	return page;
}

/* Other libraries may ask for the time before this one is begun. */
__attribute__((constructor)) static void begin(void)
{
	if (fate.pwrite64)
		return;
	const char *kill_at = getenv("FATE_KILL"), *clock = getenv("FATE_CLOCK");
	char when[8] = "";
	fate.clock_gettime = (int (*)(clockid_t, struct timespec *))next("clock_gettime");
	fate.fdatasync = (int (*)(int))next("fdatasync");
	fate.pwrite64 = (ssize_t(*)(int, const void *, size_t, off64_t))next("pwrite64");
	if (clock)
		fate.clock_ms = open_clock(clock);
	if (kill_at && sscanf(kill_at, "%63[^:]:%d:%7s", fate.name, &fate.count, when) != 3)
		abort();
	fate.from = getenv("FATE_FROM");
	if (kill_at && !fate.from)
		abort();
	fate.before = strcmp(when, "before") == 0;
}

int clock_gettime(clockid_t id, struct timespec *at)
{
	begin();
	int status = fate.clock_gettime(id, at);
	if (status == 0 && id == CLOCK_REALTIME && fate.clock_ms) {
		int64_t ns = at->tv_nsec + *fate.clock_ms % 1000 * 1000000;
		at->tv_sec += *fate.clock_ms / 1000 + ns / 1000000000;
		at->tv_nsec = ns % 1000000000;
	}
	return status;
}

static bool is_watched(int fd)
{
	char link[64], path[PATH_MAX];
	if (fate.count == 0 || access(fate.from, F_OK) != 0)
		return false;
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t len = readlink(link, path, sizeof path);
	size_t name = strlen(fate.name);
	return len >= (ssize_t)name && memcmp(path + len - name, fate.name, name) == 0;
}

static void strike_if(bool now)
{
	if (now)
		kill(getpid(), SIGKILL);
}

int fdatasync(int fd)
{
	begin();
	bool watched = is_watched(fd);
	int status = fate.fdatasync(fd);
	if (watched) {
		pthread_mutex_lock(&fate.lock);
		fate.synced++;
		strike_if(!fate.before && fate.synced == fate.count);
		pthread_mutex_unlock(&fate.lock);
	}
	return status;
}

ssize_t pwrite64(int fd, const void *bytes, size_t len, off64_t at)
{
	begin();
	if (is_watched(fd)) {
		pthread_mutex_lock(&fate.lock);
		strike_if(fate.before && fate.synced + 1 == fate.count);
		pthread_mutex_unlock(&fate.lock);
	}
	return fate.pwrite64(fd, bytes, len, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t len, off_t at)
{
	return pwrite64(fd, bytes, len, at);
}
