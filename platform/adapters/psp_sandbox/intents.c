/* intents.c - payments: authorised, captured, canceled, and what time does to them. */
#include "platform/adapters/psp_sandbox/internal.h"

#include "platform/core/id.h"

enum { BANK_APPROVES_AFTER_MS = 5000 };

cc_str cc_psp_sandbox_new_id(struct cc_ctx *ctx, const char *prefix)
{
	static const char digits[] = "0123456789abcdef";
	cc_id id = cc_new_id(ctx);
	char text[2 * sizeof id.byte];
	for (size_t i = 0; i < sizeof id.byte; i++) {
		text[2 * i] = digits[id.byte[i] >> 4];
		text[2 * i + 1] = digits[id.byte[i] & 15];
	}
	return cc_printf(ctx, "%s_%.*s", prefix, (int)sizeof text, text);
}

static struct cc_val maybe_time(bool is, cc_time at)
{
	return is ? cc_val_time(at) : cc_null();
}

static bool is_due(cc_time at)
{
	return at.ms != CC_TIME_NEVER.ms;
}

/* Reading ----------------------------------------------------------------------- */

static CC_RESULT no_such_intent(struct cc_ctx *ctx, cc_err err)
{
	return cc_is(err, CC_NOT_FOUND)
	               ? cc_fail(ctx, &cc_psp_not_found, "There is no such payment; check its id.")
	               : err;
}

cc_err cc_psp_sandbox_load(struct cc_ctx *ctx, cc_str intent_id, struct cc_psp_intent *intent)
{
	return no_such_intent(ctx, cc_sql_one(ctx, &intent_by_id, &cc_psp_intent_message, intent, intent_id));
}

cc_err cc_psp_sandbox_card_of(struct cc_ctx *ctx, cc_str intent_id, const struct cc_psp_sandbox_card **card)
{
	struct cc_psp_text_row row;
	TRY(no_such_intent(ctx, cc_sql_one(ctx, &card_of_intent, &cc_psp_text_row_message, &row, intent_id)));
	*card = cc_psp_sandbox_card(row.text);
	assert(*card); /* only known ones are kept */
	return CC_OK;
}

/* Writing ----------------------------------------------------------------------- */

cc_err cc_psp_sandbox_save(struct cc_ctx *ctx, const struct cc_psp_intent *intent, cc_time due_at)
{
	return cc_sql_change(ctx, &save_intent, intent->id, cc_enum_text(&cc_psp_state_enum, intent->state),
	                     cc_enum_text(&cc_psp_decline_enum, intent->decline), intent->captured.minor,
	                     intent->refunded.minor, intent->action_url,
	                     maybe_time(intent->has_lapses_at, intent->lapses_at),
	                     maybe_time(is_due(due_at), due_at),
	                     cc_enum_text(&cc_psp_dispute_enum, intent->dispute), intent->disputed.minor,
	                     intent->dispute_fee.minor);
}

static void set_authorised(struct cc_ctx *ctx, struct cc_psp_intent *intent)
{
	intent->state = CC_PSP_REQUIRES_CAPTURE;
	intent->decline = CC_PSP_DECLINE_NONE;
	intent->has_lapses_at = true;
	intent->lapses_at = cc_time_add(cc_now(ctx), CC_PSP_AUTHORISATION_DAYS * CC_HOURS(24));
}

static void set_declined(struct cc_psp_intent *intent, enum cc_psp_decline decline)
{
	intent->state = CC_PSP_REQUIRES_PAYMENT_METHOD;
	intent->decline = decline;
}

/* Into the books, and out to whoever listens. */
static CC_RESULT announce(struct cc_ctx *ctx, const struct cc_psp_intent *intent)
{
	if (intent->state == CC_PSP_REQUIRES_ACTION)
		return cc_psp_sandbox_tell_intent(ctx, intent, "payment_intent.requires_action");
	if (intent->state == CC_PSP_REQUIRES_PAYMENT_METHOD)
		return cc_psp_sandbox_tell_intent(ctx, intent, "payment_intent.payment_failed");
	TRY(cc_psp_sandbox_move(ctx, CC_PSP_AUTHORISED, intent, intent->amount, intent->reference));
	return cc_psp_sandbox_tell_intent(ctx, intent, "payment_intent.amount_capturable_updated");
}

