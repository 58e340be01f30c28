/* sql_suite_transactions.c - all or nothing, for ever, and seen by others only as a whole. */
#include "tests/conformance/sql_suite.h"

#include "tests/conformance/sql_suite.sql.h"

/* Transactions -------------------------------------------------------------------- */

static void what_is_committed_is_there_after_a_restart(void **state)
{
	struct sql_suite *suite = *state;
	sql_suite_begin(suite);
	CHECK_OK(sql_suite_put(suite, ANNA, "Anna"));
	sql_suite_commit(suite);
	sql_suite_begin(suite);
	CHECK_OK(sql_suite_put(suite, BORIS, "Boris"));
	sql_suite_reopen(suite); /* closing rolls back what is open */
	assert_int_equal(sql_suite_count(suite), 1);
}

static void a_rollback_takes_everything_back(void **state)
{
	struct sql_suite *suite = *state;
	sql_suite_begin(suite);
	CHECK_OK(sql_suite_put(suite, ANNA, "Anna"));
	CHECK_OK(suite->writer->ops->savepoint(suite->writer, suite->ctx));
	CHECK_OK(sql_suite_put(suite, BORIS, "Boris"));
	suite->writer->ops->rollback(suite->writer);
	assert_int_equal(sql_suite_count(suite), 0);
	sql_suite_begin(suite); /* and the session goes on */
	sql_suite_commit(suite);
}

static void undo_takes_back_what_came_after_the_savepoint(void **state)
{
	struct sql_suite *suite = *state;
	struct cc_sql_session *writer = suite->writer;
	sql_suite_begin(suite);
	CHECK_OK(writer->ops->savepoint(writer, suite->ctx));
	CHECK_OK(sql_suite_put(suite, ANNA, "Anna"));
	CHECK_OK(writer->ops->keep(writer, suite->ctx));
	CHECK_OK(writer->ops->savepoint(writer, suite->ctx));
	CHECK_OK(sql_suite_put(suite, BORIS, "Boris"));
	CHECK_OK(sql_suite_put(suite, CELINA, "Celina"));
	CHECK_OK(writer->ops->undo(writer, suite->ctx));
	CHECK_OK(writer->ops->savepoint(writer, suite->ctx));
	CHECK_OK(sql_suite_put(suite, CELINA, "Celina"));
	CHECK_OK(writer->ops->keep(writer, suite->ctx));
	sql_suite_commit(suite);

	assert_int_equal(sql_suite_count(suite), 2);
	sql_suite_begin(suite);
	struct sample row;
	CHECK_FAILS(cc_sql_one(suite->ctx, &title_by_id, &sample_message, &row, sql_suite_id(BORIS)),
	            &cc_not_found);
	sql_suite_commit(suite);
}

static void what_exists_is_told_from_what_is_forbidden(void **state)
{
	struct sql_suite *suite = *state;
	struct cc_sql_session *writer = suite->writer;
	sql_suite_begin(suite);
	CHECK_OK(sql_suite_put(suite, ANNA, "Anna"));
	sql_suite_commit(suite);
	for (int turn = 0; turn < 4; turn++) {
		sql_suite_begin(suite);
		if (turn == 0) /* the key */
			CHECK_FAILS(sql_suite_put(suite, ANNA, "Hania"), &cc_sql_unique_violation);
		if (turn == 1) /* another unique column */
			CHECK_FAILS(sql_suite_put(suite, BORIS, "Anna"), &cc_sql_unique_violation);
		if (turn == 2) /* a CHECK */
			CHECK_FAILS(cc_sql_exec(suite->ctx, &fill_seats, 0), &cc_sql_constraint_violation);
		if (turn == 3) /* a foreign key */
			CHECK_FAILS(cc_sql_exec(suite->ctx, &put_part, CC_STR("leg"), sql_suite_id(CELINA)),
			            &cc_sql_constraint_violation);
		writer->ops->rollback(writer);
	}
}

static void after_a_failure_only_undo_is_left(void **state)
{
	struct sql_suite *suite = *state;
	struct cc_sql_session *writer = suite->writer;
	sql_suite_begin(suite);
	CHECK_OK(sql_suite_put(suite, ANNA, "Anna"));
	CHECK_OK(writer->ops->savepoint(writer, suite->ctx));
	CHECK_OK(sql_suite_put(suite, BORIS, "Boris"));
	CHECK_FAILS(sql_suite_put(suite, BORIS, "Boris"), &cc_sql_unique_violation);
	CHECK_FAILS(sql_suite_put(suite, CELINA, "Celina"), &cc_sql_transaction_failed);
	CHECK_FAILS(writer->ops->keep(writer, suite->ctx), &cc_sql_transaction_failed);
	CHECK_OK(writer->ops->undo(writer, suite->ctx));
	CHECK_OK(sql_suite_put(suite, CELINA, "Celina"));
	sql_suite_commit(suite);
	assert_int_equal(sql_suite_count(suite), 2);
}

