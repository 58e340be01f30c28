/* call_off_fixture.c - there is no match; the sessions follow by their timer. */
#include "services/inventory/internal.h"

cc_err inventory_call_off_fixture(struct cc_ctx *ctx, const struct inventory_call_off_fixture_request *cmd,
                                  struct inventory_fixture *fixture)
{
	const struct inventory_fixture_cancelled cancelled = { .fixture_id = cmd->fixture_id };
	TRY(inventory_load_fixture(ctx, cmd->fixture_id, fixture));
	if (fixture->state == INVENTORY_FIXTURE_STATE_CANCELLED)
		return CC_OK;
	TRY(inventory_require_not_over(ctx, fixture));
	TRY(cc_sql_change(ctx, &call_off_fixture, fixture->fixture_id, cc_now(ctx)));
	fixture->state = INVENTORY_FIXTURE_STATE_CANCELLED;
	return cc_emit(ctx, &inventory_fixture_cancelled_event, &cancelled);
}
