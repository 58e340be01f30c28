/* sql_fail_test.c - each plan of the failing store does what it says, and no more. */
#include "platform/adapters/fail/sql_fail.h"
#include "platform/adapters/sql_sqlite/sql_sqlite.h"
#include "tests/conformance/sql_suite.h"

static struct cc_sql *make(struct cc_ctx *ctx, const char *path)
{
	struct cc_sql *sql = NULL;
	CHECK_OK(cc_sql_sqlite_new(ctx, path, &sql));
	return cc_sql_fail_new(sql);
}

static void plan(struct sql_suite *suite, struct cc_sql_fail_plan plan)
{
	cc_sql_fail_plan(suite->sql, &plan);
}

static enum cc_commit put_and_commit(struct sql_suite *suite, int n, const char *title)
{
	sql_suite_begin(suite);
	CHECK_OK(sql_suite_put(suite, n, title));
	return suite->writer->ops->commit(suite->writer);
}

static void a_conflict_at_commit_is_rolled_back(void **state)
{
	struct sql_suite *suite = *state;
	plan(suite, (struct cc_sql_fail_plan){ .conflict_commit = 2 });
	assert_int_equal(put_and_commit(suite, ANNA, "Anna"), CC_COMMIT_CONFLICT);
	assert_int_equal(put_and_commit(suite, ANNA, "Anna"), CC_COMMIT_CONFLICT);
	assert_int_equal(sql_suite_count(suite), 0);
	assert_int_equal(put_and_commit(suite, ANNA, "Anna"), CC_COMMIT_DONE);
	assert_int_equal(sql_suite_count(suite), 1);
}

static void a_commit_without_room_is_rolled_back(void **state)
{
	struct sql_suite *suite = *state;
	plan(suite, (struct cc_sql_fail_plan){ .full_commit = 1 });
	assert_int_equal(put_and_commit(suite, ANNA, "Anna"), CC_COMMIT_FULL);
	assert_int_equal(sql_suite_count(suite), 0);
	assert_int_equal(put_and_commit(suite, ANNA, "Anna"), CC_COMMIT_DONE);
}

static void an_unknown_commit_may_not_have_happened(void **state)
{
	struct sql_suite *suite = *state;
	plan(suite, (struct cc_sql_fail_plan){ .lose_commit = 1 });
	assert_int_equal(put_and_commit(suite, ANNA, "Anna"), CC_COMMIT_UNKNOWN);
	assert_int_equal(sql_suite_count(suite), 0);
	assert_int_equal(put_and_commit(suite, ANNA, "Anna"), CC_COMMIT_DONE);
}

static void an_unknown_commit_may_have_happened(void **state)
{
	struct sql_suite *suite = *state;
	plan(suite, (struct cc_sql_fail_plan){ .lose_reply = 1 });
	assert_int_equal(put_and_commit(suite, ANNA, "Anna"), CC_COMMIT_UNKNOWN);
	assert_int_equal(sql_suite_count(suite), 1);
	assert_int_equal(put_and_commit(suite, BORIS, "Boris"), CC_COMMIT_DONE);
}

static void a_conflict_in_a_statement_leaves_only_a_rollback(void **state)
{
	struct sql_suite *suite = *state;
	struct cc_sql_session *writer = suite->writer;
	plan(suite, (struct cc_sql_fail_plan){ .skip_statements = 1, .conflict = 1 });
	sql_suite_begin(suite);
	CHECK_OK(writer->ops->savepoint(writer, suite->ctx));
	CHECK_OK(sql_suite_put(suite, ANNA, "Anna"));
	CHECK_FAILS(sql_suite_put(suite, BORIS, "Boris"), &cc_sql_conflict);
	CHECK_FAILS(sql_suite_put(suite, BORIS, "Boris"), &cc_sql_transaction_failed);
	CHECK_FAILS(writer->ops->keep(writer, suite->ctx), &cc_sql_transaction_failed);
	CHECK_FAILS(writer->ops->undo(writer, suite->ctx), &cc_sql_conflict);
	writer->ops->rollback(writer);
	assert_int_equal(sql_suite_count(suite), 0);
	assert_int_equal(put_and_commit(suite, BORIS, "Boris"), CC_COMMIT_DONE);
}

static void an_outage_in_a_statement_leaves_only_a_rollback(void **state)
{
	struct sql_suite *suite = *state;
	struct cc_sql_session *writer = suite->writer;
	plan(suite, (struct cc_sql_fail_plan){ .break_statement = 1 });
	sql_suite_begin(suite);
	CHECK_OK(writer->ops->savepoint(writer, suite->ctx));
	CHECK_FAILS(sql_suite_put(suite, ANNA, "Anna"), &cc_unavailable);
	CHECK_FAILS(writer->ops->undo(writer, suite->ctx), &cc_sql_conflict);
	writer->ops->rollback(writer);
	assert_int_equal(put_and_commit(suite, ANNA, "Anna"), CC_COMMIT_DONE);
}

static void during_an_outage_nothing_begins(void **state)
{
	struct sql_suite *suite = *state;
	struct cc_sql_session *second = NULL;
	plan(suite, (struct cc_sql_fail_plan){ .refuse_begin = 2, .refuse_open = 1 });
	CHECK_FAILS(suite->writer->ops->begin(suite->writer, suite->ctx), &cc_unavailable);
	CHECK_FAILS(suite->reader->ops->begin(suite->reader, suite->ctx), &cc_unavailable);
	CHECK_FAILS(suite->sql->ops->open(suite->sql, suite->ctx, CC_SQL_READER, &second), &cc_unavailable);
	assert_int_equal(sql_suite_count(suite), 0);
	CHECK_OK(suite->sql->ops->open(suite->sql, suite->ctx, CC_SQL_READER, &second));
	suite->sql->ops->close(second);
}

static void a_readers_commit_is_never_lost(void **state)
{
	struct sql_suite *suite = *state;
	plan(suite, (struct cc_sql_fail_plan){ .lose_commit = 1, .conflict = 1 });
	CHECK_OK(suite->reader->ops->begin(suite->reader, suite->ctx));
	assert_int_equal(sql_suite_count_in(suite, suite->reader), 0);
	assert_int_equal(suite->reader->ops->commit(suite->reader), CC_COMMIT_DONE);
}

int main(void)
{
	static const struct sql_suite_engine engine = { "sql: fail", make };
	const struct CMUnitTest cases[] = {
		SQL_CASE(a_conflict_at_commit_is_rolled_back, &engine),
		SQL_CASE(a_commit_without_room_is_rolled_back, &engine),
		SQL_CASE(an_unknown_commit_may_not_have_happened, &engine),
		SQL_CASE(an_unknown_commit_may_have_happened, &engine),
		SQL_CASE(a_conflict_in_a_statement_leaves_only_a_rollback, &engine),
		SQL_CASE(an_outage_in_a_statement_leaves_only_a_rollback, &engine),
		SQL_CASE(during_an_outage_nothing_begins, &engine),
		SQL_CASE(a_readers_commit_is_never_lost, &engine),
	};
	return cmocka_run_group_tests_name(engine.name, cases, NULL, NULL);
}
