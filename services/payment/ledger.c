/*
 * ledger.c - what money did, written down once and never changed.
 *
 * Which accounts a kind of posting moves money between is the store's to know (ledger_kinds).
 */
#include "services/payment/internal.h"

struct posting {
	const char *kind;
	cc_id cause, booking_id; /* one posting of a kind for each cause */
	cc_money amount;
};

static CC_RESULT post(struct cc_ctx *ctx, const struct posting *posting)
{
	if (posting->amount.minor == 0)
		return CC_OK; /* no fee, say */
	return cc_sql_exec(ctx, &insert_posting, cc_new_id(ctx), payment_reference(ctx, posting->cause),
	                   cc_str_of(posting->kind), posting->booking_id, posting->amount.minor,
	                   payment_currency(&posting->amount), cc_now(ctx));
}

/* The provider's books are expected to say the same. */
static CC_RESULT expect(struct cc_ctx *ctx, const char *movement, cc_id cause, cc_money amount)
{
	return cc_sql_exec(ctx, &compare_ledger, payment_reference(ctx, cause), cc_str_of(movement),
	                   payment_currency(&amount), amount.minor, cc_now(ctx));
}

static cc_money less(cc_money whole, cc_money part)
{
	return (cc_money){ whole.minor - part.minor, whole.currency };
}

static cc_money plus(cc_money one, cc_money other)
{
	return (cc_money){ one.minor + other.minor, one.currency };
}

cc_err payment_post_capture(struct cc_ctx *ctx, const struct payment_payment *payment)
{
	cc_id id = payment->booking_id;
	const struct posting postings[] = {
		{ "captured", id, id, payment->amount },
		{ "host_share", id, id, less(payment->amount, payment->platform_fee) },
		{ "platform_fee", id, id, payment->platform_fee },
	};
	for (size_t i = 0; i < CC_COUNT(postings); i++)
		TRY(post(ctx, &postings[i]));
	return expect(ctx, "capture", id, payment->amount);
}

cc_err payment_post_refund_owed(struct cc_ctx *ctx, const struct payment_refund *refund)
{
	const struct posting share = { "refund_of_share", refund->refund_id, refund->booking_id,
		                       less(refund->amount, refund->platform_fee) };
	const struct posting fee = { "refund_of_fee", refund->refund_id, refund->booking_id,
		                     refund->platform_fee };
	TRY(post(ctx, &share));
	return post(ctx, &fee);
}

cc_err payment_post_refund_paid(struct cc_ctx *ctx, const struct payment_refund *refund)
{
	const struct posting paid = { "refund_paid", refund->refund_id, refund->booking_id, refund->amount };
	TRY(post(ctx, &paid));
	return expect(ctx, "refund", refund->refund_id, refund->amount);
}

/* The guest has it already: what their bank kept is set against what we owe them. */
cc_err payment_post_refund_by_bank(struct cc_ctx *ctx, const struct payment_refund *refund)
{
	const struct posting paid = { "refund_by_bank", refund->refund_id, refund->booking_id,
		                      refund->amount };
	return post(ctx, &paid);
}

cc_err payment_post_disputed(struct cc_ctx *ctx, const struct payment_payment *payment, cc_money fee)
{
	cc_id id = payment->booking_id;
	TRY(post(ctx, &(struct posting){ "disputed", id, id, payment->disputed }));
	TRY(post(ctx, &(struct posting){ "dispute_fee", id, id, fee }));
	return expect(ctx, "dispute", id, plus(payment->disputed, fee));
}

cc_err payment_post_reinstated(struct cc_ctx *ctx, const struct payment_payment *payment, cc_money fee)
{
	cc_id id = payment->booking_id;
	TRY(post(ctx, &(struct posting){ "reinstated", id, id, payment->disputed }));
	TRY(post(ctx, &(struct posting){ "dispute_fee_returned", id, id, fee }));
	return expect(ctx, "reinstatement", id, plus(payment->disputed, fee));
}
