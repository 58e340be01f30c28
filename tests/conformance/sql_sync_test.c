/* sql_sync_test.c - when the disk does not keep what it is given, the process ends without a word. */
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/adapters/sql_sqlite/sql_sqlite.h"
#include "tests/conformance/sql_suite.h"
#include "tests/conformance/sql_suite.sql.h"

/* What is done with one kind of file: the real one's table of methods with two of them replaced. */
struct faulty_methods {
	sqlite3_io_methods own;
	const sqlite3_io_methods *real;
	struct disk *disk;
};

/* SQLite's own VFS, with a disk below it that fails on demand. */
struct disk {
	sqlite3_vfs vfs;
	sqlite3_vfs *real;
	struct faulty_methods database, other; /* a database has shared memory as well */
	int sync_fails_with, write_fails_with; /* a result code; 0: it does not */
};

static struct faulty_methods *methods_of(sqlite3_file *file)
{
	return (struct faulty_methods *)(uintptr_t)file->pMethods;
}

static int sync_file(sqlite3_file *file, int flags)
{
	struct faulty_methods *methods = methods_of(file);
	int fault = methods->disk->sync_fails_with;
	return fault ? fault : methods->real->xSync(file, flags);
}

static int write_file(sqlite3_file *file, const void *bytes, int n, sqlite3_int64 at)
{
	struct faulty_methods *methods = methods_of(file);
	int fault = methods->disk->write_fails_with;
	return fault ? fault : methods->real->xWrite(file, bytes, n, at);
}

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
	struct disk *disk = (struct disk *)vfs;
	int code = disk->real->xOpen(disk->real, name, file, flags, out_flags);
	if (code != SQLITE_OK)
		return code;
	struct faulty_methods *methods = flags & SQLITE_OPEN_MAIN_DB ? &disk->database : &disk->other;
	*methods = (struct faulty_methods){ *file->pMethods, file->pMethods, disk };
	methods->own.xSync = sync_file;
	methods->own.xWrite = write_file;
	file->pMethods = &methods->own;
	return SQLITE_OK;
}

static void put_disk_below(struct disk *disk)
{
	disk->real = sqlite3_vfs_find(NULL);
	disk->vfs = *disk->real;
	disk->vfs.zName = "faulty";
	disk->vfs.xOpen = open_file;
	sqlite3_vfs_register(&disk->vfs, 1);
}

static struct cc_sql *make(struct cc_ctx *ctx, const char *path)
{
	struct cc_sql *sql = NULL;
	CHECK_OK(cc_sql_sqlite_new(ctx, path, &sql));
	return sql;
}

/* What happens to the second of two commits. */
struct fault {
	const char *name;
	int sync_fails_with, write_fails_with;
	bool at_checkpoint; /* not at the commit, but when the WAL is moved after it */
};

enum { ACKNOWLEDGED_NOTHING = 'a', ACKNOWLEDGED_FIRST, ACKNOWLEDGED_BOTH };

static CC_RESULT commit_title(struct cc_ctx *ctx, int n, cc_str title)
{
	TRY(ctx->session->ops->begin(ctx->session, ctx));
	TRY(cc_sql_exec(ctx, &put_named, sql_suite_id(n), title, 1));
	return ctx->session->ops->commit(ctx->session) == CC_COMMIT_DONE
	               ? CC_OK
	               : cc_fail(ctx, &cc_internal, "no commit");
}

static void acknowledge(int pipe, char what)
{
	if (write(pipe, &what, 1) != 1)
		_exit(1);
}

