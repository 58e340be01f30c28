/* books.c - the audit's own store, and those of the services beside it. */
#include <stdio.h>
#include <stdlib.h>

#include "sim/audit/internal.h"
#include "sim/audit/seen.sql.h"

void audit_die(struct audit *audit, const char *what)
{
	cc_die("the audit cannot run %s: %s", what, sqlite3_errmsg(audit->db));
}

void audit_exec(struct audit *audit, const char *sql)
{
	if (sqlite3_exec(audit->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		audit_die(audit, sql);
}

/* Statements --------------------------------------------------------------------- */

sqlite3_stmt *audit_prepare(struct audit *audit, const struct cc_stmt *stmt)
{
	struct audit_prepared *prepared = &audit->prepared[stmt->slot];
	assert(stmt->slot < AUDIT_STATEMENTS_MAX && (!prepared->handle || prepared->stmt->sql == stmt->sql));
	if (!prepared->handle && sqlite3_prepare_v3(audit->db, stmt->sql, -1, SQLITE_PREPARE_PERSISTENT,
	                                            &prepared->handle, NULL) != SQLITE_OK)
		audit_die(audit, stmt->name);
	prepared->stmt = stmt;
	return prepared->handle;
}

static int bind(sqlite3_stmt *handle, int place, const struct cc_val *value)
{
	switch (value->type) {
	case CC_STRING:
		return sqlite3_bind_text(handle, place, value->s.ptr ? value->s.ptr : "", (int)value->s.len,
		                         SQLITE_TRANSIENT);
	case CC_BYTES:
		return sqlite3_bind_blob(handle, place, value->s.ptr ? value->s.ptr : "", (int)value->s.len,
		                         SQLITE_TRANSIENT);
	case CC_UUID:
		return sqlite3_bind_blob(handle, place, value->id.byte, sizeof value->id.byte,
		                         SQLITE_TRANSIENT);
	default: return sqlite3_bind_int64(handle, place, value->i);
	}
}

/* Parameters are named "$1": SQLite numbers them in the order in which it meets them. */
static int place_of(sqlite3_stmt *handle, int number)
{
	char name[16];
	snprintf(name, sizeof name, "$%d", number);
	return sqlite3_bind_parameter_index(handle, name);
}

void audit_run(struct audit *audit, const struct cc_stmt *stmt, const struct cc_val *args)
{
	sqlite3_stmt *handle = audit_prepare(audit, stmt);
	for (int i = 0; args[i].type; i++)
		if (bind(handle, place_of(handle, i + 1), &args[i]) != SQLITE_OK)
			audit_die(audit, stmt->name);
	if (sqlite3_step(handle) != SQLITE_DONE || sqlite3_reset(handle) != SQLITE_OK)
		audit_die(audit, stmt->name);
}

int64_t audit_number(struct audit *audit, const struct cc_stmt *stmt)
{
	sqlite3_stmt *handle = audit_prepare(audit, stmt);
	if (sqlite3_step(handle) != SQLITE_ROW)
		audit_die(audit, stmt->name);
	int64_t number = sqlite3_column_int64(handle, 0);
	sqlite3_reset(handle);
	return number;
}

static void let_statements_go(struct audit *audit)
{
	for (size_t i = 0; i < AUDIT_STATEMENTS_MAX; i++) {
		sqlite3_finalize(audit->prepared[i].handle);
		audit->prepared[i].handle = NULL;
	}
	for (size_t i = 0; i < audit->store_count; i++) {
		sqlite3_finalize(audit->stores[i].remember);
		audit->stores[i].remember = NULL;
	}
}

/* Stores ------------------------------------------------------------------------- */

static void prepare_to_remember(struct audit *audit, struct audit_store *store)
{
	char sql[400];
	const char *name = store->service->name;
	snprintf(sql, sizeof sql,
	         "INSERT INTO looked (store, position, event_id) SELECT '%s', position, event_id FROM "
	         "%s.outbox "
	         "WHERE 1 ORDER BY position DESC LIMIT 1 "
	         "ON CONFLICT (store) DO UPDATE SET position = excluded.position, event_id = "
	         "excluded.event_id",
	         name, name);
	if (sqlite3_prepare_v3(audit->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &store->remember, NULL) !=
	    SQLITE_OK)
		audit_die(audit, sql);
}

static struct audit_store *store_of(struct audit *audit, const struct cc_service *service)
{
	for (size_t i = 0; i < audit->store_count; i++)
		if (audit->stores[i].service == service)
			return &audit->stores[i];
	return NULL;
}

const char *audit_attach(struct audit *audit, const struct cc_service *service, const char *uri)
{
	struct audit_store *store = store_of(audit, service);
	assert(store && !store->attached);
	char *sql = sqlite3_mprintf("ATTACH %Q AS %s", uri, service->name);
	int code = sql ? sqlite3_exec(audit->db, sql, NULL, NULL, NULL) : SQLITE_NOMEM;
	sqlite3_free(sql);
	if (code != SQLITE_OK)
		return sqlite3_errmsg(audit->db);
	store->attached = true;
	return NULL;
}

void audit_detach(struct audit *audit)
{
	let_statements_go(audit);
	for (size_t i = 0; i < audit->store_count; i++) {
		char sql[80];
		snprintf(sql, sizeof sql, "DETACH %s", audit->stores[i].service->name);
		if (audit->stores[i].attached)
			audit_exec(audit, sql);
		audit->stores[i].attached = false;
	}
}

/* Now and then: whoever loses what is older loses what is newer, too. */
void audit_remember(struct audit *audit, const struct cc_service *service)
{
	struct audit_store *store = store_of(audit, service);
	if (!store || store->commits++ % AUDIT_REMEMBERS_EACH != 0)
		return;
	if (!store->remember)
		prepare_to_remember(audit, store);
	if (sqlite3_step(store->remember) != SQLITE_DONE || sqlite3_reset(store->remember) != SQLITE_OK)
		audit_die(audit, "audit_remember");
	if (strcmp(service->name, "payment") == 0)
		audit_run(audit, &note_ledger, CC_VALS());
}

/* The whole ---------------------------------------------------------------------- */

static void make_tables(struct audit *audit)
{
	static const struct cc_stmt *const tables[] = {
		&create_moment,
		&create_looked,
		&create_touched,
		&create_known_rules,
		&create_hearers,
		&create_intents,
		&create_intents_by_booking,
		&create_repaid,
		&create_repaid_by_reference,
		&create_movements,
		&create_movements_by_reference,
		&create_fresh_movements,
		&create_letters,
		&create_letters_by_address,
		&create_people,
		&create_glimpses,
		&create_answers,
		&create_differing_answers,
		&create_promised,
		&create_ledger_seen,
		&create_streets,
		&begin_moment,
		&begin_ledger_seen,
		&begin_known_rules,
	};
	for (size_t i = 0; i < CC_COUNT(tables); i++)
		audit_run(audit, tables[i], CC_VALS());
}

struct audit *audit_new(const struct cc_service *const *services)
{
	struct audit *audit = calloc(1, sizeof *audit);
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
	if (!audit || sqlite3_open_v2(":memory:", &audit->db, flags, NULL) != SQLITE_OK)
		cc_die("the audit has no memory");
	sqlite3_db_config(audit->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_busy_timeout(audit->db, 5000);
	audit->arena = cc_arena_new();
	audit->services = services;
	for (; *services; services++)
		if (cc_service_has_store(*services)) {
			assert(audit->store_count < AUDIT_STORES_MAX);
			audit->stores[audit->store_count++].service = *services;
		}
	audit_add_functions(audit);
	make_tables(audit);
	for (size_t i = 0; i < audit->store_count; i++)
		audit_run(audit, &begin_looked, CC_VALS(cc_str_of(audit->stores[i].service->name)));
	audit_add_hearers(audit);
	return audit;
}

void audit_free(struct audit *audit)
{
	if (!audit)
		return;
	audit_detach(audit);
	sqlite3_close(audit->db);
	cc_arena_free(audit->arena);
	free(audit);
}
