/* test.c - services, run whole on the test's own thread. */
#include "platform/test.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/adapters/cache_memory.h"
#include "platform/adapters/fail/peers_fail.h"
#include "platform/adapters/log_embedded.h"
#include "platform/adapters/peers_local.h"
#include "platform/adapters/sim/qr_sim.h"
#include "platform/adapters/sim/zones_sim.h"
#include "platform/adapters/sql_sqlite/sql_sqlite.h"
#include "platform/adapters/threads_system.h"
#include "platform/core/protobuf.h"
#include "platform/core/validate.h"
#include "platform/runtime/figures.h"
#include "platform/test_internal.h"

static const cc_time test_epoch = { INT64_C(1767225600000) }; /* 2026-01-01T00:00:00Z */

struct cc_ctx cc_test_ctx(struct cc_test *test)
{
	return (struct cc_ctx){
		.arena = test->arena,
		.clock = &test->clock.base,
		.entropy = &test->entropy.base,
		.deadline = CC_TIME_NEVER,
	};
}

static void path_of(const struct cc_test *test, const struct cc_service *service,
                    char path[CC_TEST_PATH_BYTES])
{
	snprintf(path, CC_TEST_PATH_BYTES, "%s/%s.db", test->folder, service->name);
}

static void add(struct cc_test *test, const struct cc_service *service)
{
	struct cc_ctx ctx = cc_test_ctx(test);
	struct cc_store_options options = {
		.threads = cc_threads_system(), .clock = ctx.clock, .entropy = ctx.entropy, .migrate = true
	};
	struct cc_store *store = NULL;
	char path[CC_TEST_PATH_BYTES];
	path_of(test, service, path);
	if (!cc_service_has_store(service)) {
		cc_node_add(test->node, service, NULL);
		return;
	}
	cc_node_lane_options(test->node, service, &options.lane);
	CHECK_OK(cc_sql_sqlite_new_on(&ctx, test->vfs, path, &options.sql));
	CHECK_OK(cc_store_open(&ctx, service, &options, &store));
	cc_node_add(test->node, service, store);
}

static void committed(void *arg, const struct cc_service *service)
{
	struct cc_test *test = arg;
	if (test->events)
		cc_events_wake(test->events, service);
}

static void start(struct cc_test *test)
{
	struct cc_ctx ctx = cc_test_ctx(test);
	test->node = cc_node_new(&(struct cc_node_options){ .threads = cc_threads_system(),
	                                                    .clock = ctx.clock,
	                                                    .entropy = ctx.entropy,
	                                                    .committed = committed,
	                                                    .arg = test });
	cc_node_set_sealer(test->node, &test->sealer.base);
	cc_node_set_signer(test->node, &test->signer.base);
	cc_node_set_cipher(test->node, &test->cipher.base);
	test->cache = cc_cache_memory_new(&(struct cc_cache_memory_options){ .clock = ctx.clock });
	cc_node_set_cache(test->node, test->cache);
	cc_node_set_psp(test->node, test->psp);
	cc_node_set_mailer(test->node, test->mailer);
	cc_node_set_qr(test->node, cc_qr_sim());
	cc_node_set_zones(test->node, cc_zones_sim());
	cc_node_set_public_url(test->node, CC_STR("https://couch.example"));
	test->peers = cc_peers_fail_new(cc_peers_local_new(test->node));
	cc_node_set_index(test->node, test->index);
	cc_node_set_peers(test->node, test->peers);
	for (const struct cc_service *const *service = test->services; *service; service++)
		add(test, *service);
	test->log = cc_log_embedded_new(test->node);
	test->events = cc_events_new(test->node, test->log);
}

static void stop(struct cc_test *test)
{
	cc_events_free(test->events);
	test->events = NULL;
	test->log->ops->free(test->log);
	cc_node_free(test->node);
	test->peers->ops->free(test->peers);
	test->cache->ops->free(test->cache);
}

/* A folder of files; on a simulated disk it is a name. */
static void make_folder(struct cc_test *test)
{
	snprintf(test->folder, sizeof test->folder, "%s",
	         test->vfs ? "stores" : "/tmp/couchannel-test-XXXXXX");
	if (!test->vfs)
		assert_non_null(mkdtemp(test->folder));
}

