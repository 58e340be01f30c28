/* witness.c - what the audit is told of: the provider's books, letters, answers. */
#include "sim/audit/internal.h"
#include "sim/audit/seen.sql.h"

static cc_str currency_of(const cc_money *money)
{
	return cc_str_of(money->currency.code);
}

void audit_see_intent(struct audit *audit, const struct cc_psp_intent *intent, bool again)
{
	audit_run(audit, &see_intent,
	          CC_VALS(intent->id, intent->reference, cc_enum_text(&cc_psp_state_enum, intent->state),
	                  intent->amount.minor, currency_of(&intent->amount), intent->captured.minor,
	                  intent->refunded.minor, again, cc_enum_text(&cc_psp_dispute_enum, intent->dispute),
	                  intent->disputed.minor));
}

void audit_see_refund(struct audit *audit, const struct cc_psp_refund *refund)
{
	audit_run(audit, &see_repaid,
	          CC_VALS(refund->id, refund->intent_id, refund->reference,
	                  cc_enum_text(&cc_psp_refund_state_enum, refund->state), refund->amount.minor,
	                  currency_of(&refund->amount)));
}

void audit_see_movement(struct audit *audit, const struct cc_psp_movement *movement)
{
	audit_run(audit, &see_movement,
	          CC_VALS(movement->id, cc_enum_text(&cc_psp_movement_enum, movement->kind),
	                  movement->intent_id, movement->reference, movement->amount.minor,
	                  currency_of(&movement->amount), movement->at));
}

void audit_see_letter(struct audit *audit, const struct audit_letter *letter)
{
	audit_run(audit, &see_letter,
	          CC_VALS(letter->key, letter->address, letter->subject, letter->text, letter->arrived_at));
}

void audit_forget_letters(struct audit *audit)
{
	audit_run(audit, &forget_letters, CC_VALS());
}

void audit_see_street(struct audit *audit, cc_id home_id, cc_str street)
{
	audit_run(audit, &see_street, CC_VALS(home_id, street));
}

void audit_see_person(struct audit *audit, cc_id user_id, cc_str address)
{
	audit_run(audit, &see_person, CC_VALS(user_id, address));
}

/* Answers ------------------------------------------------------------------------ */

/* Operations of which something is to be seen afterwards, and what they are about. */
static const struct {
	const char *operation, *about;
} promises[] = {
	{ "booking.request_booking", "booking_id" },    { "booking.cancel_booking", "booking_id" },
	{ "inventory.hold_seats", "booking_id" },       { "inventory.create_session", "session_id" },
	{ "inventory.publish_session", "session_id" },  { "inventory.cancel_session", "session_id" },
	{ "inventory.call_off_fixture", "fixture_id" }, { "pricing.set_tariff", "session_id" },
};

/* NULL: the message has none of that name. */
static const cc_id *id_in(const struct cc_message *message, const void *msg, const char *name)
{
	for (size_t i = 0; i < message->field_count; i++)
		if (message->fields[i].type == CC_UUID && strcmp(message->fields[i].name, name) == 0)
			return (const cc_id *)((const char *)msg + message->fields[i].offset);
	return NULL;
}

static void keep_promise(struct audit *audit, const struct audit_answer *answer)
{
	for (size_t i = 0; i < CC_COUNT(promises); i++) {
		if (strcmp(promises[i].operation, answer->op->label) != 0)
			continue;
		const cc_id *about = id_in(answer->op->in, answer->in, promises[i].about);
		assert(about);
		audit_run(audit, &see_promise, CC_VALS(cc_str_of(answer->op->label), *about, answer->at));
	}
}

/* Of a booking or a hold, everything but to whom it belongs is nobody else's business. */
static void see_whose_it_is(struct audit *audit, const struct audit_answer *answer)
{
	const cc_id *guest_id = id_in(answer->op->out, answer->out, "guest_id");
	const cc_id *booking_id = id_in(answer->op->out, answer->out, "booking_id");
	if (answer->service.len > 0 || !guest_id || !booking_id || cc_id_eq(*guest_id, answer->subject))
		return;
	if (strstr(answer->op->label, "check_in"))
		return; /* the host's business, who lets them in, or out */
	audit_run(audit, &see_glimpse,
	          CC_VALS(cc_str_of(answer->op->label), answer->subject, *booking_id, *guest_id));
}

/* A refusal that depends on the moment is not kept: the next try may be answered otherwise. */
static bool is_kept(const struct audit_answer *answer)
{
	if (!answer->reason)
		return true;
	if (answer->reason->code == CC_UNAVAILABLE || answer->reason->code == CC_RESOURCE_EXHAUSTED)
		return false;
	for (const struct cc_reason *const *reason = answer->op->fails; *reason; reason++)
		if (strcmp((*reason)->name, answer->reason->name) == 0)
			return true;
	return false;
}

void audit_see_answer(struct audit *audit, const struct audit_answer *answer)
{
	if (!answer->reason && answer->op->tx == CC_TX_WRITE)
		keep_promise(audit, answer);
	if (answer->out)
		see_whose_it_is(audit, answer);
	if (answer->key.len == 0 || !cc_op_takes_key(answer->op) || !is_kept(answer))
		return;
	audit_run(audit, &see_answer,
	          CC_VALS(answer->subject, answer->service, cc_str_of(answer->op->label), answer->key,
	                  cc_bytes(answer->bytes), answer->at));
	audit->differs = audit_number(audit, &differing_answers) > 0;
}
