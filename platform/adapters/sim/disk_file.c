/* disk_file.c - what SQLite does with an open file. */
#include <string.h>

#include "platform/adapters/sim/disk_internal.h"

enum { SYNC_LEAST_US = 50, SYNC_MOST_US = 300, SECTOR_BYTES = 4096 };

static int close_file(sqlite3_file *base)
{
	struct cc_disk_handle *handle = (struct cc_disk_handle *)base;
	cc_disk_shm_unmap(base, 0);
	cc_disk_unlock(base, SQLITE_LOCK_NONE);
	if (handle->file->nameless)
		cc_disk_drop_file(handle->disk, handle->file);
	return SQLITE_OK;
}

static int read_file(sqlite3_file *base, void *to, int n, sqlite3_int64 at)
{
	struct cc_disk_handle *handle = (struct cc_disk_handle *)base;
	const struct cc_disk_bytes *bytes = &handle->file->bytes;
	if (cc_disk_strikes(handle->disk, CC_FAULT_DISK_READ))
		return SQLITE_IOERR_READ;
	int64_t there = at < bytes->len ? bytes->len - at : 0;
	int64_t found = there < n ? there : n;
	if (found > 0)
		memcpy(to, bytes->ptr + at, (size_t)found);
	if (found == n)
		return SQLITE_OK;
	memset((uint8_t *)to + found, 0, (size_t)(n - found)); /* SQLite counts on it */
	return SQLITE_IOERR_SHORT_READ;
}

/* How many of the bytes there is room for. */
static int64_t room_for(struct cc_disk_handle *handle, int64_t n, int64_t at)
{
	struct cc_disk_sim *disk = handle->disk;
	int64_t growth = at + n - handle->file->bytes.len;
	if (growth <= 0)
		return n;
	if (cc_disk_strikes(disk, CC_FAULT_DISK_FULL))
		return n > growth ? n - growth : 0;
	if (disk->capacity == 0 || growth <= disk->capacity - disk->used)
		return n;
	int64_t left = disk->capacity > disk->used ? disk->capacity - disk->used : 0;
	return n - growth + left > 0 ? n - growth + left : 0;
}

static int write_file(sqlite3_file *base, const void *bytes, int n, sqlite3_int64 at)
{
	struct cc_disk_handle *handle = (struct cc_disk_handle *)base;
	if (handle->file->nameless) {
		cc_disk_write(handle->disk, handle->file, bytes, n, at);
		cc_disk_forget_journal(handle->file);
		return SQLITE_OK;
	}
	cc_disk_announce(handle->disk, handle->file, "write", at, n);
	if (cc_disk_strikes(handle->disk, CC_FAULT_DISK_WRITE))
		return SQLITE_IOERR_WRITE;
	int64_t fits = room_for(handle, n, at);
	if (fits > 0)
		cc_disk_write(handle->disk, handle->file, bytes, fits, at);
	return fits == n ? SQLITE_OK : SQLITE_FULL;
}

static int truncate_file(sqlite3_file *base, sqlite3_int64 size)
{
	struct cc_disk_handle *handle = (struct cc_disk_handle *)base;
	cc_disk_announce(handle->disk, handle->file, "truncate", size, 0);
	if (cc_disk_strikes(handle->disk, CC_FAULT_DISK_WRITE))
		return SQLITE_IOERR_TRUNCATE;
	cc_disk_truncate(handle->disk, handle->file, size);
	return SQLITE_OK;
}

/* Covers what was written before it began; others may go on while it takes its time. */
static int sync_file(sqlite3_file *base, int flags)
{
	(void)flags;
	struct cc_disk_handle *handle = (struct cc_disk_handle *)base;
	struct cc_disk_sim *disk = handle->disk;
	struct cc_disk_file *file = handle->file;
	cc_disk_announce(disk, file, "sync", 0, 0);
	int64_t covered = disk->changes;
	cc_disk_pass(disk, cc_disk_between(disk, CC_FAULT_DISK_SYNC, SYNC_LEAST_US, SYNC_MOST_US));
	bool fails = cc_disk_strikes(disk, CC_FAULT_DISK_SYNC);
	cc_disk_settle(file, covered, fails ? CC_DISK_DOOMED : CC_DISK_DURABLE);
	if (!fails)
		cc_disk_settle_folder(disk, covered);
	return fails ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int size_of_file(sqlite3_file *base, sqlite3_int64 *size)
{
	*size = ((struct cc_disk_handle *)base)->file->bytes.len;
	return SQLITE_OK;
}

static int control(sqlite3_file *base, int op, void *arg)
{
	(void)base, (void)op, (void)arg;
	return SQLITE_NOTFOUND;
}

static int sector_size(sqlite3_file *base)
{
	(void)base;
	return SECTOR_BYTES;
}

/* As SQLite believes of Linux: a write that is torn leaves the bytes beside it alone. */
static int characteristics(sqlite3_file *base)
{
	(void)base;
	return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

const sqlite3_io_methods cc_disk_methods = {
	.iVersion = 2,
	.xClose = close_file,
	.xRead = read_file,
	.xWrite = write_file,
	.xTruncate = truncate_file,
	.xSync = sync_file,
	.xFileSize = size_of_file,
	.xLock = cc_disk_lock,
	.xUnlock = cc_disk_unlock,
	.xCheckReservedLock = cc_disk_check_reserved,
	.xFileControl = control,
	.xSectorSize = sector_size,
	.xDeviceCharacteristics = characteristics,
	.xShmMap = cc_disk_shm_map,
	.xShmLock = cc_disk_shm_lock,
	.xShmBarrier = cc_disk_shm_barrier,
	.xShmUnmap = cc_disk_shm_unmap,
};
