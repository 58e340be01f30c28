/* psp_sim.c - the way to the provider and back, and one answer for each key. */
#include "platform/adapters/sim/psp_sim.h"

#include "platform/adapters/sim/psp_sim_internal.h"

enum { TRAVEL_MIN_US = 5000, TRAVEL_MAX_US = 150 * 1000, PATIENCE_MS = 30 * 1000, SLOW_MIN_MS = 1000 };

static struct psp_sim *sim_of(struct cc_psp *psp)
{
	return (struct psp_sim *)psp;
}

/* On its way -------------------------------------------------------------------- */

static int64_t left_ms(struct cc_ctx *ctx)
{
	int64_t now = cc_now(ctx).ms, latest = now + PATIENCE_MS;
	int64_t until = ctx->deadline.ms < latest ? ctx->deadline.ms : latest;
	return until > now ? until - now : 0;
}

static CC_RESULT silence(struct psp_sim *sim, struct cc_ctx *ctx)
{
	sim->faults->ops->pass(sim->faults, left_ms(ctx) * 1000);
	return cc_fail(ctx, &cc_deadline_exceeded,
	               "The payment provider did not answer in time; it may have been done.");
}

static void travel(struct psp_sim *sim)
{
	if (sim->faults)
		sim->faults->ops->pass(sim->faults, sim->faults->ops->between(sim->faults, CC_FAULT_PSP_SLOW,
		                                                              TRAVEL_MIN_US, TRAVEL_MAX_US));
}

static struct psp_sim_request *kept(struct psp_sim *sim, const struct psp_sim_request *request)
{
	struct psp_sim_request *copy = cc_arena_alloc(sim->arena, sizeof *copy);
	*copy = *request;
	copy->key = cc_copy(&sim->ctx, request->key);
	copy->reference = cc_copy(&sim->ctx, request->reference);
	copy->intent_id = cc_copy(&sim->ctx, request->intent_id);
	copy->method = cc_copy(&sim->ctx, request->method);
	return copy;
}

/* A slow one may arrive when nobody waits any more; `request` is NULL for a look, which then never does. */
static CC_RESULT reach(struct psp_sim *sim, struct cc_ctx *ctx, const struct psp_sim_request *request)
{
	sim->sums.calls++;
	if (left_ms(ctx) == 0)
		return cc_fail(ctx, &cc_deadline_exceeded,
		               "There was no time left to do this; nothing was done.");
	if (psp_sim_strikes(sim, CC_FAULT_PSP_LOST))
		return psp_sim_between(sim, CC_FAULT_PSP_LOST, 0, 1) == 0
		               ? cc_fail(ctx, &cc_unavailable, "The payment provider cannot be reached.")
		               : silence(sim, ctx);
	if (psp_sim_strikes(sim, CC_FAULT_PSP_SLOW)) {
		int64_t slow_ms = psp_sim_between(sim, CC_FAULT_PSP_SLOW, SLOW_MIN_MS,
		                                  CC_PSP_SIM_SLOW_MAX_MS);
		if (slow_ms >= left_ms(ctx)) {
			if (request)
				cc_due_put(&sim->timers, psp_sim_in(sim, slow_ms), PSP_SIM_ARRIVES,
				           kept(sim, request));
			return silence(sim, ctx);
		}
		sim->faults->ops->pass(sim->faults, slow_ms * 1000);
	}
	travel(sim);
	psp_sim_catch_up(sim);
	return CC_OK;
}

static CC_RESULT come_back(struct psp_sim *sim, struct cc_ctx *ctx)
{
	if (psp_sim_strikes(sim, CC_FAULT_PSP_REPLY_LOST))
		return silence(sim, ctx);
	travel(sim);
	if (left_ms(ctx) == 0)
		return cc_fail(ctx, &cc_deadline_exceeded,
		               "The payment provider answered too late; it may have been done.");
	return CC_OK;
}

/* Keys -------------------------------------------------------------------------- */

static bool is_remembered(struct psp_sim *sim, const struct psp_sim_answer *answer)
{
	int64_t age_ms = psp_sim_now(sim).ms - answer->at.ms;
	if (age_ms >= CC_HOURS(CC_PSP_KEY_HOURS))
		return false;
	return age_ms < CC_PSP_SIM_REMEMBERS_MS || !psp_sim_strikes(sim, CC_FAULT_PSP_KEY_FORGOTTEN);
}

