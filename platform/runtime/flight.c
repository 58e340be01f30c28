/*
 * flight.c - one try of one effect: done on a worker, then written down in the lane.
 *
 * What becomes of it is decided by the plan's row alone: the transaction that takes the row away is the one
 * that settles the effect, and without the row nothing is settled.
 */
#include "platform/runtime/effects_internal.h"

#include "platform/core/protobuf.h"
#include "platform/ports/entropy.h"
#include "platform/runtime/events.h"
#include "platform/runtime/platform.sql.h"
#include "platform/runtime/telemetry.h"

static const struct cc_reason effect_unknown = { "effect_unknown", CC_INTERNAL };

static struct cc_flight *flight_of(struct cc_write *write)
{
	return (struct cc_flight *)((char *)write - offsetof(struct cc_flight, write));
}

/* When, if it failed ------------------------------------------------------------- */

/* Full jitter: those that failed together do not come back together. */
static int64_t wait_ms(struct cc_flight *flight, cc_err err)
{
	struct cc_entropy *entropy = flight->ctx.entropy;
	int64_t most = CC_EFFECT_BACKOFF_MS;
	for (int i = 1; i < flight->tries && most < CC_EFFECT_BACKOFF_MAX_MS; i++)
		most *= 2;
	if (most > CC_EFFECT_BACKOFF_MAX_MS)
		most = CC_EFFECT_BACKOFF_MAX_MS;
	uint32_t random;
	entropy->ops->fill(entropy, &random, sizeof random);
	int64_t wait = (int64_t)(random % (uint64_t)(most + 1));
	return wait > err->retry_after_ms ? wait : err->retry_after_ms;
}

/* In the lane ------------------------------------------------------------------- */

static CC_RESULT note_try(struct cc_flight *flight, cc_err why)
{
	struct cc_ctx *ctx = &flight->ctx;
	flight->retry_at = cc_time_add(cc_now(ctx), wait_ms(flight, why));
	if (cc_saga_is_planned(&flight->effect))
		return cc_saga_note_try(ctx, flight->plan, flight->tries, flight->retry_at,
		                        cc_str_of(why->reason));
	return cc_sql_exec(ctx, &note_effect_try, flight->key.text, flight->tries, flight->retry_at,
	                   cc_str_of(why->reason));
}

/* False if somebody took the plan back.  A saga sees to that itself: its plan is its row. */
static CC_RESULT take_plan(struct cc_flight *flight, bool *taken)
{
	int64_t forgotten = 1;
	if (!cc_saga_is_planned(&flight->effect))
		TRY(cc_sql_count(&flight->ctx, &forget_effect, &forgotten, flight->key.text));
	*taken = forgotten > 0;
	return CC_OK;
}

static cc_err run(struct cc_write *write)
{
	struct cc_flight *flight = flight_of(write);
	bool taken;
	flight->noted = false; /* it may be a re-run */
	if (!flight->final)
		return note_try(flight, flight->err);
	TRY(take_plan(flight, &taken));
	if (!taken)
		return CC_OK;
	return flight->effect.settle(write->ctx, flight->plan, flight->outcome, flight->err);
}

/* Without the outcome, all that is left is to ask for the same again, and be answered the same. */
static cc_err refused(struct cc_write *write, cc_err err)
{
	struct cc_flight *flight = flight_of(write);
	flight->failure = err;
	TRY(note_try(flight, err));
	flight->noted = true;
	return CC_OK;
}

/* It can be run again: without the plan's row it settles nothing. */
static cc_err resolve(struct cc_write *write, bool *committed)
{
	(void)write;
	*committed = false;
	return CC_OK;
}

static void log_failure(const struct cc_flight *flight, cc_err err)
{
	struct cc_telemetry *telemetry = flight->effects->telemetry;
	cc_err why = err != CC_OK ? err : flight->err;
	if (!telemetry || (err == CC_OK && !cc_in_doubt(flight->err)))
		return;
	cc_log_line(telemetry, flight->final ? CC_LEVEL_ERROR : CC_LEVEL_WARN,
	            err != CC_OK    ? "effect_not_settled"
	            : flight->final ? "effect_in_doubt"
	                            : "effect_failed",
	            "effect=%s key=%.*s tries=%d reason=%s", flight->effect.name, (int)flight->key.text.len,
	            flight->key.text.ptr, flight->tries, why->reason);
}

static void finished(struct cc_write *write, cc_err err)
{
	struct cc_flight *flight = flight_of(write);
	bool noted = flight->noted && err == flight->failure;
	bool retried = err == CC_OK && !flight->final;
	log_failure(flight, err);
	cc_effects_landed(flight->effects, flight,
	                  &(struct cc_landing){
				  .troubled = err != CC_OK && !noted,
				  .settled = err == CC_OK && flight->final,
				  .retried = retried,
				  .retry_at = retried || noted ? flight->retry_at : CC_TIME_NEVER,
				  .failed = err != CC_OK || (flight->final && cc_in_doubt(flight->err)),
			  });
	cc_arena_free(flight->arena);
}

