/* audit.c - what has to be true of a company that has died and lives again. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/adapters/sql_sqlite/internal.h"
#include "platform/core/buf.h"
#include "platform/core/protobuf.h"
#include "tests/crash/crash.h"

enum { KEPT_MS = 20 * 3600 * 1000, SQL_BYTES = 8000 };

void crash_fail(struct crash *crash, const char *fmt, ...)
{
	char text[1000];
	va_list args;
	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	fprintf(stderr, "%s, in step %zu: %s\n", crash->flow->name, crash->step, text);
	_exit(1);
}

/* Looking into a store ------------------------------------------------------------ */

static sqlite3 *open_store(struct crash *crash, const char *store)
{
	bool ours = strcmp(store, "provider") != 0;
	char path[CC_TEST_PATH_BYTES];
	sqlite3 *db = NULL;
	snprintf(path, sizeof path, "%s%s%s.db", ours ? crash->test->folder : "", ours ? "/" : "", store);
	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE,
	                    cc_disk_sim_vfs(ours ? crash->disk : crash->world)) != SQLITE_OK)
		crash_fail(crash, "%s cannot be opened: %s", path, sqlite3_errmsg(db));
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	return db;
}

/* The first row; the caller finalises it. */
static sqlite3_stmt *first_row(struct crash *crash, sqlite3 *db, const char *sql)
{
	sqlite3_stmt *query = NULL;
	if (sqlite3_prepare_v2(db, sql, -1, &query, NULL) != SQLITE_OK || sqlite3_step(query) != SQLITE_ROW)
		crash_fail(crash, "%s: %s", sql, sqlite3_errmsg(db));
	return query;
}

int64_t crash_int(struct crash *crash, const char *store, const char *sql)
{
	sqlite3 *db = open_store(crash, store);
	sqlite3_stmt *query = first_row(crash, db, sql);
	int64_t found = sqlite3_column_int64(query, 0);
	sqlite3_finalize(query);
	sqlite3_close(db);
	return found;
}

void crash_checkpoint(struct crash *crash)
{
	for (const struct cc_service *const *service = crash->test->services; *service; service++) {
		if (!cc_service_has_store(*service))
			continue;
		sqlite3 *db = open_store(crash, (*service)->name);
		if (sqlite3_wal_checkpoint_v2(db, NULL, SQLITE_CHECKPOINT_RESTART, NULL, NULL) != SQLITE_OK)
			crash_fail(crash, "%s: %s", (*service)->name, sqlite3_errmsg(db));
		sqlite3_close(db);
	}
}

/* What is in all of them ---------------------------------------------------------- */

/* One query that counts the rows of every table. */
static const char *count_tables(struct crash *crash, sqlite3 *db)
{
	static const char tables[] =
		"SELECT group_concat('SELECT ''' || name || ''' AS what, COUNT(*) AS number FROM ' || name, "
		"' UNION ALL ') FROM (SELECT name FROM sqlite_master WHERE type = 'table' AND name <> "
		"'idempotency' "
		"ORDER BY name)";
	char *sql = cc_arena_alloc(crash->test->arena, SQL_BYTES);
	sqlite3_stmt *query = first_row(crash, db, tables);
	int len = snprintf(sql, SQL_BYTES, "%s", (const char *)sqlite3_column_text(query, 0));
	assert_true(len < SQL_BYTES);
	sqlite3_finalize(query);
	return sql;
}

/* Every row of it is a line. */
static void describe(struct crash *crash, struct cc_buf *out, sqlite3 *db, const char *sql)
{
	sqlite3_stmt *query = first_row(crash, db, sql);
	do {
		for (int i = 0; i < sqlite3_column_count(query); i++)
			cc_buf_printf(out, "%s ", (const char *)sqlite3_column_text(query, i));
		cc_buf_printf(out, "\n");
	} while (sqlite3_step(query) == SQLITE_ROW);
	sqlite3_finalize(query);
}

static void check_store(struct crash *crash, const char *store, sqlite3 *db)
{
	sqlite3_stmt *query = first_row(crash, db, "PRAGMA quick_check");
	if (strcmp((const char *)sqlite3_column_text(query, 0), "ok") != 0)
		crash_fail(crash, "%s is broken: %s", store, (const char *)sqlite3_column_text(query, 0));
	sqlite3_finalize(query);
	query = first_row(crash, db,
	                  "SELECT (SELECT COUNT(*) FROM effects), (SELECT COUNT(*) FROM parked_events)");
	int planned = sqlite3_column_int(query, 0), parked = sqlite3_column_int(query, 1);
	sqlite3_finalize(query);
	if (planned > 0 || parked > 0)
		crash_fail(crash, "%s has %d plans that nobody settles, and %d parked events", store, planned,
		           parked);
}

