#include "platform/runtime/migrate.h"

#include <stdlib.h>

#include "platform/core/run.h"
#include "platform/core/time.h"
#include "platform/ports/clock.h"
#include "platform/runtime/migrate.sql.h"
#include "platform/runtime/platform.migrations.h"
#include "platform/runtime/rows.h"

enum { VERSION_BYTES_MAX = 50 }; /* as Flyway's column */

const struct cc_reason cc_schema_changed = { "schema_changed", CC_FAILED_PRECONDITION };
const struct cc_reason cc_schema_outdated = { "schema_outdated", CC_FAILED_PRECONDITION };

struct history_row {
	cc_str version, script;
	int32_t checksum;
	bool success;
};
struct history_row_list {
	struct history_row *items;
	size_t count;
};

static const struct cc_field history_fields[] = {
	CC_ROW_FIELD(struct history_row, version, CC_STRING),
	CC_ROW_FIELD(struct history_row, script, CC_STRING),
	CC_ROW_FIELD(struct history_row, checksum, CC_INT32),
	CC_ROW_FIELD(struct history_row, success, CC_BOOL),
};
static const struct cc_message history_row_message = {
	.name = "flyway_schema_history",
	.size = sizeof(struct history_row),
	.fields = history_fields,
	.field_count = CC_COUNT(history_fields),
};

/* Names and checksums ------------------------------------------------------------ */

/* CRC-32 (IEEE 802.3) of the lines without what ends them, as Flyway reads them: by any of \n, \r, \r\n. */
int32_t cc_migration_checksum(const char *sql)
{
	uint32_t crc = UINT32_MAX;
	for (; *sql; sql++) {
		if (*sql == '\n' || *sql == '\r')
			continue;
		crc ^= (uint8_t)*sql;
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? UINT32_C(0xedb88320) : 0);
	}
	return (int32_t)~crc;
}

static cc_str replaced(struct cc_ctx *ctx, cc_str text, char old, char new)
{
	char *copy = cc_alloc(ctx, text.len);
	for (size_t i = 0; i < text.len; i++)
		copy[i] = text.ptr[i] == old ? new : text.ptr[i];
	return (cc_str){ copy, text.len };
}

/* "V0_1__outbox_and_more.sql" is version "0.1" of description "outbox and more". */
static cc_str version_of(struct cc_ctx *ctx, const char *script)
{
	const char *end = strstr(script, "__");
	assert(script[0] == 'V' && end && end - script <= VERSION_BYTES_MAX);
	return replaced(ctx, (cc_str){ script + 1, (size_t)(end - script - 1) }, '_', '.');
}

static cc_str description_of(struct cc_ctx *ctx, const char *script)
{
	const char *what = strstr(script, "__") + 2, *end = strrchr(script, '.');
	assert(end && end > what);
	return replaced(ctx, (cc_str){ what, (size_t)(end - what) }, '_', ' ');
}

static long next_part(cc_str *version)
{
	long part = 0;
	size_t i = 0;
	for (; i < version->len && version->ptr[i] != '.'; i++)
		part = part * 10 + (version->ptr[i] - '0');
	size_t taken = i < version->len ? i + 1 : i;
	*version = (cc_str){ version->ptr + taken, version->len - taken };
	return part;
}

/* Part by part, as numbers: 0.2 comes before 0.10, and 1 is 1.0. */
static int compare_versions(cc_str a, cc_str b)
{
	while (a.len > 0 || b.len > 0) {
		long left = next_part(&a), right = next_part(&b);
		if (left != right)
			return left < right ? -1 : 1;
	}
	return 0;
}

/* What stands and what is to be done --------------------------------------------- */

struct plan {
	const struct cc_migration **migrations; /* the platform's, then the service's; ends with NULL */
	struct cc_migration_status *list;       /* of each; ends with { 0 } */
};

static size_t count_of(const struct cc_migration *migrations)
{
	size_t count = 0;
	while (migrations[count].script)
		count++;
	return count;
}

static const struct history_row *find_row(struct cc_ctx *ctx, const struct history_row_list *history,
                                          const struct cc_migration *migration)
{
	cc_str version = version_of(ctx, migration->script);
	for (size_t i = 0; i < history->count; i++)
		if (compare_versions(history->items[i].version, version) == 0)
			return &history->items[i];
	return NULL;
}

static bool is_known(struct cc_ctx *ctx, const struct plan *plan, const struct history_row *row, bool *newer)
{
	*newer = true;
	for (const struct cc_migration **migration = plan->migrations; *migration; migration++) {
		int order = compare_versions(row->version, version_of(ctx, (*migration)->script));
		if (order == 0)
			return true;
		*newer = *newer && order > 0;
	}
	return false;
}

static CC_RESULT refuse_missing(struct cc_ctx *ctx, const struct plan *plan,
                                const struct history_row_list *history)
{
	for (size_t i = 0; i < history->count; i++) {
		bool newer;
		if (!is_known(ctx, plan, &history->items[i], &newer) && !newer)
			return cc_fail(ctx, &cc_schema_changed,
			               "The database has %.*s, which this program does not; run the program "
			               "that made it.",
			               (int)history->items[i].script.len, history->items[i].script.ptr);
	}
	return CC_OK;
}

