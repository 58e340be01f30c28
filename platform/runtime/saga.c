/* saga.c - runs what saga_next.c says: each act, resolve and undo is an effect, planned as it is decided. */
#include "platform/runtime/saga_row.h"

#include "platform/core/id.h"
#include "platform/core/run.h"
#include "platform/runtime/effects.h"
#include "platform/runtime/platform.sql.h"

static const struct cc_reason saga_exists = { "saga_exists", CC_ALREADY_EXISTS };
static const struct cc_reason saga_too_long = { "saga_too_long", CC_INTERNAL };

/* What one effect of a saga is planned with, and ends with. */
struct saga_plan {
	cc_str saga, step;
	cc_id saga_id;
	int32_t action; /* ACT, RESOLVE or UNDO */
	cc_str state;
};

struct saga_outcome {
	cc_str state;
	int32_t reads; /* so many steps after it were taken, too */
};

#define FIELD(row, member, number, kind)                                                                     \
	{                                                                                                    \
		.name = #member, .tag = (number), .type = (kind), .presence = CC_IMPLICIT,                   \
		.offset = offsetof(row, member)                                                              \
	}

static const struct cc_field plan_fields[] = {
	FIELD(struct saga_plan, saga, 1, CC_STRING),  FIELD(struct saga_plan, step, 2, CC_STRING),
	FIELD(struct saga_plan, saga_id, 3, CC_UUID), FIELD(struct saga_plan, action, 4, CC_INT32),
	FIELD(struct saga_plan, state, 5, CC_BYTES),
};

static const struct cc_message plan_message = {
	.name = "saga_plan",
	.size = sizeof(struct saga_plan),
	.fields = plan_fields,
	.field_count = CC_COUNT(plan_fields),
};

static const struct cc_field outcome_fields[] = {
	FIELD(struct saga_outcome, state, 1, CC_BYTES),
	FIELD(struct saga_outcome, reads, 2, CC_INT32),
};

static const struct cc_message outcome_message = {
	.name = "saga_outcome",
	.size = sizeof(struct saga_outcome),
	.fields = outcome_fields,
	.field_count = CC_COUNT(outcome_fields),
};

/* Facts of each action, by what came of it. */
static const struct {
	enum cc_saga_fact planned, done, refused, in_doubt;
} facts_of[] = {
	[CC_SAGA_ACT] = { CC_SAGA_ACT_PLANNED, CC_SAGA_ACT_DONE, CC_SAGA_ACT_REFUSED, CC_SAGA_ACT_IN_DOUBT },
	[CC_SAGA_RESOLVE] = { CC_SAGA_RESOLVE_PLANNED, CC_SAGA_RESOLVED_DONE, CC_SAGA_RESOLVED_REFUSED,
	                      CC_SAGA_RESOLVE_IN_DOUBT },
	[CC_SAGA_UNDO] = { CC_SAGA_UNDO_PLANNED, CC_SAGA_UNDO_DONE, CC_SAGA_UNDO_REFUSED,
	                   CC_SAGA_UNDO_IN_DOUBT },
};

/* Finding ------------------------------------------------------------------------ */

static const struct cc_saga *saga_named(const struct cc_service *service, cc_str name)
{
	const struct cc_saga *const *saga = service->sagas;
	for (; saga && *saga; saga++)
		if (cc_str_eq(cc_str_of((*saga)->name), name))
			return *saga;
	return NULL;
}

/* How many there are, if none has the name. */
static size_t step_named(const struct cc_saga *saga, cc_str name)
{
	size_t count = cc_saga_step_count(saga->steps), step = 0;
	while (step < count && !cc_str_eq(cc_str_of(saga->steps[step].name), name))
		step++;
	return step;
}

