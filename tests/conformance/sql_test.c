/* sql_test.c - the suite of ports/sql.h, on each of its adapters. */
#include "platform/adapters/fail/sql_fail.h"
#include "platform/adapters/sim/disk_sim.h"
#include "platform/adapters/sql_sqlite/sql_sqlite.h"
#include "tests/conformance/sql_suite.h"

static struct cc_sql *make_sqlite(struct cc_ctx *ctx, const char *path)
{
	struct cc_sql *sql = NULL;
	CHECK_OK(cc_sql_sqlite_new(ctx, path, &sql));
	return sql;
}

static struct cc_sql *make_fail(struct cc_ctx *ctx, const char *path)
{
	return cc_sql_fail_new(make_sqlite(ctx, path));
}

static struct cc_sql *make_on_disk(struct cc_ctx *ctx, const char *path)
{
	struct cc_sql *sql = NULL;
	CHECK_OK(cc_sql_sqlite_new_on(ctx, "simulated", path, &sql));
	return sql;
}

int main(void)
{
	static const struct sql_suite_engine engines[] = {
		{ "sql: sqlite", make_sqlite },
		{ "sql: fail without a plan", make_fail },
		{ "sql: sqlite on a simulated disk", make_on_disk },
	};
	struct cc_disk_sim *disk = cc_disk_sim_new("simulated", NULL);
	int failed = 0;
	for (size_t i = 0; i < CC_COUNT(engines); i++)
		failed += sql_suite_values(&engines[i]) + sql_suite_transactions(&engines[i]);
	cc_disk_sim_free(disk);
	return failed;
}
