#include "platform/adapters/fail/psp_fail.h"

#include <pthread.h>
#include <stdlib.h>

#include "platform/core/run.h"

struct psp_fail {
	struct cc_psp base;
	struct cc_psp *inner;
	pthread_mutex_t lock;
	struct cc_psp_fail_plan plan;
};

/* One call as it goes over the network. */
struct request {
	cc_err (*send)(struct cc_psp *inner, struct cc_ctx *ctx, const struct request *request, void *out);
	cc_str key;
	const struct cc_psp_order *order;
	const struct cc_psp_part *part;
	cc_str text; /* an id, or a reference */
	size_t max;
	size_t out_size;
};

enum fate { REFUSED, REQUEST_LOST, REPLY_LOST, DELAYED, PASSED_ON };

static bool used(int *count)
{
	return *count > 0 && (*count)-- > 0;
}

static enum fate next_fate(struct psp_fail *psp, struct cc_psp_fail_plan *seen)
{
	struct cc_psp_fail_plan *plan = &psp->plan;
	pthread_mutex_lock(&psp->lock);
	enum fate fate = used(&plan->refuse)         ? REFUSED
	                 : used(&plan->lose_request) ? REQUEST_LOST
	                 : used(&plan->lose_reply)   ? REPLY_LOST
	                 : used(&plan->delay)        ? DELAYED
	                                             : PASSED_ON;
	*seen = *plan;
	pthread_mutex_unlock(&psp->lock);
	return fate;
}

static cc_err pass_on(struct cc_psp *base, struct cc_ctx *ctx, const struct request *request, void *out)
{
	struct psp_fail *psp = (struct psp_fail *)base;
	struct cc_psp_fail_plan plan;
	enum fate fate = next_fate(psp, &plan);
	void *unheard = cc_alloc(ctx, request->out_size);
	if (fate == REFUSED)
		return cc_fail(ctx, &cc_unavailable, "The payment provider cannot be reached.");
	if (fate == DELAYED)
		plan.pass(plan.arg);
	if (fate != REQUEST_LOST && (fate == REPLY_LOST || plan.repeat)) {
		cc_err first = request->send(psp->inner, ctx, request, unheard);
		(void)first; /* nobody hears it */
	}
	if (fate == DELAYED || fate == PASSED_ON)
		return request->send(psp->inner, ctx, request, out);
	return cc_fail(ctx, &cc_deadline_exceeded,
	               "The payment provider did not answer in time; it may have been done.");
}

/* Money ------------------------------------------------------------------------- */

static cc_err send_authorise(struct cc_psp *inner, struct cc_ctx *ctx, const struct request *request,
                             void *out)
{
	return inner->ops->authorise(inner, ctx, request->key, request->order, out);
}

static cc_err authorise_fail(struct cc_psp *psp, struct cc_ctx *ctx, cc_str key,
                             const struct cc_psp_order *order, struct cc_psp_intent *intent)
{
	return pass_on(psp, ctx, &(struct request){ send_authorise, key, order, .out_size = sizeof *intent },
	               intent);
}

static cc_err send_capture(struct cc_psp *inner, struct cc_ctx *ctx, const struct request *request, void *out)
{
	return inner->ops->capture(inner, ctx, request->key, request->part, out);
}

static cc_err capture_fail(struct cc_psp *psp, struct cc_ctx *ctx, cc_str key, const struct cc_psp_part *part,
                           struct cc_psp_intent *intent)
{
	return pass_on(psp, ctx,
	               &(struct request){ send_capture, key, .part = part, .out_size = sizeof *intent },
	               intent);
}

static cc_err send_cancel(struct cc_psp *inner, struct cc_ctx *ctx, const struct request *request, void *out)
{
	return inner->ops->cancel(inner, ctx, request->key, request->text, out);
}

static cc_err cancel_fail(struct cc_psp *psp, struct cc_ctx *ctx, cc_str key, cc_str intent_id,
                          struct cc_psp_intent *intent)
{
	return pass_on(psp, ctx,
	               &(struct request){ send_cancel, key, .text = intent_id, .out_size = sizeof *intent },
	               intent);
}

