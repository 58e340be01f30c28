#include "platform/adapters/fail/peers_fail.h"

#include <pthread.h>
#include <stdlib.h>

#include "platform/core/run.h"

struct peers_fail {
	struct cc_peers base;
	struct cc_peers *inner;
	pthread_mutex_t lock;
	struct cc_peers_fail_plan plan;
};

enum fate { REFUSED, REQUEST_LOST, REPLY_LOST, DELAYED, PASSED_ON };

static bool used(int *count)
{
	return *count > 0 && (*count)-- > 0;
}

static enum fate next_fate(struct peers_fail *peers)
{
	struct cc_peers_fail_plan *plan = &peers->plan;
	pthread_mutex_lock(&peers->lock);
	enum fate fate = used(&plan->refuse)         ? REFUSED
	                 : used(&plan->lose_request) ? REQUEST_LOST
	                 : used(&plan->lose_reply)   ? REPLY_LOST
	                 : used(&plan->delay)        ? DELAYED
	                                             : PASSED_ON;
	pthread_mutex_unlock(&peers->lock);
	return fate;
}

static cc_err call_fail(struct cc_peers *base, struct cc_ctx *ctx, const struct cc_op *op, cc_str key,
                        const void *in, void *out)
{
	struct peers_fail *peers = (struct peers_fail *)base;
	enum fate fate = next_fate(peers);
	if (fate == REFUSED)
		return cc_fail(ctx, &cc_unavailable, "%s cannot be reached.", op->label);
	if (fate == DELAYED)
		peers->plan.pass(peers->plan.arg);
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

void cc_peers_fail_plan(struct cc_peers *base, const struct cc_peers_fail_plan *plan)
{
	struct peers_fail *peers = (struct peers_fail *)base;
	pthread_mutex_lock(&peers->lock);
	peers->plan = *plan;
	pthread_mutex_unlock(&peers->lock);
}
