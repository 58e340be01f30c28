/* plan.c - what is to be done in the world outside, written down with the rule's own rows. */
#include "platform/core/buf.h"
#include "platform/core/id.h"
#include "platform/core/protobuf.h"
#include "platform/runtime/effect_key.h"
#include "platform/runtime/effects.h"
#include "platform/runtime/platform.sql.h"
#include "platform/runtime/telemetry.h"

cc_str cc_effect_key_text(const struct cc_effect_key *key)
{
	return key->text;
}

cc_err cc_call_planned(struct cc_ctx *ctx, const struct cc_op *op, const struct cc_effect_key *key,
                       const void *in, void *out)
{
	return cc_call_once(ctx, op, key->text, in, out);
}

cc_err cc_plan_as(struct cc_ctx *ctx, const struct cc_planned *planned, const void *plan)
{
	const struct cc_effect *effect = planned->effect;
	assert(ctx->emit); /* only a WRITE can plan */
	assert(effect->tries > 0 && effect->tries <= CC_EFFECT_TRIES_MAX);
	assert(effect->deadline_ms > 0 && effect->deadline_ms <= CC_EFFECT_DEADLINE_MAX_MS);
	assert(planned->key.len <= CC_EFFECT_KEY_BYTES_MAX);
	struct cc_buf encoded = { .arena = ctx->arena };
	cc_protobuf_encode(&encoded, effect->plan, plan);
	struct cc_plan_note *note = cc_alloc(ctx, sizeof *note);
	note->row = (struct cc_plan_row){
		.key = cc_copy(ctx, planned->key),
		.effect = cc_str_of(effect->name),
		.plan = cc_buf_str(&encoded),
		.subject = planned->subject,
		.trace = cc_trace_text(ctx),
		.first_due_at = cc_time_add(cc_now(ctx), planned->delay_ms),
	};
	const struct cc_plan_row *row = &note->row;
	TRY(cc_sql_exec(ctx, &plan_effect, row->key, row->effect, cc_bytes(row->plan), row->subject,
	                row->trace, cc_now(ctx), row->first_due_at));
	note->next = ctx->planned;
	ctx->planned = note;
	return CC_OK;
}

/* A transaction that is run again plans under another key: the one before never existed. */
cc_err cc_plan(struct cc_ctx *ctx, const struct cc_effect *effect, const void *plan, int64_t delay_ms)
{
	char key[CC_ID_TEXT_LEN];
	cc_id_print(cc_new_id(ctx), key);
	return cc_plan_as(ctx,
	                  &(struct cc_planned){
				  .effect = effect,
				  .key = { key, sizeof key },
				  .subject = cc_caller(ctx)->subject,
				  .delay_ms = delay_ms,
			  },
	                  plan);
}
