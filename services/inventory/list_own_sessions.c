/* list_own_sessions.c - a host's evenings, drafts too, newest first. */
#include "services/inventory/internal.h"

enum { PAGE_DEFAULT = 20 };

cc_err inventory_list_own_sessions(struct cc_ctx *ctx,
                                   const struct inventory_list_own_sessions_request *query,
                                   struct inventory_list_sessions_response *page)
{
	size_t limit = query->has_limit ? (size_t)query->limit : PAGE_DEFAULT;
	struct cc_val after = query->has_cursor ? CC_VAL(query->cursor) : cc_null();
	struct inventory_session_list found;
	TRY(cc_sql_all(ctx, &sessions_of_host, &inventory_session_message, &found, cc_caller(ctx)->subject,
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
