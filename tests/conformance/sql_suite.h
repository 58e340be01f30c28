/* sql_suite.h - what every adapter of ports/sql.h must do, as tests to be run on each. */
#pragma once

#include "platform/core/sample_test.h"
#include "platform/ports/sql.h"

struct sql_suite_engine {
	const char *name;
	struct cc_sql *(*make)(struct cc_ctx *ctx, const char *path);
};

/* They return how many tests failed. */
int sql_suite_values(const struct sql_suite_engine *engine);
int sql_suite_transactions(const struct sql_suite_engine *engine);

/* A test's own database, with a writer, a reader and the suite's tables. */
struct sql_suite {
	const struct sql_suite_engine *engine;
	struct cc_ctx *ctx; /* ctx->session is the writer's */
	char folder[64], path[96];
	struct cc_sql *sql;
	struct cc_sql_session *writer, *reader;
};

int sql_suite_open(void **state); /* *state: the engine before, the suite after */
int sql_suite_close(void **state);
#define SQL_CASE(name, engine)                                                           \
	cmocka_unit_test_prestate_setup_teardown(name, sql_suite_open, sql_suite_close, \
						 (void *)(uintptr_t)(engine))

/* Who is in the tables. */
enum { ANNA = 1, BORIS, CELINA };
cc_id sql_suite_id(int n);

void sql_suite_reopen(struct sql_suite *suite); /* as after a restart: only what is durable is left */
void sql_suite_begin(struct sql_suite *suite);  /* the writer's transaction */
void sql_suite_commit(struct sql_suite *suite);
CC_RESULT sql_suite_put(struct sql_suite *suite, int n, const char *title);
/* How many things there are in a session's transaction, and in a new snapshot of the reader. */
int64_t sql_suite_count_in(struct sql_suite *suite, struct cc_sql_session *session);
int64_t sql_suite_count(struct sql_suite *suite);

#define CHECK_OK(expr)         sql_suite_check((expr), NULL, #expr, __FILE__, __LINE__)
#define CHECK_FAILS(expr, why) sql_suite_check((expr), (why), #expr, __FILE__, __LINE__)

/* NULL: it must succeed; else it must fail with this reason's name and code. */
void sql_suite_check(cc_err err, const struct cc_reason *why, const char *expr, const char *file, int line);
