#include "tests/conformance/peers_suite.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/adapters/peers_local.h"
#include "platform/core/run.h"
#include "platform/runtime/telemetry.h"

enum { WAIT_STEPS = 500, WAIT_STEP_US = 10000 };

static const struct cc_reason unimplemented = { "unimplemented", CC_UNIMPLEMENTED };

/* A test's own town, whose services reach each other through the peers under test. */
struct peers_suite {
	struct town *town;
	struct cc_peers *peers;
};

static int open_suite(void **state)
{
	const struct peers_suite_engine *engine = *state;
	struct peers_suite *suite = calloc(1, sizeof *suite);
	assert_non_null(suite);
	suite->town = town_open();
	suite->peers = engine->make(suite->town->node);
	cc_node_set_peers(suite->town->node, suite->peers);
	*state = suite;
	return 0;
}

static int close_suite(void **state)
{
	struct peers_suite *suite = *state;
	struct cc_peers *peers = suite->peers;
	town_close(suite->town);
	peers->ops->free(peers);
	free(suite);
	return 0;
}

/* A caller with an arena of its own, so that what it was given can be seen to be its own. */
static struct cc_ctx caller_new(struct peers_suite *suite)
{
	struct cc_ctx ctx = town_ctx(suite->town);
	ctx.arena = cc_arena_new();
	ctx.peers = suite->peers;
	return ctx;
}

static const struct post_send_parcel_request parcel_7 = {
	.parcel_id = { { [6] = 0x70, [8] = 0x80, [15] = 7 } },
	.address = { "A", 1 },
	.note = { "seven", 5 },
};

static int64_t parcels(struct peers_suite *suite)
{
	return town_int(suite->town, &post_service, "SELECT COUNT(*) FROM parcels");
}

/* Answers ----------------------------------------------------------------------- */

static void reads_writes_and_compositions_are_answered(void **state)
{
	struct peers_suite *suite = *state;
	struct cc_ctx ctx = caller_new(suite);
	struct post_who_asks_request query = { .note = CC_STR("hello") };
	struct post_who_asks_answer who;
	struct post_parcel parcel;
	CHECK_OK(cc_call(&ctx, &post_who_asks_op, &query, &who));
	CHECK(cc_str_eq(who.note, query.note));
	CHECK_OK(cc_call(&ctx, &post_send_parcel_op, &parcel_7, &parcel));
	CHECK(cc_str_eq(parcel.note, parcel_7.note));
	struct post_send_parcel_request eighth = parcel_7;
	eighth.parcel_id = town_id(8);
	CHECK_OK(cc_call(&ctx, &post_forward_parcel_op, &eighth, &parcel));
	CHECK(cc_id_eq(parcel.parcel_id, eighth.parcel_id));
	assert_int_equal(parcels(suite), 2);
	cc_arena_free(ctx.arena);
}

static void nobody_sees_the_others_memory(void **state)
{
	struct peers_suite *suite = *state;
	struct cc_ctx ctx = caller_new(suite);
	struct post_who_asks_request query = { .note = cc_copy(&ctx, CC_STR("hello")) };
	struct post_who_asks_answer who;
	CHECK_OK(cc_call(&ctx, &post_who_asks_op, &query, &who));
	assert_int_not_equal(who.note_at, (intptr_t)query.note.ptr); /* the callee's copy of the question */
	assert_int_not_equal(who.note_at, (intptr_t)who.note.ptr);   /* the caller's copy of the answer */
	CHECK(cc_str_eq(who.note, CC_STR("hello")));
	cc_arena_free(ctx.arena);
}

