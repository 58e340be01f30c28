/* node_test.c - a node as `serve` starts it, lanes, workers and events, on the fibers of one seed. */
#include "services/inventory/drafts_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/adapters/log_embedded.h"
#include "platform/adapters/peers_local.h"
#include "platform/adapters/sim/cipher_sim.h"
#include "platform/adapters/sim/entropy_sim.h"
#include "platform/adapters/sim/zones_sim.h"
#include "platform/adapters/sql_sqlite/sql_sqlite.h"
#include "platform/core/run.h"
#include "platform/runtime/events.h"
#include "services/compliance/compliance.h"
#include "services/inventory/inventory.h"
#include "sim/scheduler.h"

enum { SEEDS = 3, SEATS = 4, GUESTS = 9, WORKERS = 4, EVENING = 1, FIXTURE, HOST, GUEST, BOOKING = 100 };

static const cc_time epoch = { INT64_C(1767225600000) }; /* 2026-01-01T00:00:00Z */

struct house {
	struct cc_clock clock; /* must be first */
	struct sim *sim;
	char folder[64];
	struct sim_process *process;
	struct cc_entropy_sim entropy;
	struct cc_cipher_sim cipher;
	struct cc_node *node;
	struct cc_peers *peers;
	struct cc_log *log;
	struct cc_events *events;
	bool open;
	int guests_asked, holds, refusals, free_after;
	uint64_t hash;
};

static cc_time now(struct cc_clock *clock)
{
	return cc_time_add(epoch, sim_now_us(((struct house *)clock)->sim) / 1000);
}

static int64_t monotonic_us(struct cc_clock *clock)
{
	return sim_now_us(((struct house *)clock)->sim);
}

static const struct cc_clock_ops clock_ops = { .name = "of the seed",
	                                       .now = now,
	                                       .monotonic_us = monotonic_us };

/* Opening and closing ----------------------------------------------------------------- */

static void committed(void *arg, const struct cc_service *service)
{
	cc_events_wake(((struct house *)arg)->events, service);
}

static void path_of(const struct house *house, const struct cc_service *service, const char *suffix,
                    char path[128])
{
	snprintf(path, 128, "%s/%s.db%s", house->folder, service->name, suffix);
}

static void add(struct house *house, struct cc_ctx *ctx, const struct cc_service *service)
{
	char path[128];
	struct cc_store *store;
	struct cc_store_options options = { .threads = sim_process_threads(house->process),
		                            .clock = ctx->clock,
		                            .entropy = ctx->entropy,
		                            .migrate = true };
	path_of(house, service, "", path);
	cc_node_lane_options(house->node, service, &options.lane);
	CHECK_OK(cc_sql_sqlite_new(ctx, path, &options.sql));
	CHECK_OK(cc_store_open(ctx, service, &options, &store));
	cc_node_add(house->node, service, store);
}

static struct cc_ctx ctx_of(struct house *house, struct cc_arena *arena)
{
	return (struct cc_ctx){
		.arena = arena,
		.clock = &house->clock,
		.entropy = &house->entropy.base,
		.deadline = cc_time_add(now(&house->clock), CC_SECONDS(5)),
	};
}

static void open_house(struct house *house)
{
	struct cc_arena *arena = cc_arena_new();
	struct cc_ctx ctx = ctx_of(house, arena);
	house->node = cc_node_new(&(struct cc_node_options){
		.threads = sim_process_threads(house->process),
		.clock = ctx.clock,
		.entropy = ctx.entropy,
		.workers = WORKERS,
		.committed = committed,
		.arg = house,
	});
	cc_node_set_cipher(house->node, &house->cipher.base);
	cc_node_set_zones(house->node, cc_zones_sim());
	house->peers = cc_peers_local_new(house->node);
	cc_node_set_peers(house->node, house->peers);
	add(house, &ctx, &inventory_service);
	add(house, &ctx, &compliance_service);
	house->log = cc_log_embedded_new(house->node);
	house->events = cc_events_new(house->node, house->log);
	cc_node_start(house->node);
	cc_events_start(house->events);
	cc_arena_free(arena);
}

/* In a fiber: joining threads is waiting. */
static void close_house(struct house *house)
{
	cc_events_stop(house->events);
	cc_node_stop(house->node);
	cc_events_free(house->events);
	house->log->ops->free(house->log);
	cc_node_free(house->node);
	house->peers->ops->free(house->peers);
}

static void remove_files(const struct house *house)
{
	static const struct cc_service *const services[] = { &inventory_service, &compliance_service };
	static const char *const suffixes[] = { "", "-wal", "-shm", ".lock" };
	for (size_t i = 0; i < CC_COUNT(services) * CC_COUNT(suffixes); i++) {
		char path[128];
		path_of(house, services[i % CC_COUNT(services)], suffixes[i / CC_COUNT(services)], path);
		unlink(path);
	}
	assert_int_equal(rmdir(house->folder), 0);
}

/* An evening -------------------------------------------------------------------------- */

static cc_err ask(struct house *house, struct cc_ctx *ctx, const struct cc_op *op, const void *in, void *out)
{
	return house->peers->ops->call(house->peers, ctx, op, CC_STR(""), in, out);
}

