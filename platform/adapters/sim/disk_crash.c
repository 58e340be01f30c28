/* disk_crash.c - what is left of a disk after a crash. */
#include <stdlib.h>
#include <string.h>

#include "platform/adapters/sim/disk_internal.h"
#include "platform/core/run.h"

struct item {
	struct cc_disk_file *file;
	struct cc_disk_change *change;
	int64_t durable_size; /* of the file */
};

/* The changes of all files, in the order in which they were made, on files that are as they were before. */
struct crash {
	struct cc_disk_sim *disk;
	enum cc_disk_damage damage;
	struct item *items;
	int64_t count;
	int64_t first, last; /* of those that are left to luck */
	int64_t end;         /* where it ends, if it has an end */
};

static int64_t draw(struct crash *crash, int64_t least, int64_t most)
{
	static const enum cc_fault streams[CC_DISK_DAMAGES] = {
		[CC_DISK_KEPT] = CC_FAULT_CRASH,          [CC_DISK_LOST] = CC_FAULT_CRASH,
		[CC_DISK_TORN] = CC_FAULT_DISK_TORN,      [CC_DISK_REORDERED] = CC_FAULT_DISK_REORDERED,
		[CC_DISK_SCATTERED] = CC_FAULT_DISK_TORN, [CC_DISK_ZEROED] = CC_FAULT_DISK_ZEROED,
		[CC_DISK_GARBLED] = CC_FAULT_DISK_TORN,   [CC_DISK_SHORT] = CC_FAULT_DISK_REORDERED,
	};
	return cc_disk_between(crash->disk, streams[crash->damage], least, most);
}

static bool flip(struct crash *crash)
{
	return draw(crash, 0, 1) == 1;
}

/* One change ---------------------------------------------------------------------- */

/* The bytes of the write from `begin` to `end`, counted from its own first one. */
static void put(struct crash *crash, struct item *item, int64_t begin, int64_t end)
{
	const struct cc_disk_change *change = item->change;
	struct cc_disk_bytes *bytes = &item->file->bytes;
	if (begin >= end)
		return;
	if (change->at + end > bytes->len)
		cc_disk_resize(crash->disk, item->file, change->at + end);
	memcpy(bytes->ptr + change->at + begin, change->written + begin, (size_t)(end - begin));
}

static void keep(struct crash *crash, struct item *item)
{
	if (item->change->kind == CC_DISK_WRITES)
		put(crash, item, 0, item->change->bytes);
	else if (item->change->at < item->file->bytes.len)
		cc_disk_resize(crash->disk, item->file, item->change->at);
}

/* Up to some sector of the disk, or, as a disk may also do, up to some byte. */
static int64_t part_of(struct crash *crash, const struct cc_disk_change *change)
{
	int64_t bytes = draw(crash, 0, change->bytes);
	if (flip(crash))
		return bytes;
	int64_t sector = (change->at + bytes) / CC_DISK_SECTOR * CC_DISK_SECTOR - change->at;
	return sector > 0 ? sector : 0;
}

static void tear(struct crash *crash, struct item *item)
{
	if (item->change->kind == CC_DISK_WRITES)
		put(crash, item, 0, part_of(crash, item->change));
}

/* Only within what was being written: what a sector holds beside it is safe. */
static void garble(struct crash *crash, struct item *item)
{
	const struct cc_disk_change *change = item->change;
	if (change->kind != CC_DISK_WRITES)
		return;
	int64_t begin = part_of(crash, change), end = begin + CC_DISK_SECTOR;
	end = end < change->bytes ? end : change->bytes;
	put(crash, item, 0, end);
	for (int64_t i = begin; i < end; i++)
		item->file->bytes.ptr[change->at + i] = (uint8_t)draw(crash, 0, UINT8_MAX);
}

static void scatter(struct crash *crash, struct item *item)
{
	const struct cc_disk_change *change = item->change;
	if (change->kind != CC_DISK_WRITES) {
		if (flip(crash))
			keep(crash, item);
		return;
	}
	for (int64_t begin = 0, end; begin < change->bytes; begin = end) {
		end = ((change->at + begin) / CC_DISK_SECTOR + 1) * CC_DISK_SECTOR - change->at;
		end = end < change->bytes ? end : change->bytes;
		if (flip(crash))
			put(crash, item, begin, end);
	}
}

static int64_t bytes_within(const struct item *item)
{
	int64_t within = item->durable_size - item->change->at;
	return within < 0 ? 0 : within < item->change->bytes ? within : item->change->bytes;
}

static void keep_within(struct crash *crash, struct item *item)
{
	if (item->change->kind == CC_DISK_WRITES)
		put(crash, item, 0, bytes_within(item));
}

static void keep_length(struct crash *crash, struct item *item)
{
	int64_t end = item->change->at + item->change->bytes;
	keep_within(crash, item);
	if (item->change->kind == CC_DISK_WRITES && end > item->file->bytes.len)
		cc_disk_resize(crash->disk, item->file, end);
}

/* All of them --------------------------------------------------------------------- */

static void settle_pending(struct crash *crash, int64_t i)
{
	struct item *item = &crash->items[i];
	switch (crash->damage) {
	case CC_DISK_KEPT: keep(crash, item); break;
	case CC_DISK_TORN: (i < crash->end ? keep : tear)(crash, item); break;
	case CC_DISK_GARBLED: (i < crash->end ? keep : garble)(crash, item); break;
	case CC_DISK_REORDERED:
		if (i == crash->last || (i != crash->first && flip(crash)))
			keep(crash, item);
		break;
	case CC_DISK_SCATTERED: scatter(crash, item); break;
	case CC_DISK_ZEROED: keep_length(crash, item); break;
	case CC_DISK_SHORT: keep_within(crash, item); break;
	case CC_DISK_LOST:
	case CC_DISK_DAMAGES: break;
	}
}

