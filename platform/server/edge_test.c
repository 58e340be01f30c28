#include "platform/server/edge_test.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "contracts/inventory.h"
#include "platform/adapters/clock_system.h"
#include "platform/adapters/entropy_system.h"
#include "platform/adapters/sql_sqlite/sql_sqlite.h"
#include "platform/adapters/threads_system.h"
#include "platform/runtime/events.h"
#include "services/inventory/drafts_test.h"
#include "services/inventory/inventory.h"

enum { PATIENCE_MS = 5000 };

struct edge {
	char folder[64], path[96], log_path[96];
	struct cc_arena *arena;
	struct cc_clock clock;
	struct cc_entropy *entropy;
	struct cc_node *node;
	struct cc_store *store;
	struct cc_auth *auth;
	struct cc_telemetry *telemetry;
	struct cc_http *http;
	_Atomic(struct cc_http *) committed_to;
	cc_str key;
	int log_fd;
	bool stopped;
	pthread_t blocker;
	pthread_barrier_t blocked, unblocked;
};

static struct cc_ctx edge_ctx(struct edge *edge)
{
	return (struct cc_ctx){ .arena = edge->arena,
		                .clock = &edge->clock,
		                .entropy = edge->entropy,
		                .deadline = CC_TIME_NEVER };
}

static void committed(void *arg, const struct cc_service *service)
{
	struct edge *edge = arg;
	if (edge->committed_to)
		cc_http_committed(edge->committed_to, service);
}

static void open_node(struct edge *edge)
{
	struct cc_ctx ctx = edge_ctx(edge);
	edge->node = cc_node_new(&(struct cc_node_options){ .threads = cc_threads_system(),
	                                                    .clock = ctx.clock,
	                                                    .entropy = ctx.entropy,
	                                                    .committed = committed,
	                                                    .arg = edge });
	struct cc_store_options options = {
		.threads = cc_threads_system(), .clock = ctx.clock, .entropy = ctx.entropy, .migrate = true
	};
	cc_node_lane_options(edge->node, &inventory_service, &options.lane);
	CHECK_OK(cc_sql_sqlite_new(&ctx, edge->path, &options.sql));
	CHECK_OK(cc_store_open(&ctx, &inventory_service, &options, &edge->store));
	cc_node_add(edge->node, &inventory_service, edge->store);
	cc_node_start(edge->node);
}

static void open_auth(struct edge *edge)
{
	struct cc_ctx ctx = edge_ctx(edge);
	cc_str jwks;
	CHECK_OK(cc_auth_make_key(&ctx, &edge->key, &jwks));
	const struct cc_auth_options options = {
		.jwks = jwks, .issuer = CC_STR("test"), .audience = CC_STR("couchannel"), .clock = ctx.clock
	};
	CHECK_OK(cc_auth_new(&ctx, &options, &edge->auth));
}

static cc_err store_answers(struct cc_ctx *ctx, void *arg)
{
	struct edge *edge = arg;
	TRY(cc_store_begin_read(edge->store, ctx));
	cc_store_end_read(edge->store, ctx);
	return CC_OK;
}

static void open_http(struct edge *edge, const struct cc_http_options *given)
{
	static const struct cc_document documents[] = {
		{ "/openapi.json", "application/json", { "{\"openapi\":\"3.1.0\"}", 19 } },
		{ NULL, NULL, { NULL, 0 } },
	};
	struct cc_ctx ctx = edge_ctx(edge);
	struct cc_dependency *dependencies = cc_alloc_array(&ctx, 2, sizeof *dependencies);
	dependencies[0] = (struct cc_dependency){ "sql.inventory", store_answers, edge };
	struct cc_http_options options = given ? *given : (struct cc_http_options){ .listen = NULL };
	options.listen = "127.0.0.1:0";
	options.node = edge->node;
	options.auth = edge->auth;
	options.telemetry = edge->telemetry;
	options.documents = documents;
	if (!options.dependencies)
		options.dependencies = dependencies;
	CHECK_OK(cc_http_start(&ctx, &options, &edge->http));
	edge->committed_to = edge->http;
}

