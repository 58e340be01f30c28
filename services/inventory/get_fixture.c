/* get_fixture.c - one fixture of the calendar. */
#include "services/inventory/internal.h"

cc_err inventory_get_fixture(struct cc_ctx *ctx, const struct inventory_get_fixture_request *query,
                             struct inventory_fixture *fixture)
{
	return inventory_load_fixture(ctx, query->fixture_id, fixture);
}