static cc_err send_refund(struct cc_psp *inner, struct cc_ctx *ctx, const struct request *request, void *out)
{
	return inner->ops->refund(inner, ctx, request->key, request->part, out);
}

static cc_err refund_fail(struct cc_psp *psp, struct cc_ctx *ctx, cc_str key, const struct cc_psp_part *part,
                          struct cc_psp_refund *refund)
{
	return pass_on(psp, ctx,
	               &(struct request){ send_refund, key, .part = part, .out_size = sizeof *refund },
	               refund);
}

/* Looking ----------------------------------------------------------------------- */

static cc_err send_find(struct cc_psp *inner, struct cc_ctx *ctx, const struct request *request, void *out)
{
	return inner->ops->find(inner, ctx, request->text, out);
}

static cc_err find_fail(struct cc_psp *psp, struct cc_ctx *ctx, cc_str intent_id,
                        struct cc_psp_intent *intent)
{
	return pass_on(psp, ctx,
	               &(struct request){ send_find, .text = intent_id, .out_size = sizeof *intent }, intent);
}

static cc_err send_find_by_reference(struct cc_psp *inner, struct cc_ctx *ctx, const struct request *request,
                                     void *out)
{
	return inner->ops->find_by_reference(inner, ctx, request->text, out);
}

static cc_err find_by_reference_fail(struct cc_psp *psp, struct cc_ctx *ctx, cc_str reference,
                                     struct cc_psp_intent *intent)
{
	return pass_on(
		psp, ctx,
		&(struct request){ send_find_by_reference, .text = reference, .out_size = sizeof *intent },
		intent);
}

static cc_err send_find_refund(struct cc_psp *inner, struct cc_ctx *ctx, const struct request *request,
                               void *out)
{
	return inner->ops->find_refund(inner, ctx, request->text, out);
}

static cc_err find_refund_fail(struct cc_psp *psp, struct cc_ctx *ctx, cc_str reference,
                               struct cc_psp_refund *refund)
{
	return pass_on(psp, ctx,
	               &(struct request){ send_find_refund, .text = reference, .out_size = sizeof *refund },
	               refund);
}

static cc_err send_list(struct cc_psp *inner, struct cc_ctx *ctx, const struct request *request, void *out)
{
	return inner->ops->list(inner, ctx, request->text, request->max, out);
}

static cc_err list_fail(struct cc_psp *psp, struct cc_ctx *ctx, cc_str after, size_t max,
                        struct cc_psp_movement_list *movements)
{
	return pass_on(
		psp, ctx,
		&(struct request){ send_list, .text = after, .max = max, .out_size = sizeof *movements },
		movements);
}

static cc_err read_event_fail(struct cc_psp *psp, struct cc_ctx *ctx, cc_str signature, cc_str body,
                              struct cc_psp_event *event)
{
	struct cc_psp *inner = ((struct psp_fail *)psp)->inner;
	return inner->ops->read_event(inner, ctx, signature, body, event);
}

static void free_fail(struct cc_psp *base)
{
	struct psp_fail *psp = (struct psp_fail *)base;
	if (!psp)
		return;
	psp->inner->ops->free(psp->inner);
	pthread_mutex_destroy(&psp->lock);
	free(psp);
}

static const struct cc_psp_ops ops = {
	.name = "fail",
	.authorise = authorise_fail,
	.capture = capture_fail,
	.cancel = cancel_fail,
	.refund = refund_fail,
	.find = find_fail,
	.find_by_reference = find_by_reference_fail,
	.find_refund = find_refund_fail,
	.list = list_fail,
	.read_event = read_event_fail,
	.free = free_fail,
};

struct cc_psp *cc_psp_fail_new(struct cc_psp *inner)
{
	struct psp_fail *psp = calloc(1, sizeof *psp);
	if (!psp || pthread_mutex_init(&psp->lock, NULL) != 0)
		cc_die("out of memory for a payment provider");
	psp->base.ops = &ops;
	psp->inner = inner;
	return &psp->base;
}

void cc_psp_fail_plan(struct cc_psp *base, const struct cc_psp_fail_plan *plan)
{
	struct psp_fail *psp = (struct psp_fail *)base;
	pthread_mutex_lock(&psp->lock);
	psp->plan = *plan;
	pthread_mutex_unlock(&psp->lock);
}
