/* sql_sqlite_test.c - what SQLite's adapter promises beyond the port: one writer, a bounded WAL. */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/adapters/sql_sqlite/internal.h"
#include "platform/adapters/sql_sqlite/sql_sqlite.h"
#include "tests/conformance/sql_suite.h"
#include "tests/conformance/sql_suite.sql.h"

enum { MIB = 1 << 20, BLOB_BYTES = 1 << 20, SNAPSHOT_US = 500 };

static struct cc_sql *make(struct cc_ctx *ctx, const char *path)
{
	struct cc_sql *sql = NULL;
	CHECK_OK(cc_sql_sqlite_new(ctx, path, &sql));
	return sql;
}

static int64_t file_size(const struct sql_suite *suite, const char *suffix)
{
	char path[128];
	struct stat found;
	snprintf(path, sizeof path, "%s%s", suite->path, suffix);
	return stat(path, &found) == 0 ? (int64_t)found.st_size : -1;
}

static void close_session(struct sql_suite *suite, struct cc_sql_session **session)
{
	suite->sql->ops->close(*session);
	*session = NULL;
}

/* One writer ---------------------------------------------------------------------- */

/* In a process of its own: says on the pipe how opening a writer went, and stays until it is killed. */
static _Noreturn void be_a_writer(const char *path, int pipe)
{
	struct cc_ctx *ctx = sample_ctx_new();
	struct cc_sql *sql = make(ctx, path);
	struct cc_sql_session *session;
	cc_err err = sql->ops->open(sql, ctx, CC_SQL_WRITER, &session);
	const char *outcome = err ? err->message : "writes";
	if (write(pipe, outcome, strlen(outcome) + 1) < 0)
		_exit(1);
	for (;;)
		pause();
}

static pid_t start_writer(const char *path, char *outcome, size_t size)
{
	int pipes[2];
	assert_int_equal(pipe(pipes), 0);
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		be_a_writer(path, pipes[1]);
	close(pipes[1]);
	assert_true(read(pipes[0], outcome, size) > 0);
	close(pipes[0]);
	return pid;
}

