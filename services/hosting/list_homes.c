/* list_homes.c - a host's homes, drafts too. */
#include "services/hosting/internal.h"

enum { PAGE_DEFAULT = 20 };

cc_err hosting_list_homes(struct cc_ctx *ctx, const struct hosting_list_homes_request *query,
                          struct hosting_list_homes_response *page)
{
	size_t limit = query->has_limit ? (size_t)query->limit : PAGE_DEFAULT;
	struct cc_val after = query->has_cursor ? cc_val_id(query->cursor) : cc_null();
	struct hosting_home_row_list found;
	TRY(cc_sql_all(ctx, &homes_of_host, &hosting_home_row_message, &found, cc_caller(ctx)->subject, after,
	               (int64_t)limit + 1)); /* one more tells whether there is a next page */

	page->items.count = found.count < limit ? found.count : limit;
	page->items.items = cc_alloc_array(ctx, page->items.count, sizeof *page->items.items);
	for (size_t i = 0; i < page->items.count; i++)
		hosting_read_home(ctx, &found.items[i], &page->items.items[i]);
	if (found.count > limit) {
		page->has_next_cursor = true;
		page->next_cursor = found.items[limit - 1].home_id;
	}
	return CC_OK;
}
