/* person.c - somebody who asks the company, and asks again if nobody answers. */
#include <stdio.h>

#include "platform/core/protobuf.h"
#include "sim/stage.h"

enum {
	TRIES_MAX = 8,
	FIRST_PAUSE_MS = 500, /* and twice as long before each later try: people give up after some minutes */
};

void sim_person_come(struct sim_person *person, struct sim_stage *stage, const char *name, int plan)
{
	uint64_t stream = plan < 0 ? SIM_BY_STAFF + (uint64_t)-plan : SIM_BY_GUEST + (uint64_t)plan;
	*person = (struct sim_person){
		.stage = stage,
		.ctx = {
			.arena = cc_arena_new(),
			.clock = stage->world.clock,
			.entropy = &person->ids.base,
			.deadline = CC_TIME_NEVER,
		},
		.plan = plan,
		.random = sim_random_of(stage->world.seed, stream),
	};
	cc_entropy_sim_init(&person->ids, sim_random_next(&person->random));
	snprintf(person->name, sizeof person->name, "%s %d", name, plan < 0 ? -plan : plan);
}

void sim_person_go(struct sim_person *person)
{
	cc_arena_free(person->ctx.arena);
}

/* Answers ------------------------------------------------------------------------- */

static void keep(struct sim_answers *answers, struct cc_arena *arena, struct sim_answer *answer)
{
	if (answers->count == answers->room) {
		size_t room = answers->room ? 2 * answers->room : 256;
		answers->items = cc_arena_grow(arena, answers->items, answers->room * sizeof *answers->items,
		                               room * sizeof *answers->items);
		answers->room = room;
	}
	answers->items[answers->count++] = answer;
}

static void *copy(struct cc_ctx *ctx, const struct cc_message *message, const void *from)
{
	void *to = cc_alloc(ctx, message->size);
	cc_message_copy(ctx, message, from, to);
	return to;
}

/* What was read binds nobody. */
static void note_answer(struct sim_person *person, const struct sim_call *call, cc_err err)
{
	struct sim_world *world = &person->stage->world;
	struct cc_ctx ctx = { .arena = world->arena };
	if (call->op->tx == CC_TX_READ)
		return;
	struct sim_answer *answer = cc_alloc(&ctx, sizeof *answer);
	*answer = (struct sim_answer){
		.event = sim_stats(world->sim).events,
		.at_us = sim_now_us(world->sim),
		.op = call->op,
		.caller = call->caller,
		.key = cc_copy(&ctx, call->key),
		.in = copy(&ctx, call->op->in, call->in),
		.out = err == CC_OK ? copy(&ctx, call->op->out, call->out) : NULL,
		.reason = err == CC_OK ? NULL : cc_copy(&ctx, cc_str_of(err->reason)).ptr,
		.life = sim_company_lives(world->company),
		.booking = person->plan < 0 ? -1 : person->plan,
	};
	answer->bytes = err == CC_OK ? cc_copy(&ctx, call->bytes) : cc_str_of(answer->reason);
	keep(&world->answers, world->arena, answer);
	sim_stage_answered(person->stage, answer);
}

/* Asking -------------------------------------------------------------------------- */

cc_err sim_ask_once(struct sim_person *person, struct sim_call *call)
{
	struct sim_world *world = &person->stage->world;
	memset(call->out, 0, call->op->out->size);
	cc_err err = sim_company_ask(world->company, &person->ctx, call);
	sim_say(world, person->name, "%s: %s%s%s", call->op->label, err ? err->reason : "done",
	        call->key.len > 0 ? ", key " : "", call->key.len > 0 ? call->key.ptr : "");
	if (call->answered)
		note_answer(person, call, err);
	return err;
}

/* Nobody has said what became of it, or whoever did said: later. */
static bool is_open(const struct sim_call *call, cc_err err)
{
	return err != CC_OK &&
	       (!call->answered || cc_is(err, CC_UNAVAILABLE) || cc_is(err, CC_DEADLINE_EXCEEDED) ||
	        cc_is(err, CC_INTERNAL) || cc_because(err, &cc_idempotency_key_in_use));
}

cc_err sim_ask(struct sim_person *person, struct sim_call *call)
{
	cc_err err = sim_ask_once(person, call);
	int64_t pause_ms = FIRST_PAUSE_MS;
	for (int i = 1; i < TRIES_MAX && is_open(call, err); i++, pause_ms *= 2) {
		sim_wait_ms(person, sim_random_between(&person->random, pause_ms / 2, 2 * pause_ms));
		err = sim_ask_once(person, call);
	}
	return err;
}

cc_str sim_new_key(struct sim_person *person)
{
	return cc_printf(&person->ctx, "%016llx", (unsigned long long)sim_random_next(&person->random));
}

void sim_wait_ms(struct sim_person *person, int64_t ms)
{
	sim_sleep_us(person->stage->world.sim, ms * 1000);
}
