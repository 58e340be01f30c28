/* list_sessions.c - the living rooms where a fixture can be watched, soonest first. */
#include "services/inventory/internal.h"

enum { PAGE_DEFAULT = 20 };

cc_err inventory_list_sessions(struct cc_ctx *ctx, const struct inventory_list_sessions_request *query,
                               struct inventory_list_sessions_response *page)
{
	size_t limit = query->has_limit ? (size_t)query->limit : PAGE_DEFAULT;
	struct cc_val after = query->has_cursor ? cc_val_id(query->cursor) : cc_null();
	struct inventory_session_list found;
	TRY(cc_sql_all(ctx, &published_sessions, &inventory_session_message, &found, query->fixture_id,
	               cc_now(ctx), after,
	               (int64_t)limit + 1)); /* one more tells whether there is a next page */

	page->items = found;
	if (found.count > limit) {
		page->items.count = limit;
		page->has_next_cursor = true;
		page->next_cursor = found.items[limit - 1].session_id;
	}
	return CC_OK;
}
