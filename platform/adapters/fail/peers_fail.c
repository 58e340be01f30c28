#include "platform/adapters/fail/peers_fail.h"

#include <pthread.h>
#include <stdlib.h>

#include "platform/core/run.h"

struct peers_fail {
	struct cc_peers base;
	struct cc_peers *inner;
	pthread_mutex_t lock;
	struct cc_peers_fail_plan plans[CC_PEERS_FAIL_PLANS_MAX];
	size_t plan_count;
};

static const struct cc_reason denied = { "denied", CC_FAILED_PRECONDITION };

enum fate { DENIED, REFUSED, REQUEST_LOST, REPLY_LOST, DELAYED, PASSED_ON };

static bool used(int *count)
{
	return *count > 0 && (*count)-- > 0;
}

static enum fate fate_by(struct cc_peers_fail_plan *plan)
{
	return used(&plan->deny)           ? DENIED
	       : used(&plan->refuse)       ? REFUSED
	       : used(&plan->lose_request) ? REQUEST_LOST
	       : used(&plan->lose_reply)   ? REPLY_LOST
	       : used(&plan->delay)        ? DELAYED
	                                   : PASSED_ON;
}

/* By the first plan that has something for it. */
static enum fate next_fate(struct peers_fail *peers, const struct cc_op *op, struct cc_peers_fail_plan *seen)
{
	enum fate fate = PASSED_ON;
	pthread_mutex_lock(&peers->lock);
	for (size_t i = 0; i < peers->plan_count && fate == PASSED_ON; i++) {
		struct cc_peers_fail_plan *plan = &peers->plans[i];
		if (plan->only && plan->only != op)
			continue;
		fate = fate_by(plan);
		*seen = *plan;
	}
	pthread_mutex_unlock(&peers->lock);
	return fate;
}

static cc_err call_fail(struct cc_peers *base, struct cc_ctx *ctx, const struct cc_op *op, cc_str key,
                        const void *in, void *out)
{
	struct peers_fail *peers = (struct peers_fail *)base;
	struct cc_peers_fail_plan plan;
	enum fate fate = next_fate(peers, op, &plan);
	if (fate == DENIED)
		return cc_fail(ctx, &denied, "%s is denied.", op->label);
	if (fate == REFUSED)
		return cc_fail(ctx, &cc_unavailable, "%s cannot be reached.", op->label);
	if (fate == DELAYED)
		plan.pass(plan.arg);
	if (fate == DELAYED || fate == PASSED_ON)
		return peers->inner->ops->call(peers->inner, ctx, op, key, in, out);

	if (fate == REPLY_LOST) {
		cc_err unheard = peers->inner->ops->call(peers->inner, ctx, op, key, in,
		                                         cc_alloc(ctx, op->out->size));
		(void)unheard;
	}
	return cc_fail(ctx, &cc_deadline_exceeded, "%s did not answer in time; it may have been done.",
	               op->label);
}

static void free_fail(struct cc_peers *base)
{
	struct peers_fail *peers = (struct peers_fail *)base;
	peers->inner->ops->free(peers->inner);
	pthread_mutex_destroy(&peers->lock);
	free(peers);
}

static const struct cc_peers_ops ops = {
	.name = "fail",
	.call = call_fail,
	.free = free_fail,
};

struct cc_peers *cc_peers_fail_new(struct cc_peers *inner)
{
	struct peers_fail *peers = calloc(1, sizeof *peers);
	if (!peers || pthread_mutex_init(&peers->lock, NULL) != 0)
		cc_die("out of memory for peers");
	peers->base.ops = &ops;
	peers->inner = inner;
	return &peers->base;
}

void cc_peers_fail_also(struct cc_peers *base, const struct cc_peers_fail_plan *plan)
{
	struct peers_fail *peers = (struct peers_fail *)base;
	pthread_mutex_lock(&peers->lock);
	assert(peers->plan_count < CC_PEERS_FAIL_PLANS_MAX);
	peers->plans[peers->plan_count++] = *plan;
	pthread_mutex_unlock(&peers->lock);
}

void cc_peers_fail_plan(struct cc_peers *base, const struct cc_peers_fail_plan *plan)
{
	struct peers_fail *peers = (struct peers_fail *)base;
	pthread_mutex_lock(&peers->lock);
	peers->plan_count = 0;
	pthread_mutex_unlock(&peers->lock);
	cc_peers_fail_also(base, plan);
}
