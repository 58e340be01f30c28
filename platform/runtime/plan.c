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

void cc_plan_tell(struct cc_ctx *ctx, const struct cc_plan_row *row)
{
	struct cc_plan_note *note = cc_alloc(ctx, sizeof *note);
	*note = (struct cc_plan_note){ *row, ctx->planned };
	ctx->planned = note;
}

/* A transaction that is run again plans under another key: the one before never existed. */
cc_err cc_plan(struct cc_ctx *ctx, const struct cc_effect *effect, const void *plan, int64_t delay_ms)
{
	assert(ctx->emit); /* only a WRITE can plan */
	assert(effect->tries > 0 && effect->tries <= CC_EFFECT_TRIES_MAX);
	assert(effect->deadline_ms > 0 && effect->deadline_ms <= CC_EFFECT_DEADLINE_MAX_MS);
	char *key = cc_alloc(ctx, CC_ID_TEXT_LEN);
	struct cc_buf encoded = { .arena = ctx->arena };
	cc_id_print(cc_new_id(ctx), key);
	cc_protobuf_encode(&encoded, effect->plan, plan);
	const struct cc_plan_row row = {
		.key = { key, CC_ID_TEXT_LEN },
		.effect = cc_str_of(effect->name),
		.plan = cc_buf_str(&encoded),
		.subject = cc_caller(ctx)->subject,
		.trace = cc_trace_text(ctx),
		.first_due_at = cc_time_add(cc_now(ctx), delay_ms),
	};
	TRY(cc_sql_exec(ctx, &plan_effect, row.key, row.effect, cc_bytes(row.plan), row.subject, row.trace,
	                cc_now(ctx), row.first_due_at));
	cc_plan_tell(ctx, &row);
	return CC_OK;
}
