/* check_quote.c - a price comes back: was it given here, and does it still stand? */
#include "services/pricing/internal.h"

cc_err pricing_check_quote(struct cc_ctx *ctx, const struct pricing_check_quote_request *query,
                           struct pricing_quote *quote)
{
	TRY(cc_unseal(ctx, &pricing_quote_message, query->token, quote));
	if (!cc_time_before(cc_now(ctx), quote->expires_at))
		return cc_fail(ctx, &pricing_quote_expired,
		               "This price no longer stands; ask for a new one.");
	quote->token = query->token;
	return CC_OK;
}
