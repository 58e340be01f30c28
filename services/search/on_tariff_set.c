/* on_tariff_set.c - what the cheapest seat costs. */
#include "contracts/pricing.h"
#include "services/search/internal.h"

static cc_err on_tariff_set(struct cc_ctx *ctx, const void *body)
{
	const struct pricing_tariff_set *set = body;
	cc_money price = set->tariff->price_from;
	TRY(cc_sql_exec(ctx, &hear_price, set->session_id, set->tariff->version, price.minor,
	                cc_str_of(price.currency.code)));
	return cc_sql_exec(ctx, &mark_session, set->session_id);
}

const struct cc_consumer search_on_tariff_set_consumer = {
	.name = "search.on_tariff_set",
	.event = &pricing_tariff_set_event,
	.call = on_tariff_set,
};
