/* alternatives.c - when nothing is found: what would be, with one condition less. */
#include "services/search/internal.h"

enum { ITEMS_MAX = 6 };

/* Those that find most first; as many in the order of the conditions. */
static void insert(struct search_alternative_list *list, const struct search_alternative *alternative)
{
	size_t at = list->count++;
	while (at > 0 && list->items[at - 1].count < alternative->count) {
		list->items[at] = list->items[at - 1];
		at--;
	}
	list->items[at] = *alternative;
}

static CC_RESULT try_without(struct cc_ctx *ctx, const struct search_find_sessions_request *asked,
                             enum search_condition without, struct search_alternative_list *list)
{
	struct cc_index_query query = search_query(ctx, asked, without);
	struct cc_index_found found;
	const struct search_ranked *last;
	struct search_page page = { .sort = SEARCH_SORT_BEST, .at = cc_now(ctx), .limit = ITEMS_MAX };
	TRY(cc_index_find(ctx, &query, &found));
	if (found.count == 0)
		return CC_OK;
	struct search_alternative alternative = { .without = without, .count = (int32_t)found.count };
	TRY(search_show(ctx, &found, &page, &alternative.items, &last));
	insert(list, &alternative);
	return CC_OK;
}

cc_err search_offer_alternatives(struct cc_ctx *ctx, const struct search_find_sessions_request *asked,
                                 struct search_alternative_list *alternatives)
{
	struct search_alternative_list list = {
		.items = cc_alloc_array(ctx, search_condition_enum.value_count, sizeof *list.items),
	};
	for (size_t i = 0; i < search_condition_enum.value_count; i++) {
		enum search_condition condition =
			(enum search_condition)search_condition_enum.values[i].number;
		if (search_is_given(asked, condition))
			TRY(try_without(ctx, asked, condition, &list));
	}
	for (size_t i = 1; i < list.count; i++)
		list.items[i].items.count = 0;
	*alternatives = list;
	return CC_OK;
}