/* What a count does not show. */
static const struct {
	const char *store, *sql;
} figures[] = {
	{ "booking", "SELECT COUNT(*), group_concat(state || coalesce(total_minor, '') || "
	             "coalesce(refund_minor, ''), ' ') FROM (SELECT * FROM bookings ORDER BY booking_id)" },
	{ "booking", "SELECT COUNT(*), group_concat(step || what, ' ') FROM (SELECT * FROM timeline ORDER BY "
	             "booking_id, number)" },
	{ "inventory",
	  "SELECT COUNT(*), group_concat(label || (booking_id IS NOT NULL) || held_until, ' ') FROM "
	  "(SELECT * FROM seats ORDER BY session_id, label)" },
	{ "inventory",
	  "SELECT COUNT(*), group_concat(state, ' ') FROM (SELECT * FROM holds ORDER BY booking_id)" },
	{ "payment",
	  "SELECT COUNT(*), group_concat(state || wish || refunded_minor, ' ') FROM (SELECT * FROM "
	  "payments ORDER BY booking_id)" },
	{ "payment",
	  "SELECT COUNT(*), group_concat(kind || amount_minor, ' ') FROM (SELECT * FROM ledger ORDER BY "
	  "reference, kind)" },
	{ "provider",
	  "SELECT COUNT(*), group_concat(kind || amount_minor, ' ') FROM (SELECT * FROM movements "
	  "ORDER BY position)" },
};

/* `number`: of the store. */
static void look_at(struct crash *crash, struct cc_buf *out, size_t number, const char *store, sqlite3 *db)
{
	if (!crash->counts[number]) /* migrations have run: it stays as it is */
		crash->counts[number] = count_tables(crash, db);
	cc_buf_printf(out, "in %s\n", store);
	check_store(crash, store, db);
	describe(crash, out, db, crash->counts[number]);
	for (size_t i = 0; i < CC_COUNT(figures); i++)
		if (strcmp(figures[i].store, store) == 0)
			describe(crash, out, db, figures[i].sql);
}

/* Through a connection that is there: most of the time of another one would go into reading the schema. */
static void look_at_service(struct crash *crash, struct cc_buf *out, size_t number)
{
	const struct cc_service *service = crash->test->services[number];
	struct cc_ctx ctx = cc_test_ctx(crash->test);
	struct cc_store *store = cc_node_store(crash->test->node, service->ops[0]);
	CHECK_OK(cc_store_begin_read(store, &ctx));
	look_at(crash, out, number, service->name, ((struct cc_sqlite_session *)ctx.session)->db);
	cc_store_end_read(store, &ctx);
}

static void look_at_provider(struct crash *crash, struct cc_buf *out)
{
	sqlite3 *db = open_store(crash, "provider");
	look_at(crash, out, CC_TEST_SERVICES_MAX, "provider", db);
	sqlite3_close(db);
}

const char *crash_describe(struct crash *crash)
{
	struct cc_buf out = { .arena = crash->test->arena };
	int64_t lag = cc_events_stats(crash->test->events).lag;
	if (lag > 0)
		crash_fail(crash, "a consumer is %lld events behind", (long long)lag);
	for (size_t i = 0; crash->test->services[i]; i++)
		if (cc_service_has_store(crash->test->services[i]))
			look_at_service(crash, &out, i);
	look_at_provider(crash, &out);
	cc_buf_add_char(&out, '\0');
	return out.ptr;
}

/* What was said ------------------------------------------------------------------- */

static cc_str say_again(struct crash *crash, const struct crash_answer *answer)
{
	struct cc_test *test = crash->test;
	struct cc_buf said = { .arena = test->arena };
	void *out = cc_arena_alloc(test->arena, answer->op->out->size);
	cc_test_as(test, answer->caller);
	cc_test_with_key(test, answer->key);
	cc_err err = cc_test_run(test, answer->op, answer->in, out);
	cc_test_with_key(test, "");
	if (!cc_test_replayed(test))
		crash_fail(crash, "%s under %s was answered, and is done again now: %s", answer->op->label,
		           answer->key, err ? err->message : "successfully");
	if (err != CC_OK)
		return cc_str_of(err->reason);
	cc_protobuf_encode(&said, answer->op->out, out);
	return cc_buf_str(&said);
}

/* As long as it is kept: a day. */
void crash_check_answers(struct crash *crash)
{
	for (size_t i = 0; i < crash->answered; i++) {
		const struct crash_answer *answer = &crash->answers[i];
		if (cc_test_now(crash->test).ms - answer->at.ms < KEPT_MS &&
		    !cc_str_eq(say_again(crash, answer), answer->bytes))
			crash_fail(crash, "%s under %s is answered otherwise now", answer->op->label,
			           answer->key);
	}
}