static bool has_end(const struct crash *crash)
{
	return crash->damage == CC_DISK_TORN || crash->damage == CC_DISK_GARBLED;
}

/* Made or removed since it was last synced: is that on the disk? */
static bool keeps_folder(struct crash *crash)
{
	if (crash->damage == CC_DISK_KEPT || crash->damage == CC_DISK_ZEROED)
		return true;
	return crash->damage != CC_DISK_LOST && crash->damage != CC_DISK_SHORT && flip(crash);
}

static void settle_files(struct crash *crash)
{
	for (struct cc_disk_file *file = crash->disk->files; file; file = file->next) {
		cc_disk_rewind(crash->disk, file);
		if (!file->nameless && file->exists != file->exists_durably && !keeps_folder(crash))
			file->exists = file->exists_durably;
	}
}

/* A file that is there after all has its bytes; one that is not has none. */
static bool counts(const struct item *item)
{
	if (item->change->kind == CC_DISK_REMOVES && item->file->exists && item->file->exists_durably)
		return item->change + 1 < item->file->journal.changes + item->file->journal.count;
	return item->change->fate != CC_DISK_DOOMED;
}

static int by_order(const void *left, const void *right)
{
	int64_t a = ((const struct item *)left)->change->order;
	int64_t b = ((const struct item *)right)->change->order;
	return (a > b) - (a < b);
}

static void collect(struct crash *crash)
{
	int64_t room = 1;
	for (struct cc_disk_file *file = crash->disk->files; file; file = file->next)
		room += file->journal.count;
	crash->items = calloc((size_t)room, sizeof *crash->items);
	if (!crash->items)
		cc_die("out of memory for a simulated disk");
	for (struct cc_disk_file *file = crash->disk->files; file; file = file->next)
		for (int64_t i = 0; i < file->journal.count; i++) {
			struct item item = { file, &file->journal.changes[i], file->bytes.len };
			if (counts(&item))
				crash->items[crash->count++] = item;
		}
	qsort(crash->items, (size_t)crash->count, sizeof *crash->items, by_order);
}

static bool is_pending(const struct crash *crash, int64_t i)
{
	return crash->items[i].change->fate == CC_DISK_PENDING;
}

static void replay(struct crash *crash)
{
	crash->first = crash->last = -1;
	for (int64_t i = 0; i < crash->count; i++) {
		if (!is_pending(crash, i))
			continue;
		crash->first = crash->first < 0 ? i : crash->first;
		crash->last = i;
	}
	if (has_end(crash) && crash->first >= 0)
		crash->end = draw(crash, crash->first, crash->last);
	for (int64_t i = 0; i < crash->count; i++) {
		if (!is_pending(crash, i))
			keep(crash, &crash->items[i]);
		else if (!has_end(crash) || i <= crash->end)
			settle_pending(crash, i);
	}
}

/* What is left is durable, and nobody has it open. */
static void start_again(struct cc_disk_sim *disk)
{
	for (struct cc_disk_file *file = disk->files, *next; file; file = next) {
		next = file->next;
		cc_disk_forget_journal(file);
		cc_disk_shm_free(file);
		file->locks = (struct cc_disk_locks){ 0 };
		file->exists_durably = file->exists;
		file->removed = false;
		if (!file->exists)
			cc_disk_resize(disk, file, 0);
		if (file->nameless)
			cc_disk_drop_file(disk, file);
	}
}

void cc_disk_sim_crash(struct cc_disk_sim *disk, enum cc_disk_damage damage)
{
	struct crash crash = { .disk = disk, .damage = damage };
	settle_files(&crash);
	collect(&crash);
	replay(&crash);
	free(crash.items);
	start_again(disk);
}

enum cc_disk_damage cc_disk_sim_crash_somehow(struct cc_disk_sim *disk)
{
	static const enum cc_disk_damage kinds[][2] = {
		{ CC_DISK_TORN, CC_DISK_SCATTERED },
		{ CC_DISK_REORDERED, CC_DISK_SHORT },
		{ CC_DISK_ZEROED, CC_DISK_ZEROED },
		{ CC_DISK_KEPT, CC_DISK_LOST },
	};
	static const enum cc_fault faults[] = { CC_FAULT_DISK_TORN, CC_FAULT_DISK_REORDERED,
		                                CC_FAULT_DISK_ZEROED, CC_FAULT_CRASH };
	size_t kind = 0;
	while (kind < 3 && !cc_disk_strikes(disk, faults[kind]))
		kind++;
	enum cc_disk_damage damage = kinds[kind][cc_disk_between(disk, faults[kind], 0, 1)];
	cc_disk_sim_crash(disk, damage);
	return damage;
}

const char *cc_disk_damage_name(enum cc_disk_damage damage)
{
	static const char *const names[CC_DISK_DAMAGES] = {
		[CC_DISK_KEPT] = "kept",           [CC_DISK_LOST] = "lost",
		[CC_DISK_TORN] = "torn",           [CC_DISK_REORDERED] = "reordered",
		[CC_DISK_SCATTERED] = "scattered", [CC_DISK_ZEROED] = "zeroed",
		[CC_DISK_GARBLED] = "garbled",     [CC_DISK_SHORT] = "short",
	};
	return names[damage];
}
