/* saga.c - runs what saga_next.c says: what has become known and what is underway since are one row. */
#include "platform/runtime/saga_plan.h"

#include "platform/core/run.h"

static const struct cc_reason saga_exists = { "saga_exists", CC_ALREADY_EXISTS };
static const struct cc_reason saga_too_long = { "saga_too_long", CC_INTERNAL };

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

/* Moving ------------------------------------------------------------------------- */

static CC_RESULT note(struct cc_ctx *ctx, struct cc_saga_run *run, size_t step, enum cc_saga_fact fact)
{
	struct cc_saga_history *history = &run->history;
	if (history->count == CC_SAGA_HISTORY_MAX)
		return cc_fail(ctx, &saga_too_long, "%s was tried again too often.", run->saga->name);
	history->entries[history->count++] = (struct cc_saga_entry){ (uint8_t)step, fact };
	return CC_OK;
}

/* With a step, those that are taken along with it. */
static CC_RESULT note_planned(struct cc_ctx *ctx, struct cc_saga_run *run, const struct cc_saga_next *next)
{
	const struct cc_saga_step *steps = run->saga->steps;
	size_t step = next->step;
	TRY(note(ctx, run, step, facts_of[next->action].planned));
	if (next->action != CC_SAGA_ACT)
		return CC_OK;
	while (steps[step].await_ms == 0 && (steps[step + 1].reads || steps[step + 1].along))
		TRY(note(ctx, run, ++step, CC_SAGA_ACT_PLANNED));
	return CC_OK;
}

static CC_RESULT plan(struct cc_ctx *ctx, const struct cc_saga_run *run, const struct cc_saga_task *task,
                      int64_t delay_ms)
{
	cc_time due_at = cc_time_add(cc_now(ctx), delay_ms);
	TRY(cc_saga_move(ctx, run, CC_VAL(due_at)));
	cc_saga_tell_planned(ctx, run, task, due_at);
	return CC_OK;
}