struct cc_test *cc_test_open_on(const char *vfs, const struct cc_service *const *services)
{
	struct cc_test *test = calloc(1, sizeof *test);
	assert_non_null(test);
	for (size_t i = 0; services[i]; i++) {
		assert_true(i < CC_TEST_SERVICES_MAX);
		test->services[i] = services[i];
	}
	test->arena = cc_arena_new();
	test->key = "";
	test->vfs = vfs;
	make_folder(test);
	cc_clock_sim_init(&test->clock, test_epoch);
	cc_entropy_sim_init(&test->entropy, 1);
	cc_sealer_sim_init(&test->sealer, 1);
	cc_signer_sim_init(&test->signer, 1);
	cc_cipher_sim_init(&test->cipher, 1);
	start(test);
	return test;
}

struct cc_test *cc_test_open_all(const struct cc_service *const *services)
{
	return cc_test_open_on(NULL, services);
}

struct cc_test *cc_test_open(const struct cc_service *service)
{
	return cc_test_open_all((const struct cc_service *const[]){ service, NULL });
}

void cc_test_reopen(struct cc_test *test)
{
	stop(test);
	start(test);
}

void cc_test_restart(struct cc_test *test)
{
	test->events = NULL;
	start(test);
}

void cc_test_index_path(const struct cc_test *test, char path[CC_TEST_PATH_BYTES])
{
	snprintf(path, CC_TEST_PATH_BYTES, "%s/index.db", test->folder);
}

static void remove_database(const char *path)
{
	static const char *const suffixes[] = { "", "-wal", "-shm", ".lock" };
	for (size_t i = 0; i < CC_COUNT(suffixes); i++) {
		char file[CC_TEST_PATH_BYTES + 8];
		snprintf(file, sizeof file, "%s%s", path, suffixes[i]);
		unlink(file);
	}
}

void cc_test_close(struct cc_test *test)
{
	char path[CC_TEST_PATH_BYTES];
	stop(test);
	for (const struct cc_service *const *service = test->services; *service; service++) {
		path_of(test, *service, path);
		remove_database(path);
	}
	if (test->psp) {
		test->psp->ops->free(test->psp);
		cc_test_provider_path(test, path);
		remove_database(path);
	}
	cc_test_close_mailbox(test);
	if (test->index) {
		test->index->ops->free(test->index);
		cc_test_index_path(test, path);
		remove_database(path);
	}
	rmdir(test->folder);
	cc_arena_free(test->arena);
	free(test);
}

void cc_test_set_time(struct cc_test *test, cc_time now)
{
	cc_clock_sim_set(&test->clock, now);
}
void cc_test_pass(struct cc_test *test, int64_t ms)
{
	cc_test_set_time(test, cc_time_add(cc_test_now(test), ms));
}
cc_time cc_test_now(struct cc_test *test)
{
	return test->clock.base.ops->now(&test->clock.base);
}
void cc_test_as(struct cc_test *test, cc_id subject)
{
	test->caller = subject;
}
void cc_test_with_key(struct cc_test *test, const char *key)
{
	test->key = key;
}
bool cc_test_replayed(const struct cc_test *test)
{
	return test->replayed;
}
void cc_test_run_due(struct cc_test *test)
{
	while (cc_events_step(test->events) > 0) {
	}
}

cc_id cc_test_id(int n)
{
	return (cc_id){ { [6] = 0x70, [8] = 0x80, [14] = (uint8_t)(n >> 8), [15] = (uint8_t)n } };
}

static void finished(struct cc_invocation *invocation, cc_err err)
{
	struct cc_test *test = invocation->owner;
	test->finished = true;
	test->err = err;
}

static cc_err run_write(struct cc_test *test, struct cc_invocation *invocation)
{
	struct cc_lane *lane = cc_store_lane(cc_node_store(test->node, invocation->op));
	test->finished = false;
	invocation->done = finished;
	invocation->owner = test;
	cc_idempotency_init(&invocation->ctx, &invocation->idempotency, cc_str_of(test->key),
	                    invocation->op->in, invocation->in);
	TRY(cc_node_submit(test->node, invocation));
	while (!test->finished)
		cc_lane_step(lane);
	test->replayed = invocation->idempotency.replayed;
	return test->err;
}

static cc_err run(struct cc_test *test, struct cc_invocation *invocation)
{
	switch (invocation->op->tx) {
	case CC_TX_READ: return cc_node_read(test->node, invocation);
	case CC_TX_COMPOSE: return cc_node_compose(test->node, invocation);
	case CC_TX_WRITE: break;
	}
	return run_write(test, invocation);
}

