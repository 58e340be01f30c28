/* list_fixtures.c - the calendar, soonest first. */
#include "services/inventory/internal.h"

enum { PAGE_DEFAULT = 20 };

/* The longest fixture: none that began earlier is still being played. */
static const int64_t longest_ms = CC_HOURS(24);

cc_err inventory_list_fixtures(struct cc_ctx *ctx, const struct inventory_list_fixtures_request *query,
                               struct inventory_list_fixtures_response *page)
{
	size_t limit = query->has_limit ? (size_t)query->limit : PAGE_DEFAULT;
	int64_t wanted = (int64_t)limit + 1; /* one more tells whether there is a next page */
	cc_time from = query->has_from ? query->from : cc_time_add(cc_now(ctx), -longest_ms);
	cc_time over_after = query->has_from ? query->from : cc_now(ctx);
	cc_time to = query->has_to ? query->to : CC_TIME_NEVER;
	struct cc_val team = query->has_team_id ? CC_VAL(query->team_id) : cc_null();
	struct cc_val after = query->has_cursor ? CC_VAL(query->cursor) : cc_null();
	struct inventory_fixture_list found;
	if (query->has_competition_id)
		TRY(cc_sql_all(ctx, &fixtures_of_competition, &inventory_fixture_message, &found,
		               query->competition_id, team, from, to, over_after, after, wanted));
	else
		TRY(cc_sql_all(ctx, &fixtures_by_kick_off, &inventory_fixture_message, &found, team, from, to,
		               over_after, after, wanted));

	page->items = found;
	if (found.count > limit) {
		page->items.count = limit;
		page->has_next_cursor = true;
		page->next_cursor = found.items[limit - 1].fixture_id;
	}
	return CC_OK;
}
