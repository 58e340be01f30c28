/* show_start.c - where one begins: what is played next, and the best evenings near a place. */
#include "services/bff_web/internal.h"

enum { FIXTURES = 12, COMPETITIONS = 50, PAGE_DEFAULT = 24 };

static CC_RESULT add_fixtures(struct cc_ctx *ctx, struct bff_web_start_page *page)
{
	const struct inventory_list_fixtures_request query = { .has_limit = true, .limit = FIXTURES };
	struct inventory_list_fixtures_response found;
	TRY(cc_call(ctx, &inventory_list_fixtures_op, &query, &found));
	page->fixtures = found.items;
	return CC_OK;
}

static CC_RESULT add_competitions(struct cc_ctx *ctx, struct bff_web_start_page *page)
{
	const struct inventory_list_competitions_request query = { .has_limit = true, .limit = COMPETITIONS };
	struct inventory_list_competitions_response found;
	TRY(cc_call(ctx, &inventory_list_competitions_op, &query, &found));
	page->competitions = found.items;
	return CC_OK;
}

static CC_RESULT add_evenings(struct cc_ctx *ctx, const struct bff_web_show_start_request *start,
                              struct bff_web_start_page *page)
{
	const struct search_find_sessions_request query = {
		.has_city = start->has_city,
		.city = start->city,
		.has_latitude_microdegrees = start->has_latitude_microdegrees,
		.latitude_microdegrees = start->latitude_microdegrees,
		.has_longitude_microdegrees = start->has_longitude_microdegrees,
		.longitude_microdegrees = start->longitude_microdegrees,
		.has_utc_offset_minutes = start->has_utc_offset_minutes,
		.utc_offset_minutes = start->utc_offset_minutes,
		.has_limit = true,
		.limit = start->has_limit ? start->limit : PAGE_DEFAULT,
	};
	struct search_find_sessions_response *found = cc_alloc(ctx, sizeof *found);
	bool there;
	TRY(bff_web_part(cc_call(ctx, &search_find_sessions_op, &query, found), &there));
	page->found = there ? found : NULL;
	return CC_OK;
}

cc_err bff_web_show_start(struct cc_ctx *ctx, const struct bff_web_show_start_request *query,
                          struct bff_web_start_page *page)
{
	TRY(add_evenings(ctx, query, page));
	TRY(add_fixtures(ctx, page));
	return add_competitions(ctx, page);
}
