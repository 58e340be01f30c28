/*
 * reconcile.c - the provider's books against ours.
 *
 * Our ledger balances whatever happens, so a sum of zero does not find a capture that the provider did
 * twice, or one that it never did.  Only its own books do.
 */
#include "services/payment/internal.h"

enum { PAGE = 100, FINDINGS_MAX = 100 };

static const int64_t interval_ms = CC_MINUTES(15);
static const int64_t grace_ms = CC_MINUTES(10); /* what is on its way between the two books */

static cc_err reconcile(struct cc_ctx *ctx)
{
	struct payment_books_plan plan;
	int64_t begun;
	TRY(cc_sql_count(ctx, &begin_reconciliation, &begun));
	if (begun == 0)
		return CC_OK; /* it was begun between the look and this */
	TRY(cc_sql_one(ctx, &position_in_books, &payment_books_plan_message, &plan));
	return cc_plan(ctx, &payment_read_books_effect, &plan, 0);
}

const struct cc_timer payment_reconcile_timer = {
	.name = "payment.reconcile",
	.next = &next_reconciliation,
	.run = reconcile,
};

/* What is only set aside or released moves no money. */
static const char *movement_of(enum cc_psp_movement_kind kind)
{
	switch (kind) {
	case CC_PSP_CAPTURED: return "capture";
	case CC_PSP_REFUNDED: return "refund";
	case CC_PSP_DISPUTED: return "dispute";
	case CC_PSP_REINSTATED: return "reinstatement";
	default: return NULL; /* no money of ours */
	}
}

/* Disputes come from outside: if the webhook got lost, the books are the first to tell. */
static CC_RESULT take_hint(struct cc_ctx *ctx, const struct payment_booked_movement *movement)
{
	if (cc_str_eq(movement->movement, CC_STR("dispute")))
		return payment_take_hint(ctx, CC_STR("charge.dispute.created"), movement->reference);
	if (cc_str_eq(movement->movement, CC_STR("reinstatement")))
		return payment_take_hint(ctx, CC_STR("charge.dispute.closed"), movement->reference);
	return CC_OK;
}

static cc_err act(struct cc_ctx *ctx, const struct cc_effect_key *key, const void *plan, void *outcome)
{
	(void)key; /* nothing is changed by reading */
	const struct payment_books_plan *asked = plan;
	struct payment_books_page *page = outcome;
	struct cc_psp_movement_list read;
	TRY(cc_psp_list(ctx, asked->position, PAGE, &read));

	page->position = read.count > 0 ? read.items[read.count - 1].id : asked->position;
	page->has_more = read.count == PAGE;
	page->items.items = cc_alloc_array(ctx, read.count, sizeof *page->items.items);
	for (size_t i = 0; i < read.count; i++) {
		const char *movement = movement_of(read.items[i].kind);
		if (movement)
			page->items.items[page->items.count++] = (struct payment_booked_movement){
				.movement_id = read.items[i].id,
				.movement = cc_str_of(movement),
				.reference = read.items[i].reference,
				.amount = read.items[i].amount,
			};
	}
	return CC_OK;
}

/* Reading a movement again counts nothing twice. */
static CC_RESULT add(struct cc_ctx *ctx, const struct payment_booked_movement *movement)
{
	int64_t added;
	cc_str currency = payment_currency(&movement->amount);
	TRY(cc_sql_count(ctx, &insert_movement, &added, movement->movement_id, movement->movement,
	                 movement->reference, movement->amount.minor, currency));
	if (added == 0)
		return CC_OK;
	TRY(take_hint(ctx, movement));
	return cc_sql_exec(ctx, &compare_provider, movement->reference, movement->movement, currency,
	                   movement->amount.minor, cc_now(ctx));
}

static enum payment_finding_kind kind_of(const struct payment_comparison *difference)
{
	if (difference->provider_minor == 0)
		return PAYMENT_FINDING_KIND_MISSING_AT_PROVIDER;
	if (difference->ledger_minor == 0)
		return PAYMENT_FINDING_KIND_MISSING_IN_LEDGER;
	return difference->provider_count > 1 ? PAYMENT_FINDING_KIND_DOUBLED
	                                      : PAYMENT_FINDING_KIND_AMOUNT_DIFFERS;
}

static CC_RESULT report(struct cc_ctx *ctx, const struct payment_comparison *difference)
{
	struct payment_books_disagree disagree = {
		.finding_id = cc_new_id(ctx),
		.kind = kind_of(difference),
		.reference = difference->reference,
	};
	TRY(cc_sql_exec(ctx, &insert_finding, disagree.finding_id,
	                cc_enum_text(&payment_finding_kind_enum, disagree.kind), difference->reference,
	                difference->movement, difference->currency, difference->ledger_minor,
	                difference->provider_minor, cc_now(ctx)));
	return cc_emit(ctx, &payment_books_disagree_event, &disagree);
}

static CC_RESULT compare(struct cc_ctx *ctx, bool *has_more)
{
	struct payment_comparison_list found;
	TRY(cc_sql_all(ctx, &new_differences, &payment_comparison_message, &found,
	               cc_time_add(cc_now(ctx), -grace_ms)));
	for (size_t i = 0; i < found.count; i++)
		TRY(report(ctx, &found.items[i]));
	*has_more = found.count == FINDINGS_MAX;
	return CC_OK;
}

/* Compared only once the books have been read to their end: else everything newer would be missing. */
static cc_err settle(struct cc_ctx *ctx, const void *plan, const void *outcome, cc_err err)
{
	const struct payment_books_plan *asked = plan;
	const struct payment_books_page *page = outcome;
	cc_time later = cc_time_add(cc_now(ctx), interval_ms);
	if (err != CC_OK)
		return cc_sql_change(ctx, &read_on_at, asked->position, later);

	bool has_more = page->has_more;
	for (size_t i = 0; i < page->items.count; i++)
		TRY(add(ctx, &page->items.items[i]));
	if (!has_more)
		TRY(compare(ctx, &has_more));
	return cc_sql_change(ctx, &read_on_at, page->position, has_more ? cc_now(ctx) : later);
}

const struct cc_effect payment_read_books_effect = {
	.name = "payment.read_books",
	.plan = &payment_books_plan_message,
	.outcome = &payment_books_page_message,
	.deadline_ms = CC_SECONDS(20),
	.tries = 3,
	.act = act,
	.settle = settle,
};
