/* migrate_test.c - a schema brought up to date, and recorded as Flyway records it. */
#include "platform/runtime/migrate.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "platform/adapters/sql_sqlite/sql_sqlite.h"
#include "platform/runtime/sample_store_test.h"

enum { PLATFORM_MIGRATIONS = 8 };

static const struct cc_migration chairs = { "V1__chairs_of_a_room.sql", "CREATE TABLE chairs (n BIGINT);\n" };
static const struct cc_migration lamps = {
	"V2__lamps.sql",
	"CREATE TABLE lamps (n BIGINT);\nINSERT INTO lamps (n) VALUES (1);\n",
};
static const struct cc_migration rugs = { "V10__rugs.sql", "CREATE TABLE rugs (n BIGINT);\n" };

#define LIST(...) ((const struct cc_migration[]){ __VA_ARGS__, { 0 } })

struct database {
	struct sample_store *sample;
	struct cc_sql *sql;
	struct cc_sql_session *writer;
	struct cc_ctx *ctx;
	size_t applied;
};

static int open_database(void **state)
{
	struct database *db = calloc(1, sizeof *db);
	assert_non_null(db);
	db->sample = sample_store_new();
	db->ctx = &db->sample->ctx;
	CHECK_OK(cc_sql_sqlite_new(db->ctx, db->sample->path, &db->sql));
	CHECK_OK(db->sql->ops->open(db->sql, db->ctx, CC_SQL_WRITER, &db->writer));
	*state = db;
	return 0;
}

static int close_database(void **state)
{
	struct database *db = *state;
	db->sql->ops->close(db->writer);
	db->sql->ops->free(db->sql);
	sample_store_free(db->sample);
	free(db);
	return 0;
}

static cc_err migrate(struct database *db, const struct cc_migration *migrations)
{
	return cc_migrate(db->ctx, db->writer, migrations, &db->applied);
}