static void prepare_ctx(struct cc_flight *flight, struct cc_ctx *ctx)
{
	ctx->service = flight->member->service;
	ctx->caller = (struct cc_principal){
		.subject = flight->subject,
		.service = cc_str_of(flight->member->service->name),
	};
	if (cc_trace_parse(flight->trace, &ctx->trace))
		cc_trace_child(ctx->entropy, &ctx->trace);
}

static void write_down(struct cc_flight *flight)
{
	struct cc_invocation invocation;
	cc_invocation_init(flight->effects->node, &invocation, flight->arena, NULL);
	flight->ctx = invocation.ctx;
	flight->ctx.emit = cc_outbox_append;
	prepare_ctx(flight, &flight->ctx);
	flight->write = (struct cc_write){
		.ctx = &flight->ctx,
		.run = run,
		.refused = refused,
		.resolve = resolve,
		.done = finished,
	};
	cc_err err = cc_lane_submit(cc_store_lane(flight->member->store), &flight->write);
	if (err != CC_OK)
		finished(&flight->write, err);
}

/* On a worker ------------------------------------------------------------------- */

static cc_err act(struct cc_invocation *invocation)
{
	struct cc_flight *flight = invocation->owner;
	struct cc_ctx *ctx = &invocation->ctx;
	ctx->deadline = cc_time_add(cc_now(ctx), flight->effect.deadline_ms);
	return flight->effect.act(ctx, &flight->key, flight->plan, flight->outcome);
}

static void acted(struct cc_invocation *invocation, cc_err err)
{
	struct cc_flight *flight = invocation->owner;
	flight->err = err;
	flight->final = !cc_in_doubt(err) || flight->tries >= flight->effect.tries;
	if (err != CC_OK)
		memset(flight->outcome, 0, flight->effect.outcome->size);
	cc_effects_acted(flight->effects);
	write_down(flight);
}

/* Starting ---------------------------------------------------------------------- */

static struct cc_flight *flight_new(struct cc_effects *effects, struct cc_effects_member *member,
                                    const struct cc_plan_row *row)
{
	struct cc_arena *arena = cc_arena_new();
	struct cc_flight *flight = cc_arena_alloc(arena, sizeof *flight);
	struct cc_ctx *ctx = &flight->invocation.ctx;
	cc_invocation_init(effects->node, &flight->invocation, arena, NULL);
	flight->effects = effects;
	flight->member = member;
	flight->arena = arena;
	flight->key.text = cc_copy(ctx, row->key);
	flight->subject = row->subject;
	flight->trace = cc_copy(ctx, row->trace);
	flight->tries = row->tries + 1;
	flight->invocation.owner = flight;
	flight->invocation.done = acted;
	prepare_ctx(flight, ctx);
	return flight;
}

/* Fails if this program cannot do what another version of it planned. */
static CC_RESULT read_plan(struct cc_flight *flight, const struct cc_plan_row *row)
{
	struct cc_ctx *ctx = &flight->invocation.ctx;
	flight->effect.name = cc_copy(ctx, row->effect).ptr;
	if (!cc_effect_find(flight->member->service, row->effect, &flight->effect))
		return cc_fail(ctx, &effect_unknown, "%s has no effect %s.", flight->member->service->name,
		               flight->effect.name);
	flight->plan = cc_alloc(ctx, flight->effect.plan->size);
	flight->outcome = cc_alloc(ctx, flight->effect.outcome->size);
	return cc_protobuf_decode(ctx, cc_copy(ctx, row->plan), flight->effect.plan, flight->plan);
}

/* Who is asked may have forgotten the key, if no process ran, or none could settle, for so long. */
static CC_RESULT require_key_known(struct cc_flight *flight, cc_time first_due_at)
{
	struct cc_ctx *ctx = &flight->invocation.ctx;
	if (cc_time_before(cc_now(ctx), cc_time_add(first_due_at, CC_EFFECT_KEY_USED_MS)))
		return CC_OK;
	flight->final = true;
	return cc_fail(ctx, &cc_deadline_exceeded, "It is too late to ask again: it may be done twice.");
}

bool cc_flight_start(struct cc_effects *effects, struct cc_effects_member *member,
                     const struct cc_plan_row *row)
{
	struct cc_flight *flight = flight_new(effects, member, row);
	if (!cc_effects_admit(effects, flight)) {
		cc_arena_free(flight->arena);
		return false;
	}
	flight->err = read_plan(flight, row);
	if (flight->err == CC_OK)
		flight->err = require_key_known(flight, row->first_due_at);
	if (flight->err != CC_OK) {
		cc_effects_acted(effects);
		write_down(flight);
		return true;
	}
	if (cc_node_submit_work(effects->node, &flight->invocation, act) == CC_OK)
		return true;
	cc_effects_acted(effects);
	cc_effects_landed(effects, flight,
	                  &(struct cc_landing){ .troubled = true, .retry_at = CC_TIME_NEVER });
	cc_arena_free(flight->arena);
	return false;
}