static struct psp_sim_answer *answer_anew(struct psp_sim *sim, const struct psp_sim_request *request,
                                          bool again)
{
	struct psp_sim_answer *answer = cc_arena_alloc(sim->arena, sizeof *answer);
	answer->request = *kept(sim, request);
	answer->at = psp_sim_now(sim);
	answer->broken = psp_sim_strikes(sim, CC_FAULT_PSP_ERROR_KEPT);
	if (!answer->broken || psp_sim_between(sim, CC_FAULT_PSP_ERROR_KEPT, 0, 1) == 1)
		answer->refusal = psp_sim_act(sim, &answer->request, again, answer);
	cc_names_put(&sim->keys, answer->request.key, answer);
	return answer;
}

const struct psp_sim_answer *psp_sim_arrive(struct psp_sim *sim, const struct psp_sim_request *request)
{
	struct psp_sim_answer *first = cc_names_find(&sim->keys, request->key);
	if (first && is_remembered(sim, first))
		return first;
	return answer_anew(sim, request, first != NULL);
}

static bool same(const struct psp_sim_request *a, const struct psp_sim_request *b)
{
	return a->verb == b->verb && cc_str_eq(a->reference, b->reference) &&
	       cc_str_eq(a->intent_id, b->intent_id) && cc_str_eq(a->method, b->method) &&
	       a->amount.minor == b->amount.minor &&
	       strcmp(a->amount.currency.code, b->amount.currency.code) == 0;
}

static CC_RESULT ask(struct psp_sim *sim, struct cc_ctx *ctx, const struct psp_sim_request *request,
                     const struct psp_sim_answer **answer)
{
	assert(request->key.len > 0 && request->key.len <= CC_PSP_KEY_MAX);
	TRY(reach(sim, ctx, request));
	if (psp_sim_strikes(sim, CC_FAULT_PSP_KEY_IN_USE))
		return cc_fail(ctx, &cc_idempotency_key_in_use,
		               "This request is being worked on; ask again in a moment.");
	const struct psp_sim_answer *given = psp_sim_arrive(sim, request);
	TRY(come_back(sim, ctx));
	if (!same(&given->request, request))
		return cc_fail(ctx, &cc_idempotency_key_reused,
		               "This key came with another request before; use a new key.");
	if (given->broken)
		return cc_fail(ctx, &cc_deadline_exceeded,
		               "The payment provider failed; it may have been done.");
	TRY(given->refusal);
	*answer = given;
	return CC_OK;
}

/* The port ---------------------------------------------------------------------- */

static cc_err authorise(struct cc_psp *psp, struct cc_ctx *ctx, cc_str key, const struct cc_psp_order *order,
                        struct cc_psp_intent *intent)
{
	const struct psp_sim_answer *answer;
	TRY(cc_psp_sandbox_check_reference(ctx, order->reference));
	TRY(cc_psp_sandbox_check_amount(ctx, order->amount));
	if (!cc_psp_sandbox_card(order->method))
		return cc_fail(ctx, &cc_psp_unknown_method, "This is no test card; pm_card_visa is one.");
	TRY(ask(sim_of(psp), ctx,
	        &(struct psp_sim_request){ .verb = CC_PSP_AUTHORISE,
	                                   .key = key,
	                                   .reference = order->reference,
	                                   .method = order->method,
	                                   .amount = order->amount },
	        &answer));
	*intent = answer->intent;
	return CC_OK;
}

static cc_err capture(struct cc_psp *psp, struct cc_ctx *ctx, cc_str key, const struct cc_psp_part *part,
                      struct cc_psp_intent *intent)
{
	const struct psp_sim_answer *answer;
	TRY(cc_psp_sandbox_check_amount(ctx, part->amount));
	TRY(ask(sim_of(psp), ctx,
	        &(struct psp_sim_request){ .verb = CC_PSP_CAPTURE,
	                                   .key = key,
	                                   .intent_id = part->intent_id,
	                                   .amount = part->amount },
	        &answer));
	*intent = answer->intent;
	return CC_OK;
}

static cc_err cancel(struct cc_psp *psp, struct cc_ctx *ctx, cc_str key, cc_str intent_id,
                     struct cc_psp_intent *intent)
{
	const struct psp_sim_answer *answer;
	TRY(ask(sim_of(psp), ctx,
	        &(struct psp_sim_request){ .verb = CC_PSP_CANCEL, .key = key, .intent_id = intent_id },
	        &answer));
	*intent = answer->intent;
	return CC_OK;
}

