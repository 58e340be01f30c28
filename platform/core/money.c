#include "platform/core/money.h"

const struct cc_reason cc_currency_mismatch = { "currency_mismatch", CC_INVALID_ARGUMENT };
const struct cc_reason cc_money_overflow = { "money_overflow", CC_INVALID_ARGUMENT };

static cc_err too_large(struct cc_ctx *ctx)
{
	return cc_fail(ctx, &cc_money_overflow, "The amount is too large; use a smaller one.");
}

static cc_err same_currency(struct cc_ctx *ctx, cc_money a, cc_money b)
{
	if (strcmp(a.currency.code, b.currency.code) == 0)
		return CC_OK;
	return cc_fail(ctx, &cc_currency_mismatch, "%s and %s cannot be reckoned together; use one currency.",
	               a.currency.code, b.currency.code);
}

cc_err cc_money_add(struct cc_ctx *ctx, cc_money a, cc_money b, cc_money *sum)
{
	TRY(same_currency(ctx, a, b));
	int64_t minor;
	if (__builtin_add_overflow(a.minor, b.minor, &minor))
		return too_large(ctx);
	*sum = (cc_money){ minor, a.currency };
	return CC_OK;
}

cc_err cc_money_subtract(struct cc_ctx *ctx, cc_money a, cc_money b, cc_money *difference)
{
	TRY(same_currency(ctx, a, b));
	int64_t minor;
	if (__builtin_sub_overflow(a.minor, b.minor, &minor))
		return too_large(ctx);
	*difference = (cc_money){ minor, a.currency };
	return CC_OK;
}

cc_err cc_money_multiply(struct cc_ctx *ctx, cc_money a, int64_t times, cc_money *product)
{
	int64_t minor;
	if (__builtin_mul_overflow(a.minor, times, &minor))
		return too_large(ctx);
	*product = (cc_money){ minor, a.currency };
	return CC_OK;
}

cc_err cc_money_split(struct cc_ctx *ctx, cc_money total, int32_t parts, cc_money *shares)
{
	if (parts < 1)
		return cc_fail(ctx, &cc_invalid_argument,
		               "An amount cannot be split into %d parts; use one at least.", parts);
	int64_t share = total.minor / parts, rest = total.minor % parts;
	int unit = rest < 0 ? -1 : 1;
	for (int32_t i = 0; i < parts; i++)
		shares[i] = (cc_money){ share + (i < rest * unit ? unit : 0), total.currency };
	return CC_OK;
}

bool cc_currency_parse(cc_str text, cc_currency *currency)
{
	if (text.len != 3)
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] < 'A' || text.ptr[i] > 'Z')
			return false;
	*currency = (cc_currency){ { text.ptr[0], text.ptr[1], text.ptr[2], '\0' } };
	return true;
}
