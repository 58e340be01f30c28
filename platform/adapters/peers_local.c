#include "platform/adapters/peers_local.h"

#include <stdlib.h>

#include "platform/core/protobuf.h"
#include "platform/core/validate.h"

struct peers_local {
	struct cc_peers base;
	struct cc_node *node;
};

/* One call, seen from both ends.  Whoever leaves last frees it: the caller may have given up. */
struct call {
	struct cc_invocation invocation;
	struct cc_arena *arena; /* the call's own; this struct lives in it */
	struct cc_mutex lock;
	struct cc_cond answered;
	bool finished;
	cc_err err;
	int holders;
};

static const struct cc_reason unimplemented = { "unimplemented", CC_UNIMPLEMENTED };

static void leave(struct call *call)
{
	cc_mutex_lock(&call->lock);
	int holders = --call->holders;
	cc_mutex_unlock(&call->lock);
	if (holders > 0)
		return;
	cc_cond_free(&call->answered);
	cc_mutex_free(&call->lock);
	cc_arena_free(call->arena);
}

/* From the callee's thread. */
static void finished(struct cc_invocation *invocation, cc_err err)
{
	struct call *call = invocation->owner;
	cc_mutex_lock(&call->lock);
	call->finished = true;
	call->err = err;
	cc_cond_signal(&call->answered);
	cc_mutex_unlock(&call->lock);
	leave(call);
}

static void copy_principal(struct cc_ctx *ctx, const struct cc_principal *from, struct cc_principal *to)
{
	*to = (struct cc_principal){
		.subject = from->subject,
		.service = cc_copy(ctx, from->service),
		.scopes = cc_copy(ctx, from->scopes),
		.roles = cc_copy(ctx, from->roles),
	};
}

static struct call *call_new(struct peers_local *local, const struct cc_ctx *caller, const struct cc_op *op)
{
	struct cc_arena *arena = cc_arena_new();
	struct call *call = cc_arena_alloc(arena, sizeof *call);
	call->arena = arena;
	call->holders = 1;

	cc_mutex_init(&call->lock, cc_node_threads(local->node));
	cc_cond_init(&call->answered, cc_node_threads(local->node));

	cc_invocation_init(local->node, &call->invocation, arena, op);
	struct cc_ctx *ctx = &call->invocation.ctx;
	copy_principal(ctx, &caller->caller, &ctx->caller);
	ctx->trace = caller->trace;
	ctx->entropy->ops->fill(ctx->entropy, ctx->trace.span_id, sizeof ctx->trace.span_id);
	ctx->request_id = caller->request_id;
	ctx->deadline = caller->deadline;
	ctx->calls = (uint8_t)(caller->calls + 1);
	call->invocation.done = finished;
	call->invocation.owner = call;
	return call;
}

/* The callee never sees its caller's memory. */
static CC_RESULT send_input(struct call *call, cc_str key, const void *in)
{
	struct cc_invocation *invocation = &call->invocation;
	struct cc_ctx *ctx = &invocation->ctx;
	const struct cc_message *message = invocation->op->in;
	struct cc_buf wire = { .arena = call->arena };
	cc_protobuf_encode(&wire, message, in);

	void *received = cc_alloc(ctx, message->size);
	TRY(cc_protobuf_decode(ctx, cc_buf_str(&wire), message, received));
	TRY(cc_validate(ctx, message, received));
	invocation->in = received;
	invocation->out = cc_alloc(ctx, invocation->op->out->size);
	if (key.len > 0)
		cc_idempotency_init(ctx, &invocation->idempotency, cc_copy(ctx, key), message, received);
	return CC_OK;
}

static CC_RESULT receive_output(struct cc_ctx *ctx, const struct call *call, void *out)
{
	const struct cc_message *message = call->invocation.op->out;
	struct cc_buf wire = { .arena = ctx->arena };
	cc_protobuf_encode(&wire, message, call->invocation.out);

	void *received = cc_alloc(ctx, message->size);
	TRY(cc_protobuf_decode(ctx, cc_buf_str(&wire), message, received));
	memcpy(out, received, message->size);
	return CC_OK;
}

static const char *copy_text(struct cc_ctx *ctx, const char *text)
{
	return cc_copy(ctx, cc_str_of(text)).ptr; /* the arena's bytes are zeroed: NUL-terminated */
}