cc_err cc_psp_sandbox_authorise(struct cc_ctx *ctx, const struct cc_psp_call *call,
                                struct cc_psp_intent *intent)
{
	const struct cc_psp_sandbox_card *card = cc_psp_sandbox_card(call->order->method);
	cc_money nothing = { 0, call->order->amount.currency };
	cc_time due_at = CC_TIME_NEVER;
	*intent = (struct cc_psp_intent){
		.id = cc_psp_sandbox_new_id(ctx, "pi"),
		.reference = call->order->reference,
		.amount = call->order->amount,
		.captured = nothing,
		.refunded = nothing,
		.action_url = CC_STR(""),
		.created_at = cc_now(ctx),
		.disputed = nothing,
		.dispute_fee = nothing,
	};
	if (card->confirmation == CC_PSP_BY_GUEST && call->sandbox->pages.len > 0)
		intent->action_url = cc_printf(ctx, "%.*s/%.*s", (int)call->sandbox->pages.len,
		                               call->sandbox->pages.ptr, (int)intent->id.len, intent->id.ptr);
	if (card->confirmation != CC_PSP_NO_CONFIRMATION)
		intent->state = CC_PSP_REQUIRES_ACTION;
	else if (card->decline != CC_PSP_DECLINE_NONE)
		set_declined(intent, card->decline);
	else
		set_authorised(ctx, intent);

	if (card->confirmation != CC_PSP_NO_CONFIRMATION && intent->action_url.len == 0)
		due_at = cc_time_add(cc_now(ctx), BANK_APPROVES_AFTER_MS);
	else if (intent->has_lapses_at)
		due_at = intent->lapses_at;
	TRY(cc_sql_exec(ctx, &insert_intent, intent->id, intent->reference, cc_str_of(card->method),
	                cc_enum_text(&cc_psp_state_enum, intent->state),
	                cc_enum_text(&cc_psp_decline_enum, intent->decline), intent->amount.minor,
	                cc_str_of(intent->amount.currency.code), intent->action_url, intent->created_at,
	                maybe_time(intent->has_lapses_at, intent->lapses_at),
	                maybe_time(is_due(due_at), due_at)));
	return announce(ctx, intent);
}

cc_err cc_psp_sandbox_confirmed(struct cc_ctx *ctx, cc_str intent_id, bool approved,
                                struct cc_psp_intent *intent)
{
	const struct cc_psp_sandbox_card *card;
	TRY(cc_psp_sandbox_load(ctx, intent_id, intent));
	TRY(cc_psp_sandbox_card_of(ctx, intent_id, &card));
	if (intent->state != CC_PSP_REQUIRES_ACTION)
		return cc_fail(ctx, &cc_psp_wrong_state,
		               "This payment does not wait to be confirmed any more.");
	intent->action_url = CC_STR("");
	if (!approved)
		set_declined(intent, CC_PSP_DECLINE_AUTHENTICATION_FAILED);
	else if (card->decline != CC_PSP_DECLINE_NONE)
		set_declined(intent, card->decline);
	else
		set_authorised(ctx, intent);
	TRY(cc_psp_sandbox_save(ctx, intent, intent->has_lapses_at ? intent->lapses_at : CC_TIME_NEVER));
	return announce(ctx, intent);
}

static CC_RESULT check_capture(struct cc_ctx *ctx, const struct cc_psp_intent *intent, cc_money amount)
{
	if (intent->state != CC_PSP_REQUIRES_CAPTURE)
		return cc_fail(ctx, &cc_psp_wrong_state, "This payment is %s: it cannot be captured.",
		               cc_enum_text(&cc_psp_state_enum, intent->state).ptr);
	if (strcmp(amount.currency.code, intent->amount.currency.code) != 0)
		return cc_fail(ctx, &cc_psp_bad_order, "This payment is in %s, not in %s.",
		               intent->amount.currency.code, amount.currency.code);
	if (amount.minor > intent->amount.minor)
		return cc_fail(ctx, &cc_psp_too_much, "%lld are authorised, not %lld.",
		               (long long)intent->amount.minor, (long long)amount.minor);
	return CC_OK;
}