/* Of the first row; -1 if it cannot be asked. */
static int64_t ask(struct database *db, const char *sql)
{
	sqlite3 *reader;
	sqlite3_stmt *query;
	int64_t n = -1;
	assert_int_equal(sqlite3_open_v2(db->sample->path, &reader, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	if (sqlite3_prepare_v2(reader, sql, -1, &query, NULL) == SQLITE_OK) {
		if (sqlite3_step(query) == SQLITE_ROW)
			n = sqlite3_column_int64(query, 0);
		sqlite3_finalize(query);
	}
	sqlite3_close(reader);
	return n;
}

static void a_checksum_is_the_crc_of_the_lines_without_their_ends(void **state)
{
	(void)state;
	CHECK(cc_migration_checksum("") == 0);
	CHECK(cc_migration_checksum("123456789") == (int32_t)0xcbf43926); /* CRC-32's check value */
	CHECK(cc_migration_checksum("12345\n67\r\n89\n") == (int32_t)0xcbf43926);
	CHECK(cc_migration_checksum("12345 6789") != (int32_t)0xcbf43926);
}

static void what_is_missing_is_applied_in_order_and_once(void **state)
{
	struct database *db = *state;
	CHECK_OK(migrate(db, LIST(chairs)));
	CHECK(db->applied == PLATFORM_MIGRATIONS + 1 && ask(db, "SELECT COUNT(*) FROM chairs") == 0);
	CHECK_OK(migrate(db, LIST(chairs, lamps, rugs)));
	CHECK(db->applied == 2 && ask(db, "SELECT COUNT(*) FROM lamps") == 1);
	CHECK_OK(migrate(db, LIST(chairs, lamps, rugs)));
	CHECK(db->applied == 0 && ask(db, "SELECT COUNT(*) FROM lamps") == 1);
	CHECK_OK(cc_migrate_check(db->ctx, db->writer, LIST(chairs, lamps, rugs)));
}

static void the_history_is_as_flyway_writes_it(void **state)
{
	struct database *db = *state;
	CHECK_OK(migrate(db, LIST(chairs)));
	CHECK(ask(db, "SELECT COUNT(*) FROM flyway_schema_history WHERE success AND type = 'SQL'") ==
	      PLATFORM_MIGRATIONS + 1);
	CHECK(ask(db, "SELECT installed_rank FROM flyway_schema_history"
	              " WHERE version = '0.1' AND description = 'outbox and idempotency'"
	              "   AND script = 'V0_1__outbox_and_idempotency.sql'") == 1);
	CHECK(ask(db, "SELECT checksum FROM flyway_schema_history"
	              " WHERE version = '1' AND description = 'chairs of a room' AND installed_rank = 9"
	              "   AND installed_by = 'couchannel' AND installed_on = '2026-01-01 00:00:00.000'"
	              "   AND execution_time = 0") == cc_migration_checksum(chairs.sql));
}

static void a_script_that_was_changed_is_refused_before_anything_is_done(void **state)
{
	struct database *db = *state;
	struct cc_migration edited = { chairs.script, "CREATE TABLE chairs (n TEXT);\n" };
	CHECK_OK(migrate(db, LIST(chairs)));
	CHECK_REFUSED(migrate(db, LIST(edited, lamps)), cc_schema_changed);
	CHECK_REFUSED(cc_migrate_check(db->ctx, db->writer, LIST(edited)), cc_schema_changed);
	CHECK(ask(db, "SELECT COUNT(*) FROM lamps") == -1);
}

static void a_migration_that_flyway_left_failed_is_refused(void **state)
{
	struct database *db = *state;
	CHECK_OK(migrate(db, LIST(chairs)));
	ask(db, "UPDATE flyway_schema_history SET success = FALSE WHERE version = '1'");
	CHECK_REFUSED(migrate(db, LIST(chairs)), cc_schema_changed);
}

static void a_migration_that_fails_leaves_nothing_and_can_be_mended(void **state)
{
	static const struct cc_reason migration = { "migration", CC_INTERNAL };
	struct database *db = *state;
	struct cc_migration broken = { lamps.script,
		                       "CREATE TABLE lamps (n BIGINT);\nINSERT INTO nowhere VALUES (1);\n" };
	CHECK_REFUSED(migrate(db, LIST(chairs, broken)), migration);
	CHECK(ask(db, "SELECT COUNT(*) FROM chairs") == 0 && ask(db, "SELECT COUNT(*) FROM lamps") == -1);
	CHECK_OK(migrate(db, LIST(chairs, lamps)));
	CHECK(db->applied == 1 && ask(db, "SELECT COUNT(*) FROM lamps") == 1);
}

static void the_status_says_what_would_be_done_and_does_nothing(void **state)
{
	struct database *db = *state;
	struct cc_migration_status *list;
	CHECK_OK(cc_migrate_status(db->ctx, db->writer, LIST(chairs), &list));
	for (int i = 0; i < PLATFORM_MIGRATIONS + 1; i++)
		CHECK(list[i].script && !list[i].applied && !list[i].changed);
	CHECK(list[PLATFORM_MIGRATIONS + 1].script == NULL);
	CHECK(ask(db, "SELECT COUNT(*) FROM flyway_schema_history") == -1);
	CHECK_REFUSED(cc_migrate_check(db->ctx, db->writer, LIST(chairs)), cc_schema_outdated);

	CHECK_OK(migrate(db, LIST(chairs)));
	CHECK_OK(cc_migrate_status(db->ctx, db->writer, LIST(chairs, lamps), &list));
	CHECK(strcmp(list[PLATFORM_MIGRATIONS].script, chairs.script) == 0 &&
	      list[PLATFORM_MIGRATIONS].applied);
	CHECK(strcmp(list[PLATFORM_MIGRATIONS + 1].script, lamps.script) == 0 &&
	      !list[PLATFORM_MIGRATIONS + 1].applied);
}

static void a_migration_that_comes_late_is_applied_too(void **state)
{
	struct database *db = *state;
	CHECK_OK(migrate(db, LIST(rugs)));
	CHECK_OK(migrate(db, LIST(lamps, rugs)));
	CHECK(db->applied == 1 &&
	      ask(db, "SELECT installed_rank FROM flyway_schema_history WHERE version = '2'") ==
	              PLATFORM_MIGRATIONS + 2);
}

static void a_database_of_a_newer_release_is_accepted_and_one_of_another_is_not(void **state)
{
	struct database *db = *state;
	CHECK_OK(migrate(db, LIST(chairs, lamps, rugs)));
	CHECK_OK(migrate(db, LIST(chairs, lamps))); /* 10 is newer than 2: the release was rolled back */
	CHECK(db->applied == 0);
	CHECK_REFUSED(migrate(db, LIST(chairs, rugs)), cc_schema_changed);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_database, close_database)

int main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(a_checksum_is_the_crc_of_the_lines_without_their_ends),
		CASE(what_is_missing_is_applied_in_order_and_once),
		CASE(the_history_is_as_flyway_writes_it),
		CASE(a_script_that_was_changed_is_refused_before_anything_is_done),
		CASE(a_migration_that_flyway_left_failed_is_refused),
		CASE(a_migration_that_fails_leaves_nothing_and_can_be_mended),
		CASE(the_status_says_what_would_be_done_and_does_nothing),
		CASE(a_migration_that_comes_late_is_applied_too),
		CASE(a_database_of_a_newer_release_is_accepted_and_one_of_another_is_not),
	};
	return cmocka_run_group_tests_name("runtime: migrate", cases, NULL, NULL);
}