static CC_RESULT make_plan(struct cc_ctx *ctx, const struct cc_migration *migrations, struct plan *plan)
{
	struct history_row_list history;
	TRY(cc_sql_exec(ctx, &create_history));
	TRY(cc_sql_all(ctx, &read_history, &history_row_message, &history));

	size_t platform = count_of(platform_migrations), count = platform + count_of(migrations);
	plan->migrations = cc_alloc_array(ctx, count + 1, sizeof(struct cc_migration *));
	plan->list = cc_alloc_array(ctx, count + 1, sizeof *plan->list);
	for (size_t i = 0; i < count; i++) {
		const struct cc_migration *migration = i < platform ? &platform_migrations[i]
		                                                    : &migrations[i - platform];
		const struct history_row *row = find_row(ctx, &history, migration);
		plan->migrations[i] = migration;
		plan->list[i] = (struct cc_migration_status){
			.script = migration->script,
			.applied = row != NULL,
			.changed = row &&
			           (!row->success || row->checksum != cc_migration_checksum(migration->sql)),
		};
	}
	return refuse_missing(ctx, plan, &history);
}

/* Transactions ------------------------------------------------------------------- */

static CC_RESULT begin(struct cc_ctx *ctx, struct cc_sql_session *writer)
{
	TRY(writer->ops->begin(writer, ctx));
	ctx->session = writer;
	return CC_OK;
}

static CC_RESULT end(struct cc_ctx *ctx, bool commit)
{
	struct cc_sql_session *writer = ctx->session;
	ctx->session = NULL;
	if (!commit) {
		writer->ops->rollback(writer);
		return CC_OK;
	}
	if (writer->ops->commit(writer) == CC_COMMIT_DONE)
		return CC_OK;
	return cc_fail(ctx, &cc_unavailable, "The database did not keep a migration; start again.");
}

cc_err cc_migrate_status(struct cc_ctx *ctx, struct cc_sql_session *writer,
                         const struct cc_migration *migrations, struct cc_migration_status **list)
{
	struct plan plan;
	TRY(begin(ctx, writer));
	cc_err err = make_plan(ctx, migrations, &plan);
	TRY(end(ctx, false)); /* the history table as well, if it was made just now */
	TRY(err);
	*list = plan.list;
	return CC_OK;
}

static CC_RESULT refuse_changed(struct cc_ctx *ctx, const struct cc_migration_status *list)
{
	for (; list->script; list++)
		if (list->changed)
			return cc_fail(ctx, &cc_schema_changed,
			               "%s is not what was applied to the database; put it back as it was, "
			               "and add a new one.",
			               list->script);
	return CC_OK;
}

cc_err cc_migrate_check(struct cc_ctx *ctx, struct cc_sql_session *writer,
                        const struct cc_migration *migrations)
{
	struct cc_migration_status *list;
	TRY(cc_migrate_status(ctx, writer, migrations, &list));
	TRY(refuse_changed(ctx, list));
	for (; list->script; list++)
		if (!list->applied)
			return cc_fail(ctx, &cc_schema_outdated,
			               "The database lacks %s; run `couchannel migrate`.", list->script);
	return CC_OK;
}

/* "2026-11-24 20:45:00.123": as Flyway writes it, in UTC. */
static cc_str timestamp_of(struct cc_ctx *ctx, cc_time t)
{
	char text[CC_TIME_TEXT_MAX];
	size_t date = strlen("2026-11-24"), whole = strlen("2026-11-24T20:45:00");
	cc_time_print(t, text);
	return cc_printf(ctx, "%.*s %.*s.%03d", (int)date, text, (int)(whole - date - 1), text + date + 1,
	                 (int)(t.ms % 1000));
}

static CC_RESULT run_script(struct cc_ctx *ctx, const struct cc_migration *migration)
{
	struct cc_sql_session *writer = ctx->session;
	int64_t started_us = ctx->clock->ops->monotonic_us(ctx->clock);
	TRY(writer->ops->script(writer, ctx, migration->sql));
	int64_t took_ms = (ctx->clock->ops->monotonic_us(ctx->clock) - started_us) / 1000;
	return cc_sql_exec(ctx, &record_migration, version_of(ctx, migration->script),
	                   description_of(ctx, migration->script), cc_str_of(migration->script),
	                   cc_migration_checksum(migration->sql), timestamp_of(ctx, cc_now(ctx)), took_ms);
}

static CC_RESULT apply(struct cc_ctx *ctx, struct cc_sql_session *writer,
                       const struct cc_migration *migration)
{
	TRY(begin(ctx, writer));
	cc_err err = run_script(ctx, migration);
	cc_err ended = end(ctx, err == CC_OK);
	return err != CC_OK ? err : ended;
}

cc_err cc_migrate(struct cc_ctx *ctx, struct cc_sql_session *writer, const struct cc_migration *migrations,
                  size_t *applied)
{
	struct plan plan;
	TRY(begin(ctx, writer));
	cc_err err = make_plan(ctx, migrations, &plan);
	cc_err ended = end(ctx, err == CC_OK);
	TRY(err);
	TRY(ended);
	TRY(refuse_changed(ctx, plan.list));

	size_t done = 0;
	for (size_t i = 0; plan.migrations[i]; i++) {
		if (plan.list[i].applied)
			continue;
		TRY(apply(ctx, writer, plan.migrations[i]));
		done++;
	}
	*applied = done;
	return CC_OK;
}
