/* node_test.c - operations: a READ here, a WRITE in its lane, a COMPOSE on a worker. */
#include <stdlib.h>

#include "platform/adapters/peers_local.h"
#include "platform/adapters/threads_system.h"
#include "platform/runtime/node.h"
#include "platform/runtime/sample_store_test.h"

static const struct cc_reason undeclared_reason = { "undeclared_reason", CC_INTERNAL };
static const struct cc_reason unimplemented = { "unimplemented", CC_UNIMPLEMENTED };

enum { REQUESTS_MAX = 16 };

struct fixture {
	struct sample_store *sample;
	struct cc_node *node;
	struct cc_peers *peers;
	int committed;                         /* how often the sample service's lane said so */
	struct cc_arena *arenas[REQUESTS_MAX]; /* one for each request: threads share none */
	size_t requests;
};

static void count_committed(void *arg, const struct cc_service *service)
{
	struct fixture *f = arg;
	assert_ptr_equal(service, &sample_service);
	f->committed++;
}

static int open_node(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	assert_non_null(f);
	f->sample = sample_store_new();
	struct cc_ctx *ctx = &f->sample->ctx;
	f->node = cc_node_new(&(struct cc_node_options){
		.threads = cc_threads_system(),
		.clock = ctx->clock,
		.entropy = ctx->entropy,
		.committed = count_committed,
		.arg = f,
	});
	struct cc_store_options options = { .migrate = true };
	struct cc_store *store;
	cc_node_lane_options(f->node, &sample_service, &options.lane);
	CHECK_OK(sample_store_try(f->sample, &sample_service, &options, &store));
	cc_node_add(f->node, &sample_service, store);
	f->peers = cc_peers_local_new(f->node);
	cc_node_set_peers(f->node, f->peers);
	*state = f;
	return 0;
}

static int close_node(void **state)
{
	struct fixture *f = *state;
	cc_node_free(f->node);
	for (size_t i = 0; i < f->requests; i++)
		cc_arena_free(f->arenas[i]);
	f->peers->ops->free(f->peers);
	sample_store_free(f->sample);
	free(f);
	return 0;
}

/* One request and what became of it. */
struct request {
	struct cc_invocation invocation;
	struct sample_thing in, out;
	int dones;
	cc_err err;
};

static void done(struct cc_invocation *invocation, cc_err err)
{
	struct request *request = invocation->owner;
	request->dones++;
	request->err = err;
}

static struct request *request_of(struct fixture *f, const struct cc_op *op, cc_str name, const char *key)
{
	CHECK(f->requests < REQUESTS_MAX);
	struct cc_arena *arena = f->arenas[f->requests++] = cc_arena_new();
	struct request *request = cc_arena_alloc(arena, sizeof *request);
	struct cc_invocation *invocation = &request->invocation;
	request->in = (struct sample_thing){ name, 7 };
	cc_invocation_init(f->node, invocation, arena, op);
	invocation->ctx.caller.subject = cc_test_id(1);
	invocation->in = &request->in;
	invocation->out = &request->out;
	invocation->done = done;
	invocation->owner = request;
	cc_idempotency_init(&invocation->ctx, &invocation->idempotency, cc_str_of(key), op->in, &request->in);
	return request;
}

/* As the node's only request. */
static cc_err run(struct fixture *f, struct request *request)
{
	if (request->invocation.op->tx == CC_TX_READ)
		return cc_node_read(f->node, &request->invocation);
	TRY(cc_node_submit(f->node, &request->invocation));
	CHECK(request->dones == 0);
	CHECK(cc_node_step(f->node) > 0);
	CHECK(request->dones == 1);
	return request->err;
}

static cc_err put(struct fixture *f, cc_str name, const char *key)
{
	return run(f, request_of(f, &sample_put_op, name, key));
}

static cc_err get(struct fixture *f, cc_str name)
{
	return run(f, request_of(f, &sample_get_op, name, ""));
}

