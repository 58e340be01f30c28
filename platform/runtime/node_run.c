/* node_run.c - how an operation is run: a READ here, a WRITE in its lane, a COMPOSE on a worker. */
#include "platform/runtime/node_internal.h"

#include "platform/runtime/events.h"

enum { KEY_RETRY_AFTER_MS = 1000 };

static const struct cc_reason unimplemented = { "unimplemented", CC_UNIMPLEMENTED };
static const struct cc_reason undeclared_reason = { "undeclared_reason", CC_INTERNAL };

/* Every operation may fail with these, without declaring them. */
static const struct cc_reason *const platform_reasons[] = {
	&cc_not_found,
	&cc_internal,
	&cc_overloaded,
	&cc_unavailable,
	&cc_storage_full,
	&cc_deadline_exceeded,
	&cc_invalid_argument,
	&cc_idempotency_key_reused,
	&cc_idempotency_key_in_use,
	&cc_unauthenticated,
	&cc_permission_denied,
	&unimplemented,
	&cc_sql_conflict, /* the engine asks for a re-run; the lane answers it */
	NULL,
};

void cc_invocation_init(struct cc_node *node, struct cc_invocation *invocation, struct cc_arena *arena,
                        const struct cc_op *op)
{
	*invocation = (struct cc_invocation){
		.ctx = {
			.arena = arena,
			.clock = node->options.clock,
			.entropy = node->options.entropy,
			.sealer = node->sealer,
			.signer = node->signer,
			.cipher = node->cipher,
			.public_url = node->public_url,
			.qr = node->qr,
			.op = op,
			.deadline = CC_TIME_NEVER,
		},
		.op = op,
		.idempotency.key = CC_STR(""),
		.node = node,
	};
	invocation->ctx.request_id = cc_new_id(&invocation->ctx);
}

static bool among(const struct cc_reason *const *reasons, cc_err err)
{
	for (; *reasons; reasons++)
		if (cc_because(err, *reasons))
			return true;
	return false;
}

/* The contract lists what callers must expect; another reason is a mistake of the rule. */
static CC_RESULT declared(struct cc_ctx *ctx, const struct cc_op *op, cc_err err)
{
	if (err == CC_OK || err->code == CC_INTERNAL || among(platform_reasons, err) || among(op->fails, err))
		return err;
	return cc_fail_at(ctx, &undeclared_reason, err->file, err->line,
	                  "%s failed with %s, which its contract does not declare: %s", op->label,
	                  err->reason, err->message);
}

static CC_RESULT call(struct cc_invocation *invocation)
{
	const struct cc_op *op = invocation->op;
	return declared(&invocation->ctx, op, op->call(&invocation->ctx, invocation->in, invocation->out));
}

/* Nobody waits for the answer any more: no work is done for it. */
static CC_RESULT require_time_left(struct cc_ctx *ctx)
{
	if (cc_time_before(cc_now(ctx), ctx->deadline))
		return CC_OK;
	return cc_fail(ctx, &cc_deadline_exceeded, "There was no time left to do this; nothing was done.");
}

static CC_RESULT find_route(struct cc_node *node, struct cc_invocation *invocation,
                            const struct cc_node_route **route)
{
	*route = cc_node_route(node, invocation->op);
	if (*route)
		return CC_OK;
	return cc_fail(&invocation->ctx, &unimplemented, "%s is not offered here.", invocation->op->label);
}

/* READ -------------------------------------------------------------------------- */

static CC_RESULT read_snapshot(struct cc_invocation *invocation)
{
	TRY(call(invocation));
	if (!invocation->op->watch_topic)
		return CC_OK;
	return cc_outbox_topic_end(&invocation->ctx, cc_str_of(invocation->op->watch_topic),
	                           &invocation->position);
}

cc_err cc_node_read(struct cc_node *node, struct cc_invocation *invocation)
{
	struct cc_ctx *ctx = &invocation->ctx;
	const struct cc_node_route *route;
	TRY(find_route(node, invocation, &route));
	assert(invocation->op->tx == CC_TX_READ && route->store);

	TRY(cc_store_begin_read(route->store, ctx));
	ctx->index = node->index;
	ctx->now = ctx->clock->ops->now(ctx->clock);
	cc_err err = read_snapshot(invocation);
	cc_store_end_read(route->store, ctx);
	return err;
}

/* WRITE ------------------------------------------------------------------------- */

static struct cc_invocation *invocation_of(struct cc_write *write)
{
	return (struct cc_invocation *)((char *)write - offsetof(struct cc_invocation, write));
}

