/*
 * journey.c - a saga: A is only undone; B is found out about if it is in doubt; C is awaited.  And a trip:
 * the same, of which B and C are taken along.
 */
#include "tests/town/journey.h"

#include "platform/core/run.h"
#include "post.sql.h"

static void tell(enum post_point point)
{
	if (post_hook)
		post_hook(point);
}

static cc_err visit(struct cc_ctx *ctx, const struct cc_effect_key *key, struct post_journey *journey,
                    cc_str address)
{
	struct porch_let_in_request cmd = { .errand_id = journey->journey_id, .address = address };
	struct porch_visit answer;
	TRY(cc_call_planned(ctx, &porch_let_in_op, key, &cmd, &answer));
	journey->been_at = cc_printf(ctx, "%.*s%s", (int)journey->been_at.len, journey->been_at.ptr,
	                             address.ptr);
	tell(POST_ACTED);
	return CC_OK;
}

static cc_err leave(struct cc_ctx *ctx, const struct cc_effect_key *key, const struct post_journey *journey,
                    cc_str address)
{
	struct porch_let_in_request cmd = { .errand_id = journey->journey_id, .address = address };
	struct porch_visit answer;
	tell(POST_UNDOING);
	return cc_call_planned(ctx, &porch_see_off_op, key, &cmd, &answer);
}

static cc_err find(struct cc_ctx *ctx, const struct post_journey *journey, cc_str address)
{
	struct porch_let_in_request query = { .errand_id = journey->journey_id, .address = address };
	struct porch_visit answer;
	tell(POST_RESOLVING);
	return cc_call(ctx, &porch_find_visit_op, &query, &answer);
}

static cc_err visit_a(struct cc_ctx *ctx, const struct cc_effect_key *key, void *state)
{
	return visit(ctx, key, state, CC_STR("A"));
}

static cc_err leave_a(struct cc_ctx *ctx, const struct cc_effect_key *key, void *state)
{
	return leave(ctx, key, state, CC_STR("A"));
}

static cc_err visit_b(struct cc_ctx *ctx, const struct cc_effect_key *key, void *state)
{
	tell(POST_ACTING);
	return visit(ctx, key, state, CC_STR("B"));
}

static cc_err leave_b(struct cc_ctx *ctx, const struct cc_effect_key *key, void *state)
{
	return leave(ctx, key, state, CC_STR("B"));
}

static cc_err find_b(struct cc_ctx *ctx, const struct cc_effect_key *key, void *state)
{
	(void)key;
	return find(ctx, state, CC_STR("B"));
}

static cc_err visit_c(struct cc_ctx *ctx, const struct cc_effect_key *key, void *state)
{
	return visit(ctx, key, state, CC_STR("C"));
}

static cc_err leave_c(struct cc_ctx *ctx, const struct cc_effect_key *key, void *state)
{
	return leave(ctx, key, state, CC_STR("C"));
}

static cc_err find_c(struct cc_ctx *ctx, const struct cc_effect_key *key, void *state)
{
	(void)key;
	return find(ctx, state, CC_STR("C"));
}

static const char *word_of(enum cc_saga_fact fact)
{
	switch (fact) {
	case CC_SAGA_ACT_DONE: return "done";
	case CC_SAGA_ACT_REFUSED: return "refused";
	case CC_SAGA_ACT_IN_DOUBT: return "in_doubt";
	case CC_SAGA_RESOLVED_DONE: return "found";
	case CC_SAGA_RESOLVED_REFUSED: return "not_found";
	case CC_SAGA_RESOLVE_IN_DOUBT: return "not_to_be_found_out";
	case CC_SAGA_TOLD_DONE: return "told";
	case CC_SAGA_TOLD_REFUSED: return "told_not";
	case CC_SAGA_UNDO_DONE: return "undone";
	case CC_SAGA_UNDO_REFUSED: return "undo_refused";
	case CC_SAGA_UNDO_IN_DOUBT: return "undo_in_doubt";
	case CC_SAGA_CANCELLED: return "cancelled";
	case CC_SAGA_RETRIED: return "retried";
	default: return "?";
	}
}

