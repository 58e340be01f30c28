/* list_teams.c - who plays, by name. */
#include "services/inventory/internal.h"

enum { PAGE_DEFAULT = 20 };

cc_err inventory_list_teams(struct cc_ctx *ctx, const struct inventory_list_teams_request *query,
                            struct inventory_list_teams_response *page)
{
	size_t limit = query->has_limit ? (size_t)query->limit : PAGE_DEFAULT;
	int64_t wanted = (int64_t)limit + 1; /* one more tells whether there is a next page */
	struct cc_val after = query->has_cursor ? CC_VAL(query->cursor) : cc_null();
	struct inventory_team_list found;
	if (query->has_competition_id)
		TRY(cc_sql_all(ctx, &teams_of_competition, &inventory_team_message, &found,
		               query->competition_id, after, wanted));
	else
		TRY(cc_sql_all(ctx, &teams_by_name, &inventory_team_message, &found, after, wanted));

	page->items = found;
	if (found.count > limit) {
		page->items.count = limit;
		page->has_next_cursor = true;
		page->next_cursor = found.items[limit - 1].team_id;
	}
	return CC_OK;
}
