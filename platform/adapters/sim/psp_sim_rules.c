/* psp_sim_rules.c - what a provider does with money, what its guests' banks do, and what time does. */
#include "platform/adapters/sim/psp_sim_internal.h"

enum {
	BANK_ANSWERS_AFTER_MS = 5000,
	DISPUTE_FEE_MINOR = 1500,
	DISPUTED_AFTER_MIN_MS = 3600 * 1000, /* and decided after at least as long */
	DISPUTED_AFTER_MAX_MS = 24 * 3600 * 1000,
};

static const int64_t hold_ms = CC_PSP_AUTHORISATION_DAYS * CC_HOURS(24);

/* Authorising ------------------------------------------------------------------- */

static void set_aside(struct psp_sim *sim, struct psp_sim_payment *payment)
{
	struct cc_psp_intent *intent = &payment->is.intent;
	intent->state = CC_PSP_REQUIRES_CAPTURE;
	intent->decline = CC_PSP_DECLINE_NONE;
	intent->has_lapses_at = true;
	intent->lapses_at = psp_sim_in(sim, hold_ms);
	cc_due_put(&sim->timers, intent->lapses_at, PSP_SIM_LAPSES, payment);
	psp_sim_move(sim, CC_PSP_AUTHORISED, payment, intent->amount, intent->reference);
	psp_sim_tell(sim, payment, "payment_intent.amount_capturable_updated", intent->reference);
}

static void decline(struct psp_sim *sim, struct psp_sim_payment *payment, enum cc_psp_decline why)
{
	payment->is.intent.state = CC_PSP_REQUIRES_PAYMENT_METHOD;
	payment->is.intent.decline = why;
	psp_sim_tell(sim, payment, "payment_intent.payment_failed", payment->is.intent.reference);
}

static void ask_guest(struct psp_sim *sim, struct psp_sim_payment *payment)
{
	struct cc_psp_intent *intent = &payment->is.intent;
	intent->state = CC_PSP_REQUIRES_ACTION;
	if (payment->card->confirmation == CC_PSP_BY_GUEST)
		intent->action_url = cc_printf(&sim->ctx, "https://bank.example/%s", intent->id.ptr);
	else
		cc_due_put(&sim->timers, psp_sim_in(sim, BANK_ANSWERS_AFTER_MS), PSP_SIM_BANK_ANSWERS,
		           payment);
	psp_sim_tell(sim, payment, "payment_intent.requires_action", intent->reference);
}

static struct psp_sim_payment *payment_new(struct psp_sim *sim, const struct psp_sim_request *request)
{
	struct psp_sim_payment *payment = cc_arena_alloc(sim->arena, sizeof *payment);
	cc_money nothing = { 0, request->amount.currency };
	payment->number = sim->payments.count;
	payment->card = cc_psp_sandbox_card(request->method);
	payment->before = cc_names_find(&sim->by_reference, request->reference);
	payment->is = (struct cc_psp_sim_payment){
		.intent = { .id = cc_printf(&sim->ctx, "pi_%zu", payment->number + 1),
		            .reference = request->reference,
		            .amount = request->amount,
		            .captured = nothing,
		            .refunded = nothing,
		            .action_url = CC_STR(""),
		            .created_at = psp_sim_now(sim),
		            .disputed = nothing,
		            .dispute_fee = nothing },
		.key = request->key,
		.method = request->method,
		.capture_key = CC_STR(""),
	};
	psp_sim_add(sim, &sim->payments, payment);
	cc_names_put(&sim->by_reference, request->reference, payment);
	return payment;
}

static void authorise(struct psp_sim *sim, const struct psp_sim_request *request, bool again,
                      struct psp_sim_answer *answer)
{
	struct psp_sim_payment *payment = payment_new(sim, request);
	payment->is.again = again;
	if (payment->card->confirmation != CC_PSP_NO_CONFIRMATION)
		ask_guest(sim, payment);
	else if (payment->card->decline != CC_PSP_DECLINE_NONE)
		decline(sim, payment, payment->card->decline);
	else if (psp_sim_strikes(sim, CC_FAULT_PSP_DECLINED))
		decline(sim, payment, CC_PSP_DECLINE_GENERIC);
	else
		set_aside(sim, payment);
	answer->intent = payment->is.intent;
}

