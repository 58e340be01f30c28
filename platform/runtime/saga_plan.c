/*
 * saga_plan.c - what is underway in a saga, as a planned effect: its plan is the saga's own row.
 *
 * The history says what is planned, and under which keys.  A row that has moved on since is another plan.
 */
#include "platform/runtime/saga_plan.h"

#include "platform/core/id.h"
#include "platform/core/protobuf.h"
#include "platform/core/run.h"
#include "platform/runtime/effect_key.h"
#include "platform/runtime/platform.sql.h"
#include "platform/runtime/rows.h"
#include "platform/runtime/saga_row.h"
#include "platform/runtime/telemetry.h"

/* A saga as it was when this was planned. */
struct saga_plan {
	cc_str saga;
	cc_id saga_id;
	cc_str history, state;
};

struct saga_outcome {
	cc_str state;
	int32_t done; /* so many of the steps */
};

#define FIELD(row, member, number, kind)                                                                     \
	{                                                                                                    \
		.name = #member, .tag = (number), .type = (kind), .presence = CC_IMPLICIT,                   \
		.offset = offsetof(row, member)                                                              \
	}

static const struct cc_field plan_fields[] = {
	FIELD(struct saga_plan, saga, 1, CC_STRING),
	FIELD(struct saga_plan, saga_id, 2, CC_UUID),
	FIELD(struct saga_plan, history, 3, CC_STRING),
	FIELD(struct saga_plan, state, 4, CC_BYTES),
};

static const struct cc_message plan_message = {
	.name = "saga_plan",
	.size = sizeof(struct saga_plan),
	.fields = plan_fields,
	.field_count = CC_COUNT(plan_fields),
};

static const struct cc_field outcome_fields[] = {
	FIELD(struct saga_outcome, state, 1, CC_BYTES),
	FIELD(struct saga_outcome, done, 2, CC_INT32),
};

static const struct cc_message outcome_message = {
	.name = "saga_outcome",
	.size = sizeof(struct saga_outcome),
	.fields = outcome_fields,
	.field_count = CC_COUNT(outcome_fields),
};

/* Planning ----------------------------------------------------------------------- */

/* An act and its resolver have the same key: they are never planned together, and ask about the same. */
static cc_str key_of(struct cc_ctx *ctx, const struct cc_saga_run *run, enum cc_saga_action action,
                     size_t step)
{
	char id[CC_ID_TEXT_LEN];
	const char *name = run->saga->steps[step].name;
	cc_id_print(run->saga_id, id);
	if (action != CC_SAGA_UNDO)
		return cc_printf(ctx, "%.*s/%s", CC_ID_TEXT_LEN, id, name);
	/* What was refused did not happen, and would be refused again under its key. */
	struct cc_saga_progress of[CC_SAGA_STEPS_MAX];
	cc_saga_progress(run->saga->steps, &run->history, of);
	int refused = of[step].undos_refused;
	if (refused == 0)
		return cc_printf(ctx, "%.*s/%s/undo", CC_ID_TEXT_LEN, id, name);
	return cc_printf(ctx, "%.*s/%s/undo/%d", CC_ID_TEXT_LEN, id, name, refused + 1);
}

static void describe(struct cc_ctx *ctx, const struct cc_saga_run *run, const struct cc_saga_task *task,
                     struct cc_plan_row *row)
{
	const struct saga_plan plan = {
		.saga = cc_str_of(run->saga->name),
		.saga_id = run->saga_id,
		.history = cc_saga_print_history(ctx, run->saga, &run->history),
		.state = run->state,
	};
	struct cc_buf encoded = { .arena = ctx->arena };
	cc_protobuf_encode(&encoded, &plan_message, &plan);
	row->key = key_of(ctx, run, task->action, task->step);
	row->effect = cc_printf(ctx, "%s/%s", run->saga->name, run->saga->steps[task->step].name);
	row->plan = cc_buf_str(&encoded);
	row->subject = run->subject;
}

void cc_saga_tell_planned(struct cc_ctx *ctx, const struct cc_saga_run *run, const struct cc_saga_task *task,
                          cc_time due_at)
{
	struct cc_plan_row row = { .trace = cc_trace_text(ctx), .first_due_at = due_at };
	describe(ctx, run, task, &row);
	cc_plan_tell(ctx, &row);
}

/* Rows --------------------------------------------------------------------------- */

struct due_row {
	cc_str saga;
	cc_id saga_id, subject;
	cc_str state, history, trace;
	cc_time first_due_at;
	int32_t tries;
};

struct due_row_list {
	struct due_row *items;
	size_t count;
};

static const struct cc_field due_fields[] = {
	CC_ROW_FIELD(struct due_row, saga, CC_STRING),       CC_ROW_FIELD(struct due_row, saga_id, CC_UUID),
	CC_ROW_FIELD(struct due_row, subject, CC_UUID),      CC_ROW_FIELD(struct due_row, state, CC_BYTES),
	CC_ROW_FIELD(struct due_row, history, CC_STRING),    CC_ROW_FIELD(struct due_row, trace, CC_STRING),
	CC_ROW_FIELD(struct due_row, first_due_at, CC_TIME), CC_ROW_FIELD(struct due_row, tries, CC_INT32),
};

static const struct cc_message due_message = {
	.name = "due_saga",
	.size = sizeof(struct due_row),
	.fields = due_fields,
	.field_count = CC_COUNT(due_fields),
};

