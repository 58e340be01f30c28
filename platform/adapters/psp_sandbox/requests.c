/* requests.c - a key is asked for once, however often it comes, and gets the answer that it got first. */
#include "platform/adapters/psp_sandbox/internal.h"
#include "platform/core/protobuf.h"

static const struct cc_reason *const kept_refusals[] = {
	&cc_psp_not_found, &cc_psp_wrong_state, &cc_psp_too_much, &cc_psp_bad_order, &cc_psp_disputed,
};

struct cc_ctx cc_psp_sandbox_ctx(const struct cc_psp_sandbox *sandbox, const struct cc_ctx *ctx)
{
	return (struct cc_ctx){
		.arena = ctx->arena,
		.clock = sandbox->clock,
		.entropy = sandbox->entropy,
		.trace = ctx->trace,
		.deadline = ctx->deadline,
	};
}

/* Keys in hand ------------------------------------------------------------------- */

static size_t place_of(const struct cc_psp_sandbox *sandbox, cc_str key)
{
	size_t place = 0;
	while (place < sandbox->in_hand_count && !cc_str_eq(sandbox->in_hand[place], key))
		place++;
	return place;
}

static CC_RESULT take_key(struct cc_ctx *ctx, struct cc_psp_sandbox *sandbox, cc_str key)
{
	cc_mutex_lock(&sandbox->lock);
	bool in_use = place_of(sandbox, key) < sandbox->in_hand_count;
	bool full = sandbox->in_hand_count == CC_PSP_SANDBOX_CALLS_MAX;
	if (!in_use && !full)
		sandbox->in_hand[sandbox->in_hand_count++] = key;
	cc_mutex_unlock(&sandbox->lock);
	if (in_use)
		return cc_fail(ctx, &cc_idempotency_key_in_use,
		               "This request is being worked on; ask again in a moment.");
	if (full)
		return cc_fail(ctx, &cc_overloaded,
		               "Too many payments are being worked on; ask again in a moment.");
	return CC_OK;
}

static void give_key_back(struct cc_psp_sandbox *sandbox, cc_str key)
{
	cc_mutex_lock(&sandbox->lock);
	sandbox->in_hand[place_of(sandbox, key)] = sandbox->in_hand[sandbox->in_hand_count - 1];
	sandbox->in_hand_count--;
	sandbox->woken = true; /* it may have something to tell */
	cc_cond_signal(&sandbox->wake);
	cc_mutex_unlock(&sandbox->lock);
}

/* Answers ----------------------------------------------------------------------- */

static const struct cc_reason *kept_refusal(cc_str name)
{
	for (size_t i = 0; i < CC_COUNT(kept_refusals); i++)
		if (cc_str_eq(cc_str_of(kept_refusals[i]->name), name))
			return kept_refusals[i];
	return NULL;
}

static CC_RESULT keep_answer(struct cc_ctx *ctx, const struct cc_psp_call *call)
{
	struct cc_buf body = { .arena = ctx->arena }, bytes = { .arena = ctx->arena };
	struct cc_psp_answer_row answer = { 0 };
	if (call->refusal == CC_OK) {
		cc_protobuf_encode(&body, call->message, call->answer);
		answer.body = cc_buf_str(&body);
	} else {
		answer.reason = cc_str_of(call->refusal->reason);
		answer.message = cc_str_of(call->refusal->message);
	}
	cc_protobuf_encode(&bytes, &cc_psp_answer_row_message, &answer);
	return cc_sql_change(ctx, &save_answer, call->key, cc_bytes(cc_buf_str(&bytes)));
}

static CC_RESULT repeat_answer(struct cc_ctx *ctx, struct cc_psp_call *call, cc_str bytes)
{
	struct cc_psp_answer_row answer = { 0 };
	TRY(cc_protobuf_decode(ctx, bytes, &cc_psp_answer_row_message, &answer));
	if (answer.reason.len == 0)
		return cc_protobuf_decode(ctx, answer.body, call->message, call->answer);
	const struct cc_reason *reason = kept_refusal(answer.reason);
	assert(reason); /* no others are kept */
	call->refusal = cc_fail(ctx, reason, "%.*s", (int)answer.message.len, answer.message.ptr);
	return CC_OK;
}

/* Running ----------------------------------------------------------------------- */