static void the_callee_knows_who_asks_why_and_until_when(void **state)
{
	struct peers_suite *suite = *state;
	struct cc_ctx ctx = caller_new(suite);
	struct post_who_asks_request query = { 0 };
	struct post_who_asks_answer who;
	ctx.caller = (struct cc_principal){
		.subject = town_id(3),
		.service = CC_STR("booking"),
		.scopes = CC_STR("bookings:write bookings:read"),
		.roles = CC_STR("guest host"),
	};
	cc_trace_start(ctx.entropy, &ctx.trace);
	ctx.deadline = cc_time_add(cc_now(&ctx), 1234);
	CHECK_OK(cc_call(&ctx, &post_who_asks_op, &query, &who));

	char trace[CC_TRACE_TEXT_BYTES];
	cc_trace_print(&ctx.trace, trace);
	CHECK(cc_id_eq(who.subject, ctx.caller.subject));
	CHECK(cc_str_eq(who.service, ctx.caller.service));
	CHECK(cc_str_eq(who.scopes, ctx.caller.scopes));
	CHECK(cc_str_eq(who.roles, ctx.caller.roles));
	CHECK(cc_id_eq(who.request_id, ctx.request_id));
	assert_int_equal(who.deadline.ms, ctx.deadline.ms);
	assert_memory_equal(who.traceparent.ptr, trace, 36);               /* the caller's trace */
	assert_memory_not_equal(who.traceparent.ptr + 36, trace + 36, 16); /* a span of its own */
	cc_arena_free(ctx.arena);
}

/* Refusals ---------------------------------------------------------------------- */

static void a_refusal_arrives_whole(void **state)
{
	struct peers_suite *suite = *state;
	struct cc_ctx ctx = caller_new(suite);
	struct post_refuse_request query = { .note = CC_STR("ugh") };
	struct post_refuse_answer answer;
	cc_err err = cc_call(&ctx, &post_refuse_op, &query, &answer);
	CHECK_FAILS(err, &cc_invalid_argument);
	assert_string_equal(err->message, "Write something else.");
	assert_int_equal(err->http_status, 422);
	assert_int_equal(err->retry_after_ms, 1500);
	assert_int_equal(err->violation_count, 2);
	assert_string_equal(err->violations[0].pointer, "/note");
	assert_string_equal(err->violations[0].rule, "taste");
	assert_string_equal(err->violations[0].description, "\"ugh\" is not nice.");
	assert_string_equal(err->violations[1].rule, "mood");
	cc_arena_free(ctx.arena);
}

static void a_refusal_of_a_rule_arrives_through_a_composition(void **state)
{
	struct peers_suite *suite = *state;
	struct cc_ctx ctx = caller_new(suite);
	struct post_send_parcel_request cmd = parcel_7;
	struct post_parcel parcel = { .note = CC_STR("untouched") };
	cmd.address = CC_STR("nowhere");
	CHECK_FAILS(cc_call(&ctx, &post_forward_parcel_op, &cmd, &parcel), &post_address_unknown);
	CHECK(cc_str_eq(parcel.note, CC_STR("untouched"))); /* out is written only on success */
	assert_int_equal(parcels(suite), 0);
	cc_arena_free(ctx.arena);
}

static void what_breaks_the_contract_is_not_run(void **state)
{
	struct peers_suite *suite = *state;
	struct cc_ctx ctx = caller_new(suite);
	struct post_send_parcel_request cmd = { .note = CC_STR("no address, no id") };
	struct post_parcel parcel;
	cc_err err = cc_call(&ctx, &post_send_parcel_op, &cmd, &parcel);
	CHECK_FAILS(err, &cc_invalid_argument);
	assert_int_equal(err->violation_count, 2);
	assert_string_equal(err->violations[0].pointer, "/parcel_id");
	assert_string_equal(err->violations[1].pointer, "/address");
	assert_int_equal(parcels(suite), 0);
	cc_arena_free(ctx.arena);
}

static void an_operation_out_of_reach_is_unimplemented(void **state)
{
	struct peers_suite *suite = *state;
	struct cc_ctx ctx = caller_new(suite);
	struct cc_op elsewhere = post_send_parcel_op;
	struct post_parcel parcel;
	elsewhere.label = "elsewhere.send_parcel";
	CHECK_FAILS(cc_call(&ctx, &elsewhere, &parcel_7, &parcel), &unimplemented);
	cc_arena_free(ctx.arena);
}