static void put_on_an_evening(struct house *house, struct cc_ctx *ctx)
{
	static struct inventory_seat seats[SEATS] = {
		{ CC_STR("A1"), INVENTORY_SEAT_KIND_SOFA, INVENTORY_SEAT_VIEW_FRONT, false },
		{ CC_STR("A2"), INVENTORY_SEAT_KIND_SOFA, INVENTORY_SEAT_VIEW_FRONT, false },
		{ CC_STR("A3"), INVENTORY_SEAT_KIND_SOFA, INVENTORY_SEAT_VIEW_FRONT, false },
		{ CC_STR("A4"), INVENTORY_SEAT_KIND_SOFA, INVENTORY_SEAT_VIEW_FRONT, false },
	};
	const struct inventory_create_session_request wanted = {
		.session_id = cc_test_id(EVENING),
		.fixture_id = cc_test_id(FIXTURE),
		.title = CC_STR("El Clásico"),
		.starts_at = cc_time_add(now(&house->clock), CC_HOURS(3)),
		.seats_per_guest = 1,
		.seats = { seats, SEATS },
	};
	const struct evening_draft draft = evening_draft(&wanted);
	const struct inventory_publish_session_request publish = { .session_id = wanted.session_id };
	struct inventory_competition competition;
	struct inventory_fixture fixture;
	struct inventory_session session;
	ctx->caller.subject = cc_test_id(HOST);
	CHECK_OK(ask(house, ctx, &inventory_put_competition_op, &draft.competition, &competition));
	CHECK_OK(ask(house, ctx, &inventory_put_fixture_op, &draft.fixture, &fixture));
	CHECK_OK(ask(house, ctx, &inventory_create_session_op, &draft.session, &session));
	CHECK_OK(ask(house, ctx, &inventory_publish_session_op, &publish, &session));
}

/* The rules come from compliance, as events: there is nothing to ask for before. */
static void host(void *arg)
{
	struct house *house = arg;
	struct cc_arena *arena = cc_arena_new();
	open_house(house);
	while (cc_events_stats(house->events).delivered == 0)
		sim_sleep_us(house->sim, 1000);
	struct cc_ctx ctx = ctx_of(house, arena);
	put_on_an_evening(house, &ctx);
	house->open = true;
	cc_arena_free(arena);
}

static void guest(void *arg)
{
	struct house *house = arg;
	struct cc_arena *arena = cc_arena_new();
	while (!house->open)
		sim_sleep_us(house->sim, 500);
	struct cc_ctx ctx = ctx_of(house, arena);
	int number = house->guests_asked++;
	const struct inventory_hold_seats_request cmd = { .session_id = cc_test_id(EVENING),
		                                          .booking_id = cc_test_id(BOOKING + number),
		                                          .seats = 1 };
	struct inventory_hold hold;
	ctx.caller.subject = cc_test_id(GUEST + number);
	cc_err err = ask(house, &ctx, &inventory_hold_seats_op, &cmd, &hold);
	house->holds += err == CC_OK;
	house->refusals += cc_because(err, &inventory_sold_out);
	cc_arena_free(arena);
}

/* After the ten minutes that a hold lasts, a timer has given the seats back. */
static void last_one(void *arg)
{
	struct house *house = arg;
	struct cc_arena *arena = cc_arena_new();
	sim_sleep_us(house->sim, INT64_C(11) * 60 * 1000000);
	struct cc_ctx ctx = ctx_of(house, arena);
	const struct inventory_get_availability_request query = { .session_id = cc_test_id(EVENING) };
	struct inventory_availability availability;
	ctx.caller.subject = cc_test_id(HOST);
	CHECK_OK(ask(house, &ctx, &inventory_get_availability_op, &query, &availability));
	house->free_after = availability.seats_free;
	close_house(house);
	cc_arena_free(arena);
}

static struct house live(uint64_t seed)
{
	struct house house = { .clock.ops = &clock_ops,
		               .sim = sim_new(seed),
		               .folder = "/tmp/couchannel-sim-XXXXXX" };
	assert_non_null(mkdtemp(house.folder));
	house.process = sim_process_new(house.sim, "couchannel");
	cc_entropy_sim_init(&house.entropy, sim_random_next(sim_stream(house.sim, SIM_SECRETS)));
	cc_cipher_sim_init(&house.cipher, seed);
	sim_spawn(house.process, "host", host, &house);
	for (int i = 0; i < GUESTS; i++)
		sim_spawn(house.process, "guest", guest, &house);
	sim_spawn(house.process, "last one", last_one, &house);
	CHECK(sim_run(house.sim, INT64_MAX, NULL, NULL) == SIM_IDLE); /* all threads have ended, too */
	house.hash = sim_hash(house.sim);
	CHECK(sim_stats(house.sim).fibers == 0);
	sim_free(house.sim);
	remove_files(&house);
	return house;
}

static void a_started_node_sells_each_seat_once_in_any_order(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= SEEDS; seed++) {
		struct house house = live(seed);
		CHECK(house.holds == SEATS && house.refusals == GUESTS - SEATS);
		CHECK(house.free_after == SEATS);
	}
}

static void a_started_node_does_the_same_for_the_same_seed(void **state)
{
	(void)state;
	uint64_t hash = live(7).hash;
	CHECK(live(7).hash == hash);
	CHECK(live(8).hash != hash);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(a_started_node_sells_each_seat_once_in_any_order),
		cmocka_unit_test(a_started_node_does_the_same_for_the_same_seed),
	};
	return cmocka_run_group_tests_name("sim: node", cases, NULL, NULL);
}