static cc_err receive_error(struct cc_ctx *ctx, cc_err err)
{
	struct cc_violation *violations = cc_alloc_array(ctx, err->violation_count, sizeof *violations);
	for (size_t i = 0; i < err->violation_count; i++)
		violations[i] = (struct cc_violation){
			.pointer = copy_text(ctx, err->violations[i].pointer),
			.rule = copy_text(ctx, err->violations[i].rule),
			.description = copy_text(ctx, err->violations[i].description),
		};
	struct cc_error *received = cc_alloc(ctx, sizeof *received);
	*received = *err;
	received->reason = copy_text(ctx, err->reason);
	received->message = copy_text(ctx, err->message);
	received->violations = violations;
	return received;
}

static int64_t wait_ms(struct cc_ctx *ctx)
{
	int64_t now = cc_now(ctx).ms, latest = cc_time_add((cc_time){ now }, CC_CALL_WAIT_MAX_MS).ms;
	int64_t until = ctx->deadline.ms < latest ? ctx->deadline.ms : latest;
	return until > now ? until - now : 0;
}

/* False if the caller gave up first. */
static bool await(struct call *call, struct cc_ctx *ctx)
{
	int64_t until_us = cc_threads_in_ms(call->lock.threads, wait_ms(ctx));
	cc_mutex_lock(&call->lock);
	while (!call->finished && cc_cond_wait_until(&call->answered, &call->lock, until_us)) {
	}
	bool answered = call->finished;
	cc_mutex_unlock(&call->lock);
	return answered;
}

/* *answered is false if the caller gave up; then nothing of the call may be touched but leave(). */
static CC_RESULT run_write(struct peers_local *local, struct cc_ctx *ctx, struct call *call, bool *answered)
{
	call->holders = 2;
	cc_err err = cc_node_submit(local->node, &call->invocation);
	if (err != CC_OK) {
		call->holders = 1; /* it was turned away: finished() is not called */
		return err;
	}
	if (!cc_node_has_threads(local->node)) {
		struct cc_lane *lane = cc_store_lane(cc_node_store(local->node, call->invocation.op));
		while (!call->finished)
			cc_lane_step(lane);
	}
	*answered = await(call, ctx);
	return *answered ? call->err : CC_OK;
}

static CC_RESULT run(struct peers_local *local, struct cc_ctx *ctx, struct call *call, bool *answered)
{
	switch (call->invocation.op->tx) {
	case CC_TX_READ: return cc_node_read(local->node, &call->invocation);
	case CC_TX_COMPOSE: return cc_node_compose(local->node, &call->invocation);
	case CC_TX_WRITE: break;
	}
	return run_write(local, ctx, call, answered);
}

static CC_RESULT require_reach(struct peers_local *local, struct cc_ctx *ctx, const struct cc_op *op)
{
	if (!cc_node_has(local->node, op))
		return cc_fail(ctx, &unimplemented, "No service here offers %s.", op->label);
	if (ctx->calls >= CC_CALLS_MAX)
		return cc_fail(ctx, &cc_internal, "%s would be the %dth call inside a call.", op->label,
		               CC_CALLS_MAX + 1);
	if (wait_ms(ctx) == 0)
		return cc_fail(ctx, &cc_deadline_exceeded,
		               "There was no time left to ask %s; it was not asked.", op->label);
	return CC_OK;
}

static cc_err call_local(struct cc_peers *peers, struct cc_ctx *ctx, const struct cc_op *op, cc_str key,
                         const void *in, void *out)
{
	struct peers_local *local = (struct peers_local *)peers;
	TRY(require_reach(local, ctx, op));

	struct call *call = call_new(local, ctx, op);
	bool answered = true;
	cc_err err = send_input(call, key, in);
	if (err == CC_OK)
		err = run(local, ctx, call, &answered);

	cc_err outcome;
	if (!answered)
		outcome = cc_fail(ctx, &cc_deadline_exceeded,
		                  "%s did not answer in time; it may have been done.", op->label);
	else if (err != CC_OK)
		outcome = receive_error(ctx, err);
	else
		outcome = receive_output(ctx, call, out);
	leave(call);
	return outcome;
}

static void free_local(struct cc_peers *peers)
{
	free(peers);
}

static const struct cc_peers_ops ops = {
	.name = "local",
	.call = call_local,
	.free = free_local,
};

struct cc_peers *cc_peers_local_new(struct cc_node *node)
{
	struct peers_local *local = calloc(1, sizeof *local);
	if (!local)
		cc_die("out of memory for peers");
	*local = (struct peers_local){ .base.ops = &ops, .node = node };
	return &local->base;
}