static void confirmed(struct psp_sim *sim, struct psp_sim_payment *payment, bool approved)
{
	payment->is.intent.action_url = CC_STR("");
	if (!approved)
		decline(sim, payment, CC_PSP_DECLINE_AUTHENTICATION_FAILED);
	else if (payment->card->decline != CC_PSP_DECLINE_NONE)
		decline(sim, payment, payment->card->decline);
	else
		set_aside(sim, payment);
}

bool cc_psp_sim_confirm(struct cc_psp *psp, cc_str intent_id, bool approved)
{
	struct psp_sim *sim = (struct psp_sim *)psp;
	struct psp_sim_payment *payment = psp_sim_payment_of(sim, intent_id);
	psp_sim_catch_up(sim);
	if (!payment || payment->is.intent.state != CC_PSP_REQUIRES_ACTION)
		return false;
	confirmed(sim, payment, approved);
	return true;
}

/* Capturing and letting go ------------------------------------------------------ */

static CC_RESULT require_same_currency(struct psp_sim *sim, cc_money amount, cc_money whole)
{
	if (strcmp(amount.currency.code, whole.currency.code) == 0)
		return CC_OK;
	return cc_fail(&sim->ctx, &cc_psp_bad_order, "This payment is in %s, not in %s.", whole.currency.code,
	               amount.currency.code);
}

static void release(struct psp_sim *sim, struct psp_sim_payment *payment, int64_t minor)
{
	const struct cc_psp_intent *intent = &payment->is.intent;
	if (minor > 0)
		psp_sim_move(sim, CC_PSP_RELEASED, payment, (cc_money){ minor, intent->amount.currency },
		             intent->reference);
}

static void let_go(struct psp_sim *sim, struct psp_sim_payment *payment)
{
	struct cc_psp_intent *intent = &payment->is.intent;
	bool held = intent->state == CC_PSP_REQUIRES_CAPTURE;
	intent->state = CC_PSP_CANCELED;
	intent->action_url = CC_STR("");
	intent->has_lapses_at = false;
	release(sim, payment, held ? intent->amount.minor : 0);
	psp_sim_tell(sim, payment, "payment_intent.canceled", intent->reference);
}

/* The bank does not stand by what it promised: as Stripe says it, or by a refusal. */
static void decline_capture(struct psp_sim *sim, struct psp_sim_payment *payment)
{
	payment->is.intent.has_lapses_at = false;
	release(sim, payment, payment->is.intent.amount.minor);
	decline(sim, payment, CC_PSP_DECLINE_GENERIC);
}

static CC_RESULT fail_capture(struct psp_sim *sim, struct psp_sim_payment *payment)
{
	if (psp_sim_between(sim, CC_FAULT_PSP_DECLINED, 0, 1) == 0) {
		let_go(sim, payment);
		return cc_fail(&sim->ctx, &cc_psp_wrong_state, "The bank has withdrawn its authorisation.");
	}
	decline_capture(sim, payment);
	return CC_OK;
}

static void take(struct psp_sim *sim, struct psp_sim_payment *payment, const struct psp_sim_request *request)
{
	struct cc_psp_intent *intent = &payment->is.intent;
	intent->state = CC_PSP_SUCCEEDED;
	intent->captured = request->amount;
	intent->has_lapses_at = false;
	payment->is.capture_key = request->key;
	payment->is.captured_at = psp_sim_now(sim);
	psp_sim_move(sim, CC_PSP_CAPTURED, payment, request->amount, intent->reference);
	release(sim, payment, intent->amount.minor - request->amount.minor);
	psp_sim_tell(sim, payment, "payment_intent.succeeded", intent->reference);
	if (payment->card->dispute != CC_PSP_DISPUTE_NONE) {
		payment->will_be_won = payment->card->dispute == CC_PSP_DISPUTE_WON;
		cc_due_put(&sim->timers, psp_sim_in(sim, CC_PSP_SANDBOX_DISPUTED_AFTER_MS), PSP_SIM_DISPUTED,
		           payment);
	} else if (psp_sim_strikes(sim, CC_FAULT_PSP_DISPUTED)) {
		int64_t after_ms = psp_sim_between(sim, CC_FAULT_PSP_DISPUTED, DISPUTED_AFTER_MIN_MS,
		                                   DISPUTED_AFTER_MAX_MS);
		payment->will_be_won = psp_sim_between(sim, CC_FAULT_PSP_DISPUTED, 0, 1) == 1;
		cc_due_put(&sim->timers, psp_sim_in(sim, after_ms), PSP_SIM_DISPUTED, payment);
	}
}

