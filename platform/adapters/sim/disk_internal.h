/*
 * disk_internal.h - what the files of the simulated disk share.
 *
 * A file is its bytes as everybody sees them, and a journal of what was done to them since they were last
 * durable: what each change overwrote is kept beside it.  So a write costs two copies, a sync none, and a
 * crash goes back through the journal and then forward again, with luck.
 */
#pragma once

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "platform/adapters/sim/disk_sim.h"

enum {
	CC_DISK_SECTOR = 512,
	CC_DISK_NAME_MAX = 128,
};

struct cc_disk_bytes {
	uint8_t *ptr;
	int64_t len, room;
};

enum cc_disk_fate {
	CC_DISK_PENDING,
	CC_DISK_DURABLE, /* synced while a change before it was not */
	CC_DISK_DOOMED,  /* a sync of it failed: it is seen, and no later sync brings it to the disk */
};

enum cc_disk_kind { CC_DISK_WRITES, CC_DISK_TRUNCATES, CC_DISK_REMOVES };

struct cc_disk_change {
	enum cc_disk_kind kind;
	enum cc_disk_fate fate;
	int64_t order;            /* among all of the disk */
	int64_t at, bytes;        /* of what is not a write: the new size, and what it cut off */
	int64_t size_before;
	int64_t saved, saved_len; /* what was there before: a place in `saved` of the file */
	uint8_t *written;         /* only in a crash: what was there after it */
};

struct cc_disk_journal {
	struct cc_disk_change *changes;
	int64_t count, room;
	struct cc_disk_bytes saved;
};

/* The locks of SQLite's rollback mode: any number share; one is about to write; one writes. */
struct cc_disk_locks {
	int shared;
	const struct cc_disk_handle *reserved, *pending;
};

struct cc_disk_shm {
	uint8_t **regions;
	int count, attached;
	int shared[SQLITE_SHM_NLOCK];
	const struct cc_disk_handle *exclusive[SQLITE_SHM_NLOCK];
};

struct cc_disk_file {
	char name[CC_DISK_NAME_MAX];
	bool exists, exists_durably;
	bool removed;          /* in its journal there is a removal */
	int64_t folder_order;  /* of when it was last made or removed, among the changes */
	bool nameless; /* a temporary one: gone when it is closed */
	struct cc_disk_bytes bytes;
	struct cc_disk_journal journal;
	struct cc_disk_locks locks;
	struct cc_disk_shm shm;
	struct cc_disk_file *next;
};

struct cc_disk_sim {
	sqlite3_vfs vfs;
	char name[CC_DISK_NAME_MAX];
	struct cc_faults *faults;
	cc_disk_watcher watcher;
	void *watcher_arg;
	int64_t operations, changes; /* counted so far */
	int64_t capacity, used;
	struct cc_disk_file *files;  /* the newest first */
};

/* What SQLite calls an open file. */
struct cc_disk_handle {
	sqlite3_file base;
	struct cc_disk_sim *disk;
	struct cc_disk_file *file;
	int lock; /* SQLITE_LOCK_NONE ... SQLITE_LOCK_EXCLUSIVE */
	bool attached;
	unsigned shm_shared, shm_exclusive; /* a bit for each slot */
};

extern const sqlite3_io_methods cc_disk_methods;

/* disk_sim.c */
/* Tells the watcher, who may not return. */
void cc_disk_announce(struct cc_disk_sim *disk, const struct cc_disk_file *file, const char *verb, int64_t at,
                      int64_t bytes);
bool cc_disk_strikes(struct cc_disk_sim *disk, enum cc_fault fault);
/* From `least` to `most`; without faults, in the midst. */
int64_t cc_disk_between(struct cc_disk_sim *disk, enum cc_fault fault, int64_t least, int64_t most);
void cc_disk_pass(struct cc_disk_sim *disk, int64_t us);
/* NULL: there has been none of this name. */
struct cc_disk_file *cc_disk_find(const struct cc_disk_sim *disk, const char *name);
void cc_disk_drop_file(struct cc_disk_sim *disk, struct cc_disk_file *file);

/* disk_journal.c: these change what is seen, and remember what was. */
void cc_disk_reserve(struct cc_disk_bytes *bytes, int64_t room);
void cc_disk_write(struct cc_disk_sim *disk, struct cc_disk_file *file, const void *bytes, int64_t n,
                   int64_t at);
void cc_disk_truncate(struct cc_disk_sim *disk, struct cc_disk_file *file, int64_t size);
void cc_disk_remove(struct cc_disk_sim *disk, struct cc_disk_file *file); /* all of its bytes */
/* What was done before the change of this order is durable, or will never be. */
void cc_disk_settle(struct cc_disk_file *file, int64_t before, enum cc_disk_fate fate);
/* A sync of any file commits the folder as well, as the journal of a file system does: what was made or
 * removed before this order stays so. */
void cc_disk_settle_folder(struct cc_disk_sim *disk, int64_t before);
/* Back to what was durable before the first change; each then holds what it wrote. */
void cc_disk_rewind(struct cc_disk_sim *disk, struct cc_disk_file *file);
void cc_disk_forget_journal(struct cc_disk_file *file);
/* This one is not remembered. */
void cc_disk_resize(struct cc_disk_sim *disk, struct cc_disk_file *file, int64_t size);

/* disk_lock.c, disk_shm.c */
int cc_disk_lock(sqlite3_file *base, int level);
int cc_disk_unlock(sqlite3_file *base, int level);
int cc_disk_check_reserved(sqlite3_file *base, int *reserved);
int cc_disk_shm_map(sqlite3_file *base, int region, int size, int extend, void volatile **found);
int cc_disk_shm_lock(sqlite3_file *base, int offset, int n, int flags);
void cc_disk_shm_barrier(sqlite3_file *base);
int cc_disk_shm_unmap(sqlite3_file *base, int remove);
void cc_disk_shm_free(struct cc_disk_file *file);
