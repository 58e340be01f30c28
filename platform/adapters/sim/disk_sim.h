/*
 * disk_sim.h - a disk in memory that forgets what was not synced, as a VFS for SQLite.
 *
 * SQLite runs on it unmodified, WAL, locks and shared memory included; open a store on it by the name of
 * its VFS (adapters/sql_sqlite/sql_sqlite.h).  What is written is seen at once and survives a crash only
 * by luck, until it is synced; docs/adr/0024-the-simulated-disk.md says what luck there is.
 *
 * For one thread (or fibers in one): it locks nothing.  All of it is memory, so fork(2) copies it, and
 * the same calls lead to the same bytes.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "platform/adapters/sim/faults.h"

struct cc_disk_sim;

/* What becomes of that which was not synced. */
enum cc_disk_damage {
	CC_DISK_KEPT,      /* all of it is there: the process was killed, and the machine was not */
	CC_DISK_LOST,      /* none of it, and files made or removed since are as they were */
	CC_DISK_TORN,      /* it ends in the midst of a write */
	CC_DISK_REORDERED, /* some writes are there, and earlier ones are not */
	CC_DISK_SCATTERED, /* of each write some sectors are there, and others are not */
	CC_DISK_ZEROED,    /* files have grown, and what they have grown by is zeros */
	CC_DISK_GARBLED,   /* it ends with a sector that holds neither what was there nor what was written */
	CC_DISK_SHORT,     /* what was overwritten is there; files have neither grown nor shrunk */
	CC_DISK_DAMAGES,
};

const char *cc_disk_damage_name(enum cc_disk_damage damage); /* "torn" */

/* What is about to be done to the disk.  Reads are not told of: they change nothing. */
struct cc_disk_io {
	int64_t number;   /* 1, 2, 3 ... since the disk was made */
	const char *verb; /* "create", "write", "truncate", "sync", "delete" */
	const char *file;
	int64_t at, bytes; /* of a write; `at` of a truncation: the new size */
};

/* May end the process, or never return. */
typedef void (*cc_disk_watcher)(void *arg, const struct cc_disk_io *io);

/* `name`: of its VFS; no two in a process have the same.  `faults`: whether reads, writes and syncs fail
 * and how long a sync takes; NULL: they do not, and it takes no time.  Ends the process if SQLite will not
 * have the VFS. */
struct cc_disk_sim *cc_disk_sim_new(const char *name, struct cc_faults *faults);
const char *cc_disk_sim_vfs(const struct cc_disk_sim *disk); /* its name */
void cc_disk_sim_set_faults(struct cc_disk_sim *disk, struct cc_faults *faults);
void cc_disk_sim_set_watcher(struct cc_disk_sim *disk, cc_disk_watcher watcher, void *arg);
int64_t cc_disk_sim_operations(const struct cc_disk_sim *disk); /* the number of the last one */

/* Files that would grow beyond so many bytes in all are refused that: SQLITE_FULL.  0: no end. */
void cc_disk_sim_set_capacity(struct cc_disk_sim *disk, int64_t bytes);
int64_t cc_disk_sim_used(const struct cc_disk_sim *disk);
int64_t cc_disk_sim_file_size(const struct cc_disk_sim *disk, const char *file); /* -1: there is none */

/* Of all names, and of the bytes as they are seen: two disks that hold the same have the same. */
uint64_t cc_disk_sim_digest(const struct cc_disk_sim *disk);

/* Whoever had files open never runs again: locks and shared memory are gone, and what is left is durable.
 * What is left to luck is drawn from the stream of the fault that it is. */
void cc_disk_sim_crash(struct cc_disk_sim *disk, enum cc_disk_damage damage);
/* The same, with damage that the faults choose: CC_FAULT_DISK_TORN, _REORDERED and _ZEROED, if they
 * strike; kept or lost by the coin of CC_FAULT_CRASH otherwise. */
enum cc_disk_damage cc_disk_sim_crash_somehow(struct cc_disk_sim *disk);

void cc_disk_sim_free(struct cc_disk_sim *disk); /* after its stores; NULL is fine */

/* SQLite's own random numbers (the salt of a WAL) follow from this from now on, in the whole process. */
void cc_disk_sim_seed(uint32_t seed);