static CC_RESULT capture(struct psp_sim *sim, struct psp_sim_payment *payment,
                         const struct psp_sim_request *request, struct psp_sim_answer *answer)
{
	const struct cc_psp_intent *intent = &payment->is.intent;
	if (intent->state != CC_PSP_REQUIRES_CAPTURE)
		return cc_fail(&sim->ctx, &cc_psp_wrong_state, "This payment is %s: it cannot be captured.",
		               cc_enum_text(&cc_psp_state_enum, intent->state).ptr);
	TRY(require_same_currency(sim, request->amount, intent->amount));
	if (request->amount.minor > intent->amount.minor)
		return cc_fail(&sim->ctx, &cc_psp_too_much, "Less than that is authorised.");
	if (payment->card->capture_declined)
		decline_capture(sim, payment);
	else if (psp_sim_strikes(sim, CC_FAULT_PSP_DECLINED))
		TRY(fail_capture(sim, payment));
	else
		take(sim, payment, request);
	answer->intent = payment->is.intent;
	return CC_OK;
}

static CC_RESULT cancel(struct psp_sim *sim, struct psp_sim_payment *payment, struct psp_sim_answer *answer)
{
	if (payment->is.intent.state == CC_PSP_SUCCEEDED)
		return cc_fail(&sim->ctx, &cc_psp_wrong_state,
		               "This payment is captured; refund it instead.");
	if (payment->is.intent.state != CC_PSP_CANCELED)
		let_go(sim, payment);
	answer->intent = payment->is.intent;
	return CC_OK;
}

/* Giving back ------------------------------------------------------------------- */

static CC_RESULT check_refund(struct psp_sim *sim, const struct cc_psp_intent *intent, cc_money amount)
{
	if (intent->state != CC_PSP_SUCCEEDED)
		return cc_fail(&sim->ctx, &cc_psp_wrong_state,
		               "Nothing was captured of this payment; there is nothing to refund.");
	TRY(require_same_currency(sim, amount, intent->amount));
	if (amount.minor > intent->captured.minor - intent->refunded.minor)
		return cc_fail(&sim->ctx, &cc_psp_too_much, "Less than that is left to refund.");
	if (intent->dispute == CC_PSP_DISPUTE_OPEN || intent->dispute == CC_PSP_DISPUTE_LOST)
		return cc_fail(&sim->ctx, &cc_psp_disputed, "The guest's bank has taken this money back.");
	return CC_OK;
}

static CC_RESULT refund(struct psp_sim *sim, struct psp_sim_payment *payment,
                        const struct psp_sim_request *request, struct psp_sim_answer *answer)
{
	struct cc_psp_intent *intent = &payment->is.intent;
	TRY(check_refund(sim, intent, request->amount));
	struct cc_psp_sim_refund *made = cc_arena_alloc(sim->arena, sizeof *made);
	intent->refunded.minor += request->amount.minor;
	made->key = request->key;
	made->payment = payment->number;
	made->refund = (struct cc_psp_refund){
		.id = cc_printf(&sim->ctx, "re_%zu", sim->refunds.count + 1),
		.intent_id = intent->id,
		.reference = request->reference,
		.state = CC_PSP_REFUND_SUCCEEDED,
		.amount = request->amount,
		.created_at = psp_sim_now(sim),
	};
	psp_sim_add(sim, &sim->refunds, made);
	cc_names_put(&sim->refund_by_reference, request->reference, made);
	psp_sim_move(sim, CC_PSP_REFUNDED, payment, request->amount, request->reference);
	psp_sim_tell(sim, payment, "refund.created", request->reference);
	answer->refund = made->refund;
	return CC_OK;
}

