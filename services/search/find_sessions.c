/* find_sessions.c - sessions that meet every condition, the best first. */
#include "services/search/internal.h"

enum { PAGE_DEFAULT = 20 };

/* Cursors ------------------------------------------------------------------------- */

/* FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv */
static uint64_t hash_of(uint64_t hash, const void *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		hash = (hash ^ ((const uint8_t *)bytes)[i]) * UINT64_C(0x100000001b3);
	return hash;
}

/* Of what must stay as it is from page to page.  The beginning of the time does not: it moves with the
 * clock. */
static uint64_t fingerprint(const struct cc_index_query *query,
                            const struct search_find_sessions_request *asked, enum search_sort sort)
{
	const struct cc_place nowhere = { 0 };
	int64_t from = asked->has_from ? asked->from.ms : 0;
	uint64_t hash = hash_of(UINT64_C(0xcbf29ce484222325), query->words.ptr, query->words.len);
	for (size_t i = 0; i < query->terms.count; i++) {
		const struct cc_index_term *term = &query->terms.items[i];
		hash = hash_of(hash, &term->kind, sizeof term->kind);
		hash = hash_of(hash, term->value.ptr, term->value.len);
	}
	hash = hash_of(hash, &query->from[1], sizeof query->from - sizeof query->from[0]);
	hash = hash_of(hash, query->to, sizeof query->to);
	hash = hash_of(hash, query->place ? query->place : &nowhere, sizeof nowhere);
	hash = hash_of(hash, &query->radius_m, sizeof query->radius_m);
	hash = hash_of(hash, &from, sizeof from);
	return hash_of(hash, &sort, sizeof sort);
}

static CC_RESULT open_page(struct cc_ctx *ctx, const struct search_find_sessions_request *asked,
                           uint64_t search, struct search_page *page)
{
	struct search_bookmark bookmark;
	page->at = cc_now(ctx);
	page->limit = asked->has_limit ? (size_t)asked->limit : PAGE_DEFAULT;
	if (!asked->has_cursor)
		return CC_OK;
	TRY(cc_unseal_text(ctx, &search_bookmark_message, asked->cursor, &bookmark));
	if (bookmark.search != search)
		return cc_fail(ctx, &search_another_search,
		               "The cursor belongs to other conditions or another sort; repeat those of the "
		               "first page.");
	page->at = bookmark.at;
	page->has_after = true;
	page->after_key = bookmark.key;
	page->after_id = bookmark.session_id;
	return CC_OK;
}

static cc_str cursor_after(struct cc_ctx *ctx, const struct search_ranked *last, uint64_t search, cc_time at)
{
	const struct search_bookmark bookmark = {
		.search = search,
		.at = at,
		.key = last->key,
		.session_id = last->hit->id,
	};
	return cc_seal_text(ctx, &search_bookmark_message, &bookmark);
}

/* Pages --------------------------------------------------------------------------- */

/* A batch behind is more than what is on its way. */
static CC_RESULT is_filling(struct cc_ctx *ctx, const struct cc_index_mark *mark, bool *filling)
{
	struct search_feed feed;
	cc_err err = cc_sql_one(ctx, &read_feed, &search_feed_message, &feed);
	if (cc_is(err, CC_NOT_FOUND)) {
		*filling = true; /* nothing has been pushed since the beginning, or a rebuild */
		return CC_OK;
	}
	TRY(err);
	*filling = !cc_id_eq(feed.epoch, mark->epoch) || feed.change - mark->change > CC_INDEX_BATCH_MAX;
	return CC_OK;
}

cc_err search_find_sessions(struct cc_ctx *ctx, const struct search_find_sessions_request *asked,
                            struct search_find_sessions_response *response)
{
	struct search_page page = { .sort = asked->has_sort ? asked->sort : SEARCH_SORT_BEST };
	struct cc_index_found found;
	const struct search_ranked *last;
	TRY(search_check(ctx, asked));
	struct cc_index_query query = search_query(ctx, asked, SEARCH_CONDITION_UNSPECIFIED);
	uint64_t search = fingerprint(&query, asked, page.sort);
	TRY(open_page(ctx, asked, search, &page));
	if (!page.has_after) {
		query.facets[0] = SEARCH_CITY_NAME;
		query.facets[1] = SEARCH_COMPETITION_NAME;
		query.facet_count = 2;
	}
	TRY(cc_index_find(ctx, &query, &found));
	TRY(search_show(ctx, &found, &page, &response->items, &last));
	response->total = (int32_t)found.count;
	response->more = found.more;
	TRY(is_filling(ctx, &found.mark, &response->filling));
	if (last) {
		response->has_next_cursor = true;
		response->next_cursor = cursor_after(ctx, last, search, page.at);
	}
	if (!page.has_after)
		response->facets = search_count(ctx, &found, asked);
	return found.count > 0 ? CC_OK : search_offer_alternatives(ctx, asked, &response->alternatives);
}