static cc_err refund(struct cc_psp *psp, struct cc_ctx *ctx, cc_str key, const struct cc_psp_part *part,
                     struct cc_psp_refund *made)
{
	const struct psp_sim_answer *answer;
	TRY(cc_psp_sandbox_check_reference(ctx, part->reference));
	TRY(cc_psp_sandbox_check_amount(ctx, part->amount));
	TRY(ask(sim_of(psp), ctx,
	        &(struct psp_sim_request){ .verb = CC_PSP_REFUND,
	                                   .key = key,
	                                   .reference = part->reference,
	                                   .intent_id = part->intent_id,
	                                   .amount = part->amount },
	        &answer));
	*made = answer->refund;
	return CC_OK;
}

static CC_RESULT tell_intent(struct psp_sim *sim, struct cc_ctx *ctx, const struct psp_sim_payment *payment,
                             struct cc_psp_intent *intent)
{
	if (!payment)
		return cc_fail(ctx, &cc_psp_not_found, "There is no such payment; check its id.");
	const struct cc_psp_intent seen = payment->is.intent;
	TRY(come_back(sim, ctx));
	*intent = seen;
	return CC_OK;
}

static cc_err find(struct cc_psp *psp, struct cc_ctx *ctx, cc_str intent_id, struct cc_psp_intent *intent)
{
	struct psp_sim *sim = sim_of(psp);
	TRY(reach(sim, ctx, NULL));
	return tell_intent(sim, ctx, psp_sim_payment_of(sim, intent_id), intent);
}

static cc_err find_by_reference(struct cc_psp *psp, struct cc_ctx *ctx, cc_str reference,
                                struct cc_psp_intent *intent)
{
	struct psp_sim *sim = sim_of(psp);
	TRY(reach(sim, ctx, NULL));
	return tell_intent(sim, ctx, cc_names_find(&sim->by_reference, reference), intent);
}

static cc_err find_refund(struct cc_psp *psp, struct cc_ctx *ctx, cc_str reference,
                          struct cc_psp_refund *refund)
{
	struct psp_sim *sim = sim_of(psp);
	TRY(reach(sim, ctx, NULL));
	const struct cc_psp_sim_refund *found = cc_names_find(&sim->refund_by_reference, reference);
	if (!found)
		return cc_fail(ctx, &cc_psp_not_found, "There is no such refund; check its reference.");
	TRY(come_back(sim, ctx));
	*refund = found->refund;
	return CC_OK;
}

static cc_err list(struct cc_psp *psp, struct cc_ctx *ctx, cc_str after, size_t max,
                   struct cc_psp_movement_list *movements)
{
	struct cc_psp_movement_list read;
	TRY(reach(sim_of(psp), ctx, NULL));
	TRY(psp_sim_movements(sim_of(psp), ctx, after, max, &read));
	TRY(come_back(sim_of(psp), ctx));
	*movements = read;
	return CC_OK;
}

static cc_err read_event(struct cc_psp *psp, struct cc_ctx *ctx, cc_str signature, cc_str body,
                         struct cc_psp_event *event)
{
	return psp_sim_read_event(sim_of(psp), ctx, signature, body, event);
}

static void free_sim(struct cc_psp *psp)
{
	if (psp)
		cc_arena_free(sim_of(psp)->arena);
}

static const struct cc_psp_ops ops = {
	.name = "sim",
	.authorise = authorise,
	.capture = capture,
	.cancel = cancel,
	.refund = refund,
	.find = find,
	.find_by_reference = find_by_reference,
	.find_refund = find_refund,
	.list = list,
	.read_event = read_event,
	.free = free_sim,
};

struct cc_psp *cc_psp_sim_new(struct cc_clock *clock, struct cc_faults *faults)
{
	struct cc_arena *arena = cc_arena_new();
	struct psp_sim *sim = cc_arena_alloc(arena, sizeof *sim);
	*sim = (struct psp_sim){
		.base.ops = &ops,
		.clock = clock,
		.faults = faults,
		.arena = arena,
		.ctx = { .arena = arena, .clock = clock, .deadline = CC_TIME_NEVER },
		.keys.arena = arena,
		.by_reference.arena = arena,
		.refund_by_reference.arena = arena,
		.timers.arena = arena,
		.told.arena = arena,
	};
	return &sim->base;
}

cc_time cc_psp_sim_due(const struct cc_psp *psp)
{
	const struct psp_sim *sim = (const struct psp_sim *)psp;
	cc_time timer = cc_due_next(&sim->timers), told = cc_due_next(&sim->told);
	return timer.ms < told.ms ? timer : told;
}
