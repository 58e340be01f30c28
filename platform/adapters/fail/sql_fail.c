#include "platform/adapters/fail/sql_fail.h"

#include <pthread.h>
#include <stdlib.h>

#include "platform/core/run.h"

struct sql_fail {
	struct cc_sql base;
	struct cc_sql *inner;
	pthread_mutex_t lock;
	struct cc_sql_fail_plan plan;
};

struct session_fail {
	struct cc_sql_session base;
	struct sql_fail *owner;
	struct cc_sql_session *inner;
	enum cc_sql_mode mode;
	bool lost; /* the engine has dropped the transaction: only a rollback is left */
};

enum fate { PASSED_ON, CONFLICT, FULL, NOT_COMMITTED, REPLY_LOST, BROKEN };

static bool used(int *count)
{
	return *count > 0 && (*count)-- > 0;
}

static bool use(struct sql_fail *sql, int *count)
{
	pthread_mutex_lock(&sql->lock);
	bool was_used = used(count);
	pthread_mutex_unlock(&sql->lock);
	return was_used;
}

static enum fate fate_of_commit(struct sql_fail *sql)
{
	pthread_mutex_lock(&sql->lock);
	enum fate fate = used(&sql->plan.conflict_commit) ? CONFLICT
	                 : used(&sql->plan.full_commit)   ? FULL
	                 : used(&sql->plan.lose_commit)   ? NOT_COMMITTED
	                 : used(&sql->plan.lose_reply)    ? REPLY_LOST
	                                                  : PASSED_ON;
	pthread_mutex_unlock(&sql->lock);
	return fate;
}

static enum fate fate_of_statement(struct sql_fail *sql)
{
	pthread_mutex_lock(&sql->lock);
	enum fate fate = used(&sql->plan.skip_statements)   ? PASSED_ON
	                 : used(&sql->plan.conflict)        ? CONFLICT
	                 : used(&sql->plan.break_statement) ? BROKEN
	                                                    : PASSED_ON;
	pthread_mutex_unlock(&sql->lock);
	return fate;
}

static CC_RESULT conflict(struct cc_ctx *ctx)
{
	return cc_fail(ctx, &cc_sql_conflict, "Another transaction was in the way; run it again.");
}

static CC_RESULT outage(struct cc_ctx *ctx)
{
	return cc_fail(ctx, &cc_unavailable, "The database cannot be reached; try again later.");
}

static cc_err open_fail(struct cc_sql *base, struct cc_ctx *ctx, enum cc_sql_mode mode,
                        struct cc_sql_session **session)
{
	struct sql_fail *sql = (struct sql_fail *)base;
	struct cc_sql_session *inner;
	if (use(sql, &sql->plan.refuse_open))
		return outage(ctx);
	TRY(sql->inner->ops->open(sql->inner, ctx, mode, &inner));
	struct session_fail *opened = calloc(1, sizeof *opened);
	if (!opened)
		cc_die("out of memory for a session");
	*opened = (struct session_fail){ .base.ops = base->ops, .owner = sql, .inner = inner, .mode = mode };
	*session = &opened->base;
	return CC_OK;
}

static void close_fail(struct cc_sql_session *base)
{
	struct session_fail *session = (struct session_fail *)base;
	if (!session)
		return;
	session->inner->ops->close(session->inner);
	free(session);
}

static cc_err begin_fail(struct cc_sql_session *base, struct cc_ctx *ctx)
{
	struct session_fail *session = (struct session_fail *)base;
	if (use(session->owner, &session->owner->plan.refuse_begin))
		return outage(ctx);
	session->lost = false;
	return session->inner->ops->begin(session->inner, ctx);
}

static void rollback_fail(struct cc_sql_session *base)
{
	struct session_fail *session = (struct session_fail *)base;
	session->inner->ops->rollback(session->inner);
}

