/* fixture.c - finding a fixture, and what can no longer be done with it. */
#include "services/inventory/internal.h"

cc_err inventory_load_fixture(struct cc_ctx *ctx, cc_id fixture_id, struct inventory_fixture *fixture)
{
	cc_err err = cc_sql_one(ctx, &fixture_by_id, &inventory_fixture_message, fixture, fixture_id);
	if (cc_is(err, CC_NOT_FOUND))
		return cc_fail(ctx, &inventory_fixture_not_found,
		               "There is no such fixture in the calendar; check its id.");
	return err;
}

cc_err inventory_require_not_over(struct cc_ctx *ctx, const struct inventory_fixture *fixture)
{
	if (!cc_time_before(cc_now(ctx), fixture->ends_at))
		return cc_fail(ctx, &inventory_fixture_over, "%.*s is over.", (int)fixture->title.len,
		               fixture->title.ptr);
	return CC_OK;
}

cc_err inventory_require_planned(struct cc_ctx *ctx, const struct inventory_fixture *fixture)
{
	if (fixture->state == INVENTORY_FIXTURE_STATE_CANCELLED)
		return cc_fail(ctx, &inventory_fixture_cancelled, "%.*s has been called off.",
		               (int)fixture->title.len, fixture->title.ptr);
	return inventory_require_not_over(ctx, fixture);
}

cc_err inventory_load_competition(struct cc_ctx *ctx, cc_id competition_id,
                                  struct inventory_competition *competition)
{
	cc_err err = cc_sql_one(ctx, &competition_by_id, &inventory_competition_message, competition,
	                        competition_id);
	if (cc_is(err, CC_NOT_FOUND))
		return cc_fail(ctx, &inventory_competition_not_found,
		               "There is no such competition in the calendar; enter it first.");
	return err;
}
