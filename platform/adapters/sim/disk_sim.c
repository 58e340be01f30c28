/* disk_sim.c - the disk as SQLite sees it: files by name. */
#include "platform/adapters/sim/disk_sim.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/adapters/sim/disk_internal.h"
#include "platform/adapters/sql_sqlite/sql_sqlite.h"
#include "platform/core/run.h"

void cc_disk_announce(struct cc_disk_sim *disk, const struct cc_disk_file *file, const char *verb, int64_t at,
                      int64_t bytes)
{
	struct cc_disk_io io = { ++disk->operations, verb, file->name, at, bytes };
	if (disk->watcher)
		disk->watcher(disk->watcher_arg, &io);
}

bool cc_disk_strikes(struct cc_disk_sim *disk, enum cc_fault fault)
{
	return disk->faults && disk->faults->ops->strikes(disk->faults, fault);
}

int64_t cc_disk_between(struct cc_disk_sim *disk, enum cc_fault fault, int64_t least, int64_t most)
{
	if (!disk->faults)
		return least + (most - least) / 2;
	return disk->faults->ops->between(disk->faults, fault, least, most);
}

void cc_disk_pass(struct cc_disk_sim *disk, int64_t us)
{
	if (disk->faults)
		disk->faults->ops->pass(disk->faults, us);
}

/* Files -------------------------------------------------------------------------- */

struct cc_disk_file *cc_disk_find(const struct cc_disk_sim *disk, const char *name)
{
	for (struct cc_disk_file *file = disk->files; file; file = file->next)
		if (!file->nameless && strcmp(file->name, name) == 0)
			return file;
	return NULL;
}

static struct cc_disk_file *add_file(struct cc_disk_sim *disk, const char *name)
{
	struct cc_disk_file *file = calloc(1, sizeof *file);
	if (!file)
		cc_die("out of memory for a simulated disk");
	file->nameless = name == NULL;
	snprintf(file->name, sizeof file->name, "%s", name ? name : "temporary");
	file->next = disk->files;
	disk->files = file;
	return file;
}

void cc_disk_drop_file(struct cc_disk_sim *disk, struct cc_disk_file *file)
{
	struct cc_disk_file **place = &disk->files;
	while (*place != file)
		place = &(*place)->next;
	*place = file->next;
	disk->used -= file->bytes.len;
	cc_disk_forget_journal(file);
	cc_disk_shm_free(file);
	free(file->journal.changes);
	free(file->journal.saved.ptr);
	free(file->bytes.ptr);
	free(file);
}

/* One that was removed comes back empty; until that is synced, a crash may bring the old bytes back. */
static struct cc_disk_file *make(struct cc_disk_sim *disk, struct cc_disk_file *removed, const char *name)
{
	struct cc_disk_file *file = removed ? removed : add_file(disk, name);
	file->exists = true;
	file->folder_order = disk->changes++;
	if (!file->nameless)
		cc_disk_announce(disk, file, "create", 0, 0);
	return file;
}

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *out_flags)
{
	struct cc_disk_sim *disk = vfs->pAppData;
	struct cc_disk_handle *handle = (struct cc_disk_handle *)base;
	struct cc_disk_file *file = name ? cc_disk_find(disk, name) : NULL;
	*handle = (struct cc_disk_handle){ .disk = disk };
	if ((!file || !file->exists) && !(flags & SQLITE_OPEN_CREATE))
		return SQLITE_CANTOPEN;
	handle->file = file && file->exists ? file : make(disk, file, name);
	handle->base.pMethods = &cc_disk_methods;
	if (out_flags)
		*out_flags = flags;
	return SQLITE_OK;
}

static int delete_file(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
	struct cc_disk_sim *disk = vfs->pAppData;
	struct cc_disk_file *file = cc_disk_find(disk, name);
	if (!file || !file->exists)
		return SQLITE_IOERR_DELETE_NOENT;
	cc_disk_announce(disk, file, "delete", 0, 0);
	if (cc_disk_strikes(disk, CC_FAULT_DISK_WRITE))
		return SQLITE_IOERR_DELETE;
	cc_disk_remove(disk, file);
	if (sync_folder)
		cc_disk_settle_folder(disk, disk->changes);
	return SQLITE_OK;
}

/* An empty file is none, as in SQLite's unix VFS: an empty journal needs no rollback. */
static int access_file(sqlite3_vfs *vfs, const char *name, int flags, int *result)
{
	const struct cc_disk_file *file = cc_disk_find(vfs->pAppData, name);
	bool exists = file && file->exists;
	*result = exists && (flags != SQLITE_ACCESS_EXISTS || file->bytes.len > 0);
	return SQLITE_OK;
}

/* The rest of a VFS --------------------------------------------------------------- */

static int full_path(sqlite3_vfs *vfs, const char *name, int room, char *path)
{
	(void)vfs;
	return snprintf(path, (size_t)room, "%s", name) < room ? SQLITE_OK : SQLITE_CANTOPEN;
}

