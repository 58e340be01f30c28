#include "platform/adapters/sim/peers_sim.h"

#include <stdlib.h>

#include "platform/adapters/sim/due.h"
#include "platform/core/protobuf.h"
#include "platform/core/run.h"

enum {
	TRAVEL_MIN_US = 100,
	TRAVEL_MAX_US = 3000,
	SLOW_MIN_US = 10 * 1000,
	SLOW_MAX_US = 5 * 1000 * 1000,
	TWICE_MIN_MS = 1,
	TWICE_MAX_MS = 30 * 60 * 1000,
	PARTED_MIN_MS = 1000,
	PARTED_MAX_MS = 120 * 1000,
	PARTED_MAX = 32, /* pairs at a time */
	PATIENCE_MS = 30 * 1000,
};

struct pair {
	cc_str one, other;
	cc_time until;
};

struct cc_network_sim {
	struct cc_clock *clock;
	struct cc_faults *faults;
	struct cc_arena *arena; /* of `repeated` */
	struct cc_due repeated;
	struct pair parted[PARTED_MAX];
	size_t parted_count;
	struct cc_network_sim_counts counts;
};

struct peers_sim {
	struct cc_peers base;
	struct cc_network_sim *network;
	struct cc_peers *inner;
};

/* A call that arrives once more; all of it lives in its arena. */
struct again {
	struct cc_arena *arena;
	const struct cc_op *op;
	cc_str key, input;
	struct cc_principal caller;
	struct cc_trace trace;
	cc_id request_id;
};

/* Faults ------------------------------------------------------------------------ */

static bool strikes(const struct cc_network_sim *network, enum cc_fault fault)
{
	return network->faults->ops->strikes(network->faults, fault);
}

static int64_t between(const struct cc_network_sim *network, enum cc_fault fault, int64_t least, int64_t most)
{
	return network->faults->ops->between(network->faults, fault, least, most);
}

static void pass(const struct cc_network_sim *network, int64_t us)
{
	network->faults->ops->pass(network->faults, us);
}

static void travel(const struct cc_network_sim *network)
{
	pass(network, between(network, CC_FAULT_PEER_SLOW, TRAVEL_MIN_US, TRAVEL_MAX_US));
}

static CC_RESULT silence(const struct cc_network_sim *network, struct cc_ctx *ctx, const struct cc_op *op)
{
	int64_t now = cc_now(ctx).ms, latest = now + PATIENCE_MS;
	int64_t until = ctx->deadline.ms < latest ? ctx->deadline.ms : latest;
	pass(network, until > now ? (until - now) * 1000 : 0);
	return cc_fail(ctx, &cc_deadline_exceeded, "%s did not answer in time; it may have been done.",
	               op->label);
}

/* It never arrives; the caller may hear of that. */
static CC_RESULT lose(struct cc_network_sim *network, struct cc_ctx *ctx, const struct cc_op *op,
                      enum cc_fault fault)
{
	if (between(network, fault, 0, 1) == 0)
		return cc_fail(ctx, &cc_unavailable, "%s cannot be reached.", op->label);
	return silence(network, ctx, op);
}

/* Partitions -------------------------------------------------------------------- */

/* "inventory" of "inventory.hold_seats". */
static cc_str service_of(const struct cc_op *op)
{
	const char *dot = strchr(op->label, '.');
	return dot ? (cc_str){ op->label, (size_t)(dot - op->label) } : cc_str_of(op->label);
}

static cc_str service_in(const struct cc_ctx *ctx)
{
	if (ctx->op)
		return service_of(ctx->op);
	return ctx->service ? cc_str_of(ctx->service->name) : CC_STR("");
}

static bool is_pair(const struct pair *pair, cc_str one, cc_str other)
{
	return (cc_str_eq(pair->one, one) && cc_str_eq(pair->other, other)) ||
	       (cc_str_eq(pair->one, other) && cc_str_eq(pair->other, one));
}

static bool are_parted(struct cc_network_sim *network, cc_str one, cc_str other)
{
	cc_time now = network->clock->ops->now(network->clock);
	size_t i = 0;
	while (i < network->parted_count) {
		if (network->parted[i].until.ms <= now.ms)
			network->parted[i] = network->parted[--network->parted_count];
		else if (is_pair(&network->parted[i], one, other))
			return true;
		else
			i++;
	}
	if (network->parted_count == PARTED_MAX || !strikes(network, CC_FAULT_PEER_PARTITION))
		return false;
	int64_t ms = between(network, CC_FAULT_PEER_PARTITION, PARTED_MIN_MS, PARTED_MAX_MS);
	network->parted[network->parted_count++] = (struct pair){ one, other, cc_time_add(now, ms) };
	return true;
}

/* Twice ------------------------------------------------------------------------- */

static void arrive_again(struct cc_network_sim *network, const struct cc_ctx *ctx, const struct cc_op *op,
                         cc_str key, const void *in)
{
	struct cc_arena *arena = cc_arena_new();
	struct again *again = cc_arena_alloc(arena, sizeof *again);
	struct cc_ctx own = { .arena = arena };
	struct cc_buf input = { .arena = arena };
	cc_protobuf_encode(&input, op->in, in);
	*again = (struct again){
		.arena = arena,
		.op = op,
		.key = cc_copy(&own, key),
		.input = cc_buf_str(&input),
		.caller = { .subject = ctx->caller.subject,
		            .service = cc_copy(&own, ctx->caller.service),
		            .scopes = cc_copy(&own, ctx->caller.scopes),
		            .roles = cc_copy(&own, ctx->caller.roles) },
		.trace = ctx->trace,
		.request_id = ctx->request_id,
	};
	int64_t ms = between(network, CC_FAULT_PEER_TWICE, TWICE_MIN_MS, TWICE_MAX_MS);
	cc_due_put(&network->repeated, cc_time_add(network->clock->ops->now(network->clock), ms), 0, again);
}

