/* list_findings.c - where the provider's books and ours disagree, newest first. */
#include "services/payment/internal.h"

enum { PAGE_DEFAULT = 20 };

cc_err payment_list_findings(struct cc_ctx *ctx, const struct payment_list_findings_request *query,
                             struct payment_list_findings_response *page)
{
	size_t limit = query->has_limit ? (size_t)query->limit : PAGE_DEFAULT;
	struct cc_val before = query->has_cursor ? cc_val_id(query->cursor) : cc_null();
	struct payment_finding_list found;
	TRY(cc_sql_all(ctx, &findings_before, &payment_finding_message, &found, before,
	               (int64_t)limit + 1)); /* one more tells whether there is a next page */

	page->items = found;
	if (found.count > limit) {
		page->items.count = limit;
		page->has_next_cursor = true;
		page->next_cursor = found.items[limit - 1].finding_id;
	}
	return CC_OK;
}