static void calls_inside_calls_are_bounded(void **state)
{
	struct peers_suite *suite = *state;
	struct cc_ctx ctx = caller_new(suite);
	struct post_relay_request deep = { .hops = CC_CALLS_MAX - 1 }, too_deep = { .hops = CC_CALLS_MAX };
	struct post_relay_answer answer;
	CHECK_OK(cc_call(&ctx, &post_relay_op, &deep, &answer));
	assert_int_equal(answer.hops, CC_CALLS_MAX);
	CHECK_FAILS(cc_call(&ctx, &post_relay_op, &too_deep, &answer), &cc_internal);
	cc_arena_free(ctx.arena);
}

/* Keys -------------------------------------------------------------------------- */

static void one_key_has_one_effect_and_one_answer(void **state)
{
	struct peers_suite *suite = *state;
	struct cc_ctx ctx = caller_new(suite);
	struct post_parcel first, second;
	cc_str key = CC_STR("saga/3");
	CHECK_OK(cc_call_once(&ctx, &post_send_parcel_op, key, &parcel_7, &first));
	CHECK_OK(cc_call_once(&ctx, &post_send_parcel_op, key, &parcel_7, &second));
	CHECK(cc_id_eq(first.parcel_id, second.parcel_id) && cc_str_eq(first.note, second.note));
	assert_int_equal(parcels(suite), 1);
	assert_int_equal(town_int(suite->town, &post_service, "SELECT COUNT(*) FROM outbox"), 2);
	cc_arena_free(ctx.arena);
}

static void a_key_is_not_for_another_request(void **state)
{
	struct peers_suite *suite = *state;
	struct cc_ctx ctx = caller_new(suite);
	struct post_send_parcel_request other = parcel_7;
	struct post_parcel parcel;
	other.note = CC_STR("eight");
	CHECK_OK(cc_call_once(&ctx, &post_send_parcel_op, CC_STR("saga/3"), &parcel_7, &parcel));
	CHECK_FAILS(cc_call_once(&ctx, &post_send_parcel_op, CC_STR("saga/3"), &other, &parcel),
	            &cc_idempotency_key_reused);
	cc_arena_free(ctx.arena);
}

/* Time -------------------------------------------------------------------------- */

static void without_time_left_nothing_is_asked(void **state)
{
	struct peers_suite *suite = *state;
	struct cc_ctx ctx = caller_new(suite);
	struct post_parcel parcel;
	ctx.deadline = cc_now(&ctx);
	CHECK_FAILS(cc_call(&ctx, &post_send_parcel_op, &parcel_7, &parcel), &cc_deadline_exceeded);
	assert_int_equal(parcels(suite), 0);
	cc_arena_free(ctx.arena);
}

static bool soon(struct peers_suite *suite, int64_t wanted)
{
	for (int i = 0; i < WAIT_STEPS && parcels(suite) != wanted; i++)
		usleep(WAIT_STEP_US);
	return parcels(suite) == wanted;
}

/* Something that keeps the post's lane busy until it is let go. */
struct queue_jumper {
	struct cc_write write;
	struct cc_ctx ctx;
	pthread_mutex_t held;
};

static cc_err stand_in_the_way(struct cc_write *write)
{
	struct queue_jumper *jumper = (struct queue_jumper *)write;
	pthread_mutex_lock(&jumper->held);
	pthread_mutex_unlock(&jumper->held);
	return CC_OK;
}

static void leave(struct cc_write *write, cc_err err)
{
	(void)write;
	(void)err;
}

