/* disk_lock.c - who may read and write a file, as SQLite's unix VFS has it. */
#include "platform/adapters/sim/disk_internal.h"

static int share(struct cc_disk_handle *handle, struct cc_disk_locks *locks)
{
	if (locks->pending)
		return SQLITE_BUSY;
	locks->shared++;
	handle->lock = SQLITE_LOCK_SHARED;
	return SQLITE_OK;
}

static int reserve(struct cc_disk_handle *handle, struct cc_disk_locks *locks)
{
	if (locks->reserved)
		return SQLITE_BUSY;
	locks->reserved = handle;
	handle->lock = SQLITE_LOCK_RESERVED;
	return SQLITE_OK;
}

/* Whoever asks keeps new readers out from now on, and waits for the others to leave. */
static int exclude(struct cc_disk_handle *handle, struct cc_disk_locks *locks)
{
	if ((locks->reserved && locks->reserved != handle) || (locks->pending && locks->pending != handle))
		return SQLITE_BUSY;
	locks->pending = handle;
	handle->lock = SQLITE_LOCK_PENDING;
	if (locks->shared > 1)
		return SQLITE_BUSY;
	handle->lock = SQLITE_LOCK_EXCLUSIVE;
	return SQLITE_OK;
}

int cc_disk_lock(sqlite3_file *base, int level)
{
	struct cc_disk_handle *handle = (struct cc_disk_handle *)base;
	struct cc_disk_locks *locks = &handle->file->locks;
	if (handle->lock >= level)
		return SQLITE_OK;
	switch (level) {
	case SQLITE_LOCK_SHARED: return share(handle, locks);
	case SQLITE_LOCK_RESERVED: return reserve(handle, locks);
	default: return exclude(handle, locks);
	}
}

int cc_disk_unlock(sqlite3_file *base, int level)
{
	struct cc_disk_handle *handle = (struct cc_disk_handle *)base;
	struct cc_disk_locks *locks = &handle->file->locks;
	if (handle->lock <= level)
		return SQLITE_OK;
	if (locks->reserved == handle)
		locks->reserved = NULL;
	if (locks->pending == handle)
		locks->pending = NULL;
	if (level == SQLITE_LOCK_NONE)
		locks->shared--;
	handle->lock = level;
	return SQLITE_OK;
}

int cc_disk_check_reserved(sqlite3_file *base, int *reserved)
{
	const struct cc_disk_locks *locks = &((struct cc_disk_handle *)base)->file->locks;
	*reserved = locks->reserved || locks->pending;
	return SQLITE_OK;
}