/* An act and its resolver have the same key: they are never planned together, and ask about the same. */
static cc_str key_of(struct cc_ctx *ctx, const struct cc_saga_run *run, const struct cc_saga_next *next)
{
	char id[CC_ID_TEXT_LEN];
	const char *step = run->saga->steps[next->step].name;
	cc_id_print(run->saga_id, id);
	if (next->action != CC_SAGA_UNDO)
		return cc_printf(ctx, "%.*s/%s", CC_ID_TEXT_LEN, id, step);
	/* What was refused did not happen, and would be refused again under its key. */
	struct cc_saga_progress of[CC_SAGA_STEPS_MAX];
	cc_saga_progress(run->saga->steps, &run->history, of);
	int refused = of[next->step].undos_refused;
	if (refused == 0)
		return cc_printf(ctx, "%.*s/%s/undo", CC_ID_TEXT_LEN, id, step);
	return cc_printf(ctx, "%.*s/%s/undo/%d", CC_ID_TEXT_LEN, id, step, refused + 1);
}

/* Moving ------------------------------------------------------------------------- */

static CC_RESULT note(struct cc_ctx *ctx, struct cc_saga_run *run, size_t step, enum cc_saga_fact fact)
{
	struct cc_saga_history *history = &run->history;
	if (history->count == CC_SAGA_HISTORY_MAX)
		return cc_fail(ctx, &saga_too_long, "%s was tried again too often.", run->saga->name);
	history->entries[history->count++] = (struct cc_saga_entry){ (uint8_t)step, fact };
	return CC_OK;
}

/* Writes down that it is planned, and plans it: neither is without the other. */
static CC_RESULT plan(struct cc_ctx *ctx, struct cc_saga_run *run, const struct cc_saga_next *next)
{
	const struct cc_saga_step *step = &run->saga->steps[next->step];
	const struct cc_effect effect = {
		.name = cc_printf(ctx, "%s/%s", run->saga->name, step->name).ptr,
		.plan = &plan_message,
		.deadline_ms = step->deadline_ms,
		.tries = step->tries,
	};
	const struct cc_planned planned = {
		.effect = &effect,
		.key = key_of(ctx, run, next),
		.subject = run->subject,
		.delay_ms = next->delay_ms,
	};
	const struct saga_plan body = {
		.saga = cc_str_of(run->saga->name),
		.step = cc_str_of(step->name),
		.saga_id = run->saga_id,
		.action = next->action,
		.state = run->state,
	};
	TRY(note(ctx, run, next->step, facts_of[next->action].planned));
	return cc_plan_as(ctx, &planned, &body);
}

static CC_RESULT proceed(struct cc_ctx *ctx, struct cc_saga_run *run, enum cc_saga_stage *stage)
{
	struct cc_saga_next next = cc_saga_next(run->saga->steps, &run->history);
	if (next.action != CC_SAGA_WAIT && next.action != CC_SAGA_REST)
		TRY(plan(ctx, run, &next));
	*stage = next.stage;
	return cc_saga_save(ctx, run);
}

/* Facts have become known, and are noted: what follows from them is planned in the same transaction. */
static CC_RESULT follow(struct cc_ctx *ctx, struct cc_saga_run *run, struct cc_saga_move *moves, size_t count)
{
	const struct cc_saga *saga = run->saga;
	TRY(proceed(ctx, run, &moves[count - 1].stage));
	if (!saga->moved)
		return CC_OK;
	void *state = cc_alloc(ctx, saga->state->size);
	TRY(cc_saga_decode(ctx, saga, run->state, state));
	return saga->moved(ctx, moves, count, state);
}

static CC_RESULT move(struct cc_ctx *ctx, struct cc_saga_run *run, struct cc_saga_entry entry, cc_err why)
{
	bool of_whole = entry.fact == CC_SAGA_CANCELLED || entry.fact == CC_SAGA_RETRIED;
	struct cc_saga_move move = {
		.saga_id = run->saga_id,
		.fact = entry.fact,
		.step = of_whole ? NULL : run->saga->steps[entry.step].name,
		.why = why,
	};
	TRY(note(ctx, run, entry.step, entry.fact));
	return follow(ctx, run, &move, 1);
}

/* As effects --------------------------------------------------------------------- */

static cc_saga_call *call_of(const struct cc_saga_step *step, int32_t action)
{
	switch (action) {
	case CC_SAGA_ACT: return step->act;
	case CC_SAGA_RESOLVE: return step->resolve;
	}
	return step->undo;
}