static void a_statement_that_cannot_be_prepared_is_internal(void **state)
{
	struct sql_suite *suite = *state;
	sql_suite_begin(suite);
	CHECK_FAILS(cc_sql_exec(suite->ctx, &broken), &cc_internal);
	suite->writer->ops->rollback(suite->writer);
}

static void a_script_is_done_whole_or_not_at_all(void **state)
{
	static const struct cc_reason migration = { "migration", CC_INTERNAL };
	struct sql_suite *suite = *state;
	struct cc_sql_session *writer = suite->writer;
	const char *half = "CREATE TABLE nowhere (title TEXT); INSERT INTO elsewhere VALUES (1);";
	sql_suite_begin(suite);
	CHECK_FAILS(writer->ops->script(writer, suite->ctx, half), &migration);
	writer->ops->rollback(writer);
	sql_suite_begin(suite);
	CHECK_FAILS(cc_sql_exec(suite->ctx, &broken), &cc_internal); /* the table is not there */
	writer->ops->rollback(writer);

	sql_suite_begin(suite);
	CHECK_OK(writer->ops->script(writer, suite->ctx, "CREATE TABLE nowhere (title TEXT);"));
	CHECK_OK(cc_sql_exec(suite->ctx, &broken));
	sql_suite_commit(suite);
}

/* Sessions ------------------------------------------------------------------------ */

static void a_reader_keeps_its_snapshot_while_the_writer_commits(void **state)
{
	struct sql_suite *suite = *state;
	struct cc_sql_session *reader = suite->reader;
	sql_suite_begin(suite);
	CHECK_OK(sql_suite_put(suite, ANNA, "Anna"));
	assert_int_equal(sql_suite_count(suite), 0); /* not committed yet */
	sql_suite_commit(suite);

	CHECK_OK(reader->ops->begin(reader, suite->ctx));
	assert_int_equal(sql_suite_count_in(suite, reader), 1);
	sql_suite_begin(suite);
	CHECK_OK(sql_suite_put(suite, BORIS, "Boris"));
	sql_suite_commit(suite);
	if (suite->writer->ops->tidy)
		suite->writer->ops->tidy(suite->writer);
	assert_int_equal(sql_suite_count_in(suite, reader), 1);
	assert_int_equal(reader->ops->commit(reader), CC_COMMIT_DONE);
	assert_int_equal(sql_suite_count(suite), 2);
}

static void a_reader_cannot_write(void **state)
{
	struct sql_suite *suite = *state;
	struct cc_ctx ctx = *suite->ctx;
	ctx.session = suite->reader;
	CHECK_OK(suite->reader->ops->begin(suite->reader, suite->ctx));
	cc_err err = cc_sql_exec(&ctx, &put_named, sql_suite_id(ANNA), CC_STR("Anna"), 1);
	assert_true(cc_is(err, CC_INTERNAL));
	suite->reader->ops->rollback(suite->reader);
	assert_int_equal(sql_suite_count(suite), 0);
}

static void a_second_writer_is_refused_while_the_first_lives(void **state)
{
	struct sql_suite *suite = *state;
	struct cc_sql_session *second = NULL;
	CHECK_FAILS(suite->sql->ops->open(suite->sql, suite->ctx, CC_SQL_WRITER, &second), &cc_unavailable);
	assert_null(second);
	suite->sql->ops->close(suite->writer);
	CHECK_OK(suite->sql->ops->open(suite->sql, suite->ctx, CC_SQL_WRITER, &suite->writer));
	suite->sql->ops->close(NULL); /* nothing to close is fine */
}

int sql_suite_transactions(const struct sql_suite_engine *engine)
{
	const struct CMUnitTest cases[] = {
		SQL_CASE(what_is_committed_is_there_after_a_restart, engine),
		SQL_CASE(a_rollback_takes_everything_back, engine),
		SQL_CASE(undo_takes_back_what_came_after_the_savepoint, engine),
		SQL_CASE(what_exists_is_told_from_what_is_forbidden, engine),
		SQL_CASE(after_a_failure_only_undo_is_left, engine),
		SQL_CASE(a_statement_that_cannot_be_prepared_is_internal, engine),
		SQL_CASE(a_script_is_done_whole_or_not_at_all, engine),
		SQL_CASE(a_reader_keeps_its_snapshot_while_the_writer_commits, engine),
		SQL_CASE(a_reader_cannot_write, engine),
		SQL_CASE(a_second_writer_is_refused_while_the_first_lives, engine),
	};
	return cmocka_run_group_tests_name(engine->name, cases, NULL, NULL);
}
