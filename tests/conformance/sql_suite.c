#include "tests/conformance/sql_suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/conformance/sql_suite.migrations.h"
#include "tests/conformance/sql_suite.sql.h"

cc_id sql_suite_id(int n)
{
	return (cc_id){ { [6] = 0x70, [8] = 0x80, [15] = (uint8_t)n } };
}

void sql_suite_check(cc_err err, const struct cc_reason *why, const char *expr, const char *file, int line)
{
	if (why ? cc_because(err, why) && err->code == why->code : err == CC_OK)
		return;
	print_error("%s: expected %s, got %s: %s (%s:%d)\n", expr, why ? why->name : "success",
	            err ? err->reason : "success", err ? err->message : "", file, line);
	_fail(file, line);
}

static void open_sessions(struct sql_suite *suite)
{
	suite->sql = suite->engine->make(suite->ctx, suite->path);
	CHECK_OK(suite->sql->ops->open(suite->sql, suite->ctx, CC_SQL_WRITER, &suite->writer));
	CHECK_OK(suite->sql->ops->open(suite->sql, suite->ctx, CC_SQL_READER, &suite->reader));
	suite->ctx->session = suite->writer;
}

static void close_sessions(struct sql_suite *suite)
{
	suite->sql->ops->close(suite->reader);
	suite->sql->ops->close(suite->writer);
	suite->sql->ops->free(suite->sql);
}

void sql_suite_reopen(struct sql_suite *suite)
{
	close_sessions(suite);
	open_sessions(suite);
}

void sql_suite_begin(struct sql_suite *suite)
{
	CHECK_OK(suite->writer->ops->begin(suite->writer, suite->ctx));
}

void sql_suite_commit(struct sql_suite *suite)
{
	assert_int_equal(suite->writer->ops->commit(suite->writer), CC_COMMIT_DONE);
}

int sql_suite_open(void **state)
{
	const struct sql_suite_engine *engine = *state;
	struct sql_suite *suite = calloc(1, sizeof *suite);
	assert_non_null(suite);
	suite->engine = engine;
	suite->ctx = sample_ctx_new();
	snprintf(suite->folder, sizeof suite->folder, "%s", "/tmp/couchannel-sql-XXXXXX");
	assert_non_null(mkdtemp(suite->folder));
	snprintf(suite->path, sizeof suite->path, "%s/things.db", suite->folder);
	open_sessions(suite);
	sql_suite_begin(suite);
	CHECK_OK(suite->writer->ops->script(suite->writer, suite->ctx, suite_migrations[0].sql));
	sql_suite_commit(suite);
	*state = suite;
	return 0;
}

int sql_suite_close(void **state)
{
	struct sql_suite *suite = *state;
	close_sessions(suite);
	static const char *const suffixes[] = { "", "-wal", "-shm", ".lock" };
	for (size_t i = 0; i < CC_COUNT(suffixes); i++) {
		char path[128];
		snprintf(path, sizeof path, "%s%s", suite->path, suffixes[i]);
		unlink(path);
	}
	rmdir(suite->folder);
	sample_ctx_free(suite->ctx);
	free(suite);
	return 0;
}

cc_err sql_suite_put(struct sql_suite *suite, int n, const char *title)
{
	return cc_sql_exec(suite->ctx, &put_named, sql_suite_id(n), cc_str_of(title), n);
}

int64_t sql_suite_count_in(struct sql_suite *suite, struct cc_sql_session *session)
{
	struct cc_ctx ctx = *suite->ctx;
	struct sample counted;
	ctx.session = session;
	CHECK_OK(cc_sql_one(&ctx, &how_many, &sample_message, &counted));
	return counted.total;
}

int64_t sql_suite_count(struct sql_suite *suite)
{
	struct cc_sql_session *reader = suite->reader;
	CHECK_OK(reader->ops->begin(reader, suite->ctx));
	int64_t count = sql_suite_count_in(suite, reader);
	reader->ops->rollback(reader);
	return count;
}
