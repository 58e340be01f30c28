/* saga_next.c - what a saga does next: a pure function of its table and its history. */
#include "platform/runtime/saga.h"

size_t cc_saga_step_count(const struct cc_saga_step *steps)
{
	size_t count = 0;
	while (steps[count].name)
		count++;
	assert(count > 0 && count <= CC_SAGA_STEPS_MAX);
	return count;
}

size_t cc_saga_step_named(const struct cc_saga *saga, cc_str name)
{
	size_t step = 0;
	while (saga->steps[step].name && !cc_str_eq(cc_str_of(saga->steps[step].name), name))
		step++;
	return step;
}

/* What is known ------------------------------------------------------------------ */

bool cc_saga_listens(const struct cc_saga_progress *progress)
{
	if (progress->underway == CC_SAGA_ACTING)
		return progress->told == CC_SAGA_NOT_TAKEN;
	bool open = progress->known == CC_SAGA_AWAITED || progress->known == CC_SAGA_UNKNOWN;
	return open && !progress->undone;
}

/* What was told of the act counts more than that it was only asked for, or that its answer was lost. */
static void end_act(struct cc_saga_progress *progress, enum cc_saga_known known)
{
	progress->underway = CC_SAGA_NOTHING;
	progress->known = progress->told != CC_SAGA_NOT_TAKEN ? progress->told : known;
}

static void end_resolve(struct cc_saga_progress *progress, enum cc_saga_known known)
{
	progress->underway = CC_SAGA_NOTHING;
	progress->known = known;
}

static void hear(struct cc_saga_progress *progress, enum cc_saga_known told)
{
	if (progress->underway == CC_SAGA_ACTING)
		progress->told = told;
	else if (cc_saga_listens(progress))
		end_resolve(progress, told);
}

static void end_undo(struct cc_saga_progress *progress, bool undone)
{
	progress->underway = CC_SAGA_NOTHING;
	progress->undone = undone;
	progress->undo_failed = !undone;
}

static void learn(struct cc_saga_progress *progress, const struct cc_saga_step *step, enum cc_saga_fact fact)
{
	switch (fact) {
	case CC_SAGA_ACT_PLANNED: progress->underway = CC_SAGA_ACTING; break;
	case CC_SAGA_ACT_DONE:
		end_act(progress, step->await_ms > 0 ? CC_SAGA_AWAITED : CC_SAGA_HAPPENED);
		break;
	case CC_SAGA_ACT_REFUSED: end_act(progress, CC_SAGA_NOT_HAPPENED); break;
	case CC_SAGA_ACT_IN_DOUBT:
		end_act(progress, step->resolve ? CC_SAGA_UNKNOWN : CC_SAGA_UNKNOWABLE);
		break;
	case CC_SAGA_RESOLVE_PLANNED: progress->underway = CC_SAGA_RESOLVING; break;
	case CC_SAGA_RESOLVED_DONE: end_resolve(progress, CC_SAGA_HAPPENED); break;
	case CC_SAGA_RESOLVED_REFUSED: end_resolve(progress, CC_SAGA_NOT_HAPPENED); break;
	case CC_SAGA_RESOLVE_IN_DOUBT: end_resolve(progress, CC_SAGA_UNKNOWABLE); break;
	case CC_SAGA_TOLD_DONE: hear(progress, CC_SAGA_HAPPENED); break;
	case CC_SAGA_TOLD_REFUSED: hear(progress, CC_SAGA_NOT_HAPPENED); break;
	case CC_SAGA_UNDO_PLANNED: progress->underway = CC_SAGA_BEING_UNDONE; break;
	case CC_SAGA_UNDO_DONE: end_undo(progress, true); break;
	case CC_SAGA_UNDO_REFUSED:
		progress->undos_refused++;
		end_undo(progress, false);
		break;
	case CC_SAGA_UNDO_IN_DOUBT: end_undo(progress, false); break;
	case CC_SAGA_CANCELLED: break;
	case CC_SAGA_RETRIED: break;
	}
}

/* Nobody waits any more to hear what undoing it makes good anyway. */
static void cancel(struct cc_saga_progress *progress)
{
	if (progress->underway == CC_SAGA_RESOLVING)
		end_resolve(progress, CC_SAGA_UNKNOWABLE);
}