/* Writes down what is known and what follows from it: neither is without the other. */
static CC_RESULT proceed(struct cc_ctx *ctx, struct cc_saga_run *run, enum cc_saga_stage *stage)
{
	struct cc_saga_next next = cc_saga_next(run->saga->steps, &run->history);
	*stage = next.stage;
	if (next.action != CC_SAGA_WAIT && next.action != CC_SAGA_REST)
		TRY(note_planned(ctx, run, &next));
	struct cc_saga_task task = cc_saga_task(run->saga->steps, &run->history);
	if (cc_saga_same_task(&task, &run->task))
		return cc_saga_keep(ctx, run);
	return task.action == CC_SAGA_REST ? cc_saga_move(ctx, run, cc_null())
	                                   : plan(ctx, run, &task, next.delay_ms);
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

/* Settling ----------------------------------------------------------------------- */

static struct cc_saga_move move_of(const struct cc_saga_run *run, size_t step, enum cc_saga_fact fact)
{
	return (struct cc_saga_move){
		.saga_id = run->saga_id,
		.fact = fact,
		.step = run->saga->steps[step].name,
		.stage = CC_SAGA_RUNNING,
	};
}

/* So many of its steps are done; those that were taken along and are not stay underway. */
static CC_RESULT settle_done(struct cc_ctx *ctx, struct cc_saga_run *run, size_t done)
{
	struct cc_saga_move moves[CC_SAGA_STEPS_MAX];
	const struct cc_saga_task task = run->task;
	for (size_t i = 0; i < done; i++) {
		moves[i] = move_of(run, task.step + i, facts_of[task.action].done);
		TRY(note(ctx, run, task.step + i, moves[i].fact));
	}
	return follow(ctx, run, moves, done);
}

/* What is taken along after a refusal did not happen: unless the refusal is of a look at the world, which
 * may have looked otherwise to a try before this. */
static CC_RESULT settle_failed(struct cc_ctx *ctx, struct cc_saga_run *run, cc_err err)
{
	const struct cc_saga_task task = run->task;
	bool in_doubt = cc_in_doubt(err), reads = run->saga->steps[task.step].reads;
	enum cc_saga_fact fact = in_doubt ? facts_of[task.action].in_doubt : facts_of[task.action].refused;
	enum cc_saga_fact along = in_doubt || reads ? CC_SAGA_ACT_IN_DOUBT : CC_SAGA_ACT_REFUSED;
	struct cc_saga_move move = move_of(run, task.step, fact);
	move.why = err;
	TRY(note(ctx, run, task.step, fact));
	for (size_t i = 1; i <= task.along; i++)
		TRY(note(ctx, run, task.step + i, along));
	return follow(ctx, run, &move, 1);
}

cc_err cc_saga_settle(struct cc_ctx *ctx, struct cc_saga_run *run, size_t done, cc_err err)
{
	return err == CC_OK ? settle_done(ctx, run, done) : settle_failed(ctx, run, err);
}

/* What a service asks for ---------------------------------------------------------- */

cc_err cc_saga_start(struct cc_ctx *ctx, const struct cc_saga *saga, cc_id saga_id, const void *state)
{
	struct cc_saga_run *run = cc_alloc(ctx, sizeof *run);
	bool fresh;
	*run = (struct cc_saga_run){
		.saga = saga,
		.saga_id = saga_id,
		.subject = cc_caller(ctx)->subject,
		.state = cc_saga_encode(ctx, saga, state),
	};
	const struct cc_saga_next first = cc_saga_next(saga->steps, &run->history);
	TRY(note_planned(ctx, run, &first));
	TRY(cc_saga_insert(ctx, run, &fresh));
	if (!fresh)
		return cc_fail(ctx, &saga_exists, "This was begun already; look at what became of it.");
	const struct cc_saga_task task = cc_saga_task(saga->steps, &run->history);
	cc_saga_tell_planned(ctx, run, &task, cc_now(ctx));
	return CC_OK;
}

static CC_RESULT move(struct cc_ctx *ctx, struct cc_saga_run *run, struct cc_saga_entry entry)
{
	bool of_whole = entry.fact == CC_SAGA_CANCELLED || entry.fact == CC_SAGA_RETRIED;
	struct cc_saga_move move = {
		.saga_id = run->saga_id,
		.fact = entry.fact,
		.step = of_whole ? NULL : run->saga->steps[entry.step].name,
	};
	TRY(note(ctx, run, entry.step, entry.fact));
	return follow(ctx, run, &move, 1);
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
	return move(ctx, run, (struct cc_saga_entry){ .fact = CC_SAGA_CANCELLED });
}

cc_err cc_saga_tell(struct cc_ctx *ctx, const struct cc_saga *saga, cc_id saga_id, const char *step,
                    bool happened)
{
	struct cc_saga_run *run = cc_alloc(ctx, sizeof *run);
	size_t at = cc_saga_step_named(saga, cc_str_of(step));
	assert(saga->steps[at].await_ms > 0); /* only such a step can be told */
	TRY(cc_saga_load(ctx, saga, saga_id, run));
	struct cc_saga_progress of[CC_SAGA_STEPS_MAX];
	cc_saga_progress(saga->steps, &run->history, of);
	if (!cc_saga_listens(&of[at]))
		return CC_OK;
	const struct cc_saga_entry entry = {
		.step = (uint8_t)at,
		.fact = happened ? CC_SAGA_TOLD_DONE : CC_SAGA_TOLD_REFUSED,
	};
	return move(ctx, run, entry);
}

cc_err cc_saga_retry(struct cc_ctx *ctx, const struct cc_saga *saga, cc_id saga_id)
{
	struct cc_saga_run *run = cc_alloc(ctx, sizeof *run);
	TRY(cc_saga_load(ctx, saga, saga_id, run));
	if (cc_saga_next(saga->steps, &run->history).stage != CC_SAGA_STUCK)
		return CC_OK;
	return move(ctx, run, (struct cc_saga_entry){ .fact = CC_SAGA_RETRIED });
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
