/*
 * saga_next_test.c - in every world, a saga ends, and leaves nothing half done.
 *
 *     saga_next_test [STEPS]
 *
 * Every table of up to so many steps, four at most, is led through everything that can happen: each act
 * happens or does not, whatever is heard of it; undos fail and are retried; somebody cancels.  Each is led
 * through it twice: each step planned by itself, and with all that can be taken along.  What is checked is
 * what happened in that world, not what the saga believed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "platform/core/arena.h"
#include "platform/runtime/saga.h"

enum { STEPS_MAX = 4, FACTS_MAX = 10 * STEPS_MAX };

enum truth { UNDECIDED, HAPPENS, DOES_NOT };

struct world {
	struct cc_saga_step steps[STEPS_MAX + 1];
	size_t count;
	struct cc_saga_history history;
	enum truth truth[STEPS_MAX];
	bool along, cancelled, has_failed_undo;
	unsigned long ends;
};

static cc_err never_called(struct cc_ctx *ctx, const struct cc_effect_key *key, void *state)
{
	(void)ctx;
	(void)key;
	(void)state;
	cc_die("a pure function calls no step");
}

/* What has happened in the world ------------------------------------------------- */

static int times(const struct world *world, size_t step, enum cc_saga_fact fact)
{
	int count = 0;
	for (size_t i = 0; i < world->history.count; i++)
		count += world->history.entries[i].step == step && world->history.entries[i].fact == fact;
	return count;
}

static bool is_known_not_to_have_happened(const struct world *world, size_t step)
{
	return times(world, step, CC_SAGA_ACT_REFUSED) + times(world, step, CC_SAGA_RESOLVED_REFUSED) +
	               times(world, step, CC_SAGA_TOLD_REFUSED) >
	       0;
}

static bool may_have_happened(const struct world *world, size_t step)
{
	return times(world, step, CC_SAGA_ACT_PLANNED) > 0 && !is_known_not_to_have_happened(world, step);
}

static bool is_any_undone(const struct world *world)
{
	int undos = 0;
	for (size_t step = 0; step < world->count; step++)
		undos += times(world, step, CC_SAGA_UNDO_PLANNED);
	return undos > 0;
}

/* What must hold ------------------------------------------------------------------- */

static void check_act(const struct world *world, size_t step)
{
	assert_false(world->cancelled);
	assert_false(is_any_undone(world));
	assert_int_equal(times(world, step, CC_SAGA_ACT_PLANNED), 0);
	for (size_t before = 0; before < step; before++)
		assert_int_equal(world->truth[before], HAPPENS);
	for (size_t after = step; after < world->count; after++)
		assert_int_equal(times(world, after, CC_SAGA_ACT_PLANNED), 0);
}

static void check_undo(const struct world *world, size_t step)
{
	assert_non_null(world->steps[step].undo);
	assert_true(may_have_happened(world, step));
	assert_int_equal(times(world, step, CC_SAGA_UNDO_DONE), 0);
	for (size_t after = step + 1; after < world->count; after++)
		if (world->steps[after].undo && may_have_happened(world, after))
			assert_int_equal(times(world, after, CC_SAGA_UNDO_DONE), 1);
}

static void check_done(const struct world *world)
{
	assert_false(world->cancelled);
	assert_false(is_any_undone(world));
	for (size_t step = 0; step < world->count; step++)
		assert_int_equal(world->truth[step], HAPPENS);
}

static void check_undone(const struct world *world)
{
	bool has_cause = world->cancelled;
	for (size_t step = 0; step < world->count; step++) {
		bool undoable = world->steps[step].undo && may_have_happened(world, step);
		assert_int_equal(times(world, step, CC_SAGA_UNDO_DONE), undoable);
		if (world->truth[step] == HAPPENS && world->steps[step].undo)
			assert_int_equal(times(world, step, CC_SAGA_UNDO_DONE), 1);
		has_cause |= is_known_not_to_have_happened(world, step) ||
		             (!world->steps[step].resolve && times(world, step, CC_SAGA_ACT_IN_DOUBT) > 0) ||
		             times(world, step, CC_SAGA_RESOLVE_IN_DOUBT) > 0;
	}
	assert_true(has_cause); /* nothing turns back for nothing */
}