static CC_RESULT commit_twice(const char *path, const struct fault *fault, int pipe)
{
	enum { WAL_THAT_IS_DUE_BYTES = 20 << 20 };
	struct disk disk = { 0 };
	struct cc_ctx *ctx = sample_ctx_new();
	struct cc_sql *sql;
	put_disk_below(&disk);
	TRY(cc_sql_sqlite_new(ctx, path, &sql));
	TRY(sql->ops->open(sql, ctx, CC_SQL_WRITER, &ctx->session));
	TRY(commit_title(ctx, ANNA, CC_STR("Anna")));
	acknowledge(pipe, ACKNOWLEDGED_FIRST);

	cc_str large = { cc_alloc(ctx, WAL_THAT_IS_DUE_BYTES), WAL_THAT_IS_DUE_BYTES };
	if (fault->at_checkpoint)
		TRY(commit_title(ctx, BORIS, large));
	disk.sync_fails_with = fault->sync_fails_with;
	disk.write_fails_with = fault->write_fails_with;
	if (!fault->at_checkpoint)
		TRY(commit_title(ctx, BORIS, CC_STR("Boris")));
	ctx->session->ops->tidy(ctx->session);
	acknowledge(pipe, ACKNOWLEDGED_BOTH);
	return CC_OK;
}

/* Returns how the process ended, and the last thing that it acknowledged. */
static int run_on_disk(struct sql_suite *suite, const struct fault *fault, char *acknowledged)
{
	int pipes[2], status;
	assert_int_equal(pipe(pipes), 0);
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
		signal(SIGABRT, SIG_DFL); /* cmocka would catch it */
		_exit(commit_twice(suite->path, fault, pipes[1]) == CC_OK ? 0 : 1);
	}
	close(pipes[1]);
	*acknowledged = ACKNOWLEDGED_NOTHING;
	while (read(pipes[0], acknowledged, 1) == 1) {
	}
	close(pipes[0]);
	waitpid(pid, &status, 0);
	return status;
}

static int status_after(struct sql_suite *suite, const struct fault *fault, char *acknowledged)
{
	suite->sql->ops->close(suite->writer);
	suite->writer = NULL;
	int status = run_on_disk(suite, fault, acknowledged);
	CHECK_OK(suite->sql->ops->open(suite->sql, suite->ctx, CC_SQL_WRITER, &suite->writer));
	suite->ctx->session = suite->writer;
	return status;
}

static void a_disk_that_works_is_acknowledged(void **state)
{
	char acknowledged;
	int status = status_after(*state, &(struct fault){ .name = "none" }, &acknowledged);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_int_equal(acknowledged, ACKNOWLEDGED_BOTH);
	assert_int_equal(sql_suite_count(*state), 2);
}

static void expect_death(struct sql_suite *suite, const struct fault *fault)
{
	char acknowledged;
	int status = status_after(suite, fault, &acknowledged);
	if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGABRT || acknowledged != ACKNOWLEDGED_FIRST)
		fail_msg("%s: status %d, acknowledged %c", fault->name, status, acknowledged);
	assert_true(sql_suite_count(suite) >= 1); /* what was acknowledged is there */
}

static void a_commit_that_cannot_be_synced_ends_the_process(void **state)
{
	expect_death(*state, &(struct fault){ "sync", .sync_fails_with = SQLITE_IOERR_FSYNC });
}

static void a_commit_that_cannot_be_written_ends_the_process(void **state)
{
	expect_death(*state, &(struct fault){ "write", .write_fails_with = SQLITE_IOERR_WRITE });
}

/* It is no commit that fails, but the same disk. */
static void a_checkpoint_that_cannot_be_synced_ends_the_process(void **state)
{
	struct fault fault = { "checkpoint", .sync_fails_with = SQLITE_IOERR_FSYNC, .at_checkpoint = true };
	expect_death(*state, &fault);
	assert_int_equal(sql_suite_count(*state), 2);
}

int main(void)
{
	static const struct sql_suite_engine engine = { "sql: sqlite on a failing disk", make };
	const struct CMUnitTest cases[] = {
		SQL_CASE(a_disk_that_works_is_acknowledged, &engine),
		SQL_CASE(a_commit_that_cannot_be_synced_ends_the_process, &engine),
		SQL_CASE(a_commit_that_cannot_be_written_ends_the_process, &engine),
		SQL_CASE(a_checkpoint_that_cannot_be_synced_ends_the_process, &engine),
	};
	return cmocka_run_group_tests_name(engine.name, cases, NULL, NULL);
}
