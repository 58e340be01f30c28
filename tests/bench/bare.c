/*
 * bare - what the engine alone can do: the SQL of HoldSeats in a loop, nothing around it.
 *
 *   bare --database FILE --batch 64 --seconds 2
 *
 * The very statements of the service and of the platform's outbox, in the order in which the rule
 * runs them, each command in its savepoint, `batch` commands a commit.  No HTTP, no JSON, no
 * threads, no tokens, no validation: the ceiling that the server is measured against.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

#include "platform/core/id.h"
#include "platform/core/sql.h"
#include "platform/runtime/platform.sql.h"
#include "services/inventory/inventory.sql.h"
#include "tests/bench/bench.h"

enum { SLOTS_MAX = 256, SESSIONS_MAX = 1 << 20, GUESTS = 64, SEATS_PER_GUEST = 8, LABEL_BYTES_MAX = 16 };
enum {
	CHECKPOINT_FRAMES = 4096,
	WARMING_BATCH = 64
}; /* as platform/adapters/sql_sqlite/checkpoint.c does it */

struct bare {
	sqlite3 *db;
	sqlite3_stmt *prepared[SLOTS_MAX];
	cc_id *sessions;
	size_t session_count, done;
	int wal_frames;
	bool warm; /* the WAL has grown to its size: from now on it is written over, which syncs faster */
	cc_id guests[GUESTS];
	uint8_t event_body[160]; /* about as long as an encoded SeatsHeld */
};

static void check(struct bare *bare, int code)
{
	if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE)
		bench_fail("sqlite: %s", sqlite3_errmsg(bare->db));
}

static void script(struct bare *bare, const char *sql)
{
	check(bare, sqlite3_exec(bare->db, sql, NULL, NULL, NULL));
}

/* SQLite numbers $2, if it comes first, as 1: the name says which argument is meant. */
static void bind(struct bare *bare, sqlite3_stmt *prepared, const struct cc_val *args)
{
	int count = sqlite3_bind_parameter_count(prepared);
	for (int i = 1; i <= count; i++) {
		const struct cc_val *arg = &args[atoi(sqlite3_bind_parameter_name(prepared, i) + 1) - 1];
		int code;
		switch (arg->type) {
		case CC_UUID: code = sqlite3_bind_blob(prepared, i, arg->id.byte, 16, SQLITE_STATIC); break;
		case CC_BYTES:
			code = sqlite3_bind_blob(prepared, i, arg->s.ptr, (int)arg->s.len, SQLITE_STATIC);
			break;
		case CC_STRING:
			code = sqlite3_bind_text(prepared, i, arg->s.ptr, (int)arg->s.len, SQLITE_STATIC);
			break;
		default: code = sqlite3_bind_int64(prepared, i, arg->i);
		}
		check(bare, code);
	}
}

/* Beyond the slots of the services. */
static const struct cc_stmt savepoint = { "savepoint", "SAVEPOINT command", SLOTS_MAX - 1 };
static const struct cc_stmt keep = { "keep", "RELEASE command", SLOTS_MAX - 2 };
static const struct cc_stmt begin = { "begin", "BEGIN IMMEDIATE", SLOTS_MAX - 3 };
static const struct cc_stmt commit = { "commit", "COMMIT", SLOTS_MAX - 4 };

/* At its first row, or done. */
static sqlite3_stmt *start(struct bare *bare, const struct cc_stmt *stmt, const struct cc_val *args,
                           int expected)
{
	sqlite3_stmt **prepared = &bare->prepared[stmt->slot];
	if (!*prepared)
		check(bare,
		      sqlite3_prepare_v3(bare->db, stmt->sql, -1, SQLITE_PREPARE_PERSISTENT, prepared, NULL));
	bind(bare, *prepared, args);
	int code = sqlite3_step(*prepared);
	check(bare, code);
	if (code != expected)
		bench_fail("%s did not find what it should", stmt->name);
	return *prepared;
}

static void run(struct bare *bare, const struct cc_stmt *stmt, const struct cc_val *args)
{
	sqlite3_reset(start(bare, stmt, args, SQLITE_DONE));
}

static void change_one(struct bare *bare, const struct cc_stmt *stmt, const struct cc_val *args)
{
	run(bare, stmt, args);
	if (sqlite3_changes(bare->db) != 1)
		bench_fail("%s changed %d rows", stmt->name, sqlite3_changes(bare->db));
}

/* Reads the whole room, as the rule does, and picks the first free seat. */
static cc_str choose(struct bare *bare, cc_id session, cc_time now, char label[LABEL_BYTES_MAX])
{
	sqlite3_stmt *room = start(bare, &seats_of_session, CC_VALS(session, now), SQLITE_ROW);
	cc_str chosen = { label, 0 };
	int code = SQLITE_ROW;
	for (; code == SQLITE_ROW; code = sqlite3_step(room)) {
		bool is_free = strcmp((const char *)sqlite3_column_text(room, 4), "free") == 0;
		if (is_free && chosen.len == 0) {
			chosen.len = (size_t)sqlite3_column_bytes(room, 0);
			memcpy(label, sqlite3_column_text(room, 0), chosen.len);
		}
	}
	check(bare, code);
	sqlite3_reset(room);
	return chosen;
}