/* Everything that can happen next ---------------------------------------------------- */

static void explore(struct world *world);

static void note(struct world *world, size_t step, enum cc_saga_fact fact)
{
	assert_true(world->history.count < FACTS_MAX); /* it comes to an end */
	world->history.entries[world->history.count++] = (struct cc_saga_entry){ (uint8_t)step, fact };
}

static void hear(struct world *world, size_t step, enum cc_saga_fact fact)
{
	note(world, step, fact);
	explore(world);
	world->history.count--;
}

static bool takes_along(const struct world *world, size_t step)
{
	return world->along && world->steps[step].await_ms == 0 && step + 1 < world->count;
}

static void decide(struct world *world, size_t step)
{
	for (enum truth truth = HAPPENS; truth <= DOES_NOT; truth++) {
		world->truth[step] = truth;
		note(world, step, CC_SAGA_ACT_PLANNED);
		if (takes_along(world, step))
			decide(world, step + 1);
		else
			explore(world);
		world->history.count--;
	}
	world->truth[step] = UNDECIDED;
}

static void cancel(struct world *world)
{
	if (world->cancelled)
		return;
	world->cancelled = true;
	hear(world, 0, CC_SAGA_CANCELLED);
	world->cancelled = false;
}

static void tell(struct world *world, size_t step, const struct cc_saga_progress *progress)
{
	if (world->steps[step].await_ms > 0 && cc_saga_listens(progress))
		hear(world, step, world->truth[step] == HAPPENS ? CC_SAGA_TOLD_DONE : CC_SAGA_TOLD_REFUSED);
}

static void fail_act(struct world *world, const struct cc_saga_task *task, enum cc_saga_fact fact,
                     enum cc_saga_fact along)
{
	size_t known = world->history.count;
	note(world, task->step, fact);
	for (size_t i = 1; i <= task->along; i++)
		note(world, task->step + i, along);
	explore(world);
	world->history.count = known;
}

static bool happens_along(const struct world *world, const struct cc_saga_task *task)
{
	bool happens = false;
	for (size_t i = 1; i <= task->along; i++)
		happens |= world->truth[task->step + i] == HAPPENS;
	return happens;
}

static void end_act(struct world *world, const struct cc_saga_task *task)
{
	fail_act(world, task, CC_SAGA_ACT_IN_DOUBT, CC_SAGA_ACT_IN_DOUBT);
	if (world->truth[task->step] == HAPPENS || world->steps[task->step].await_ms > 0)
		hear(world, task->step, CC_SAGA_ACT_DONE);
	if (world->truth[task->step] != DOES_NOT)
		return;
	if (task->along > 0)
		fail_act(world, task, CC_SAGA_ACT_REFUSED, CC_SAGA_ACT_IN_DOUBT);
	if (!happens_along(world, task))
		fail_act(world, task, CC_SAGA_ACT_REFUSED, CC_SAGA_ACT_REFUSED);
}

static void end_resolve(struct world *world, size_t step)
{
	hear(world, step, CC_SAGA_RESOLVE_IN_DOUBT);
	hear(world, step, world->truth[step] == HAPPENS ? CC_SAGA_RESOLVED_DONE : CC_SAGA_RESOLVED_REFUSED);
}

static void end_undo(struct world *world, size_t step)
{
	hear(world, step, CC_SAGA_UNDO_DONE);
	if (world->has_failed_undo)
		return;
	world->has_failed_undo = true;
	hear(world, step, CC_SAGA_UNDO_REFUSED);
	hear(world, step, CC_SAGA_UNDO_IN_DOUBT);
	world->has_failed_undo = false;
}