/* SQLite asks its default VFS only; cc_disk_sim_seed() sees to that one. */
static int randomness(sqlite3_vfs *vfs, int n, char *bytes)
{
	(void)vfs;
	memset(bytes, 0, (size_t)n);
	return n;
}

static int wait(sqlite3_vfs *vfs, int us)
{
	cc_disk_pass(vfs->pAppData, us);
	return us;
}

/* No statement asks what time it is. */
static int current_time(sqlite3_vfs *vfs, sqlite3_int64 *julian_ms)
{
	(void)vfs;
	*julian_ms = 0;
	return SQLITE_OK;
}

static int last_error(sqlite3_vfs *vfs, int room, char *text)
{
	(void)vfs, (void)room, (void)text;
	return 0;
}

struct cc_disk_sim *cc_disk_sim_new(const char *name, struct cc_faults *faults)
{
	struct cc_disk_sim *disk = calloc(1, sizeof *disk);
	if (!disk)
		cc_die("out of memory for a simulated disk");
	cc_sql_sqlite_configure();
	assert(strlen(name) < sizeof disk->name && !sqlite3_vfs_find(name));
	snprintf(disk->name, sizeof disk->name, "%s", name);
	disk->faults = faults;
	disk->vfs = (sqlite3_vfs){
		.iVersion = 2,
		.szOsFile = sizeof(struct cc_disk_handle),
		.mxPathname = CC_DISK_NAME_MAX - 1,
		.zName = disk->name,
		.pAppData = disk,
		.xOpen = open_file,
		.xDelete = delete_file,
		.xAccess = access_file,
		.xFullPathname = full_path,
		.xRandomness = randomness,
		.xSleep = wait,
		.xGetLastError = last_error,
		.xCurrentTimeInt64 = current_time,
	};
	if (sqlite3_vfs_register(&disk->vfs, 0) != SQLITE_OK)
		cc_die("SQLite does not take a simulated disk");
	return disk;
}

const char *cc_disk_sim_vfs(const struct cc_disk_sim *disk)
{
	return disk->name;
}

void cc_disk_sim_set_faults(struct cc_disk_sim *disk, struct cc_faults *faults)
{
	disk->faults = faults;
}

void cc_disk_sim_set_watcher(struct cc_disk_sim *disk, cc_disk_watcher watcher, void *arg)
{
	disk->watcher = watcher;
	disk->watcher_arg = arg;
}

int64_t cc_disk_sim_operations(const struct cc_disk_sim *disk)
{
	return disk->operations;
}

void cc_disk_sim_set_capacity(struct cc_disk_sim *disk, int64_t bytes)
{
	disk->capacity = bytes;
}

int64_t cc_disk_sim_used(const struct cc_disk_sim *disk)
{
	return disk->used;
}

int64_t cc_disk_sim_file_size(const struct cc_disk_sim *disk, const char *name)
{
	const struct cc_disk_file *file = cc_disk_find(disk, name);
	return file && file->exists ? file->bytes.len : -1;
}

static uint64_t mix(uint64_t digest, uint64_t word)
{
	digest = (digest ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	return digest ^ digest >> 29;
}

/* In four lanes, as one would wait for itself at each word. */
static uint64_t digest_bytes(const void *bytes, size_t n)
{
	uint64_t lanes[4] = { 1, 2, 3, 4 }, words[CC_COUNT(lanes)];
	for (size_t at = 0; at < n; at += sizeof words) {
		size_t left = n - at;
		memset(words, 0, sizeof words);
		memcpy(words, (const char *)bytes + at, left < sizeof words ? left : sizeof words);
		for (size_t i = 0; i < CC_COUNT(lanes); i++)
			lanes[i] = mix(lanes[i], words[i]);
	}
	return mix(mix(mix(mix(n, lanes[0]), lanes[1]), lanes[2]), lanes[3]);
}

/* In no order: files have none. */
uint64_t cc_disk_sim_digest(const struct cc_disk_sim *disk)
{
	uint64_t sum = 0;
	for (const struct cc_disk_file *file = disk->files; file; file = file->next) {
		uint64_t name = digest_bytes(file->name, strlen(file->name));
		if (file->exists && !file->nameless)
			sum += mix(name, digest_bytes(file->bytes.ptr, (size_t)file->bytes.len));
	}
	return sum;
}

void cc_disk_sim_free(struct cc_disk_sim *disk)
{
	if (!disk)
		return;
	sqlite3_vfs_unregister(&disk->vfs);
	while (disk->files)
		cc_disk_drop_file(disk, disk->files);
	free(disk);
}

void cc_disk_sim_seed(uint32_t seed)
{
	/* 0 would leave it to the default VFS. */
	sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, seed ? (int)seed : 1, (sqlite3 *)NULL);
}
