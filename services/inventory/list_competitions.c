/* list_competitions.c - what is played, by slug. */
#include "services/inventory/internal.h"

enum { PAGE_DEFAULT = 20 };

cc_err inventory_list_competitions(struct cc_ctx *ctx,
                                   const struct inventory_list_competitions_request *query,
                                   struct inventory_list_competitions_response *page)
{
	size_t limit = query->has_limit ? (size_t)query->limit : PAGE_DEFAULT;
	struct cc_val after = query->has_cursor ? CC_VAL(query->cursor) : cc_null();
	struct inventory_competition_list found;
	TRY(cc_sql_all(ctx, &competitions_by_slug, &inventory_competition_message, &found, after,
	               (int64_t)limit + 1)); /* one more tells whether there is a next page */

	page->items = found;
	if (found.count > limit) {
		page->items.count = limit;
		page->has_next_cursor = true;
		page->next_cursor = found.items[limit - 1].competition_id;
	}
	return CC_OK;
}