static void a_read_answers_at_once_from_what_is_committed(void **state)
{
	struct fixture *f = *state;
	CHECK_REFUSED(get(f, CC_STR("a")), sample_no_such_thing);
	CHECK_OK(put(f, CC_STR("a"), ""));
	struct request *request = request_of(f, &sample_get_op, CC_STR("a"), "");
	CHECK_OK(run(f, request));
	CHECK(request->out.n == 7 && request->dones == 0);
}

static void a_write_is_answered_once_it_is_committed(void **state)
{
	struct fixture *f = *state;
	struct request *request = request_of(f, &sample_put_op, CC_STR("a"), "");
	CHECK_OK(cc_node_submit(f->node, &request->invocation));
	CHECK_REFUSED(get(f, CC_STR("a")), sample_no_such_thing);
	CHECK(cc_node_step(f->node) == 1 && request->dones == 1);
	CHECK_OK(request->err);
	CHECK(request->out.n == 7 && f->committed == 1);
	CHECK_OK(get(f, CC_STR("a")));
}

static void a_composition_calls_others_and_waits_for_them(void **state)
{
	struct fixture *f = *state;
	struct request *request = request_of(f, &sample_put_twice_op, CC_STR("a"), "");
	CHECK_OK(run(f, request));
	CHECK(request->out.n == 14 && cc_str_eq(request->out.name, CC_STR("twice a")));
	CHECK_OK(get(f, CC_STR("a")));
	CHECK_REFUSED(run(f, request_of(f, &sample_put_twice_op, CC_STR("a"), "")), sample_taken);
}

static void nothing_is_done_once_the_deadline_has_passed(void **state)
{
	static const struct cc_op *const ops[] = { &sample_put_op, &sample_put_twice_op };
	struct fixture *f = *state;
	for (size_t i = 0; i < CC_COUNT(ops); i++) {
		struct request *request = request_of(f, ops[i], CC_STR("a"), "");
		request->invocation.ctx.deadline = cc_now(&f->sample->ctx);
		CHECK_REFUSED(run(f, request), cc_deadline_exceeded);
		CHECK_REFUSED(get(f, CC_STR("a")), sample_no_such_thing);
	}
}

static void a_reason_that_no_contract_declares_is_a_mistake_of_ours(void **state)
{
	struct fixture *f = *state;
	CHECK_REFUSED(put(f, SAMPLE_UNDECLARED, ""), undeclared_reason);
	CHECK_REFUSED(run(f, request_of(f, &sample_put_twice_op, SAMPLE_UNDECLARED, "")), undeclared_reason);
}

static void a_key_that_is_being_worked_on_is_turned_away(void **state)
{
	struct fixture *f = *state;
	struct request *first = request_of(f, &sample_put_op, CC_STR("a"), "k");
	struct request *second = request_of(f, &sample_put_op, CC_STR("a"), "k");
	struct request *other = request_of(f, &sample_put_op, CC_STR("b"), "other");
	CHECK_OK(cc_node_submit(f->node, &first->invocation));
	cc_err err = cc_node_submit(f->node, &second->invocation);
	CHECK_REFUSED(err, cc_idempotency_key_in_use);
	CHECK(err->retry_after_ms > 0);
	CHECK_OK(cc_node_submit(f->node, &other->invocation));
	CHECK(cc_node_step(f->node) == 2 && first->dones == 1 && second->dones == 0);

	CHECK_OK(cc_node_submit(f->node, &second->invocation)); /* the key is free: here is the answer */
	CHECK(cc_node_step(f->node) == 1);
	CHECK_OK(second->err);
	CHECK(second->invocation.idempotency.replayed && second->out.n == 7);
	CHECK(cc_id_eq(second->invocation.idempotency.first_request_id, first->invocation.ctx.request_id));
	CHECK(!cc_id_eq(second->invocation.ctx.request_id, first->invocation.ctx.request_id));
}

static void a_key_that_the_lane_turned_away_is_free(void **state)
{
	struct fixture *f = *state;
	struct request *first = request_of(f, &sample_put_op, CC_STR("a"), "k");
	cc_lane_stop(cc_store_lane(cc_node_store(f->node, &sample_put_op)));
	CHECK_REFUSED(cc_node_submit(f->node, &first->invocation), cc_unavailable);
	CHECK_REFUSED(cc_node_submit(f->node, &first->invocation), cc_unavailable); /* not key_in_use */
}