struct edge *edge_open(const struct cc_http_options *options)
{
	struct edge *edge = calloc(1, sizeof *edge);
	assert_non_null(edge);
	edge->arena = cc_arena_new();
	snprintf(edge->folder, sizeof edge->folder, "%s", "/tmp/couchannel-edge-XXXXXX");
	assert_non_null(mkdtemp(edge->folder));
	snprintf(edge->path, sizeof edge->path, "%s/inventory.db", edge->folder);
	snprintf(edge->log_path, sizeof edge->log_path, "%s/log", edge->folder);
	edge->log_fd = open(edge->log_path, O_CREAT | O_RDWR | O_APPEND | O_CLOEXEC, 0600);
	cc_clock_system_init(&edge->clock);
	edge->entropy = cc_entropy_system_new();
	edge->telemetry = cc_telemetry_new(&edge->clock, edge->log_fd, CC_LEVEL_INFO, CC_LOG_JSON);
	open_node(edge);
	open_auth(edge);
	open_http(edge, options);
	return edge;
}

void edge_stop(struct edge *edge, int64_t drain_ms)
{
	if (!edge->stopped)
		cc_http_stop(edge->http, drain_ms);
	edge->stopped = true;
}

void edge_close(struct edge *edge)
{
	static const char *const files[] = { "inventory.db", "inventory.db-wal", "inventory.db-shm",
		                             "inventory.db.lock", "log" };
	edge_stop(edge, 1000);
	cc_node_free(edge->node);
	cc_http_free(edge->http);
	cc_auth_free(edge->auth);
	cc_telemetry_free(edge->telemetry);
	cc_entropy_system_free(edge->entropy);
	close(edge->log_fd);
	for (size_t i = 0; i < CC_COUNT(files); i++) {
		char path[128];
		snprintf(path, sizeof path, "%s/%s", edge->folder, files[i]);
		unlink(path);
	}
	rmdir(edge->folder);
	cc_arena_free(edge->arena);
	free(edge);
}

const char *edge_token(struct edge *edge, int user, const char *scopes)
{
	struct cc_ctx ctx = edge_ctx(edge);
	const struct cc_token_claims claims = {
		.issuer = CC_STR("test"),
		.audience = CC_STR("couchannel"),
		.principal = { .subject = cc_test_id(user),
		               .scopes = cc_str_of(scopes),
		               .roles = CC_STR("guest host") },
		.lifetime_ms = CC_HOURS(1),
	};
	cc_str token;
	CHECK_OK(cc_auth_sign(&ctx, edge->key, &claims, &token));
	return cc_printf(&ctx, "Authorization: Bearer %.*s\r\n", (int)token.len, token.ptr).ptr;
}

int64_t edge_now_ms(struct edge *edge)
{
	return edge->clock.ops->monotonic_us(&edge->clock) / 1000;
}

bool edge_logged(struct edge *edge, const char *text)
{
	char bytes[64 * 1024];
	for (int64_t until = edge_now_ms(edge) + PATIENCE_MS; edge_now_ms(edge) < until; usleep(10000)) {
		ssize_t n = pread(edge->log_fd, bytes, sizeof bytes - 1, 0);
		bytes[n > 0 ? n : 0] = '\0';
		if (strstr(bytes, text))
			return true;
	}
	return false;
}

/* Past HTTP ----------------------------------------------------------------------- */

struct waiter {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool done;
	cc_err err;
};

static void wake_waiter(struct cc_invocation *invocation, cc_err err)
{
	struct waiter *waiter = invocation->owner;
	pthread_mutex_lock(&waiter->lock);
	waiter->done = true;
	waiter->err = err;
	pthread_cond_signal(&waiter->changed);
	pthread_mutex_unlock(&waiter->lock);
}

static void write_past_http(struct edge *edge, const struct cc_op *op, int user, const void *in)
{
	struct waiter waiter = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false, CC_OK };
	struct cc_invocation invocation;
	cc_invocation_init(edge->node, &invocation, edge->arena, op);
	invocation.ctx.caller.subject = cc_test_id(user);
	invocation.in = in;
	invocation.out = cc_arena_alloc(edge->arena, op->out->size);
	invocation.done = wake_waiter;
	invocation.owner = &waiter;
	CHECK_OK(cc_node_submit(edge->node, &invocation));
	pthread_mutex_lock(&waiter.lock);
	while (!waiter.done)
		pthread_cond_wait(&waiter.changed, &waiter.lock);
	pthread_mutex_unlock(&waiter.lock);
	CHECK_OK(waiter.err);
}

