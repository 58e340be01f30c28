/* disk_shm.c - the memory and the locks that the connections of a WAL share. */
#include <stdlib.h>

#include "platform/adapters/sim/disk_internal.h"
#include "platform/core/run.h"

void cc_disk_shm_free(struct cc_disk_file *file)
{
	for (int i = 0; i < file->shm.count; i++)
		free(file->shm.regions[i]);
	free(file->shm.regions);
	file->shm = (struct cc_disk_shm){ 0 };
}

static void add_region(struct cc_disk_shm *shm, int size)
{
	shm->regions = realloc(shm->regions, (size_t)(shm->count + 1) * sizeof *shm->regions);
	uint8_t *region = calloc(1, (size_t)size);
	if (!shm->regions || !region)
		cc_die("out of memory for a simulated disk");
	shm->regions[shm->count++] = region;
}

int cc_disk_shm_map(sqlite3_file *base, int region, int size, int extend, void volatile **found)
{
	struct cc_disk_handle *handle = (struct cc_disk_handle *)base;
	struct cc_disk_shm *shm = &handle->file->shm;
	shm->attached += !handle->attached;
	handle->attached = true;
	while (extend && shm->count <= region)
		add_region(shm, size);
	*found = region < shm->count ? shm->regions[region] : NULL;
	return SQLITE_OK;
}

static bool is_free(const struct cc_disk_handle *handle, int slot, bool exclusive)
{
	const struct cc_disk_shm *shm = &handle->file->shm;
	int others = shm->shared[slot] - (handle->shm_shared >> slot & 1);
	bool taken = shm->exclusive[slot] && shm->exclusive[slot] != handle;
	return !taken && !(exclusive && others > 0);
}

static void take(struct cc_disk_handle *handle, int slot, bool exclusive)
{
	struct cc_disk_shm *shm = &handle->file->shm;
	if (exclusive) {
		shm->exclusive[slot] = handle;
		handle->shm_exclusive |= 1U << slot;
		return;
	}
	shm->shared[slot] += !(handle->shm_shared >> slot & 1);
	handle->shm_shared |= 1U << slot;
}

static void release(struct cc_disk_handle *handle, int slot)
{
	struct cc_disk_shm *shm = &handle->file->shm;
	shm->shared[slot] -= handle->shm_shared >> slot & 1;
	if (shm->exclusive[slot] == handle)
		shm->exclusive[slot] = NULL;
	handle->shm_shared &= ~(1U << slot);
	handle->shm_exclusive &= ~(1U << slot);
}

int cc_disk_shm_lock(sqlite3_file *base, int offset, int n, int flags)
{
	struct cc_disk_handle *handle = (struct cc_disk_handle *)base;
	bool exclusive = flags & SQLITE_SHM_EXCLUSIVE;
	if (flags & SQLITE_SHM_UNLOCK) {
		for (int slot = offset; slot < offset + n; slot++)
			release(handle, slot);
		return SQLITE_OK;
	}
	for (int slot = offset; slot < offset + n; slot++)
		if (!is_free(handle, slot, exclusive))
			return SQLITE_BUSY;
	for (int slot = offset; slot < offset + n; slot++)
		take(handle, slot, exclusive);
	return SQLITE_OK;
}

/* There is one thread. */
void cc_disk_shm_barrier(sqlite3_file *base)
{
	(void)base;
}

/* It goes with the last connection, whether or not SQLite wants it removed: the next one makes it anew. */
int cc_disk_shm_unmap(sqlite3_file *base, int remove)
{
	(void)remove;
	struct cc_disk_handle *handle = (struct cc_disk_handle *)base;
	if (!handle->attached)
		return SQLITE_OK;
	for (int slot = 0; slot < SQLITE_SHM_NLOCK; slot++)
		release(handle, slot);
	handle->attached = false;
	if (--handle->file->shm.attached == 0)
		cc_disk_shm_free(handle->file);
	return SQLITE_OK;
}