static CC_RESULT act(struct cc_ctx *ctx, struct cc_psp_call *call)
{
	switch (call->verb) {
	case CC_PSP_AUTHORISE: return cc_psp_sandbox_authorise(ctx, call, call->answer);
	case CC_PSP_CAPTURE: return cc_psp_sandbox_capture(ctx, call->part, call->answer);
	case CC_PSP_CANCEL: return cc_psp_sandbox_cancel(ctx, call->intent_id, call->answer);
	case CC_PSP_REFUND: break;
	}
	return cc_psp_sandbox_refund(ctx, call->part, call->answer);
}

/* What the card is for; NULL where there is no such payment. */
static CC_RESULT find_card(struct cc_ctx *ctx, const struct cc_psp_call *call,
                           const struct cc_psp_sandbox_card **card)
{
	*card = NULL;
	if (call->verb == CC_PSP_AUTHORISE) {
		*card = cc_psp_sandbox_card(call->order->method);
		return CC_OK;
	}
	cc_err err = cc_psp_sandbox_card_of(ctx, call->intent_id, card);
	return cc_because(err, &cc_psp_not_found) ? CC_OK : err;
}

/* A new request, or one that got lost before.  Rules refuse before they write. */
static CC_RESULT run_fresh(struct cc_ctx *ctx, struct cc_psp_call *call, bool lost_before)
{
	const struct cc_psp_sandbox_card *card;
	TRY(find_card(ctx, call, &card));
	if (card && card->loses_request == call->verb && !lost_before) {
		call->lost = true;
		return CC_OK;
	}
	cc_err err = act(ctx, call);
	if (err != CC_OK && !kept_refusal(cc_str_of(err->reason)))
		return err;
	call->refusal = err;
	call->lost = card && card->loses_reply == call->verb;
	return keep_answer(ctx, call);
}

static CC_RESULT insert_new(struct cc_ctx *ctx, const struct cc_psp_call *call, cc_time forgotten)
{
	TRY(cc_sql_exec(ctx, &forget_request, call->key, forgotten));
	TRY(cc_sql_exec(ctx, &forget_requests, forgotten));
	return cc_sql_exec(ctx, &insert_request, call->key, call->request, cc_now(ctx));
}

static cc_err run_call(struct cc_ctx *ctx, void *arg)
{
	struct cc_psp_call *call = arg;
	call->refusal = CC_OK; /* it may be a re-run */
	call->lost = false;
	if (!cc_time_before(cc_now(ctx), ctx->deadline))
		return cc_fail(ctx, &cc_deadline_exceeded,
		               "There was no time left to do this; nothing was done.");
	TRY(cc_psp_sandbox_settle(ctx));

	struct cc_psp_request_row row;
	cc_time forgotten = cc_time_add(cc_now(ctx), -CC_HOURS(CC_PSP_KEY_HOURS));
	cc_err err = cc_sql_one(ctx, &request_by_key, &cc_psp_request_row_message, &row, call->key,
	                        forgotten);
	if (cc_is(err, CC_NOT_FOUND)) {
		TRY(insert_new(ctx, call, forgotten));
		return run_fresh(ctx, call, false);
	}
	TRY(err);
	if (!cc_str_eq(row.request, call->request)) {
		call->refusal = cc_fail(ctx, &cc_idempotency_key_reused,
		                        "This key came with another request before; use a new key.");
		return CC_OK;
	}
	return row.has_answer ? repeat_answer(ctx, call, row.answer) : run_fresh(ctx, call, true);
}

cc_err cc_psp_sandbox_ask(struct cc_ctx *ctx, struct cc_psp_call *call)
{
	struct cc_psp_sandbox *sandbox = call->sandbox;
	struct cc_ctx own = cc_psp_sandbox_ctx(sandbox, ctx);
	void *answer = call->answer;
	call->answer = cc_alloc(ctx, call->message->size); /* out is written only on success */
	TRY(take_key(ctx, sandbox, call->key));
	cc_err err = cc_store_write(sandbox->store, &own, run_call, call);
	give_key_back(sandbox, call->key);
	TRY(err);
	if (call->lost)
		return cc_fail(ctx, &cc_deadline_exceeded,
		               "The payment provider did not answer in time; it may have been done.");
	TRY(call->refusal);
	memcpy(answer, call->answer, call->message->size);
	return CC_OK;
}