/* A failure is none yet: then the step is planned as any other, and fails, if it does, under its own name. */
static int32_t take_reads(struct cc_ctx *ctx, const struct cc_effect_key *key,
                          const struct cc_saga_step *step, void *state)
{
	int32_t taken = 0;
	while (step->name && step->reads && step->act(ctx, key, state) == CC_OK) {
		taken++;
		step++;
	}
	return taken;
}

static cc_err act(struct cc_ctx *ctx, const struct cc_effect_key *key, const void *body, void *result)
{
	const struct saga_plan *planned = body;
	struct saga_outcome *outcome = result;
	const struct cc_saga *saga = saga_named(ctx->service, planned->saga);
	const struct cc_saga_step *step = &saga->steps[step_named(saga, planned->step)];
	void *state = cc_alloc(ctx, saga->state->size);
	TRY(cc_saga_decode(ctx, saga, planned->state, state));
	TRY(call_of(step, planned->action)(ctx, key, state));
	if (planned->action == CC_SAGA_ACT && step->await_ms == 0)
		outcome->reads = take_reads(ctx, key, step + 1, state);
	outcome->state = cc_saga_encode(ctx, saga, state);
	return CC_OK;
}

/* Is this step, which has been taken already, the next to be taken? */
static bool is_next(const struct cc_saga_run *run, size_t step)
{
	struct cc_saga_next next = cc_saga_next(run->saga->steps, &run->history);
	return next.action == CC_SAGA_ACT && next.step == step;
}

/* The step is done, and so many after it that only read; unless the saga was cancelled meanwhile. */
static CC_RESULT move_on(struct cc_ctx *ctx, struct cc_saga_run *run, struct cc_saga_entry entry,
                         int32_t reads)
{
	struct cc_saga_move moves[CC_SAGA_STEPS_MAX];
	size_t count = 0;
	for (;;) {
		moves[count++] = (struct cc_saga_move){
			.saga_id = run->saga_id,
			.fact = entry.fact,
			.step = run->saga->steps[entry.step].name,
			.stage = CC_SAGA_RUNNING,
		};
		TRY(note(ctx, run, entry.step, entry.fact));
		if (reads-- == 0 || !is_next(run, entry.step + 1U))
			return follow(ctx, run, moves, count);
		entry.step++;
		TRY(note(ctx, run, entry.step, CC_SAGA_ACT_PLANNED));
	}
}

static cc_err settle(struct cc_ctx *ctx, const void *body, const void *result, cc_err err)
{
	const struct saga_plan *planned = body;
	const struct saga_outcome *outcome = result;
	const struct cc_saga *saga = saga_named(ctx->service, planned->saga);
	struct cc_saga_run *run = cc_alloc(ctx, sizeof *run);
	TRY(cc_saga_load(ctx, saga, planned->saga_id, run));
	const struct cc_saga_entry entry = {
		.step = (uint8_t)step_named(saga, planned->step),
		.fact = err == CC_OK       ? facts_of[planned->action].done
		        : cc_in_doubt(err) ? facts_of[planned->action].in_doubt
		                           : facts_of[planned->action].refused,
	};
	if (err != CC_OK)
		return move(ctx, run, entry, err);
	run->state = outcome->state;
	return move_on(ctx, run, entry, outcome->reads);
}

bool cc_saga_effect(const struct cc_service *service, cc_str name, struct cc_effect *effect)
{
	const char *slash = memchr(name.ptr, '/', name.len);
	if (!slash)
		return false;
	cc_str before = { name.ptr, (size_t)(slash - name.ptr) };
	const struct cc_saga *saga = saga_named(service, before);
	if (!saga)
		return false;
	const struct cc_saga_step *step =
		&saga->steps[step_named(saga, (cc_str){ slash + 1, name.len - before.len - 1 })];
	if (!step->name)
		return false;
	effect->plan = &plan_message;
	effect->outcome = &outcome_message;
	effect->deadline_ms = step->deadline_ms;
	effect->tries = step->tries;
	effect->act = act;
	effect->settle = settle;
	return true;
}

/* What a service asks for ---------------------------------------------------------- */

