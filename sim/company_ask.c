/* company_ask.c - how somebody outside asks the company, and what becomes of the answer. */
#include "platform/core/protobuf.h"
#include "platform/core/validate.h"
#include "sim/company_internal.h"

enum { PATIENCE_US = 10 * 1000 * 1000 };

/* The server's end ------------------------------------------------------------------ */

/* As platform/server/auth.c does with a verified token. */
static CC_RESULT authorise(struct cc_ctx *ctx, const struct cc_op *op)
{
	if (op->audience == CC_AUDIENCE_ANYONE)
		return CC_OK;
	if (cc_id_is_none(ctx->caller.subject))
		return cc_fail(ctx, &cc_unauthenticated, "A token is needed.");
	if (op->audience == CC_AUDIENCE_MEMBER && cc_str_has_word(ctx->caller.scopes, cc_str_of(op->scope)))
		return CC_OK;
	return cc_fail(ctx, &cc_permission_denied, "The token does not carry the scope that this asks for.");
}

static CC_RESULT take_request(struct sim_exchange *exchange)
{
	struct cc_invocation *invocation = &exchange->invocation;
	struct cc_ctx *ctx = &invocation->ctx;
	const struct cc_op *op = exchange->op;
	void *in = cc_alloc(ctx, op->in->size);
	TRY(authorise(ctx, op));
	TRY(cc_protobuf_decode(ctx, exchange->request, op->in, in));
	TRY(cc_validate(ctx, op->in, in));
	invocation->in = in;
	invocation->out = cc_alloc(ctx, op->out->size);
	if (exchange->key.len > 0)
		cc_idempotency_init(ctx, &invocation->idempotency, exchange->key, op->in, in);
	return CC_OK;
}

static void leave_server(struct sim_exchange *exchange)
{
	exchange->is_served = true;
	if (exchange->is_left)
		cc_arena_free(exchange->arena);
}

/* From a fiber of the process. */
static void finished(struct cc_invocation *invocation, cc_err err)
{
	struct sim_exchange *exchange = invocation->owner;
	struct cc_faults *faults = exchange->company->options.faults;
	struct cc_buf wire = { .arena = exchange->arena };
	exchange->err = err;
	if (err == CC_OK)
		cc_protobuf_encode(&wire, exchange->op->out, invocation->out);
	exchange->answer = cc_buf_str(&wire);
	if (!faults->ops->strikes(faults, CC_FAULT_PEER_REPLY_LOST)) {
		exchange->is_answered = true;
		if (!exchange->is_left)
			cc_cond_signal(&exchange->answered);
	}
	leave_server(exchange);
}

static void serve(void *arg)
{
	struct sim_exchange *exchange = arg;
	struct cc_node *node = exchange->company->node;
	struct cc_invocation *invocation = &exchange->invocation;
	cc_invocation_init(node, invocation, exchange->arena, exchange->op);
	invocation->done = finished;
	invocation->owner = exchange;
	invocation->ctx.caller = exchange->caller;
	invocation->ctx.deadline = cc_time_add(cc_now(&invocation->ctx), exchange->patience_ms);
	cc_err err = take_request(exchange);
	bool reads = exchange->op->tx == CC_TX_READ;
	if (err == CC_OK)
		err = reads ? cc_node_read(node, invocation) : cc_node_submit(node, invocation);
	if (err != CC_OK || reads)
		finished(invocation, err);
}

/* The caller's end ------------------------------------------------------------------ */

static struct sim_exchange *exchange_new(struct sim_company *company, const struct sim_call *call)
{
	struct cc_arena *arena = cc_arena_new();
	struct cc_ctx ctx = { .arena = arena };
	struct cc_buf wire = { .arena = arena };
	struct sim_exchange *exchange = cc_arena_alloc(arena, sizeof *exchange);
	cc_protobuf_encode(&wire, call->op->in, call->in);
	*exchange = (struct sim_exchange){
		.company = company,
		.arena = arena,
		.op = call->op,
		.caller = call->caller, /* its texts are constants */
		.key = cc_copy(&ctx, call->key),
		.request = cc_buf_str(&wire),
		.patience_ms = (call->patience_us > 0 ? call->patience_us : PATIENCE_US) / 1000,
	};
	cc_cond_init(&exchange->answered, sim_process_threads(sim_world(company->options.sim)));
	return exchange;
}

static void await(struct sim_exchange *exchange)
{
	struct sim_company *company = exchange->company;
	const struct cc_threads *threads = sim_process_threads(sim_world(company->options.sim));
	int64_t until_us = cc_threads_in_ms(threads, exchange->patience_ms);
	bool in_time = true;
	cc_mutex_lock(&company->lock);
	while (!exchange->is_answered && !exchange->is_cut && in_time)
		in_time = cc_cond_wait_until(&exchange->answered, &company->lock, until_us);
	cc_mutex_unlock(&company->lock);
}

static void link_in(struct sim_exchange *exchange)
{
	exchange->next = exchange->company->underway;
	exchange->company->underway = exchange;
}

/* Its server may still be at it; or have died, and never be. */
static void leave_caller(struct sim_exchange *exchange)
{
	struct sim_exchange **at = &exchange->company->underway;
	while (*at && *at != exchange)
		at = &(*at)->next;
	if (*at)
		*at = exchange->next;
	cc_cond_free(&exchange->answered);
	exchange->is_left = true;
	if (exchange->is_served || exchange->is_cut)
		cc_arena_free(exchange->arena);
}

void sim_company_cut(struct sim_company *company)
{
	for (struct sim_exchange *exchange = company->underway; exchange; exchange = exchange->next) {
		exchange->is_cut = true;
		cc_cond_signal(&exchange->answered);
	}
	company->underway = NULL;
}

static CC_RESULT receive(struct cc_ctx *ctx, const struct sim_exchange *exchange, struct sim_call *call)
{
	call->answered = true;
	if (exchange->err != CC_OK) {
		struct cc_error *err = cc_alloc(ctx, sizeof *err);
		*err = *exchange->err;
		err->reason = cc_copy(ctx, cc_str_of(err->reason)).ptr;
		err->message = cc_copy(ctx, cc_str_of(err->message)).ptr;
		err->violation_count = 0;
		return err;
	}
	call->bytes = cc_copy(ctx, exchange->answer);
	call->position = exchange->invocation.position;
	return cc_protobuf_decode(ctx, call->bytes, exchange->op->out, call->out);
}

static cc_err nobody_answers(struct cc_ctx *ctx)
{
	return cc_fail(ctx, &cc_deadline_exceeded, "Nobody answers; it may have been done.");
}

cc_err sim_company_ask(struct sim_company *company, struct cc_ctx *ctx, struct sim_call *call)
{
	struct cc_faults *faults = company->options.faults;
	call->answered = false;
	if (company->state != SIM_COMPANY_UP)
		return cc_fail(ctx, &cc_unavailable, "Nobody listens there.");
	if (faults->ops->strikes(faults, CC_FAULT_PEER_LOST)) {
		sim_sleep_us(company->options.sim, call->patience_us > 0 ? call->patience_us : PATIENCE_US);
		return nobody_answers(ctx);
	}
	struct sim_exchange *exchange = exchange_new(company, call);
	link_in(exchange);
	sim_spawn(company->process, "request", serve, exchange);
	await(exchange);
	cc_err err = exchange->is_answered ? receive(ctx, exchange, call) : nobody_answers(ctx);
	leave_caller(exchange);
	return err;
}
