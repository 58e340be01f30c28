/* get_prices_from.c - what the cheapest seat costs, of many sessions at once. */
#include "services/pricing/internal.h"

cc_err pricing_get_prices_from(struct cc_ctx *ctx, const struct pricing_get_prices_from_request *query,
                               struct pricing_get_prices_from_response *found)
{
	struct pricing_price_from_list *prices = &found->items;
	prices->items = cc_alloc_array(ctx, query->session_ids.count, sizeof *prices->items);
	for (size_t i = 0; i < query->session_ids.count; i++) {
		struct pricing_tariff tariff;
		cc_err err = pricing_load_tariff(ctx, query->session_ids.items[i], &tariff);
		if (cc_because(err, &pricing_tariff_not_found))
			continue;
		TRY(err);
		prices->items[prices->count++] = (struct pricing_price_from){ query->session_ids.items[i],
			                                                      tariff.price_from };
	}
	return CC_OK;
}