cc_err psp_sim_act(struct psp_sim *sim, const struct psp_sim_request *request, bool again,
                   struct psp_sim_answer *answer)
{
	if (request->verb == CC_PSP_AUTHORISE) {
		authorise(sim, request, again, answer);
		return CC_OK;
	}
	struct psp_sim_payment *payment = psp_sim_payment_of(sim, request->intent_id);
	if (!payment)
		return cc_fail(&sim->ctx, &cc_psp_not_found, "There is no such payment; check its id.");
	switch (request->verb) {
	case CC_PSP_CAPTURE: return capture(sim, payment, request, answer);
	case CC_PSP_CANCEL: return cancel(sim, payment, answer);
	default: break;
	}
	TRY(refund(sim, payment, request, answer));
	((struct cc_psp_sim_refund *)sim->refunds.items[sim->refunds.count - 1])->again = again;
	return CC_OK;
}

/* Time -------------------------------------------------------------------------- */

static cc_money withdrawn(const struct cc_psp_intent *intent)
{
	return (cc_money){ intent->disputed.minor + intent->dispute_fee.minor, intent->amount.currency };
}

static void dispute(struct psp_sim *sim, struct psp_sim_payment *payment)
{
	struct cc_psp_intent *intent = &payment->is.intent;
	int64_t left = intent->captured.minor - intent->refunded.minor;
	if (left == 0)
		return; /* the guest has it back */
	intent->dispute = CC_PSP_DISPUTE_OPEN;
	intent->disputed.minor = left;
	intent->dispute_fee.minor = DISPUTE_FEE_MINOR;
	psp_sim_move(sim, CC_PSP_DISPUTED, payment, withdrawn(intent), intent->reference);
	psp_sim_tell(sim, payment, "charge.dispute.created", intent->reference);
	int64_t after_ms = payment->card->dispute != CC_PSP_DISPUTE_NONE
	                           ? CC_PSP_SANDBOX_DISPUTE_DAYS * CC_HOURS(24)
	                           : psp_sim_between(sim, CC_FAULT_PSP_DISPUTED, DISPUTED_AFTER_MIN_MS,
	                                             DISPUTED_AFTER_MAX_MS);
	cc_due_put(&sim->timers, psp_sim_in(sim, after_ms), PSP_SIM_DECIDED, payment);
}

static void decide(struct psp_sim *sim, struct psp_sim_payment *payment)
{
	struct cc_psp_intent *intent = &payment->is.intent;
	intent->dispute = payment->will_be_won ? CC_PSP_DISPUTE_WON : CC_PSP_DISPUTE_LOST;
	if (payment->will_be_won)
		psp_sim_move(sim, CC_PSP_REINSTATED, payment, withdrawn(intent), intent->reference);
	psp_sim_tell(sim, payment, "charge.dispute.closed", intent->reference);
}

static void do_due(struct psp_sim *sim, const struct cc_due_item *item)
{
	struct psp_sim_payment *payment = item->what;
	switch ((enum psp_sim_due)item->kind) {
	case PSP_SIM_LAPSES:
		if (payment->is.intent.state == CC_PSP_REQUIRES_CAPTURE)
			let_go(sim, payment);
		return;
	case PSP_SIM_BANK_ANSWERS:
		if (payment->is.intent.state == CC_PSP_REQUIRES_ACTION)
			confirmed(sim, payment, true);
		return;
	case PSP_SIM_ARRIVES: (void)psp_sim_arrive(sim, item->what); return;
	case PSP_SIM_DISPUTED: dispute(sim, payment); return;
	case PSP_SIM_DECIDED: decide(sim, payment); return;
	}
}

void psp_sim_catch_up(struct psp_sim *sim)
{
	struct cc_due_item item;
	while (cc_due_take(&sim->timers, psp_sim_now(sim), &item))
		do_due(sim, &item);
}
