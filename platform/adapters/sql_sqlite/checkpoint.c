/*
 * checkpoint.c - moves the WAL into the database, little and often, and keeps it bounded.
 *
 * A checkpoint that never waits cannot start the WAL again while readers come and go, so that it
 * grows for ever.  This one waits for the readers of the moment, 10 ms at most: new readers no
 * longer need the WAL once all of it has been moved.
 */
#include "platform/adapters/sql_sqlite/internal.h"

enum {
	CHECKPOINT_FRAMES = 4096, /* of 4 KiB: 16 MiB */
	WAL_FRAMES_MAX = 65536,   /* 256 MiB */
	READER_WAIT_US = 100,
	READER_WAITS_MAX = 100,
};

static int count_frames(void *arg, sqlite3 *db, const char *name, int frames)
{
	(void)db, (void)name;
	struct cc_sqlite_session *session = arg;
	session->wal_frames = frames;
	if (frames < session->wal_tried)
		session->wal_tried = 0; /* it was started again */
	return SQLITE_OK;
}

static int wait_for_readers(void *arg, int waits)
{
	struct cc_sqlite_session *session = arg;
	sqlite3_vfs *vfs = session->owner->vfs;
	vfs->xSleep(vfs, READER_WAIT_US); /* as SQLite itself waits: not every file system is in real time */
	return waits < READER_WAITS_MAX;
}

/* SQLITE_BUSY: a reader stays, and so does the WAL.  SQLITE_FULL: the database has no room to grow; the
 * same, as a WAL that was not moved whole is moved again. */
static int checkpoint(struct cc_sqlite_session *session)
{
	int frames = 0;
	sqlite3_busy_handler(session->db, wait_for_readers, session);
	int code = sqlite3_wal_checkpoint_v2(session->db, "main", SQLITE_CHECKPOINT_RESTART, &frames, NULL);
	sqlite3_busy_timeout(session->db, CC_SQLITE_BUSY_MS);
	session->wal_frames = session->wal_tried = code == SQLITE_OK ? 0 : frames;
	return code;
}

static bool goes_on(int code)
{
	return code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_FULL;
}

/* A failed sync is as grave here as in a commit: the disk does not keep what it is given. */
static void checkpoint_or_die(struct cc_sqlite_session *session)
{
	if (!goes_on(checkpoint(session)))
		cc_sqlite_die(session, "a checkpoint");
}

/* An earlier writer may have left a large one. */
cc_err cc_sqlite_watch_wal(struct cc_sqlite_session *session, struct cc_ctx *ctx)
{
	sqlite3_wal_hook(session->db, count_frames, session);
	if (!goes_on(checkpoint(session)))
		return cc_sqlite_failure(session, ctx, "opening");
	return CC_OK;
}

void cc_sqlite_tidy(struct cc_sql_session *base)
{
	struct cc_sqlite_session *session = (struct cc_sqlite_session *)base;
	assert(session->state == CC_SQLITE_IDLE && session->mode == CC_SQL_WRITER);
	if (session->wal_frames - session->wal_tried >= CHECKPOINT_FRAMES)
		checkpoint_or_die(session);
}

cc_err cc_sqlite_require_wal_room(struct cc_sqlite_session *session, struct cc_ctx *ctx)
{
	if (session->wal_frames < WAL_FRAMES_MAX)
		return CC_OK;
	checkpoint_or_die(session);
	if (session->wal_frames < WAL_FRAMES_MAX)
		return CC_OK;
	return cc_fail(ctx, &cc_unavailable,
	               "A reader has held an old state of %s for so long that its WAL is full; "
	               "end that reader, and try again.",
	               session->owner->path);
}
