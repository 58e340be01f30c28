/* lock.c - one writer at a time, in this process and in all others. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "platform/adapters/sql_sqlite/internal.h"

enum { PID_TEXT_MAX = 24 };

/* The holder leaves its number in the file; 0 if it has not got round to it. */
static long holder(int lock)
{
	char text[PID_TEXT_MAX] = { 0 };
	ssize_t n = pread(lock, text, sizeof text - 1, 0);
	return n > 0 ? strtol(text, NULL, 10) : 0;
}

static CC_RESULT refuse(struct cc_ctx *ctx, const char *path, long pid)
{
	if (pid == getpid())
		return cc_fail(ctx, &cc_unavailable,
		               "This process has a writer of %s already; close it first.", path);
	if (pid > 0)
		return cc_fail(ctx, &cc_unavailable, "Process %ld is the writer of %s; stop it first.", pid,
		               path);
	return cc_fail(ctx, &cc_unavailable, "Another process is the writer of %s; stop it first.", path);
}

static void leave_number(int lock)
{
	char text[PID_TEXT_MAX];
	int len = snprintf(text, sizeof text, "%ld\n", (long)getpid());
	/* Only a hint for people: the lock itself is the kernel's. */
	if (ftruncate(lock, 0) != 0 || pwrite(lock, text, (size_t)len, 0) != len)
		return;
}

static CC_RESULT lock_here(const struct cc_sqlite *sqlite, struct cc_ctx *ctx, struct cc_sqlite_lock *lock)
{
	int fd = open(sqlite->lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return cc_fail(ctx, &cc_unavailable, "%s cannot be opened: %s; check the folder.",
		               sqlite->lock_path, strerror(errno));
	/* Belongs to the open file, not to the process: a second open() here is refused as well. */
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		cc_err err = refuse(ctx, sqlite->path, holder(fd));
		close(fd);
		return err;
	}
	leave_number(fd);
	lock->fd = fd;
	return CC_OK;
}

/* SQLite's locks of a file, of which no database is made. */
static int lock_file(sqlite3_file *file)
{
	static const int levels[] = { SQLITE_LOCK_SHARED, SQLITE_LOCK_RESERVED, SQLITE_LOCK_EXCLUSIVE };
	for (size_t i = 0; i < CC_COUNT(levels); i++) {
		int code = file->pMethods->xLock(file, levels[i]);
		if (code != SQLITE_OK)
			return code;
	}
	return SQLITE_OK;
}

static CC_RESULT lock_elsewhere(const struct cc_sqlite *sqlite, struct cc_ctx *ctx,
                                struct cc_sqlite_lock *lock)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MAIN_DB;
	lock->file = calloc(1, (size_t)sqlite->vfs->szOsFile);
	lock->name = sqlite3_create_filename(sqlite->lock_path, "", "", 0, NULL);
	if (!lock->file || !lock->name)
		cc_die("out of memory for a lock");
	if (sqlite->vfs->xOpen(sqlite->vfs, lock->name, lock->file, flags, NULL) != SQLITE_OK)
		return cc_fail(ctx, &cc_unavailable, "%s cannot be opened; check the folder.",
		               sqlite->lock_path);
	return lock_file(lock->file) == SQLITE_OK ? CC_OK : refuse(ctx, sqlite->path, 0);
}

cc_err cc_sqlite_lock(const struct cc_sqlite *sqlite, struct cc_ctx *ctx, struct cc_sqlite_lock *lock)
{
	return sqlite->is_elsewhere ? lock_elsewhere(sqlite, ctx, lock) : lock_here(sqlite, ctx, lock);
}

void cc_sqlite_unlock(struct cc_sqlite_lock *lock)
{
	if (lock->fd >= 0)
		close(lock->fd);
	if (!lock->file)
		return;
	if (lock->file->pMethods) {
		lock->file->pMethods->xUnlock(lock->file, SQLITE_LOCK_NONE);
		lock->file->pMethods->xClose(lock->file);
	}
	free(lock->file);
	sqlite3_free_filename(lock->name);
}
