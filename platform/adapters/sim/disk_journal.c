/* disk_journal.c - changes of a file that can be taken back until they are synced. */
#include <stdlib.h>
#include <string.h>

#include "platform/adapters/sim/disk_internal.h"
#include "platform/core/run.h"

enum { FIRST_BYTES = 64 << 10, FIRST_CHANGES = 64 };

void cc_disk_reserve(struct cc_disk_bytes *bytes, int64_t room)
{
	if (room <= bytes->room)
		return;
	int64_t more = bytes->room ? bytes->room : FIRST_BYTES;
	while (more < room)
		more *= 2;
	bytes->ptr = realloc(bytes->ptr, (size_t)more);
	if (!bytes->ptr)
		cc_die("out of memory for a simulated disk");
	bytes->room = more;
}

/* What a file grows by is zeros until it is written. */
void cc_disk_resize(struct cc_disk_sim *disk, struct cc_disk_file *file, int64_t size)
{
	cc_disk_reserve(&file->bytes, size);
	if (size > file->bytes.len)
		memset(file->bytes.ptr + file->bytes.len, 0, (size_t)(size - file->bytes.len));
	disk->used += size - file->bytes.len;
	file->bytes.len = size;
}

static struct cc_disk_change *add_change(struct cc_disk_sim *disk, struct cc_disk_file *file)
{
	struct cc_disk_journal *journal = &file->journal;
	if (journal->count == journal->room) {
		journal->room = journal->room ? journal->room * 2 : FIRST_CHANGES;
		journal->changes = realloc(journal->changes,
		                           (size_t)journal->room * sizeof *journal->changes);
		if (!journal->changes)
			cc_die("out of memory for a simulated disk");
	}
	struct cc_disk_change *change = &journal->changes[journal->count++];
	*change = (struct cc_disk_change){ .order = disk->changes++, .size_before = file->bytes.len };
	return change;
}

/* From `at` on, as far as the file goes. */
static void save(struct cc_disk_file *file, struct cc_disk_change *change, int64_t at, int64_t n)
{
	int64_t there = file->bytes.len - at;
	struct cc_disk_bytes *saved = &file->journal.saved;
	change->saved = saved->len;
	change->saved_len = there < 0 ? 0 : there < n ? there : n;
	if (change->saved_len == 0)
		return;
	cc_disk_reserve(saved, saved->len + change->saved_len);
	memcpy(saved->ptr + saved->len, file->bytes.ptr + at, (size_t)change->saved_len);
	saved->len += change->saved_len;
}

void cc_disk_write(struct cc_disk_sim *disk, struct cc_disk_file *file, const void *bytes, int64_t n,
                   int64_t at)
{
	struct cc_disk_change *change = add_change(disk, file);
	change->at = at;
	change->bytes = n;
	save(file, change, at, n);
	if (at + n > file->bytes.len)
		cc_disk_resize(disk, file, at + n);
	memcpy(file->bytes.ptr + at, bytes, (size_t)n);
}

static void cut(struct cc_disk_sim *disk, struct cc_disk_file *file, enum cc_disk_kind kind, int64_t size)
{
	if (size >= file->bytes.len)
		return;
	struct cc_disk_change *change = add_change(disk, file);
	change->kind = kind;
	change->at = size;
	change->bytes = file->bytes.len - size;
	save(file, change, size, change->bytes);
	cc_disk_resize(disk, file, size);
}

void cc_disk_truncate(struct cc_disk_sim *disk, struct cc_disk_file *file, int64_t size)
{
	cut(disk, file, CC_DISK_TRUNCATES, size);
}

void cc_disk_remove(struct cc_disk_sim *disk, struct cc_disk_file *file)
{
	cut(disk, file, CC_DISK_REMOVES, 0);
	file->removed = true;
	file->exists = false;
	file->folder_order = disk->changes++;
}

void cc_disk_forget_journal(struct cc_disk_file *file)
{
	for (int64_t i = 0; i < file->journal.count; i++)
		free(file->journal.changes[i].written);
	file->journal.count = file->journal.saved.len = 0;
}

void cc_disk_settle(struct cc_disk_file *file, int64_t before, enum cc_disk_fate fate)
{
	bool all = true;
	for (int64_t i = 0; i < file->journal.count; i++) {
		struct cc_disk_change *change = &file->journal.changes[i];
		if (change->order < before && change->fate == CC_DISK_PENDING)
			change->fate = fate;
		all = all && change->fate == CC_DISK_DURABLE;
	}
	if (all)
		cc_disk_forget_journal(file);
}

static void settle_removal(struct cc_disk_file *file, int64_t before)
{
	int64_t last = -1;
	file->removed = false;
	for (int64_t i = 0; i < file->journal.count; i++) {
		const struct cc_disk_change *change = &file->journal.changes[i];
		if (change->kind != CC_DISK_REMOVES || change->fate != CC_DISK_PENDING)
			continue;
		if (change->order < before)
			last = change->order;
		else
			file->removed = true;
	}
	cc_disk_settle(file, last + 1, CC_DISK_DURABLE);
}

void cc_disk_settle_folder(struct cc_disk_sim *disk, int64_t before)
{
	for (struct cc_disk_file *file = disk->files; file; file = file->next) {
		if (file->folder_order < before)
			file->exists_durably = file->exists;
		if (file->removed)
			settle_removal(file, before);
	}
}

static void take_back(struct cc_disk_sim *disk, struct cc_disk_file *file, struct cc_disk_change *change)
{
	if (change->kind == CC_DISK_WRITES) {
		change->written = malloc((size_t)change->bytes + 1);
		if (!change->written)
			cc_die("out of memory for a simulated disk");
		memcpy(change->written, file->bytes.ptr + change->at, (size_t)change->bytes);
	}
	cc_disk_resize(disk, file, change->size_before);
	if (change->saved_len > 0)
		memcpy(file->bytes.ptr + change->at, file->journal.saved.ptr + change->saved,
		       (size_t)change->saved_len);
}

void cc_disk_rewind(struct cc_disk_sim *disk, struct cc_disk_file *file)
{
	for (int64_t i = file->journal.count; i-- > 0;)
		take_back(disk, file, &file->journal.changes[i]);
}