static enum cc_commit commit_fail(struct cc_sql_session *base)
{
	struct session_fail *session = (struct session_fail *)base;
	struct cc_sql_session *inner = session->inner;
	assert(!session->lost);
	enum fate fate = session->mode == CC_SQL_WRITER ? fate_of_commit(session->owner) : PASSED_ON;
	if (fate == CONFLICT || fate == FULL || fate == NOT_COMMITTED) {
		inner->ops->rollback(inner);
		return fate == CONFLICT ? CC_COMMIT_CONFLICT
		       : fate == FULL   ? CC_COMMIT_FULL
		                        : CC_COMMIT_UNKNOWN;
	}
	enum cc_commit outcome = inner->ops->commit(inner);
	return fate == REPLY_LOST ? CC_COMMIT_UNKNOWN : outcome;
}

static cc_err savepoint_fail(struct cc_sql_session *base, struct cc_ctx *ctx)
{
	struct cc_sql_session *inner = ((struct session_fail *)base)->inner;
	return inner->ops->savepoint(inner, ctx);
}

static cc_err keep_fail(struct cc_sql_session *base, struct cc_ctx *ctx)
{
	struct session_fail *session = (struct session_fail *)base;
	if (session->lost)
		return cc_fail(ctx, &cc_sql_transaction_failed, "A statement failed and the rule went on.");
	return session->inner->ops->keep(session->inner, ctx);
}

static cc_err undo_fail(struct cc_sql_session *base, struct cc_ctx *ctx)
{
	struct session_fail *session = (struct session_fail *)base;
	if (session->lost)
		return conflict(ctx);
	return session->inner->ops->undo(session->inner, ctx);
}

static cc_err execute_fail(struct cc_sql_session *base, struct cc_ctx *ctx, const struct cc_stmt *stmt,
                           const struct cc_val *args, struct cc_sql_rows *rows)
{
	struct session_fail *session = (struct session_fail *)base;
	if (session->lost)
		return cc_fail(ctx, &cc_sql_transaction_failed, "%s was run after a statement had failed.",
		               stmt->name);
	enum fate fate = session->mode == CC_SQL_WRITER ? fate_of_statement(session->owner) : PASSED_ON;
	if (fate == PASSED_ON)
		return session->inner->ops->execute(session->inner, ctx, stmt, args, rows);
	session->lost = true;
	return fate == CONFLICT ? conflict(ctx) : outage(ctx);
}

static cc_err script_fail(struct cc_sql_session *base, struct cc_ctx *ctx, const char *sql)
{
	struct cc_sql_session *inner = ((struct session_fail *)base)->inner;
	return inner->ops->script(inner, ctx, sql);
}

static void tidy_fail(struct cc_sql_session *base)
{
	struct cc_sql_session *inner = ((struct session_fail *)base)->inner;
	if (inner->ops->tidy)
		inner->ops->tidy(inner);
}

static void free_fail(struct cc_sql *base)
{
	struct sql_fail *sql = (struct sql_fail *)base;
	if (!sql)
		return;
	sql->inner->ops->free(sql->inner);
	pthread_mutex_destroy(&sql->lock);
	free(sql);
}

static const struct cc_sql_ops ops = {
	.name = "fail",
	.open = open_fail,
	.close = close_fail,
	.begin = begin_fail,
	.commit = commit_fail,
	.rollback = rollback_fail,
	.savepoint = savepoint_fail,
	.keep = keep_fail,
	.undo = undo_fail,
	.execute = execute_fail,
	.script = script_fail,
	.tidy = tidy_fail,
	.free = free_fail,
};

struct cc_sql *cc_sql_fail_new(struct cc_sql *inner)
{
	struct sql_fail *sql = calloc(1, sizeof *sql);
	if (!sql || pthread_mutex_init(&sql->lock, NULL) != 0)
		cc_die("out of memory for a store");
	sql->base.ops = &ops;
	sql->inner = inner;
	return &sql->base;
}

void cc_sql_fail_plan(struct cc_sql *base, const struct cc_sql_fail_plan *plan)
{
	struct sql_fail *sql = (struct sql_fail *)base;
	pthread_mutex_lock(&sql->lock);
	sql->plan = *plan;
	pthread_mutex_unlock(&sql->lock);
}
