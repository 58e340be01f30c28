#include "platform/runtime/lane_batch.h"

enum {
	BATCH_TRIES_MAX = 3,
	ALONE_TRIES_MAX = 5,
	RETRY_AFTER_MS = 1000,
	GUARDED_BATCHES = 16, /* after one in which a write had to be undone */
};

enum outcome { COMMITTED, ROLLED_BACK, FULL, UNKNOWN, NO_STORE };

/* The session ------------------------------------------------------------------- */

void cc_lane_writer_init(struct cc_lane_writer *writer, struct cc_sql *sql, struct cc_sql_session *session,
                         struct cc_clock *clock)
{
	*writer = (struct cc_lane_writer){
		.sql = sql,
		.session = session,
		.clock = clock,
		.own = { .arena = cc_arena_new(), .clock = clock, .deadline = CC_TIME_NEVER },
	};
}

static void lose_session(struct cc_lane_writer *writer)
{
	writer->sql->ops->close(writer->session);
	writer->session = NULL;
}

void cc_lane_writer_close(struct cc_lane_writer *writer)
{
	lose_session(writer);
	cc_arena_free(writer->own.arena);
}

/* On the session there is, or else on a new one. */
static CC_RESULT begin(struct cc_lane_writer *writer)
{
	const struct cc_sql_ops *ops = writer->sql->ops;
	writer->kept = false;
	if (writer->session && ops->begin(writer->session, &writer->own) == CC_OK)
		return CC_OK;
	lose_session(writer);
	TRY(ops->open(writer->sql, &writer->own, CC_SQL_WRITER, &writer->session));
	cc_err err = ops->begin(writer->session, &writer->own);
	if (err != CC_OK)
		lose_session(writer);
	return err;
}

static void rollback(struct cc_lane_writer *writer)
{
	writer->sql->ops->rollback(writer->session);
}

/* One write ---------------------------------------------------------------------
 *
 * A savepoint costs a copy of each page that is written after it, and is hardly ever gone back to: most
 * writes that are refused have changed nothing.  So a batch is run bare at first; if a write in it has to be
 * undone, all of it is, and it is run again with each write in a savepoint.
 *
 * These return false if the whole transaction is to be given up. */

static void enter(struct cc_lane_writer *writer, struct cc_write *write)
{
	write->ctx->session = writer->session;
	write->ctx->now = writer->clock->ops->now(writer->clock);
}

/* It may be a re-run. */
static void run(struct cc_lane_writer *writer, struct cc_write *write)
{
	enter(writer, write);
	write->ctx->planned = NULL;
	write->ctx->changed = 0;
	write->err = write->run(write);
}

static bool mark(struct cc_lane_writer *writer)
{
	return writer->sql->ops->savepoint(writer->session, &writer->own) == CC_OK;
}

/* Refused by the engine if a statement had failed and the rule went on as if it had not. */
static CC_RESULT keep(struct cc_lane_writer *writer, struct cc_write *write)
{
	TRY(writer->sql->ops->keep(writer->session, write->ctx));
	writer->kept = true;
	return CC_OK;
}

static bool undo(struct cc_lane_writer *writer, cc_err why)
{
	return !cc_because(why, &cc_sql_conflict) &&
	       writer->sql->ops->undo(writer->session, &writer->own) == CC_OK;
}

/* A refusal that cannot be recorded is a refusal nevertheless. */
static bool record_refusal(struct cc_lane_writer *writer, struct cc_write *write)
{
	if (!mark(writer))
		return false;
	cc_err err = write->refused(write, write->err);
	if (err == CC_OK)
		err = keep(writer, write);
	return err == CC_OK || undo(writer, err);
}

static bool run_guarded(struct cc_lane_writer *writer, struct cc_write *write)
{
	if (!mark(writer))
		return false;
	run(writer, write);
	if (write->err == CC_OK)
		write->err = keep(writer, write);
	if (write->err == CC_OK)
		return true;
	if (!undo(writer, write->err))
		return false;
	return !write->refused || record_refusal(writer, write);
}

/* Has no statement failed since the transaction began? */
static bool is_whole(struct cc_lane_writer *writer, struct cc_write *write)
{
	bool whole = writer->sql->ops->keep(writer->session, write->ctx) == CC_OK;
	writer->kept |= whole && write->ctx->changed > 0;
	return whole;
}

static bool run_bare(struct cc_lane_writer *writer, struct cc_write *write)
{
	run(writer, write);
	if (!is_whole(writer, write))
		return false;
	if (write->err == CC_OK)
		return true;
	if (write->ctx->changed > 0)
		return false;
	return !write->refused || (write->refused(write, write->err) == CC_OK && is_whole(writer, write));
}

/* A batch ----------------------------------------------------------------------- */

typedef bool run_write(struct cc_lane_writer *writer, struct cc_write *write);