static void wait(struct world *world)
{
	struct cc_saga_progress of[CC_SAGA_STEPS_MAX];
	struct cc_saga_task task = cc_saga_task(world->steps, &world->history);
	size_t underway = 0, count = cc_saga_progress(world->steps, &world->history, of);
	for (size_t step = 0; step < count; step++) {
		if (of[step].underway == CC_SAGA_NOTHING)
			continue;
		underway++;
		tell(world, step, &of[step]);
	}
	assert_int_equal(underway, 1 + task.along); /* it waits for something, and does one thing at a time */
	switch (task.action) {
	case CC_SAGA_ACT: end_act(world, &task); break;
	case CC_SAGA_RESOLVE: end_resolve(world, task.step); break;
	default: end_undo(world, task.step); break;
	}
	cancel(world);
}

static void rest(struct world *world, enum cc_saga_stage stage)
{
	world->ends++;
	if (stage == CC_SAGA_DONE) {
		check_done(world);
		return;
	}
	if (stage == CC_SAGA_UNDONE) {
		check_undone(world);
		return;
	}
	assert_int_equal(stage, CC_SAGA_STUCK);
	enum cc_saga_fact last = world->history.entries[world->history.count - 1].fact;
	assert_true(last == CC_SAGA_UNDO_REFUSED || last == CC_SAGA_UNDO_IN_DOUBT);
	hear(world, 0, CC_SAGA_RETRIED);
}

static void explore(struct world *world)
{
	struct cc_saga_next next = cc_saga_next(world->steps, &world->history);
	switch (next.action) {
	case CC_SAGA_ACT:
		check_act(world, next.step);
		decide(world, next.step);
		break;
	case CC_SAGA_RESOLVE:
		assert_false(is_any_undone(world) || world->cancelled);
		hear(world, next.step, CC_SAGA_RESOLVE_PLANNED);
		break;
	case CC_SAGA_UNDO:
		check_undo(world, next.step);
		hear(world, next.step, CC_SAGA_UNDO_PLANNED);
		break;
	case CC_SAGA_WAIT: wait(world); break;
	case CC_SAGA_REST: rest(world, next.stage); break;
	}
}

/* Every table -------------------------------------------------------------------------- */

enum { KINDS = 6 }; /* of a step: with an undo or not; and found out about never, if in doubt, or as a rule */

static struct cc_saga_step step_of_kind(int kind)
{
	return (struct cc_saga_step){
		.name = "step",
		.act = never_called,
		.undo = kind % 2 ? never_called : NULL,
		.resolve = kind / 2 > 0 ? never_called : NULL,
		.await_ms = kind / 2 == 2 ? 1000 : 0,
		.deadline_ms = 1,
		.tries = 1,
	};
}

static unsigned long ends_of(size_t count, size_t table, bool along)
{
	struct world world = { .count = count, .along = along };
	for (size_t step = 0; step < count; step++, table /= KINDS)
		world.steps[step] = step_of_kind((int)(table % KINDS));
	explore(&world);
	return world.ends;
}

static void every_world_of_every_table_is_left_whole(void **state)
{
	size_t most = *(const size_t *)*state;
	unsigned long ends = 0;
	for (size_t count = 1, tables = KINDS; count <= most; count++, tables *= KINDS) {
		for (size_t table = 0; table < tables; table++) {
			ends += ends_of(count, table, false) + ends_of(count, table, true);
		}
	}
	print_message("%lu ends of sagas\n", ends);
	assert_true(ends > 10000);
}

int main(int argc, char **argv)
{
	size_t most = argc > 1 ? strtoul(argv[1], NULL, 10) : 3;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_prestate(every_world_of_every_table_is_left_whole, &most),
	};
	if (most > STEPS_MAX)
		cc_die("at most %d steps", STEPS_MAX);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