static const struct cc_saga *saga_named(const struct cc_service *service, cc_str name)
{
	const struct cc_saga *const *saga = service->sagas;
	for (; saga && *saga; saga++)
		if (cc_str_eq(cc_str_of((*saga)->name), name))
			return *saga;
	return NULL;
}

/* False if this program cannot go on with what another version of it began. */
static bool read_due(struct cc_ctx *ctx, const struct cc_service *service, const struct due_row *due,
                     struct cc_plan_row *row)
{
	struct cc_saga_run *run = cc_alloc(ctx, sizeof *run);
	run->saga = saga_named(service, due->saga);
	run->saga_id = due->saga_id;
	run->subject = due->subject;
	run->state = due->state;
	if (!run->saga || !cc_saga_parse_history(run->saga, due->history, &run->history))
		return false;
	const struct cc_saga_task task = cc_saga_task(run->saga->steps, &run->history);
	if (task.action == CC_SAGA_REST)
		return false;
	*row = (struct cc_plan_row){
		.trace = due->trace,
		.first_due_at = due->first_due_at,
		.tries = due->tries,
	};
	describe(ctx, run, &task, row);
	return true;
}

cc_err cc_saga_read_due(struct cc_ctx *ctx, const struct cc_service *service, cc_time now, size_t max,
                        struct cc_plan_row_list *rows)
{
	struct due_row_list due;
	TRY(cc_sql_all(ctx, &due_sagas, &due_message, &due, now, (int64_t)max));
	struct cc_plan_row *items = cc_alloc_array(ctx, due.count, sizeof *items);
	size_t count = 0;
	for (size_t i = 0; i < due.count; i++)
		count += read_due(ctx, service, &due.items[i], &items[count]);
	*rows = (struct cc_plan_row_list){ items, count };
	return CC_OK;
}

/* As an effect ------------------------------------------------------------------- */

static void read_run(struct cc_ctx *ctx, const struct saga_plan *plan, struct cc_saga_run *run)
{
	*run = (struct cc_saga_run){
		.saga = saga_named(ctx->service, plan->saga),
		.saga_id = plan->saga_id,
		.state = plan->state,
	};
	bool known = cc_saga_parse_history(run->saga, plan->history, &run->history);
	assert(known); /* it was printed by this program */
	run->task = cc_saga_task(run->saga->steps, &run->history);
}

static cc_saga_call *call_of(const struct cc_saga_step *step, enum cc_saga_action action)
{
	switch (action) {
	case CC_SAGA_ACT: return step->act;
	case CC_SAGA_RESOLVE: return step->resolve;
	default: return step->undo;
	}
}

/* A failure is none yet: the step stays planned, and fails, if it does, under its own name. */
static int32_t take_along(struct cc_ctx *ctx, const struct cc_saga_run *run, void *state)
{
	int32_t taken = 0;
	while ((size_t)taken < run->task.along) {
		size_t at = run->task.step + (size_t)taken + 1;
		const struct cc_saga_step *step = &run->saga->steps[at];
		const struct cc_effect_key key = { key_of(ctx, run, CC_SAGA_ACT, at) };
		ctx->deadline = cc_time_add(cc_now(ctx), step->deadline_ms);
		if (step->act(ctx, &key, state) != CC_OK)
			return taken;
		taken++;
	}
	return taken;
}

static cc_err act(struct cc_ctx *ctx, const struct cc_effect_key *key, const void *body, void *result)
{
	struct saga_outcome *outcome = result;
	struct cc_saga_run *run = cc_alloc(ctx, sizeof *run);
	read_run(ctx, body, run);
	void *state = cc_alloc(ctx, run->saga->state->size);
	TRY(cc_saga_decode(ctx, run->saga, run->state, state));
	TRY(call_of(&run->saga->steps[run->task.step], run->task.action)(ctx, key, state));
	outcome->done = 1 + take_along(ctx, run, state);
	outcome->state = cc_saga_encode(ctx, run->saga, state);
	return CC_OK;
}

static cc_err settle(struct cc_ctx *ctx, const void *body, const void *result, cc_err err)
{
	const struct saga_plan *plan = body;
	const struct saga_outcome *outcome = result;
	struct cc_saga_run *planned = cc_alloc(ctx, sizeof *planned), *run = cc_alloc(ctx, sizeof *run);
	read_run(ctx, plan, planned);
	TRY(cc_saga_load(ctx, planned->saga, plan->saga_id, run));
	if (!cc_saga_same_task(&run->task, &planned->task))
		return CC_OK; /* it is not waited for any more */
	if (err == CC_OK)
		run->state = outcome->state;
	return cc_saga_settle(ctx, run, (size_t)outcome->done, err);
}

bool cc_saga_is_planned(const struct cc_effect *effect)
{
	return effect->plan == &plan_message;
}

cc_err cc_saga_note_try(struct cc_ctx *ctx, const void *body, int tries, cc_time due_at, cc_str reason)
{
	const struct saga_plan *plan = body;
	return cc_sql_exec(ctx, &note_saga_try, plan->saga, plan->saga_id, plan->history, tries, due_at,
	                   reason);
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
		&saga->steps[cc_saga_step_named(saga, (cc_str){ slash + 1, name.len - before.len - 1 })];
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