static enum outcome commit(struct cc_lane_writer *writer)
{
	switch (writer->sql->ops->commit(writer->session)) {
	case CC_COMMIT_DONE: return COMMITTED;
	case CC_COMMIT_CONFLICT: return ROLLED_BACK;
	case CC_COMMIT_FULL: return FULL;
	case CC_COMMIT_UNKNOWN: break;
	}
	lose_session(writer);
	return UNKNOWN;
}

static enum outcome attempt(struct cc_lane_writer *writer, struct cc_write *batch, run_write *run_one)
{
	writer->why = begin(writer);
	if (writer->why != CC_OK)
		return NO_STORE;
	bool whole = true;
	for (struct cc_write *write = batch; whole && write; write = write->next)
		whole = run_one(writer, write);
	if (whole && writer->kept)
		return commit(writer);
	rollback(writer);
	return whole ? COMMITTED : ROLLED_BACK; /* all were refused: there is nothing to commit */
}

static void settle(struct cc_write *write, cc_err err)
{
	write->err = err;
	write->settled = true;
}

static void settle_undone(struct cc_write *write, const char *why)
{
	cc_err err = cc_fail(write->ctx, &cc_unavailable, "%s", why);
	settle(write, cc_retry_later(write->ctx, err, RETRY_AFTER_MS));
}

/* What was refused is, recorded or not. */
static void settle_full(struct cc_write *write)
{
	settle(write, write->err ? write->err
	                         : cc_fail(write->ctx, &cc_storage_full,
	                                   "The disk is full; make room on it, and ask again."));
}

/* Not UNAVAILABLE, which promises that nothing was done. */
static void settle_unknown(struct cc_write *write)
{
	settle(write, cc_fail(write->ctx, &cc_deadline_exceeded,
	                      "The store did not say whether this was done; look before you ask again."));
}

/* In the open transaction.  Leaves a write unsettled if it did not happen. */
static void look_for(struct cc_lane_writer *writer, struct cc_write *write)
{
	bool committed = false;
	cc_err outcome = write->err; /* of the run whose commit is in doubt */
	enter(writer, write);
	cc_err err = write->resolve(write, &committed);
	if (err != CC_OK)
		settle_unknown(write);
	else if (committed)
		settle(write, outcome);
}

static void resolve(struct cc_lane_writer *writer, struct cc_write *batch)
{
	bool reached = begin(writer) == CC_OK;
	for (struct cc_write *write = batch; write; write = write->next) {
		if (!write->resolve && write->err != CC_OK)
			settle(write, write->err); /* what was refused left no effect, committed or not */
		else if (!write->resolve || !reached)
			settle_unknown(write);
		else
			look_for(writer, write);
	}
	if (reached)
		rollback(writer);
}

/* What may be done at once after one attempt; the rest stays unsettled. */
static void conclude(struct cc_lane_writer *writer, struct cc_write *batch, enum outcome outcome)
{
	if (outcome == UNKNOWN) {
		resolve(writer, batch);
		return;
	}
	for (struct cc_write *write = batch; write; write = write->next) {
		if (outcome == COMMITTED)
			settle(write, write->err);
		else if (outcome == NO_STORE && cc_because(writer->why, &cc_storage_full))
			settle_full(write);
		else if (outcome == NO_STORE)
			settle_undone(write, writer->why->message);
	}
}

static void run_alone(struct cc_lane_writer *writer, struct cc_write *write)
{
	for (int tries = 0; tries < ALONE_TRIES_MAX && !write->settled; tries++) {
		enum outcome outcome = attempt(writer, write, run_guarded);
		conclude(writer, write, outcome);
		if (outcome == FULL)
			settle_full(write);
		bool failed = write->err != CC_OK && !cc_because(write->err, &cc_sql_conflict);
		if (!write->settled && failed)
			settle(write, write->err); /* it fails by itself, and takes the transaction with it */
	}
	if (!write->settled)
		settle_undone(write, "Others keep changing the same things; nothing was done. Try again.");
}

/* Bare, unless one had to be undone not long ago. */
static run_write *first_way(struct cc_lane_writer *writer)
{
	if (writer->guarded == 0)
		return run_bare;
	writer->guarded--;
	return run_guarded;
}

void cc_lane_writer_run(struct cc_lane_writer *writer, struct cc_write *batch)
{
	enum outcome outcome = attempt(writer, batch, first_way(writer));
	for (int tries = 1; tries < BATCH_TRIES_MAX && outcome == ROLLED_BACK; tries++) {
		writer->guarded = GUARDED_BATCHES;
		outcome = attempt(writer, batch, run_guarded);
	}
	conclude(writer, batch, outcome);
	for (struct cc_write *write = batch, *next; write; write = next) {
		next = write->next;
		write->next = NULL; /* a batch of its own */
		if (!write->settled)
			run_alone(writer, write);
		write->next = next;
	}
	cc_arena_reset(writer->own.arena);
}

void cc_lane_writer_tidy(struct cc_lane_writer *writer)
{
	if (writer->session && writer->sql->ops->tidy)
		writer->sql->ops->tidy(writer->session);
}
