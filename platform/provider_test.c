#include "platform/provider_test.h"

#include <sqlite3.h>
#include <stdio.h>

#include "platform/adapters/sql_sqlite/sql_sqlite.h"
#include "platform/adapters/threads_system.h"
#include "platform/test_internal.h"

void cc_test_provider_path(const struct cc_test *test, char path[CC_TEST_PATH_BYTES])
{
	snprintf(path, CC_TEST_PATH_BYTES, "%s/provider.db", test->folder);
}

void cc_test_open_provider(struct cc_test *test)
{
	char path[CC_TEST_PATH_BYTES];
	struct cc_ctx ctx = cc_test_ctx(test);
	struct cc_psp_sandbox_options options = {
		.threads = cc_threads_system(),
		.clock = ctx.clock,
		.entropy = ctx.entropy,
		.webhook_secret = CC_STR("whsec_of_the_tests"),
	};
	assert_null(test->psp);
	cc_test_provider_path(test, path);
	CHECK_OK(cc_sql_sqlite_new(&ctx, path, &options.sql));
	CHECK_OK(cc_psp_sandbox_new(&ctx, &options, &test->sandbox));
	cc_psp_sandbox_set_pages(test->sandbox, CC_STR("https://bank.example/3ds"));
	test->psp = cc_psp_fail_new(test->sandbox);
	cc_node_set_psp(test->node, test->psp);
}

void cc_test_fail_provider(struct cc_test *test, const struct cc_psp_fail_plan *plan)
{
	cc_psp_fail_plan(test->psp, plan);
}

void cc_test_fail_peers(struct cc_test *test, const struct cc_peers_fail_plan *plan)
{
	cc_peers_fail_plan(test->peers, plan);
}

void cc_test_fail_peers_also(struct cc_test *test, const struct cc_peers_fail_plan *plan)
{
	cc_peers_fail_also(test->peers, plan);
}

struct cc_psp *cc_test_provider(struct cc_test *test)
{
	return test->sandbox;
}

struct cc_ctx *cc_test_provider_ctx(struct cc_test *test)
{
	struct cc_ctx *ctx = cc_arena_alloc(test->arena, sizeof *ctx);
	*ctx = cc_test_ctx(test);
	return ctx;
}

int64_t cc_test_provider_int(struct cc_test *test, const char *sql)
{
	char path[CC_TEST_PATH_BYTES];
	cc_test_provider_path(test, path);
	return cc_test_look(NULL, path, sql);
}

void cc_test_provider_exec(struct cc_test *test, const char *sql)
{
	sqlite3 *db = NULL;
	char path[CC_TEST_PATH_BYTES];
	cc_test_provider_path(test, path);
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}