size_t cc_saga_progress(const struct cc_saga_step *steps, const struct cc_saga_history *history,
                        struct cc_saga_progress *of)
{
	size_t count = cc_saga_step_count(steps);
	memset(of, 0, count * sizeof *of);
	for (size_t i = 0; i < history->count; i++) {
		const struct cc_saga_entry *entry = &history->entries[i];
		switch (entry->fact) {
		case CC_SAGA_CANCELLED:
			for (size_t step = 0; step < count; step++)
				cancel(&of[step]);
			break;
		case CC_SAGA_RETRIED:
			for (size_t step = 0; step < count; step++)
				of[step].undo_failed = false;
			break;
		default: learn(&of[entry->step], &steps[entry->step], entry->fact);
		}
	}
	return count;
}

bool cc_saga_is_cancelled(const struct cc_saga_history *history)
{
	for (size_t i = 0; i < history->count; i++)
		if (history->entries[i].fact == CC_SAGA_CANCELLED)
			return true;
	return false;
}

/* What follows ------------------------------------------------------------------- */

static bool turns_back(const struct cc_saga_progress *progress)
{
	return progress->known == CC_SAGA_NOT_HAPPENED || progress->known == CC_SAGA_UNKNOWABLE ||
	       progress->underway == CC_SAGA_BEING_UNDONE || progress->undone || progress->undo_failed;
}

static bool needs_undo(const struct cc_saga_step *step, const struct cc_saga_progress *progress)
{
	return step->undo && !progress->undone && progress->known != CC_SAGA_NOT_TAKEN &&
	       progress->known != CC_SAGA_NOT_HAPPENED;
}

static struct cc_saga_next forward(const struct cc_saga_step *steps, const struct cc_saga_progress *of,
                                   size_t count)
{
	struct cc_saga_next next = { .stage = CC_SAGA_RUNNING };
	while (next.step < count && of[next.step].known == CC_SAGA_HAPPENED)
		next.step++;
	if (next.step == count)
		return (struct cc_saga_next){ .action = CC_SAGA_REST, .stage = CC_SAGA_DONE };
	enum cc_saga_known known = of[next.step].known;
	next.action = known == CC_SAGA_NOT_TAKEN ? CC_SAGA_ACT : CC_SAGA_RESOLVE;
	next.delay_ms = known == CC_SAGA_AWAITED ? steps[next.step].await_ms : 0;
	return next;
}

static struct cc_saga_next backward(const struct cc_saga_step *steps, const struct cc_saga_progress *of,
                                    size_t count)
{
	for (size_t step = count; step-- > 0;) {
		if (!needs_undo(&steps[step], &of[step]))
			continue;
		if (of[step].undo_failed)
			return (struct cc_saga_next){ .action = CC_SAGA_REST, .stage = CC_SAGA_STUCK };
		return (struct cc_saga_next){ CC_SAGA_UNDO, .step = step, .stage = CC_SAGA_UNDOING };
	}
	return (struct cc_saga_next){ .action = CC_SAGA_REST, .stage = CC_SAGA_UNDONE };
}

struct cc_saga_next cc_saga_next(const struct cc_saga_step *steps, const struct cc_saga_history *history)
{
	struct cc_saga_progress of[CC_SAGA_STEPS_MAX];
	size_t count = cc_saga_progress(steps, history, of);
	bool back = cc_saga_is_cancelled(history), underway = false;
	for (size_t step = 0; step < count; step++) {
		back |= turns_back(&of[step]);
		underway |= of[step].underway != CC_SAGA_NOTHING;
	}
	if (underway)
		return (struct cc_saga_next){
			.action = CC_SAGA_WAIT,
			.stage = back ? CC_SAGA_UNDOING : CC_SAGA_RUNNING,
		};
	return back ? backward(steps, of, count) : forward(steps, of, count);
}

/* What is underway --------------------------------------------------------------- */

struct cc_saga_task cc_saga_task(const struct cc_saga_step *steps, const struct cc_saga_history *history)
{
	static const enum cc_saga_action actions[] = {
		[CC_SAGA_ACTING] = CC_SAGA_ACT,
		[CC_SAGA_RESOLVING] = CC_SAGA_RESOLVE,
		[CC_SAGA_BEING_UNDONE] = CC_SAGA_UNDO,
	};
	struct cc_saga_progress of[CC_SAGA_STEPS_MAX];
	size_t count = cc_saga_progress(steps, history, of), step = 0, end;
	while (step < count && of[step].underway == CC_SAGA_NOTHING)
		step++;
	if (step == count)
		return (struct cc_saga_task){ .action = CC_SAGA_REST };
	for (end = step + 1; end < count && of[end].underway == CC_SAGA_ACTING; end++) {
	}
	return (struct cc_saga_task){ actions[of[step].underway], step, end - step - 1 };
}

bool cc_saga_same_task(const struct cc_saga_task *a, const struct cc_saga_task *b)
{
	return a->action == b->action && a->step == b->step;
}