static bool has_key(const struct cc_invocation *invocation)
{
	return invocation->idempotency.key.len > 0 && cc_op_takes_key(invocation->op);
}

static void clear_out(struct cc_invocation *invocation)
{
	memset(invocation->out, 0, invocation->op->out->size);
}

static cc_err run(struct cc_write *write)
{
	struct cc_invocation *invocation = invocation_of(write);
	struct cc_idempotency *record = &invocation->idempotency;
	clear_out(invocation); /* it may be a re-run */
	TRY(require_time_left(&invocation->ctx));
	if (!has_key(invocation))
		return call(invocation);

	TRY(cc_idempotency_find(&invocation->ctx, record, invocation->op, invocation->out));
	if (record->replayed)
		return CC_OK;
	TRY(call(invocation));
	return cc_idempotency_save(&invocation->ctx, record, invocation->op, invocation->out);
}

static cc_err refused(struct cc_write *write, cc_err err)
{
	struct cc_invocation *invocation = invocation_of(write);
	if (invocation->idempotency.replayed)
		return CC_OK; /* it is on record already */
	return cc_idempotency_save_refusal(&invocation->ctx, &invocation->idempotency, invocation->op, err);
}

/* Only an answer kept under the key proves that the transaction was committed. */
static cc_err resolve(struct cc_write *write, bool *committed)
{
	struct cc_invocation *invocation = invocation_of(write);
	struct cc_idempotency found = invocation->idempotency;
	found.replayed = false;
	clear_out(invocation);
	cc_err err = cc_idempotency_find(&invocation->ctx, &found, invocation->op, invocation->out);
	*committed = found.replayed;
	return found.replayed ? CC_OK : err;
}

static void finish(struct cc_write *write, cc_err err)
{
	struct cc_invocation *invocation = invocation_of(write);
	if (has_key(invocation))
		cc_node_keys_give_back(invocation->node->keys, invocation);
	invocation->done(invocation, err);
}

static CC_RESULT submit_write(struct cc_node *node, struct cc_invocation *invocation, struct cc_store *store)
{
	struct cc_ctx *ctx = &invocation->ctx;
	bool keyed = has_key(invocation);
	ctx->emit = cc_outbox_append;
	invocation->write = (struct cc_write){
		.ctx = ctx,
		.run = run,
		.refused = keyed ? refused : NULL,
		.resolve = keyed ? resolve : NULL,
		.done = finish,
	};
	if (keyed && !cc_node_keys_take(node->keys, invocation))
		return cc_retry_later(ctx,
		                      cc_fail(ctx, &cc_idempotency_key_in_use,
		                              "This request is being worked on; ask again in a moment."),
		                      KEY_RETRY_AFTER_MS);
	cc_err err = cc_lane_submit(cc_store_lane(store), &invocation->write);
	if (err != CC_OK && keyed)
		cc_node_keys_give_back(node->keys, invocation);
	return err;
}

/* COMPOSE ----------------------------------------------------------------------- */

static CC_RESULT compose(struct cc_invocation *invocation)
{
	TRY(require_time_left(&invocation->ctx));
	invocation->ctx.peers = invocation->node->peers;
	invocation->ctx.psp = invocation->node->psp;
	invocation->ctx.cache = invocation->node->cache;
	invocation->ctx.mailer = invocation->node->mailer;
	invocation->ctx.zones = invocation->node->zones;
	invocation->ctx.index = invocation->node->index;
	return invocation->work ? invocation->work(invocation) : call(invocation);
}

void cc_node_run_compose(struct cc_invocation *invocation)
{
	invocation->done(invocation, compose(invocation));
}

cc_err cc_node_compose(struct cc_node *node, struct cc_invocation *invocation)
{
	const struct cc_node_route *route;
	TRY(find_route(node, invocation, &route));
	assert(invocation->op->tx == CC_TX_COMPOSE);
	return compose(invocation);
}

cc_err cc_node_submit_work(struct cc_node *node, struct cc_invocation *invocation,
                           cc_err (*work)(struct cc_invocation *invocation))
{
	invocation->work = work;
	return cc_node_workers_submit(node->workers, invocation);
}

cc_err cc_node_submit(struct cc_node *node, struct cc_invocation *invocation)
{
	const struct cc_node_route *route;
	TRY(find_route(node, invocation, &route));
	assert(invocation->op->tx != CC_TX_READ);
	if (invocation->op->tx == CC_TX_COMPOSE)
		return cc_node_workers_submit(node->workers, invocation);
	assert(route->store);
	return submit_write(node, invocation, route->store);
}
