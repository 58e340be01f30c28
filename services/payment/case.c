/* case.c - finding a payment, what its amounts may be, and what it is called at the provider. */
#include "services/payment/internal.h"

static const int64_t largest_minor = 99999999; /* eight digits, as card networks have them */

static CC_RESULT not_found(struct cc_ctx *ctx)
{
	return cc_fail(ctx, &payment_payment_not_found, "Nothing was asked to be paid for this booking.");
}

cc_err payment_load(struct cc_ctx *ctx, cc_id booking_id, struct payment_payment *payment)
{
	cc_err err = cc_sql_one(ctx, &payment_by_booking, &payment_payment_message, payment, booking_id);
	return cc_is(err, CC_NOT_FOUND) ? not_found(ctx) : err;
}

cc_err payment_load_case(struct cc_ctx *ctx, cc_id booking_id, struct payment_case *it)
{
	TRY(payment_load(ctx, booking_id, &it->payment));
	return cc_sql_one(ctx, &errand_of_payment, &payment_errand_message, &it->errand, booking_id);
}

cc_err payment_require_amount(struct cc_ctx *ctx, cc_money amount)
{
	if (amount.minor < 1 || amount.minor > largest_minor)
		return cc_fail(ctx, &payment_amount_out_of_range,
		               "An amount lies between 0.01 and 999999.99; this one is %lld hundredths.",
		               (long long)amount.minor);
	return CC_OK;
}

cc_str payment_reference(struct cc_ctx *ctx, cc_id id)
{
	char *text = cc_alloc(ctx, CC_ID_TEXT_LEN);
	cc_id_print(id, text);
	return (cc_str){ text, CC_ID_TEXT_LEN };
}

cc_str payment_currency(const cc_money *money)
{
	return cc_str_of(money->currency.code);
}

struct cc_val payment_text_or_null(bool has, cc_str text)
{
	return has ? cc_val_str(text) : cc_null();
}