static void a_caller_may_give_up_while_the_callee_goes_on(void **state)
{
	struct peers_suite *suite = *state;
	struct cc_ctx ctx = caller_new(suite);
	struct queue_jumper jumper = { .ctx = town_ctx(suite->town), .held = PTHREAD_MUTEX_INITIALIZER };
	struct post_parcel parcel = { .note = CC_STR("untouched") };
	jumper.write = (struct cc_write){ .ctx = &jumper.ctx, .run = stand_in_the_way, .done = leave };
	town_start(suite->town);
	pthread_mutex_lock(&jumper.held);
	CHECK_OK(cc_lane_submit(cc_store_lane(cc_node_store(suite->town->node, &post_send_parcel_op)),
	                        &jumper.write));

	ctx.deadline = cc_time_add(cc_now(&ctx), 50);
	CHECK_FAILS(cc_call(&ctx, &post_send_parcel_op, &parcel_7, &parcel), &cc_deadline_exceeded);
	CHECK(cc_str_eq(parcel.note, CC_STR("untouched")));
	assert_int_equal(parcels(suite), 0);
	cc_arena_free(ctx.arena); /* the callee has nothing of it */

	pthread_mutex_unlock(&jumper.held);
	CHECK(soon(suite, 1));
}

/* Threads ----------------------------------------------------------------------- */

enum { CALLERS = 8, CALLS = 25 };

struct caller {
	pthread_t thread;
	struct peers_suite *suite;
	int n, failures;
};

static void *call_often(void *arg)
{
	struct caller *caller = arg;
	for (int i = 0; i < CALLS; i++) {
		struct cc_ctx ctx = caller_new(caller->suite);
		struct post_send_parcel_request cmd = parcel_7;
		struct post_parcel parcel;
		cmd.parcel_id = town_id(caller->n * CALLS + i + 1);
		caller->failures += cc_call(&ctx, &post_forward_parcel_op, &cmd, &parcel) != CC_OK ||
		                    !cc_id_eq(parcel.parcel_id, cmd.parcel_id);
		cc_arena_free(ctx.arena);
	}
	return NULL;
}

static void many_threads_may_ask_at_once(void **state)
{
	struct peers_suite *suite = *state;
	struct caller callers[CALLERS];
	town_start(suite->town);
	for (int i = 0; i < CALLERS; i++) {
		callers[i] = (struct caller){ .suite = suite, .n = i };
		assert_int_equal(pthread_create(&callers[i].thread, NULL, call_often, &callers[i]), 0);
	}
	for (int i = 0; i < CALLERS; i++) {
		pthread_join(callers[i].thread, NULL);
		assert_int_equal(callers[i].failures, 0);
	}
	assert_int_equal(parcels(suite), CALLERS * CALLS);
}

#define PEERS_CASE(name, engine)                                                                             \
	cmocka_unit_test_prestate_setup_teardown(name, open_suite, close_suite, (void *)(uintptr_t)(engine))

int peers_suite(const struct peers_suite_engine *engine)
{
	const struct CMUnitTest tests[] = {
		PEERS_CASE(reads_writes_and_compositions_are_answered, engine),
		PEERS_CASE(nobody_sees_the_others_memory, engine),
		PEERS_CASE(the_callee_knows_who_asks_why_and_until_when, engine),
		PEERS_CASE(a_refusal_arrives_whole, engine),
		PEERS_CASE(a_refusal_of_a_rule_arrives_through_a_composition, engine),
		PEERS_CASE(what_breaks_the_contract_is_not_run, engine),
		PEERS_CASE(an_operation_out_of_reach_is_unimplemented, engine),
		PEERS_CASE(calls_inside_calls_are_bounded, engine),
		PEERS_CASE(one_key_has_one_effect_and_one_answer, engine),
		PEERS_CASE(a_key_is_not_for_another_request, engine),
		PEERS_CASE(without_time_left_nothing_is_asked, engine),
		PEERS_CASE(a_caller_may_give_up_while_the_callee_goes_on, engine),
		PEERS_CASE(many_threads_may_ask_at_once, engine),
	};
	return cmocka_run_group_tests_name(engine->name, tests, NULL, NULL);
}