static cc_id new_id(cc_time now)
{
	uint8_t random[10];
	if (getrandom(random, sizeof random, 0) != sizeof random)
		bench_fail("no random bytes");
	return cc_id_v7(now, random);
}

static void emit(struct bare *bare, cc_id session, cc_time now)
{
	char key[CC_ID_TEXT_LEN];
	char trace[] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
	cc_id_print(session, key);
	run(bare, &append_event,
	    CC_VALS(new_id(now), CC_STR("inventory.events"), CC_STR("couchannel.inventory.v1.SeatsHeld"),
	            ((cc_str){ key, sizeof key }), now, cc_str_of(trace),
	            cc_bytes((cc_str){ (const char *)bare->event_body, sizeof bare->event_body })));
}

/* As services/inventory/hold_seats.c does it. */
static void hold(struct bare *bare)
{
	char label_bytes[LABEL_BYTES_MAX];
	if (bare->done == bare->session_count * BENCH_SEATS_A_SESSION)
		bench_fail("all %zu seats are taken: give more sessions, or less time", bare->done);
	cc_time now = bench_now(), until = cc_time_add(now, CC_MINUTES(10));
	cc_id session = bare->sessions[bare->done % bare->session_count];
	cc_id guest = bare->guests[bare->done++ % GUESTS], booking = new_id(now);

	run(bare, &hold_by_booking, CC_VALS(booking)); /* none: it is new */
	run(bare, &lapsed_holds_of_session, CC_VALS(session, now));
	sqlite3_reset(start(bare, &session_by_id, CC_VALS(session, now), SQLITE_ROW));
	cc_str label = choose(bare, session, now, label_bytes);
	sqlite3_reset(start(bare, &matching_rule,
	                    CC_VALS(CC_STR("liga-nadwislanska"), CC_STR("sportbox"), CC_STR("PL"),
	                            CC_STR("private_home"), CC_STR("cost_share"), now),
	                    SQLITE_ROW));
	change_one(bare, &add_seats_of_guest, CC_VALS(session, guest, 1, SEATS_PER_GUEST));
	run(bare, &insert_hold, CC_VALS(booking, session, guest, 1, now, until));
	change_one(bare, &take_seat, CC_VALS(session, label, booking, until, now));
	emit(bare, session, now);
}

static void load_sessions(struct bare *bare)
{
	sqlite3_stmt *list;
	bare->sessions = bench_alloc(SESSIONS_MAX, sizeof *bare->sessions);
	check(bare, sqlite3_prepare_v2(bare->db, "SELECT session_id FROM sessions ORDER BY session_id", -1,
	                               &list, NULL));
	while (bare->session_count < SESSIONS_MAX && sqlite3_step(list) == SQLITE_ROW)
		memcpy(&bare->sessions[bare->session_count++], sqlite3_column_blob(list, 0), sizeof(cc_id));
	sqlite3_finalize(list);
	for (size_t i = 0; i < GUESTS; i++)
		bare->guests[i] = new_id(bench_now());
}

static int count_frames(void *arg, sqlite3 *db, const char *name, int frames)
{
	(void)db, (void)name;
	((struct bare *)arg)->wal_frames = frames;
	return SQLITE_OK;
}

static void checkpoint(struct bare *bare)
{
	if (bare->wal_frames < CHECKPOINT_FRAMES)
		return;
	check(bare, sqlite3_wal_checkpoint_v2(bare->db, "main", SQLITE_CHECKPOINT_RESTART, NULL, NULL));
	bare->wal_frames = 0;
	bare->warm = true;
}

static void batch(struct bare *bare, int commands)
{
	run(bare, &begin, CC_VALS());
	for (int i = 0; i < commands; i++) {
		run(bare, &savepoint, CC_VALS());
		hold(bare);
		run(bare, &keep, CC_VALS());
	}
	run(bare, &commit, CC_VALS());
	checkpoint(bare);
}

int main(int argc, char **argv)
{
	struct bench_args args = { argc, argv };
	struct bare bare = { 0 };
	int commands = (int)bench_number(&args, "--batch", 64);
	if (sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) != SQLITE_OK ||
	    sqlite3_open(bench_text(&args, "--database"), &bare.db) != SQLITE_OK)
		bench_fail("the database cannot be opened");
	script(&bare,
	       "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
	       "PRAGMA wal_autocheckpoint = 0; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384;");
	sqlite3_wal_hook(bare.db, count_frames, &bare);
	load_sessions(&bare);

	while (!bare.warm)
		batch(&bare, WARMING_BATCH);
	size_t before = bare.done;
	int64_t began_us = bench_us(),
		until_us = began_us + (int64_t)(bench_number(&args, "--seconds", 2) * 1e6);
	while (bench_us() < until_us)
		batch(&bare, commands);
	double seconds = (double)(bench_us() - began_us) / 1e6;
	printf("{\"batch\": %d, \"commands\": %zu, \"per_second\": %.0f}\n", commands, bare.done - before,
	       (double)(bare.done - before) / seconds);
	return 0;
}
