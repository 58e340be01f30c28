/* list_rules.c - what the rules are now, or will be soon. */
#include "services/compliance/internal.h"

enum { PAGE_DEFAULT = 20 };

cc_err compliance_list_rules(struct cc_ctx *ctx, const struct compliance_list_rules_request *query,
                             struct compliance_list_rules_response *page)
{
	size_t limit = query->has_limit ? (size_t)query->limit : PAGE_DEFAULT;
	struct cc_val competition = query->has_competition ? CC_VAL(query->competition) : cc_null();
	struct cc_val after = query->has_cursor ? CC_VAL(query->cursor) : cc_null();
	struct compliance_rule_list found;
	TRY(cc_sql_all(ctx, &newest_rules, &compliance_rule_message, &found, competition, after,
	               (int64_t)limit + 1)); /* one more tells whether there is a next page */

	page->items = found;
	if (found.count > limit) {
		page->items.count = limit;
		page->has_next_cursor = true;
		page->next_cursor = found.items[limit - 1].rule_id;
	}
	return CC_OK;
}