/* As Stripe does it: the payment needs another card, and what was set aside is free. */
static CC_RESULT decline_capture(struct cc_ctx *ctx, struct cc_psp_intent *intent)
{
	set_declined(intent, CC_PSP_DECLINE_GENERIC);
	intent->has_lapses_at = false;
	TRY(cc_psp_sandbox_save(ctx, intent, CC_TIME_NEVER));
	TRY(cc_psp_sandbox_move(ctx, CC_PSP_RELEASED, intent, intent->amount, intent->reference));
	return cc_psp_sandbox_tell_intent(ctx, intent, "payment_intent.payment_failed");
}

cc_err cc_psp_sandbox_capture(struct cc_ctx *ctx, const struct cc_psp_part *part,
                              struct cc_psp_intent *intent)
{
	TRY(cc_psp_sandbox_load(ctx, part->intent_id, intent));
	TRY(check_capture(ctx, intent, part->amount));
	const struct cc_psp_sandbox_card *card;
	TRY(cc_psp_sandbox_card_of(ctx, intent->id, &card));
	if (card->capture_declined)
		return decline_capture(ctx, intent);
	cc_money rest = { intent->amount.minor - part->amount.minor, intent->amount.currency };
	intent->state = CC_PSP_SUCCEEDED;
	intent->captured = part->amount;
	intent->has_lapses_at = false;
	TRY(cc_psp_sandbox_save(ctx, intent, cc_psp_sandbox_disputed_at(ctx, intent, card)));
	TRY(cc_psp_sandbox_move(ctx, CC_PSP_CAPTURED, intent, part->amount, intent->reference));
	if (rest.minor > 0)
		TRY(cc_psp_sandbox_move(ctx, CC_PSP_RELEASED, intent, rest, intent->reference));
	return cc_psp_sandbox_tell_intent(ctx, intent, "payment_intent.succeeded");
}

static CC_RESULT let_go(struct cc_ctx *ctx, struct cc_psp_intent *intent)
{
	bool authorised = intent->state == CC_PSP_REQUIRES_CAPTURE;
	intent->state = CC_PSP_CANCELED;
	intent->action_url = CC_STR("");
	intent->has_lapses_at = false;
	TRY(cc_psp_sandbox_save(ctx, intent, CC_TIME_NEVER));
	if (authorised)
		TRY(cc_psp_sandbox_move(ctx, CC_PSP_RELEASED, intent, intent->amount, intent->reference));
	return cc_psp_sandbox_tell_intent(ctx, intent, "payment_intent.canceled");
}

cc_err cc_psp_sandbox_cancel(struct cc_ctx *ctx, cc_str intent_id, struct cc_psp_intent *intent)
{
	TRY(cc_psp_sandbox_load(ctx, intent_id, intent));
	if (intent->state == CC_PSP_SUCCEEDED)
		return cc_fail(ctx, &cc_psp_wrong_state, "This payment is captured; refund it instead.");
	return intent->state == CC_PSP_CANCELED ? CC_OK : let_go(ctx, intent);
}

/* Time -------------------------------------------------------------------------- */

cc_err cc_psp_sandbox_settle(struct cc_ctx *ctx)
{
	struct cc_psp_intent_list due;
	TRY(cc_sql_all(ctx, &due_intents, &cc_psp_intent_message, &due, cc_now(ctx)));
	for (size_t i = 0; i < due.count; i++) {
		struct cc_psp_intent *intent = &due.items[i];
		if (intent->state == CC_PSP_REQUIRES_ACTION)
			TRY(cc_psp_sandbox_confirmed(ctx, intent->id, true, intent));
		else if (intent->state == CC_PSP_SUCCEEDED)
			TRY(cc_psp_sandbox_dispute(ctx, intent));
		else
			TRY(let_go(ctx, intent));
	}
	return CC_OK;
}

static cc_err settle(struct cc_ctx *ctx, void *arg)
{
	(void)arg;
	return cc_psp_sandbox_settle(ctx);
}

cc_err cc_psp_sandbox_catch_up(struct cc_psp_sandbox *sandbox, struct cc_ctx *ctx)
{
	struct cc_psp_due_row due = { 0 };
	struct cc_ctx own = cc_psp_sandbox_ctx(sandbox, ctx);
	TRY(cc_store_begin_read(sandbox->store, &own));
	cc_err err = cc_sql_one(&own, &next_due_intent, &cc_psp_due_row_message, &due);
	cc_store_end_read(sandbox->store, &own);
	TRY(err);
	if (!due.has_at || cc_time_before(cc_now(&own), due.at))
		return CC_OK;
	return cc_store_write(sandbox->store, &own, settle, NULL);
}