cc_time cc_network_sim_due(const struct cc_network_sim *network)
{
	return cc_due_next(&network->repeated);
}

bool cc_network_sim_step(struct cc_network_sim *network, struct cc_peers *peers, const struct cc_ctx *process)
{
	struct cc_due_item item;
	if (!cc_due_take(&network->repeated, network->clock->ops->now(network->clock), &item))
		return false;
	const struct again *again = item.what;
	struct cc_peers *inner = ((struct peers_sim *)peers)->inner;
	struct cc_ctx ctx = *process;
	ctx.arena = again->arena;
	ctx.caller = again->caller;
	ctx.trace = again->trace;
	ctx.request_id = again->request_id;
	ctx.deadline = cc_time_add(cc_now(&ctx), PATIENCE_MS);
	void *in = cc_alloc(&ctx, again->op->in->size), *out = cc_alloc(&ctx, again->op->out->size);
	cc_err unheard = cc_protobuf_decode(&ctx, again->input, again->op->in, in);
	if (unheard == CC_OK)
		unheard = inner->ops->call(inner, &ctx, again->op, again->key, in, out);
	network->counts.repeated++;
	cc_arena_free(again->arena);
	return true;
}

/* Calling ----------------------------------------------------------------------- */

static CC_RESULT reach(struct cc_network_sim *network, struct cc_ctx *ctx, const struct cc_op *op)
{
	network->counts.calls++;
	if (!cc_str_eq(service_in(ctx), service_of(op)) &&
	    are_parted(network, service_in(ctx), service_of(op))) {
		network->counts.parted++;
		return lose(network, ctx, op, CC_FAULT_PEER_PARTITION);
	}
	if (strikes(network, CC_FAULT_PEER_LOST)) {
		network->counts.lost++;
		return lose(network, ctx, op, CC_FAULT_PEER_LOST);
	}
	if (strikes(network, CC_FAULT_PEER_SLOW)) {
		network->counts.slow++;
		pass(network, between(network, CC_FAULT_PEER_SLOW, SLOW_MIN_US, SLOW_MAX_US));
	}
	travel(network);
	return CC_OK;
}

static cc_err call_sim(struct cc_peers *peers, struct cc_ctx *ctx, const struct cc_op *op, cc_str key,
                       const void *in, void *out)
{
	struct cc_network_sim *network = ((struct peers_sim *)peers)->network;
	struct cc_peers *inner = ((struct peers_sim *)peers)->inner;
	if (!network->faults)
		return inner->ops->call(inner, ctx, op, key, in, out);
	TRY(reach(network, ctx, op));
	bool lost = strikes(network, CC_FAULT_PEER_REPLY_LOST);
	bool twice = key.len > 0 && strikes(network, CC_FAULT_PEER_TWICE);
	cc_err err = inner->ops->call(inner, ctx, op, key, in, lost ? cc_alloc(ctx, op->out->size) : out);
	if (twice)
		arrive_again(network, ctx, op, key, in);
	network->counts.replies_lost += lost;
	if (lost)
		return silence(network, ctx, op);
	travel(network);
	return err;
}

static void free_sim(struct cc_peers *peers)
{
	struct peers_sim *sim = (struct peers_sim *)peers;
	if (!sim)
		return;
	sim->inner->ops->free(sim->inner);
	free(sim);
}

static const struct cc_peers_ops ops = {
	.name = "sim",
	.call = call_sim,
	.free = free_sim,
};

struct cc_peers *cc_peers_sim_new(struct cc_network_sim *network, struct cc_peers *inner)
{
	struct peers_sim *peers = calloc(1, sizeof *peers);
	if (!peers)
		cc_die("out of memory for peers");
	*peers = (struct peers_sim){ .base.ops = &ops, .network = network, .inner = inner };
	return &peers->base;
}

/* The network ------------------------------------------------------------------- */

struct cc_network_sim *cc_network_sim_new(struct cc_clock *clock, struct cc_faults *faults)
{
	struct cc_arena *arena = cc_arena_new();
	struct cc_network_sim *network = cc_arena_alloc(arena, sizeof *network);
	*network = (struct cc_network_sim){
		.clock = clock,
		.faults = faults,
		.arena = arena,
		.repeated.arena = arena,
	};
	return network;
}

void cc_network_sim_heal(struct cc_network_sim *network)
{
	for (size_t i = 0; i < network->repeated.count; i++)
		cc_arena_free(((struct again *)network->repeated.items[i].what)->arena);
	network->repeated.count = 0;
	network->parted_count = 0;
}

void cc_network_sim_free(struct cc_network_sim *network)
{
	if (!network)
		return;
	cc_network_sim_heal(network);
	cc_arena_free(network->arena);
}

struct cc_network_sim_counts cc_network_sim_counts(const struct cc_network_sim *network)
{
	return network->counts;
}