static void end_writer(pid_t pid)
{
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

static void another_process_is_told_who_writes(void **state)
{
	struct sql_suite *suite = *state;
	char outcome[256], expected[256];
	end_writer(start_writer(suite->path, outcome, sizeof outcome));
	snprintf(expected, sizeof expected, "Process %ld is the writer of %s; stop it first.", (long)getpid(),
	         suite->path);
	assert_string_equal(outcome, expected);
}

static void a_killed_writer_is_in_nobodys_way(void **state)
{
	struct sql_suite *suite = *state;
	char outcome[256];
	close_session(suite, &suite->writer);
	pid_t pid = start_writer(suite->path, outcome, sizeof outcome);
	assert_string_equal(outcome, "writes");
	cc_err err = suite->sql->ops->open(suite->sql, suite->ctx, CC_SQL_WRITER, &suite->writer);
	CHECK_FAILS(err, &cc_unavailable);
	end_writer(pid);
	CHECK_OK(suite->sql->ops->open(suite->sql, suite->ctx, CC_SQL_WRITER, &suite->writer));
}

static void the_same_process_is_told_that_it_writes_already(void **state)
{
	struct sql_suite *suite = *state;
	struct cc_sql_session *second;
	cc_err err = suite->sql->ops->open(suite->sql, suite->ctx, CC_SQL_WRITER, &second);
	assert_non_null(err);
	assert_non_null(strstr(err->message, "This process has a writer"));
}

static void what_cannot_be_opened_is_unavailable(void **state)
{
	struct sql_suite *suite = *state;
	close_session(suite, &suite->reader);
	close_session(suite, &suite->writer);
	FILE *file = fopen(suite->path, "wb");
	assert_non_null(file);
	for (int i = 0; i < BLOB_BYTES; i++)
		fputc('x', file); /* not a database */
	fclose(file);
	const char *odd[] = { "/nowhere/things.db", suite->path };
	for (size_t i = 0; i < CC_COUNT(odd); i++) {
		struct cc_sql *sql = make(suite->ctx, odd[i]);
		struct cc_sql_session *session = NULL;
		CHECK_FAILS(sql->ops->open(sql, suite->ctx, CC_SQL_READER, &session), &cc_unavailable);
		CHECK_FAILS(sql->ops->open(sql, suite->ctx, CC_SQL_WRITER, &session), &cc_unavailable);
		assert_null(session);
		sql->ops->free(sql);
	}
}

/* SQLite would go on without one, and readers would wait for the writer. */
static void a_database_without_a_wal_is_refused(void **state)
{
	struct sql_suite *suite = *state;
	struct cc_sql_session *session = NULL;
	close_session(suite, &suite->reader);
	close_session(suite, &suite->writer);
	assert_int_equal(truncate(suite->path, 0), 0);
	CHECK_FAILS(suite->sql->ops->open(suite->sql, suite->ctx, CC_SQL_READER, &session), &cc_unavailable);
	assert_null(session);
}

static void the_file_is_its_owners_alone(void **state)
{
	struct sql_suite *suite = *state;
	static const char *const suffixes[] = { "", "-wal", "-shm", ".lock" };
	for (size_t i = 0; i < CC_COUNT(suffixes); i++) {
		char path[128];
		struct stat found;
		snprintf(path, sizeof path, "%s%s", suite->path, suffixes[i]);
		assert_int_equal(stat(path, &found), 0);
		assert_int_equal(found.st_mode & 0777, 0600);
	}
}

/* Statements ---------------------------------------------------------------------- */

static void a_statement_is_prepared_once(void **state)
{
	struct sql_suite *suite = *state;
	struct cc_sqlite_slot *slot = &((struct cc_sqlite_session *)suite->writer)->slots[title_by_id.slot];
	struct sample row;
	sqlite3_stmt *first = NULL;
	for (int turn = 0; turn < 3; turn++) {
		sql_suite_begin(suite);
		cc_err err = cc_sql_one(suite->ctx, &title_by_id, &sample_message, &row, sql_suite_id(ANNA));
		CHECK_FAILS(err, &cc_not_found);
		suite->writer->ops->rollback(suite->writer);
		assert_true(turn == 0 || slot->handle == first);
		first = slot->handle;
	}
	assert_non_null(first);
}

/* Does it end the process that runs it? */
static bool aborts(void (*run)(struct sql_suite *suite), struct sql_suite *suite)
{
	int status;
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		int nowhere = open("/dev/null", O_WRONLY);
		dup2(nowhere, STDERR_FILENO);
		signal(SIGABRT, SIG_DFL);
		run(suite);
		_exit(0);
	}
	waitpid(pid, &status, 0);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void run_two_in_one_slot(struct sql_suite *suite)
{
	static const struct cc_stmt intruder = { "suite.intruder", "SELECT 1", 0 };
	sql_suite_begin(suite);
	CHECK_OK(sql_suite_put(suite, ANNA, "Anna"));
	struct cc_stmt same_slot = intruder;
	same_slot.slot = put_named.slot;
	cc_err err = cc_sql_exec(suite->ctx, &same_slot);
	(void)err;
}

static void run_without_an_argument(struct sql_suite *suite)
{
	sql_suite_begin(suite);
	cc_err err = cc_sql_exec(suite->ctx, &put_named, sql_suite_id(ANNA), CC_STR("Anna"));
	(void)err;
}

static void run_outside_a_transaction(struct sql_suite *suite)
{
	cc_err err = sql_suite_put(suite, ANNA, "Anna");
	(void)err;
}

static void what_the_caller_promised_is_asserted(void **state)
{
	assert_true(aborts(run_two_in_one_slot, *state));
	assert_true(aborts(run_without_an_argument, *state));
	assert_true(aborts(run_outside_a_transaction, *state));
}

static void a_full_disk_refuses_a_command_and_no_more(void **state)
{
	struct sql_suite *suite = *state;
	struct cc_sql_session *writer = suite->writer;
	sqlite3 *db = ((struct cc_sqlite_session *)writer)->db;
	cc_str large = { cc_alloc(suite->ctx, BLOB_BYTES), BLOB_BYTES };
	assert_int_equal(sqlite3_exec(db, "PRAGMA max_page_count = 100", NULL, NULL, NULL), SQLITE_OK);
	sql_suite_begin(suite);
	CHECK_OK(sql_suite_put(suite, ANNA, "Anna"));
	CHECK_OK(writer->ops->savepoint(writer, suite->ctx));
	CHECK_FAILS(cc_sql_exec(suite->ctx, &put_named, sql_suite_id(BORIS), large, 1), &cc_storage_full);
	if (writer->ops->undo(writer, suite->ctx) == CC_OK)
		sql_suite_commit(suite);
	else
		writer->ops->rollback(writer);
	sql_suite_begin(suite); /* it goes on */
	CHECK_OK(sql_suite_put(suite, CELINA, "Celina"));
	sql_suite_commit(suite);
}

/* The WAL ------------------------------------------------------------------------- */

static CC_RESULT write_blob(struct sql_suite *suite, int n)
{
	struct cc_sql_session *writer = suite->writer;
	cc_arena_reset(suite->ctx->arena);
	cc_str large = { cc_alloc(suite->ctx, BLOB_BYTES), BLOB_BYTES };
	memset((void *)(uintptr_t)large.ptr, 'a' + n % 26, large.len);
	TRY(writer->ops->begin(writer, suite->ctx));
	CHECK_OK(cc_sql_exec(suite->ctx, &keep_title, sql_suite_id(ANNA), large, 1));
	sql_suite_commit(suite);
	writer->ops->tidy(writer);
	return CC_OK;
}

struct reading {
	struct sql_suite *suite;
	struct cc_sql_session *session;
	atomic_bool stop;
};

/* Snapshot after snapshot, without a pause between them: with several of these, there is always one. */
static void *keep_reading(void *arg)
{
	struct reading *reading = arg;
	struct cc_ctx *ctx = sample_ctx_new();
	ctx->session = reading->session;
	while (!atomic_load(&reading->stop)) {
		struct sample counted;
		cc_arena_reset(ctx->arena);
		CHECK_OK(reading->session->ops->begin(reading->session, ctx));
		CHECK_OK(cc_sql_one(ctx, &how_many, &sample_message, &counted));
		usleep(SNAPSHOT_US);
		reading->session->ops->rollback(reading->session);
	}
	sample_ctx_free(ctx);
	return NULL;
}

static void the_wal_stays_small_while_readers_come_and_go(void **state)
{
	enum { READERS = 4, BLOBS = 128 };
	struct sql_suite *suite = *state;
	struct reading readings[READERS] = { 0 };
	pthread_t threads[READERS];
	for (int i = 0; i < READERS; i++) {
		readings[i].suite = suite;
		CHECK_OK(suite->sql->ops->open(suite->sql, suite->ctx, CC_SQL_READER, &readings[i].session));
		assert_int_equal(pthread_create(&threads[i], NULL, keep_reading, &readings[i]), 0);
	}
	int64_t largest = 0;
	for (int n = 0; n < BLOBS; n++) {
		CHECK_OK(write_blob(suite, n));
		largest = file_size(suite, "-wal") > largest ? file_size(suite, "-wal") : largest;
	}
	for (int i = 0; i < READERS; i++) {
		atomic_store(&readings[i].stop, true);
		pthread_join(threads[i], NULL);
		suite->sql->ops->close(readings[i].session);
	}
	assert_true(largest > 0 && largest <= 48 * (int64_t)MIB);
}

static void a_long_reader_cannot_make_the_wal_endless(void **state)
{
	enum { BLOBS_MAX = 400 };
	struct sql_suite *suite = *state;
	struct cc_sql_session *reader = suite->reader;
	CHECK_OK(write_blob(suite, 0));
	CHECK_OK(reader->ops->begin(reader, suite->ctx));
	assert_int_equal(sql_suite_count_in(suite, reader), 1);

	cc_err err = CC_OK;
	for (int n = 1; n < BLOBS_MAX && err == CC_OK; n++)
		err = write_blob(suite, n);
	CHECK_FAILS(err, &cc_unavailable);
	assert_non_null(strstr(err->message, "end that reader"));
	assert_true(file_size(suite, "-wal") <= 264 * (int64_t)MIB);
	assert_int_equal(sql_suite_count_in(suite, reader), 1); /* the reader is not disturbed */

	suite->sql->ops->close(suite->writer);
	CHECK_OK(suite->sql->ops->open(suite->sql, suite->ctx, CC_SQL_WRITER, &suite->writer));
	suite->ctx->session = suite->writer;
	CHECK_FAILS(write_blob(suite, 0), &cc_unavailable); /* a new writer knows it as well */

	reader->ops->rollback(reader);
	CHECK_OK(write_blob(suite, 1));
	assert_true(file_size(suite, "-wal") <= 32 * (int64_t)MIB);
}

static void only_the_writer_checkpoints(void **state)
{
	struct sql_suite *suite = *state;
	CHECK_OK(write_blob(suite, 0));
	int64_t wal = file_size(suite, "-wal");
	assert_true(wal > BLOB_BYTES);
	close_session(suite, &suite->writer); /* a reader lives: SQLite leaves the WAL alone */
	close_session(suite, &suite->reader);
	assert_int_equal(file_size(suite, "-wal"), wal);

	CHECK_OK(suite->sql->ops->open(suite->sql, suite->ctx, CC_SQL_WRITER, &suite->writer));
	close_session(suite, &suite->writer); /* the last one out tidies up */
	assert_int_equal(file_size(suite, "-wal"), -1);
	CHECK_OK(suite->sql->ops->open(suite->sql, suite->ctx, CC_SQL_WRITER, &suite->writer));
	CHECK_OK(suite->sql->ops->open(suite->sql, suite->ctx, CC_SQL_READER, &suite->reader));
	assert_int_equal(sql_suite_count(suite), 1);
}

int main(void)
{
	static const struct sql_suite_engine engine = { "sql: sqlite alone", make };
	const struct CMUnitTest cases[] = {
		SQL_CASE(another_process_is_told_who_writes, &engine),
		SQL_CASE(a_killed_writer_is_in_nobodys_way, &engine),
		SQL_CASE(the_same_process_is_told_that_it_writes_already, &engine),
		SQL_CASE(what_cannot_be_opened_is_unavailable, &engine),
		SQL_CASE(a_database_without_a_wal_is_refused, &engine),
		SQL_CASE(the_file_is_its_owners_alone, &engine),
		SQL_CASE(a_statement_is_prepared_once, &engine),
		SQL_CASE(what_the_caller_promised_is_asserted, &engine),
		SQL_CASE(a_full_disk_refuses_a_command_and_no_more, &engine),
		SQL_CASE(the_wal_stays_small_while_readers_come_and_go, &engine),
		SQL_CASE(a_long_reader_cannot_make_the_wal_endless, &engine),
		SQL_CASE(only_the_writer_checkpoints, &engine),
	};
	return cmocka_run_group_tests_name(engine.name, cases, NULL, NULL);
}
