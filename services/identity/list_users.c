/* list_users.c - users by their id, page by page. */
#include "services/identity/internal.h"

enum { PAGE_DEFAULT = 20 };

cc_err identity_list_users(struct cc_ctx *ctx, const struct identity_list_users_request *query,
                           struct identity_list_users_response *page)
{
	size_t limit = query->has_limit ? (size_t)query->limit : PAGE_DEFAULT;
	struct cc_val after = query->has_cursor ? cc_val_id(query->cursor) : cc_null();
	struct identity_kept_user_list found;
	TRY(cc_sql_all(ctx, &users_page, &identity_kept_user_message, &found, after,
	               (int64_t)limit + 1)); /* one more tells whether there is a next page */
	page->items.items = cc_alloc_array(ctx, found.count, sizeof *page->items.items);
	page->items.count = found.count > limit ? limit : found.count;
	if (found.count > limit) {
		page->has_next_cursor = true;
		page->next_cursor = found.items[limit - 1].user_id;
	}
	for (size_t i = 0; i < page->items.count; i++)
		TRY(identity_read_user(ctx, &found.items[i], &page->items.items[i]));
	return CC_OK;
}
