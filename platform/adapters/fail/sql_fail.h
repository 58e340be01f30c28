/*
 * sql_fail.h - a store whose engine fails: conflicts, commits of unknown outcome, outages.
 *
 * What an engine behind a network does to a writer, done to one that would not do it.  Readers
 * only meet outages.
 */
#pragma once

#include "platform/ports/sql.h"

/* What happens next; each field counts down as it is used.  A commit tries them in this order. */
struct cc_sql_fail_plan {
	int conflict_commit;  /* CC_COMMIT_CONFLICT: it was rolled back */
	int full_commit;      /* CC_COMMIT_FULL: the same */
	int lose_commit;      /* CC_COMMIT_UNKNOWN: it was not committed */
	int lose_reply;       /* CC_COMMIT_UNKNOWN: it was committed, and the caller does not know */
	int skip_statements;  /* so many statements of the writer pass before the next two count */
	int conflict;         /* a statement of the writer fails: ABORTED `conflict`; undo cannot help */
	int break_statement;  /* a statement of the writer fails: UNAVAILABLE; undo cannot help */
	int refuse_begin;     /* UNAVAILABLE: a writer's or a reader's transaction cannot begin */
	int refuse_open;      /* UNAVAILABLE: no connection */
};

/* Owns `inner`.  Without a plan, calls are passed on as they are. */
struct cc_sql *cc_sql_fail_new(struct cc_sql *inner);
void cc_sql_fail_plan(struct cc_sql *sql, const struct cc_sql_fail_plan *plan); /* from any thread */
