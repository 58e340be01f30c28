#include "tests/town/town.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/adapters/log_embedded.h"
#include "platform/adapters/peers_local.h"
#include "platform/adapters/sql_sqlite/sql_sqlite.h"
#include "platform/adapters/threads_system.h"
#include "platform/core/buf.h"
#include "platform/core/run.h"

/* Few, so that effects have to wait for one. */
enum { WORKERS = 8 };

static const cc_time epoch = { INT64_C(1767225600000) }; /* 2026-01-01T00:00:00Z */
static const struct cc_service *const services[] = { &post_service, &porch_service };

enum { PATH_BYTES = 128, CALL_MS = 5000, WAIT_STEPS = 500, WAIT_STEP_US = 20000 };

static void path_of(const struct town *town, const struct cc_service *service, char path[PATH_BYTES])
{
	snprintf(path, PATH_BYTES, "%s/%s.db", town->folder, service->name);
}

/* Opening and closing ----------------------------------------------------------- */

static void move_in(struct town *town, const struct cc_service *service)
{
	char path[PATH_BYTES];
	struct cc_ctx ctx = town_ctx(town);
	struct cc_store *store = NULL;
	struct cc_store_options options = {
		.threads = cc_threads_system(), .clock = ctx.clock, .entropy = ctx.entropy, .migrate = true
	};
	path_of(town, service, path);
	cc_node_lane_options(town->node, service, &options.lane);
	CHECK_OK(cc_sql_sqlite_new(&ctx, path, &options.sql));
	options.sql = cc_sql_fail_new(options.sql);
	*(service == &porch_service ? &town->porch_sql : &town->post_sql) = options.sql;
	CHECK_OK(cc_store_open(&ctx, service, &options, &store));
	cc_node_add(town->node, service, store);
}

/* Lanes commit before there are events to be woken, and after. */
static void tell(void *arg, const struct cc_service *service)
{
	struct town *town = arg;
	if (town->events)
		cc_events_wake(town->events, service);
}

static void tell_planned(void *arg, const struct cc_service *service, const struct cc_plan_note *notes)
{
	struct town *town = arg;
	if (town->events)
		cc_effects_planned(cc_events_effects(town->events), service, notes);
}

static void rise(struct town *town)
{
	struct cc_ctx ctx = town_ctx(town);
	town->node = cc_node_new(&(struct cc_node_options){
		.threads = cc_threads_system(),
		.clock = ctx.clock,
		.entropy = ctx.entropy,
		.workers = WORKERS,
		.planned = tell_planned,
		.committed = tell,
		.arg = town,
	});
	move_in(town, &post_service);
	if (!town->without_porch)
		move_in(town, &porch_service);
	town->log = cc_log_fail_new(cc_log_embedded_new(town->node));
	town->peers = cc_peers_fail_new(cc_peers_local_new(town->node));
	cc_node_set_peers(town->node, town->peers);
	town->events = cc_events_new(town->node, town->log);
}

static void fall(struct town *town)
{
	cc_events_stop(town->events);
	cc_node_stop(town->node);
	cc_events_free(town->events);
	town->events = NULL;
	town->log->ops->free(town->log);
	town->peers->ops->free(town->peers);
	cc_node_free(town->node);
}

struct town *town_open(void)
{
	struct town *town = calloc(1, sizeof *town);
	assert_non_null(town);
	town->arena = cc_arena_new();
	snprintf(town->folder, sizeof town->folder, "%s", "/tmp/couchannel-town-XXXXXX");
	assert_non_null(mkdtemp(town->folder));
	cc_clock_sim_init(&town->clock, epoch);
	cc_entropy_sim_init(&town->entropy, 1);
	rise(town);
	return town;
}

void town_reopen(struct town *town)
{
	fall(town);
	rise(town);
}

int town_live_elsewhere(struct town *town, int (*live)(struct town *town))
{
	int status = -1;
	fall(town);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		rise(town);
		_exit(live(town));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	rise(town);
	return WEXITSTATUS(status);
}

void town_start(struct town *town)
{
	cc_node_start(town->node);
	cc_events_start(town->events);
}

void town_close(struct town *town)
{
	fall(town);
	static const char *const suffixes[] = { "", "-wal", "-shm", ".lock" };
	for (size_t i = 0; i < CC_COUNT(services) * CC_COUNT(suffixes); i++) {
		char path[PATH_BYTES], file[PATH_BYTES + 8];
		path_of(town, services[i / CC_COUNT(suffixes)], path);
		snprintf(file, sizeof file, "%s%s", path, suffixes[i % CC_COUNT(suffixes)]);
		unlink(file);
	}
	rmdir(town->folder);
	cc_arena_free(town->arena);
	free(town);
}

int town_setup(void **state)
{
	*state = town_open();
	return 0;
}

int town_teardown(void **state)
{
	town_close(*state);
	return 0;
}

/* Doing ------------------------------------------------------------------------- */

