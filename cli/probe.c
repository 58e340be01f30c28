#include "cli/probe.h"

#include <unistd.h>

#include "platform/adapters/sql_sqlite/sql_sqlite.h"
#include "platform/ports/clock.h"

static const struct cc_stmt read_facts = {
	.name = "read_facts",
	.sql = "SELECT sqlite_version() AS version,"
	       " sqlite_compileoption_used('THREADSAFE=0') = 0 AS threadsafe",
};

struct facts {
	cc_str version;
	bool threadsafe;
};

static const struct cc_field facts_fields[] = {
	{ .name = "version",
	  .type = CC_STRING,
	  .presence = CC_IMPLICIT,
	  .offset = offsetof(struct facts, version) },
	{ .name = "threadsafe",
	  .type = CC_BOOL,
	  .presence = CC_IMPLICIT,
	  .offset = offsetof(struct facts, threadsafe) },
};
static const struct cc_message facts_message = { .name = "facts",
	                                         .size = sizeof(struct facts),
	                                         .fields = facts_fields,
	                                         .field_count = CC_COUNT(facts_fields) };

static CC_RESULT write_something(struct cc_ctx *ctx, struct cc_sql_session *writer, struct cli_probe *probe)
{
	struct facts facts;
	int64_t begin_us = ctx->clock->ops->monotonic_us(ctx->clock);
	TRY(writer->ops->begin(writer, ctx));
	TRY(writer->ops->script(writer, ctx, "CREATE TABLE probe (n BIGINT); INSERT INTO probe VALUES (1);"));
	ctx->session = writer;
	cc_err err = cc_sql_one(ctx, &read_facts, &facts_message, &facts);
	ctx->session = NULL;
	TRY(err);
	if (writer->ops->commit(writer) != CC_COMMIT_DONE)
		return cc_fail(ctx, &cc_unavailable, "A commit did not last.");
	probe->commit_ms = (ctx->clock->ops->monotonic_us(ctx->clock) - begin_us) / 1000;
	probe->version = cc_copy(ctx, facts.version).ptr;
	probe->threadsafe = facts.threadsafe;
	return CC_OK;
}

static CC_RESULT use(struct cc_ctx *ctx, const char *path, struct cli_probe *probe)
{
	struct cc_sql *sql;
	struct cc_sql_session *writer;
	TRY(cc_sql_sqlite_new(ctx, path, &sql));
	cc_err err = sql->ops->open(sql, ctx, CC_SQL_WRITER, &writer);
	if (err == CC_OK) {
		err = write_something(ctx, writer, probe);
		sql->ops->close(writer);
	}
	sql->ops->free(sql);
	return err;
}

cc_err cli_probe_sqlite(struct cc_ctx *ctx, const char *folder, struct cli_probe *probe)
{
	static const char *const suffixes[] = { "", "-wal", "-shm", ".lock" };
	const char *path = cc_printf(ctx, "%s/.couchannel-probe-%ld.db", folder, (long)getpid()).ptr;
	cc_err err = use(ctx, path, probe);
	for (size_t i = 0; i < CC_COUNT(suffixes); i++)
		unlink(cc_printf(ctx, "%s%s", path, suffixes[i]).ptr);
	return err;
}
