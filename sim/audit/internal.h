/* internal.h - what the files of the audit share. */
#pragma once

#include <sqlite3.h>

#include "platform/core/run.h"
#include "sim/audit/audit.h"

enum { AUDIT_STATEMENTS_MAX = 192, AUDIT_STORES_MAX = 9, AUDIT_CASES_MAX = 100, AUDIT_REMEMBERS_EACH = 4 };

struct audit_store {
	const struct cc_service *service;
	bool attached;
	unsigned commits;
	sqlite3_stmt *remember;
};

/* A statement of ours and its handle, which is let go with the stores. */
struct audit_prepared {
	const struct cc_stmt *stmt;
	sqlite3_stmt *handle;
};

struct audit {
	sqlite3 *db; /* in memory: what was seen; the stores stand beside it */
	struct cc_arena *arena;
	const struct cc_service *const *services;
	struct audit_store stores[AUDIT_STORES_MAX];
	size_t store_count;
	struct audit_prepared prepared[AUDIT_STATEMENTS_MAX]; /* by slot */
	bool viewed;
	bool differs; /* an answer from one before */
	int64_t now, undisturbed_since;
	int64_t next_expiry; /* of the earliest hold; INT64_MAX: there is none */
	uint64_t checks;
};

/* books.c: ends the process if SQLite does not take it: the audit is wrong then, and finds nothing. */
sqlite3_stmt *audit_prepare(struct audit *audit, const struct cc_stmt *stmt);
void audit_run(struct audit *audit, const struct cc_stmt *stmt, const struct cc_val *args);
int64_t audit_number(struct audit *audit, const struct cc_stmt *stmt); /* the only column of the only row */
void audit_exec(struct audit *audit, const char *sql);
_Noreturn void audit_die(struct audit *audit, const char *what);

/* functions.c: uuid(), id(), money(), told() and stage() for the statements. */
void audit_add_functions(struct audit *audit);

/* views.c: one view for what each store has of its own. */
void audit_make_views(struct audit *audit);
void audit_add_hearers(struct audit *audit);