static void another_request_under_a_key_is_unprocessable(void **state)
{
	struct fixture *f = *state;
	CHECK_OK(put(f, CC_STR("a"), "k"));
	cc_err err = put(f, CC_STR("b"), "k");
	CHECK_REFUSED(err, cc_idempotency_key_reused);
	CHECK(err->http_status == 422);
}

static void a_commit_of_unknown_outcome_is_found_by_its_key(void **state)
{
	struct fixture *f = *state;
	cc_sql_fail_plan(f->sample->sql, &(struct cc_sql_fail_plan){ .lose_reply = 1 });
	struct request *request = request_of(f, &sample_put_op, CC_STR("a"), "a");
	CHECK_OK(run(f, request)); /* a second run would find it taken */
	CHECK(request->out.n == 7 && !request->invocation.idempotency.replayed);

	cc_sql_fail_plan(f->sample->sql, &(struct cc_sql_fail_plan){ .lose_reply = 1 });
	CHECK_REFUSED(put(f, CC_STR("a"), "again"), sample_taken);

	cc_sql_fail_plan(f->sample->sql, &(struct cc_sql_fail_plan){ .lose_commit = 1 });
	CHECK_OK(put(f, CC_STR("b"), "b"));
	CHECK_OK(get(f, CC_STR("b")));

	cc_sql_fail_plan(f->sample->sql, &(struct cc_sql_fail_plan){ .lose_reply = 1 });
	CHECK_REFUSED(put(f, CC_STR("c"), ""), cc_deadline_exceeded); /* without a key nobody can know */
}

static void an_operation_of_another_node_is_not_offered(void **state)
{
	struct fixture *f = *state;
	struct cc_op write = sample_put_op, read = sample_get_op;
	CHECK(cc_node_has(f->node, &sample_put_op) && !cc_node_has(f->node, &write));
	CHECK_REFUSED(cc_node_submit(f->node, &request_of(f, &write, CC_STR("a"), "")->invocation),
	              unimplemented);
	CHECK_REFUSED(get(f, CC_STR("a")), sample_no_such_thing);
	CHECK_REFUSED(run(f, request_of(f, &read, CC_STR("a"), "")), unimplemented);
}

static void stopping_finishes_what_is_queued(void **state)
{
	struct fixture *f = *state;
	struct request *write = request_of(f, &sample_put_op, CC_STR("a"), "");
	struct request *compose = request_of(f, &sample_put_twice_op, CC_STR("b"), "");
	cc_node_start(f->node);
	CHECK_OK(cc_node_submit(f->node, &write->invocation));
	CHECK_OK(cc_node_submit(f->node, &compose->invocation));
	cc_node_stop(f->node);
	CHECK(write->dones == 1 && compose->dones == 1);
	CHECK_OK(write->err);
	CHECK_OK(compose->err);
	CHECK_REFUSED(cc_node_submit(f->node, &request_of(f, &sample_put_op, CC_STR("c"), "")->invocation),
	              cc_unavailable);
	CHECK_REFUSED(
		cc_node_submit(f->node, &request_of(f, &sample_put_twice_op, CC_STR("c"), "")->invocation),
		cc_unavailable);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_node, close_node)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(a_read_answers_at_once_from_what_is_committed),
		CASE(a_write_is_answered_once_it_is_committed),
		CASE(a_composition_calls_others_and_waits_for_them),
		CASE(nothing_is_done_once_the_deadline_has_passed),
		CASE(a_reason_that_no_contract_declares_is_a_mistake_of_ours),
		CASE(a_key_that_is_being_worked_on_is_turned_away),
		CASE(a_key_that_the_lane_turned_away_is_free),
		CASE(another_request_under_a_key_is_unprocessable),
		CASE(a_commit_of_unknown_outcome_is_found_by_its_key),
		CASE(an_operation_of_another_node_is_not_offered),
		CASE(stopping_finishes_what_is_queued),
	};
	return cmocka_run_group_tests_name("runtime: node", cases, NULL, NULL);
}
