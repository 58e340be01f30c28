/* get_fixtures.c - those of the fixtures named that there are. */
#include "services/inventory/internal.h"

cc_err inventory_get_fixtures(struct cc_ctx *ctx, const struct inventory_get_fixtures_request *query,
                              struct inventory_get_fixtures_response *found)
{
	struct inventory_fixture_list *fixtures = &found->items;
	fixtures->items = cc_alloc_array(ctx, query->fixture_ids.count, sizeof *fixtures->items);
	for (size_t i = 0; i < query->fixture_ids.count; i++) {
		cc_err err = inventory_load_fixture(ctx, query->fixture_ids.items[i],
		                                    &fixtures->items[fixtures->count]);
		if (cc_because(err, &inventory_fixture_not_found))
			continue;
		TRY(err);
		fixtures->count++;
	}
	return CC_OK;
}