cc_err cc_test_run(struct cc_test *test, const struct cc_op *op, const void *in, void *out)
{
	struct cc_invocation *invocation = cc_arena_alloc(test->arena, sizeof *invocation);
	cc_invocation_init(test->node, invocation, test->arena, op);
	invocation->ctx.caller.subject = test->caller;
	if (cc_id_is_none(test->caller))
		invocation->ctx.caller.service = CC_STR("test");
	invocation->in = in;
	invocation->out = cc_arena_alloc(test->arena, op->out->size);
	TRY(cc_validate(&invocation->ctx, op->in, in));

	cc_err err = run(test, invocation);
	if (err == CC_OK && out)
		memcpy(out, invocation->out, op->out->size);
	return err;
}

/* The first row; the caller finishes with look_away(). */
static sqlite3_stmt *look(const char *vfs, const char *path, const char *sql)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *query = NULL;
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, vfs), SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &query, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(query), SQLITE_ROW);
	return query;
}

static void look_away(sqlite3_stmt *query)
{
	sqlite3 *db = sqlite3_db_handle(query);
	sqlite3_finalize(query);
	sqlite3_close(db);
}

int64_t cc_test_look(const char *vfs, const char *path, const char *sql)
{
	sqlite3_stmt *query = look(vfs, path, sql);
	int64_t n = sqlite3_column_int64(query, 0);
	look_away(query);
	return n;
}

int64_t cc_test_int(struct cc_test *test, const char *sql)
{
	char path[CC_TEST_PATH_BYTES];
	path_of(test, test->services[0], path);
	return cc_test_look(test->vfs, path, sql);
}

void cc_test_change(struct cc_test *test, const char *sql)
{
	sqlite3 *db = NULL;
	assert_int_equal(sqlite3_open_v2(cc_test_file(test, ""), &db, SQLITE_OPEN_READWRITE, NULL),
	                 SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

const char *cc_test_file(struct cc_test *test, const char *suffix)
{
	char path[CC_TEST_PATH_BYTES];
	struct cc_ctx ctx = cc_test_ctx(test);
	path_of(test, test->services[0], path);
	return cc_printf(&ctx, "%s%s", path, suffix).ptr;
}

double cc_test_figure(struct cc_test *test, const char *name)
{
	const struct cc_figure *figure = test->services[0]->figures;
	while (strcmp(figure->name, name) != 0)
		figure++;
	return cc_figure_read(test->node, test->services[0], figure);
}

static const struct cc_service *emitter_of(const struct cc_test *test, const struct cc_event *event)
{
	for (const struct cc_service *const *service = test->services; *service; service++)
		for (const struct cc_event *const *emitted = (*service)->events; *emitted; emitted++)
			if (*emitted == event)
				return *service;
	fail_msg("no service of the test emits %s", event->name);
	return NULL;
}

int cc_test_events(struct cc_test *test, const struct cc_event *event)
{
	char sql[160], path[CC_TEST_PATH_BYTES];
	snprintf(sql, sizeof sql, "SELECT COUNT(*) FROM outbox WHERE type = '%s'", event->name);
	path_of(test, emitter_of(test, event), path);
	return (int)cc_test_look(test->vfs, path, sql);
}

void cc_test_last_event(struct cc_test *test, const struct cc_event *event, void *body)
{
	char sql[160], path[CC_TEST_PATH_BYTES];
	struct cc_ctx ctx = cc_test_ctx(test);
	snprintf(sql, sizeof sql, "SELECT body FROM outbox WHERE type = '%s' ORDER BY position DESC LIMIT 1",
	         event->name);
	path_of(test, emitter_of(test, event), path);
	sqlite3_stmt *query = look(test->vfs, path, sql);
	cc_str bytes = { sqlite3_column_blob(query, 0), (size_t)sqlite3_column_bytes(query, 0) };
	memset(body, 0, event->body->size);
	CHECK_OK(cc_protobuf_decode(&ctx, cc_copy(&ctx, bytes), event->body, body));
	look_away(query);
}

void cc_test_check_ok(cc_err err, const char *expr, const char *file, int line)
{
	if (err == CC_OK)
		return;
	print_error("%s failed: %s: %s (%s:%d)\n", expr, err->reason, err->message, err->file, err->line);
	for (size_t i = 0; i < err->violation_count; i++)
		print_error("  %s: %s\n", err->violations[i].pointer, err->violations[i].description);
	_fail(file, line);
}

void cc_test_check_refused(cc_err err, const struct cc_reason *why, const char *expr, const char *file,
                           int line)
{
	if (cc_because(err, why))
		return;
	print_error("%s: expected %s, got %s: %s\n", expr, why->name, err ? err->reason : "success",
	            err ? err->message : "");
	_fail(file, line);
}
