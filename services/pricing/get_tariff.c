/* get_tariff.c - what a host asks for an evening. */
#include "services/pricing/internal.h"

cc_err pricing_load_tariff(struct cc_ctx *ctx, cc_id session_id, struct pricing_tariff *tariff)
{
	cc_err err = cc_sql_one(ctx, &tariff_of_session, &pricing_tariff_message, tariff, session_id);
	if (cc_is(err, CC_NOT_FOUND))
		return cc_fail(ctx, &pricing_tariff_not_found,
		               "The host has not said yet what this session costs.");
	return err;
}

cc_err pricing_get_tariff(struct cc_ctx *ctx, const struct pricing_get_tariff_request *query,
                          struct pricing_tariff *tariff)
{
	return pricing_load_tariff(ctx, query->session_id, tariff);
}
