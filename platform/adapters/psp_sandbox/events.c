/* events.c - what the sandbox tells whoever listens: signed, again and again until it is heard. */
#include "platform/adapters/psp_sandbox/internal.h"

#include "platform/adapters/psp_sandbox/shape.h"
#include "platform/core/json.h"
#include "platform/ports/clock.h"

enum {
	TRIES_MAX = 16,
	FIRST_PAUSE_MS = 1000,
	PAUSE_MAX_MS = 3600 * 1000,
	KEPT_DAYS = 30,
};

/* Recording --------------------------------------------------------------------- */

static CC_RESULT record(struct cc_ctx *ctx, const char *type, const struct cc_stripe_object *object,
                        int64_t late_ms)
{
	const struct cc_stripe_data data = { object };
	const struct cc_stripe_event event = {
		.id = cc_psp_sandbox_new_id(ctx, "evt"),
		.object = CC_STR("event"),
		.type = cc_str_of(type),
		.created = (uint32_t)(cc_now(ctx).ms / 1000),
		.data = &data,
	};
	struct cc_buf body = { .arena = ctx->arena };
	cc_json_encode(&body, &cc_stripe_event_message, &event);
	return cc_sql_exec(ctx, &insert_event, cc_buf_str(&body), cc_now(ctx),
	                   cc_time_add(cc_now(ctx), late_ms));
}

cc_err cc_psp_sandbox_tell_intent(struct cc_ctx *ctx, const struct cc_psp_intent *intent, const char *type)
{
	const struct cc_psp_sandbox_card *card;
	const struct cc_stripe_object object = cc_stripe_intent(ctx, intent);
	TRY(cc_psp_sandbox_card_of(ctx, intent->id, &card));
	return record(ctx, type, &object, card->events_late_ms);
}

cc_err cc_psp_sandbox_tell_dispute(struct cc_ctx *ctx, const struct cc_psp_intent *intent, const char *type)
{
	const struct cc_psp_sandbox_card *card;
	const struct cc_stripe_object object = cc_stripe_dispute(ctx, intent);
	TRY(cc_psp_sandbox_card_of(ctx, intent->id, &card));
	return record(ctx, type, &object, card->events_late_ms);
}

cc_err cc_psp_sandbox_tell_refund(struct cc_ctx *ctx, const struct cc_psp_refund *refund)
{
	const struct cc_psp_sandbox_card *card;
	const struct cc_stripe_object object = cc_stripe_refund(ctx, refund);
	TRY(cc_psp_sandbox_card_of(ctx, refund->intent_id, &card));
	return record(ctx, "refund.created", &object, card->events_late_ms);
}

/* Telling ----------------------------------------------------------------------- */

/* One round: what was due, and what of it was heard. */
struct round {
	struct cc_psp_event_row_list due;
	bool heard[CC_PSP_EVENTS_MAX];
	size_t told;
};

static CC_RESULT save_told(struct cc_ctx *ctx, const struct cc_psp_event_row *event, bool heard)
{
	int32_t tries = event->tries + 1;
	int64_t pause_ms = (int64_t)FIRST_PAUSE_MS << event->tries;
	bool again = !heard && tries < TRIES_MAX;
	struct cc_val due = cc_null();
	if (again)
		due = cc_val_time(
			cc_time_add(cc_now(ctx), pause_ms < PAUSE_MAX_MS ? pause_ms : PAUSE_MAX_MS));
	return cc_sql_change(ctx, &save_event, event->position, due, tries);
}

/* One commit for all of them: a crash before it makes them come again. */
static cc_err save_round(struct cc_ctx *ctx, void *arg)
{
	const struct round *round = arg;
	for (size_t i = 0; i < round->told; i++)
		TRY(save_told(ctx, &round->due.items[i], round->heard[i]));
	return cc_sql_exec(ctx, &forget_events, cc_time_add(cc_now(ctx), -KEPT_DAYS * CC_HOURS(24)));
}

static bool is_heard(struct cc_psp_sandbox *sandbox, struct cc_ctx *ctx, cc_str body)
{
	cc_time now = sandbox->clock->ops->now(sandbox->clock);
	struct cc_ctx listener = cc_psp_sandbox_ctx(sandbox, ctx);
	cc_str signature = cc_psp_sandbox_sign(ctx, sandbox->webhook_secret, now, body);
	return sandbox->hear(sandbox->arg, &listener, signature, body) == CC_OK;
}

static CC_RESULT read_due(struct cc_psp_sandbox *sandbox, struct cc_ctx *ctx,
                          struct cc_psp_event_row_list *due)
{
	struct cc_ctx own = cc_psp_sandbox_ctx(sandbox, ctx);
	TRY(cc_store_begin_read(sandbox->store, &own));
	cc_err err = cc_sql_all(&own, &due_events, &cc_psp_event_row_message, due, cc_now(&own),
	                        (int)CC_PSP_EVENTS_MAX);
	cc_store_end_read(sandbox->store, &own);
	return err;
}

static bool is_stopping(struct cc_psp_sandbox *sandbox)
{
	cc_mutex_lock(&sandbox->lock);
	bool stopping = sandbox->stopping;
	cc_mutex_unlock(&sandbox->lock);
	return stopping;
}

static CC_RESULT tell_due(struct cc_psp_sandbox *sandbox, struct cc_ctx *ctx, struct round *round)
{
	TRY(cc_psp_sandbox_catch_up(sandbox, ctx));
	if (!sandbox->hear)
		return CC_OK;
	TRY(read_due(sandbox, ctx, &round->due));
	for (; round->told < round->due.count && !is_stopping(sandbox); round->told++)
		round->heard[round->told] = is_heard(sandbox, ctx, round->due.items[round->told].body);
	struct cc_ctx own = cc_psp_sandbox_ctx(sandbox, ctx);
	return round->told > 0 ? cc_store_write(sandbox->store, &own, save_round, round) : CC_OK;
}

/* A failure is the next round's: what is due stays due. */
size_t cc_psp_sandbox_step(struct cc_psp *psp)
{
	struct cc_ctx ctx = { .arena = cc_arena_new(), .deadline = CC_TIME_NEVER };
	struct round round = { 0 };
	cc_err err = tell_due((struct cc_psp_sandbox *)psp, &ctx, &round);
	cc_arena_free(ctx.arena);
	return err == CC_OK ? round.told : 0;
}