static cc_err moved(struct cc_ctx *ctx, const struct cc_saga_move *moves, size_t count, const void *state)
{
	const struct post_journey *journey = state;
	for (size_t i = 0; i < count; i++) {
		const struct cc_saga_move *move = &moves[i];
		cc_str word = cc_printf(ctx, "%s%s%s", move->step ? move->step : "", move->step ? "." : "",
		                        word_of(move->fact));
		TRY(cc_sql_change(ctx, &note_journey, move->saga_id, (int)move->stage, word,
		                  journey->been_at));
	}
	tell(POST_MOVED);
	return CC_OK;
}

static const struct cc_saga_step steps[] = {
	{ .name = "a", .act = visit_a, .undo = leave_a, .deadline_ms = 5000, .tries = JOURNEY_TRIES },
	{
		.name = "b",
		.act = visit_b,
		.undo = leave_b,
		.resolve = find_b,
		.deadline_ms = 5000,
		.tries = JOURNEY_TRIES,
	},
	{
		.name = "c",
		.act = visit_c,
		.undo = leave_c,
		.resolve = find_c,
		.deadline_ms = 5000,
		.tries = JOURNEY_TRIES,
		.await_ms = JOURNEY_AWAIT_MS,
	},
	{ 0 },
};

const struct cc_saga journey_saga = {
	.name = "post.journey",
	.state = &post_journey_message,
	.steps = steps,
	.moved = moved,
};

static const struct cc_saga_step steps_of_trip[] = {
	{ .name = "a", .act = visit_a, .undo = leave_a, .deadline_ms = 5000, .tries = JOURNEY_TRIES },
	{
		.name = "b",
		.act = visit_b,
		.undo = leave_b,
		.resolve = find_b,
		.deadline_ms = 5000,
		.tries = JOURNEY_TRIES,
		.along = true,
	},
	{
		.name = "c",
		.act = visit_c,
		.undo = leave_c,
		.resolve = find_c,
		.deadline_ms = 5000,
		.tries = JOURNEY_TRIES,
		.along = true,
		.await_ms = JOURNEY_AWAIT_MS,
	},
	{ 0 },
};

const struct cc_saga trip_saga = {
	.name = "post.trip",
	.state = &post_journey_message,
	.steps = steps_of_trip,
	.moved = moved,
};

static const struct cc_saga *saga_of(cc_id journey_id)
{
	return cc_id_eq(journey_id, town_id(TRIP)) ? &trip_saga : &journey_saga;
}

static CC_RESULT start(struct cc_ctx *ctx, cc_id journey_id)
{
	struct post_journey journey = { .journey_id = journey_id };
	TRY(cc_saga_start(ctx, saga_of(journey_id), journey_id, &journey));
	return cc_sql_exec(ctx, &insert_journey, journey_id);
}

static CC_RESULT move(struct cc_ctx *ctx, const struct post_move_journey_request *cmd)
{
	const struct cc_saga *saga = saga_of(cmd->journey_id);
	switch (cmd->move) {
	case POST_JOURNEY_MOVE_START: return start(ctx, cmd->journey_id);
	case POST_JOURNEY_MOVE_CANCEL: return cc_saga_cancel(ctx, saga, cmd->journey_id);
	case POST_JOURNEY_MOVE_RETRY: return cc_saga_retry(ctx, saga, cmd->journey_id);
	case POST_JOURNEY_MOVE_TELL_DONE: return cc_saga_tell(ctx, saga, cmd->journey_id, "c", true);
	default: return cc_saga_tell(ctx, saga, cmd->journey_id, "c", false);
	}
}

cc_err post_move_journey(struct cc_ctx *ctx, const struct post_move_journey_request *cmd,
                         struct post_journey *journey)
{
	enum cc_saga_stage stage;
	TRY(move(ctx, cmd));
	return cc_saga_look(ctx, saga_of(cmd->journey_id), cmd->journey_id, &stage, journey);
}
