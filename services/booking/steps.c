/* steps.c - seats: held, priced, checked, confirmed, and given back. */
#include "contracts/compliance.h"
#include "contracts/inventory.h"
#include "contracts/pricing.h"
#include "services/booking/internal.h"

static const struct cc_reason quote_differs = { "quote_differs", CC_FAILED_PRECONDITION };

/* Holding ----------------------------------------------------------------------- */

cc_err booking_hold_seats(struct cc_ctx *ctx, const struct cc_effect_key *key, void *state)
{
	struct booking_itinerary *itinerary = state;
	const struct inventory_hold_seats_request cmd = {
		.session_id = itinerary->session_id,
		.booking_id = itinerary->booking_id,
		.seats = itinerary->seats,
		.labels = itinerary->wanted,
	};
	const struct inventory_get_session_request query = { .session_id = itinerary->session_id };
	struct inventory_hold hold;
	struct inventory_session session;
	TRY(cc_call_planned(ctx, &inventory_hold_seats_op, key, &cmd, &hold));
	TRY(cc_call(ctx, &inventory_get_session_op, &query, &session));
	itinerary->labels = hold.labels;
	itinerary->has_starts_at = true;
	itinerary->starts_at = session.starts_at;
	return CC_OK;
}

/* Held or confirmed; also if they were never held, or are given back already. */
cc_err booking_release_seats(struct cc_ctx *ctx, const struct cc_effect_key *key, void *state)
{
	const struct booking_itinerary *itinerary = state;
	const struct inventory_release_hold_request cmd = { .booking_id = itinerary->booking_id };
	struct inventory_hold hold;
	cc_err err = cc_call_planned(ctx, &inventory_release_hold_op, key, &cmd, &hold);
	return cc_because(err, &inventory_hold_not_found) ? CC_OK : err;
}

/* If their time has run out, because the money came late, these seats are taken again, if they can be. */
cc_err booking_confirm_seats(struct cc_ctx *ctx, const struct cc_effect_key *key, void *state)
{
	const struct booking_itinerary *itinerary = state;
	const struct inventory_confirm_hold_request cmd = {
		.booking_id = itinerary->booking_id,
		.labels = itinerary->labels,
	};
	struct inventory_hold hold;
	return cc_call_planned(ctx, &inventory_confirm_hold_op, key, &cmd, &hold);
}

/* Pricing ----------------------------------------------------------------------- */

static bool is_held(const struct booking_itinerary *itinerary, cc_str label)
{
	for (size_t i = 0; i < itinerary->labels.count; i++)
		if (cc_str_eq(itinerary->labels.items[i], label))
			return true;
	return false;
}

/* A price that the guest brings is of these very seats, or of no use. */
static CC_RESULT check_quote(struct cc_ctx *ctx, const struct booking_itinerary *itinerary,
                             struct pricing_quote *quote)
{
	const struct pricing_check_quote_request query = { .token = itinerary->quote };
	TRY(cc_call(ctx, &pricing_check_quote_op, &query, quote));
	bool same = cc_id_eq(quote->session_id, itinerary->session_id) &&
	            quote->seats.count == itinerary->labels.count;
	for (size_t i = 0; same && i < quote->seats.count; i++)
		same = is_held(itinerary, quote->seats.items[i].label);
	if (!same)
		return cc_fail(ctx, &quote_differs, "The quote is of other seats; ask for one of these.");
	return CC_OK;
}

static CC_RESULT get_quote(struct cc_ctx *ctx, const struct booking_itinerary *itinerary,
                           struct pricing_quote *quote)
{
	const struct pricing_get_quote_request query = {
		.session_id = itinerary->session_id,
		.seats = itinerary->seats,
		.labels = itinerary->labels,
		.has_booking_id = true,
		.booking_id = itinerary->booking_id,
	};
	return cc_call(ctx, &pricing_get_quote_op, &query, quote);
}

static cc_money fee_of(const struct pricing_quote *quote)
{
	cc_money fee = { 0, quote->total.currency };
	for (size_t i = 0; i < quote->components.count; i++)
		if (quote->components.items[i].kind == PRICING_COMPONENT_KIND_PLATFORM_FEE)
			fee = quote->components.items[i].amount;
	return fee;
}

/* Asks for nothing to be done: nothing is to be undone. */
cc_err booking_quote(struct cc_ctx *ctx, const struct cc_effect_key *key, void *state)
{
	(void)key;
	struct booking_itinerary *itinerary = state;
	struct pricing_quote quote;
	TRY(itinerary->has_quote ? check_quote(ctx, itinerary, &quote) : get_quote(ctx, itinerary, &quote));
	itinerary->has_host_id = itinerary->has_total = itinerary->has_platform_fee = true;
	itinerary->host_id = quote.host_id;
	itinerary->total = quote.total;
	itinerary->platform_fee = fee_of(&quote);
	return CC_OK;
}

/* The licence --------------------------------------------------------------------- */

/* Who is confirmed, and these; others that are held may come to nothing. */
static CC_RESULT count_heads(struct cc_ctx *ctx, const struct booking_itinerary *itinerary, int32_t *heads)
{
	const struct inventory_get_availability_request query = { .session_id = itinerary->session_id };
	struct inventory_availability room;
	TRY(cc_call(ctx, &inventory_get_availability_op, &query, &room));
	int32_t count = itinerary->seats;
	for (size_t i = 0; i < room.seats.count; i++)
		count += room.seats.items[i].status == INVENTORY_SEAT_STATUS_CONFIRMED;
	*heads = count;
	return CC_OK;
}

/* Compliance itself is asked: the rules that inventory knows may be those of a moment ago. */
cc_err booking_check_compliance(struct cc_ctx *ctx, const struct cc_effect_key *key, void *state)
{
	(void)key;
	const struct booking_itinerary *itinerary = state;
	const struct inventory_get_session_request query = { .session_id = itinerary->session_id };
	struct inventory_session session;
	struct compliance_verdict verdict;
	struct compliance_check_licence_request facts = { 0 };
	TRY(cc_call(ctx, &inventory_get_session_op, &query, &session));
	TRY(count_heads(ctx, itinerary, &facts.heads));
	facts.competition = session.competition_slug;
	facts.package = session.package;
	facts.territory = session.territory;
	facts.venue = (enum compliance_venue)session.venue; /* the same numbers */
	facts.charge_basis = (enum compliance_charge_basis)session.charge_basis;
	TRY(cc_call(ctx, &compliance_check_licence_op, &facts, &verdict));
	if (verdict.permitted)
		return CC_OK;
	bool limit = verdict.refusal == COMPLIANCE_REFUSAL_LICENCE_LIMIT;
	return cc_fail(ctx, limit ? &inventory_licence_limit : &inventory_licence_unknown, "%.*s",
	               (int)verdict.detail.len, verdict.detail.ptr);
}