cc_err cc_saga_start(struct cc_ctx *ctx, const struct cc_saga *saga, cc_id saga_id, const void *state)
{
	struct cc_saga_run *run = cc_alloc(ctx, sizeof *run);
	enum cc_saga_stage stage;
	cc_err err = cc_saga_load(ctx, saga, saga_id, run);
	if (err == CC_OK)
		return cc_fail(ctx, &saga_exists, "This was begun already; look at what became of it.");
	if (!cc_is(err, CC_NOT_FOUND))
		return err;
	*run = (struct cc_saga_run){
		.saga = saga,
		.saga_id = saga_id,
		.subject = cc_caller(ctx)->subject,
		.state = cc_saga_encode(ctx, saga, state),
	};
	return proceed(ctx, run, &stage);
}

/* What is only waited for need not be found out any more.  If it is underway, its outcome finds no plan. */
static CC_RESULT take_back_resolver(struct cc_ctx *ctx, const struct cc_saga_run *run)
{
	struct cc_saga_progress of[CC_SAGA_STEPS_MAX];
	size_t count = cc_saga_progress(run->saga->steps, &run->history, of);
	for (size_t step = 0; step < count; step++) {
		if (of[step].underway != CC_SAGA_RESOLVING)
			continue;
		const struct cc_saga_next resolve = { .action = CC_SAGA_RESOLVE, .step = step };
		return cc_sql_exec(ctx, &forget_effect, key_of(ctx, run, &resolve));
	}
	return CC_OK;
}

static bool is_over(const struct cc_saga_run *run)
{
	return cc_saga_next(run->saga->steps, &run->history).action == CC_SAGA_REST;
}

cc_err cc_saga_cancel(struct cc_ctx *ctx, const struct cc_saga *saga, cc_id saga_id)
{
	struct cc_saga_run *run = cc_alloc(ctx, sizeof *run);
	TRY(cc_saga_load(ctx, saga, saga_id, run));
	if (is_over(run) || cc_saga_is_cancelled(&run->history))
		return CC_OK;
	TRY(take_back_resolver(ctx, run));
	return move(ctx, run, (struct cc_saga_entry){ .fact = CC_SAGA_CANCELLED }, CC_OK);
}

cc_err cc_saga_tell(struct cc_ctx *ctx, const struct cc_saga *saga, cc_id saga_id, const char *step,
                    bool happened)
{
	struct cc_saga_run *run = cc_alloc(ctx, sizeof *run);
	size_t at = step_named(saga, cc_str_of(step));
	assert(saga->steps[at].await_ms > 0); /* only such a step can be told */
	TRY(cc_saga_load(ctx, saga, saga_id, run));
	struct cc_saga_progress of[CC_SAGA_STEPS_MAX];
	cc_saga_progress(saga->steps, &run->history, of);
	if (!cc_saga_listens(&of[at]))
		return CC_OK;
	TRY(take_back_resolver(ctx, run));
	const struct cc_saga_entry entry = {
		.step = (uint8_t)at,
		.fact = happened ? CC_SAGA_TOLD_DONE : CC_SAGA_TOLD_REFUSED,
	};
	return move(ctx, run, entry, CC_OK);
}

cc_err cc_saga_retry(struct cc_ctx *ctx, const struct cc_saga *saga, cc_id saga_id)
{
	struct cc_saga_run *run = cc_alloc(ctx, sizeof *run);
	TRY(cc_saga_load(ctx, saga, saga_id, run));
	if (cc_saga_next(saga->steps, &run->history).stage != CC_SAGA_STUCK)
		return CC_OK;
	return move(ctx, run, (struct cc_saga_entry){ .fact = CC_SAGA_RETRIED }, CC_OK);
}

cc_err cc_saga_look(struct cc_ctx *ctx, const struct cc_saga *saga, cc_id saga_id, enum cc_saga_stage *stage,
                    void *state)
{
	struct cc_saga_run *run = cc_alloc(ctx, sizeof *run);
	void *known = cc_alloc(ctx, saga->state->size);
	TRY(cc_saga_load(ctx, saga, saga_id, run));
	TRY(cc_saga_decode(ctx, saga, run->state, known));
	*stage = cc_saga_next(saga->steps, &run->history).stage;
	memcpy(state, known, saga->state->size);
	return CC_OK;
}
