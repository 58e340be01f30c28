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

cc_err cc_psp_sandbox_tell_refund(struct cc_ctx *ctx, const struct cc_psp_refund *refund)
{
	const struct cc_psp_sandbox_card *card;
	const struct cc_stripe_object object = cc_stripe_refund(ctx, refund);
	TRY(cc_psp_sandbox_card_of(ctx, refund->intent_id, &card));
	return record(ctx, "refund.created", &object, card->events_late_ms);
}

/* Telling ----------------------------------------------------------------------- */

struct told {
	const struct cc_psp_event_row *row;
	bool heard;
};

static cc_err save_told(struct cc_ctx *ctx, void *arg)
{
	const struct told *told = arg;
	int32_t tries = told->row->tries + 1;
	int64_t pause_ms = (int64_t)FIRST_PAUSE_MS << told->row->tries;
	bool again = !told->heard && tries < TRIES_MAX;
	struct cc_val due = cc_null();
	if (again)
		due = cc_val_time(
			cc_time_add(cc_now(ctx), pause_ms < PAUSE_MAX_MS ? pause_ms : PAUSE_MAX_MS));
	TRY(cc_sql_change(ctx, &save_event, told->row->position, due, tries));
	return cc_sql_exec(ctx, &forget_events, cc_time_add(cc_now(ctx), -KEPT_DAYS * CC_HOURS(24)));
}

static CC_RESULT tell(struct cc_psp_sandbox *sandbox, struct cc_ctx *ctx, const struct cc_psp_event_row *row)
{
	cc_time now = sandbox->clock->ops->now(sandbox->clock);
	cc_str signature = cc_psp_sandbox_sign(ctx, sandbox->webhook_secret, now, row->body);
	struct cc_ctx listener = cc_psp_sandbox_ctx(sandbox, ctx), own = listener;
	struct told told = { row, sandbox->hear(sandbox->arg, &listener, signature, row->body) == CC_OK };
	return cc_store_write(sandbox->store, &own, save_told, &told);
}

static CC_RESULT read_due(struct cc_psp_sandbox *sandbox, struct cc_ctx *ctx,
                          struct cc_psp_event_row_list *due)
{
	struct cc_ctx own = cc_psp_sandbox_ctx(sandbox, ctx);
	TRY(cc_store_begin_read(sandbox->store, &own));
	cc_err err = cc_sql_all(&own, &due_events, &cc_psp_event_row_message, due, cc_now(&own));
	cc_store_end_read(sandbox->store, &own);
	return err;
}

/* A failure is the next round's: what is due stays due. */
size_t cc_psp_sandbox_step(struct cc_psp *psp)
{
	struct cc_psp_sandbox *sandbox = (struct cc_psp_sandbox *)psp;
	struct cc_ctx ctx = { .arena = cc_arena_new(), .deadline = CC_TIME_NEVER };
	struct cc_psp_event_row_list due = { 0 };
	size_t told = 0;
	cc_err err = cc_psp_sandbox_catch_up(sandbox, &ctx);
	if (err == CC_OK && sandbox->hear)
		err = read_due(sandbox, &ctx, &due);
	while (err == CC_OK && told < due.count) {
		err = tell(sandbox, &ctx, &due.items[told]);
		told += err == CC_OK;
	}
	cc_arena_free(ctx.arena);
	return told;
}