void edge_publish_evening(struct edge *edge, int seats)
{
	struct cc_ctx ctx = edge_ctx(edge);
	struct inventory_seat *items = cc_alloc_array(&ctx, (size_t)seats, sizeof *items);
	for (int i = 0; i < seats; i++)
		items[i] = (struct inventory_seat){ cc_printf(&ctx, "A%d", i), INVENTORY_SEAT_KIND_SOFA,
			                            INVENTORY_SEAT_VIEW_FRONT, false };
	const struct inventory_create_session_request wanted = {
		.session_id = cc_test_id(EDGE_EVENING),
		.fixture_id = cc_test_id(EDGE_FIXTURE),
		.title = CC_STR("Derby at Marek's"),
		.starts_at = cc_time_add(cc_now(&ctx), CC_HOURS(48)),
		.seats_per_guest = 8,
		.seats = { items, (size_t)seats },
	};
	const struct inventory_publish_session_request published = { .session_id = wanted.session_id };
	const struct evening_draft draft = evening_draft(&wanted);
	CHECK_OK(cc_store_write(edge->store, &ctx, hear_a_rule, NULL));
	write_past_http(edge, &inventory_put_competition_op, EDGE_HOST, &draft.competition);
	write_past_http(edge, &inventory_put_fixture_op, EDGE_HOST, &draft.fixture);
	write_past_http(edge, &inventory_create_session_op, EDGE_HOST, &draft.session);
	write_past_http(edge, &inventory_publish_session_op, EDGE_HOST, &published);
}

void edge_hold(struct edge *edge, int booking, int seats)
{
	const struct inventory_hold_seats_request hold = {
		.session_id = cc_test_id(EDGE_EVENING),
		.booking_id = cc_test_id(booking),
		.seats = seats,
	};
	write_past_http(edge, &inventory_hold_seats_op, EDGE_GUEST, &hold);
}

static cc_err withdraw(struct cc_ctx *ctx, void *arg)
{
	static const struct cc_stmt statement = { "withdraw", "UPDATE sessions SET state = 'draft'", 255 };
	const struct inventory_session_cancelled said = { .session_id = cc_test_id(EDGE_EVENING) };
	(void)arg;
	ctx->emit = cc_outbox_append;
	TRY(cc_sql_exec(ctx, &statement));
	return cc_emit(ctx, &inventory_session_cancelled_event, &said);
}

void edge_withdraw_evening(struct edge *edge)
{
	struct cc_ctx ctx = edge_ctx(edge);
	CHECK_OK(cc_store_write(edge->store, &ctx, withdraw, NULL));
}

/* A write that does not end. */
static cc_err stay(struct cc_ctx *ctx, void *arg)
{
	(void)ctx;
	struct edge *edge = arg;
	pthread_barrier_wait(&edge->blocked);
	pthread_barrier_wait(&edge->unblocked);
	return CC_OK;
}

static void *block(void *arg)
{
	struct edge *edge = arg;
	struct cc_ctx ctx = edge_ctx(edge);
	ctx.arena = cc_arena_new();
	cc_err err = cc_store_write(edge->store, &ctx, stay, edge);
	assert(err == CC_OK);
	cc_arena_free(ctx.arena);
	return NULL;
}

void edge_block_lane(struct edge *edge)
{
	pthread_barrier_init(&edge->blocked, NULL, 2);
	pthread_barrier_init(&edge->unblocked, NULL, 2);
	pthread_create(&edge->blocker, NULL, block, edge);
	pthread_barrier_wait(&edge->blocked);
}

void edge_unblock_lane(struct edge *edge)
{
	pthread_barrier_wait(&edge->unblocked);
	pthread_join(edge->blocker, NULL);
	pthread_barrier_destroy(&edge->blocked);
	pthread_barrier_destroy(&edge->unblocked);
}

unsigned edge_port(const struct edge *edge)
{
	return cc_http_port(edge->http);
}