struct cc_ctx town_ctx(struct town *town)
{
	struct cc_ctx ctx = {
		.arena = town->arena,
		.clock = &town->clock.base,
		.entropy = &town->entropy.base,
		.peers = town->peers,
		.caller.service = CC_STR("town"),
	};
	ctx.deadline = cc_time_add(cc_now(&ctx), CALL_MS);
	ctx.request_id = cc_new_id(&ctx);
	return ctx;
}

void town_pass(struct town *town, int64_t ms)
{
	struct cc_ctx ctx = town_ctx(town);
	cc_clock_sim_set(&town->clock, cc_time_add(cc_now(&ctx), ms));
}

void town_run_due(struct town *town)
{
	while (cc_events_step(town->events) > 0) {
	}
}

cc_id town_id(int n)
{
	return (cc_id){ { [6] = 0x70, [8] = 0x80, [14] = (uint8_t)(n >> 8), [15] = (uint8_t)n } };
}

cc_err town_run(struct town *town, const struct cc_op *op, const void *in)
{
	struct cc_ctx ctx = town_ctx(town);
	return cc_call(&ctx, op, in, cc_alloc(&ctx, op->out->size));
}

cc_err town_send(struct town *town, int parcel, const char *address, const char *note)
{
	struct post_send_parcel_request cmd = {
		.parcel_id = town_id(parcel),
		.address = cc_str_of(address),
		.note = cc_str_of(note),
	};
	return town_run(town, &post_send_parcel_op, &cmd);
}

void town_must_send(struct town *town, int parcel, const char *address, const char *note)
{
	CHECK_OK(town_send(town, parcel, address, note));
}

void town_send_many(struct town *town, int count, int doors)
{
	for (int i = 1; i <= count; i++) {
		char address[16], note[16];
		snprintf(address, sizeof address, "door%d", i % doors);
		snprintf(note, sizeof note, "%d", i);
		town_must_send(town, i, address, note);
	}
}

void town_shut(struct town *town, const char *address, bool shut)
{
	struct porch_set_door_request cmd = { .address = cc_str_of(address), .shut = shut };
	CHECK_OK(town_run(town, &porch_set_door_op, &cmd));
}

void town_live(struct town *town, int64_t ms)
{
	for (int64_t passed = 0; passed < ms; passed += 1000) {
		town_pass(town, 1000);
		town_run_due(town);
	}
}

/* Looking ----------------------------------------------------------------------- */

static sqlite3 *open_file(struct town *town, const struct cc_service *service)
{
	char path[PATH_BYTES];
	sqlite3 *db = NULL;
	path_of(town, service, path);
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	return db;
}

const char *town_words(struct town *town, const struct cc_service *service, const char *sql)
{
	sqlite3 *db = open_file(town, service);
	sqlite3_stmt *query = NULL;
	struct cc_buf words = { .arena = town->arena };
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &query, NULL), SQLITE_OK);
	while (sqlite3_step(query) == SQLITE_ROW)
		cc_buf_printf(&words, "%s%s", words.len > 0 ? " " : "",
		              (const char *)sqlite3_column_text(query, 0));
	sqlite3_finalize(query);
	sqlite3_close(db);
	cc_buf_add_char(&words, '\0');
	return words.ptr;
}

int64_t town_int(struct town *town, const struct cc_service *service, const char *sql)
{
	return strtoll(town_words(town, service, sql), NULL, 10);
}

void town_sql(struct town *town, const struct cc_service *service, const char *sql)
{
	sqlite3 *db = open_file(town, service);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

void town_check_arrived(struct town *town, const char *sql, const char *notes)
{
	assert_string_equal(town_words(town, &porch_service, sql), notes);
}

void town_check_all_arrived(struct town *town, int count)
{
	assert_int_equal(town_int(town, &porch_service, "SELECT COUNT(*) FROM arrivals"), count);
	assert_int_equal(town_int(town, &porch_service, "SELECT COUNT(DISTINCT parcel_id) FROM arrivals"),
	                 count);
	assert_int_equal(town_int(town, &porch_service,
	                          "SELECT COUNT(*) FROM arrivals a JOIN arrivals b ON a.address = b.address "
	                          "AND a.place < b.place AND CAST(a.note AS INT) > CAST(b.note AS INT)"),
	                 0);
}

struct cc_parked_list town_parked(struct town *town)
{
	struct cc_ctx ctx = town_ctx(town);
	struct cc_parked_list list;
	CHECK_OK(cc_parked_list(&ctx, cc_node_store_of(town->node, &porch_service), &list));
	return list;
}

bool town_soon(struct town *town, const char *sql, int64_t wanted)
{
	for (int i = 0; i < WAIT_STEPS; i++) {
		if (town_int(town, &porch_service, sql) == wanted)
			return true;
		usleep(WAIT_STEP_US);
	}
	return false;
}

void town_check(cc_err err, const struct cc_reason *why, const char *expr, const char *file, int line)
{
	bool as_wanted = why ? cc_because(err, why) && cc_is(err, why->code) : err == CC_OK;
	if (as_wanted)
		return;
	print_error("%s: expected %s, got %s: %s (%s:%d)\n", expr, why ? why->name : "success",
	            err ? err->reason : "success", err ? err->message : "", err ? err->file : "",
	            err ? err->line : 0);
	_fail(file, line);
}
