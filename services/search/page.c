/* page.c - the best hits of a page, of all that were found. */
#include "services/search/internal.h"

/* Puts a hit where it belongs among the best; the worst makes way. */
static void keep(struct search_ranked *best, size_t *count, size_t most, struct search_ranked hit)
{
	size_t at = *count;
	if (at == most && !search_comes_before(&hit, &best[at - 1]))
		return;
	at = at == most ? at - 1 : at;
	while (at > 0 && search_comes_before(&hit, &best[at - 1])) {
		best[at] = best[at - 1];
		at--;
	}
	best[at] = hit;
	*count += *count < most;
}

static bool is_after(const struct search_page *page, const struct search_ranked *hit)
{
	if (!page->has_after || hit->key > page->after_key)
		return true;
	return hit->key == page->after_key &&
	       memcmp(hit->hit->id.byte, page->after_id.byte, sizeof page->after_id.byte) > 0;
}

static struct search_ranked *choose(struct cc_ctx *ctx, const struct cc_index_found *found,
                                    const struct search_page *page, size_t *count)
{
	size_t most = page->limit + 1; /* one more tells whether there is a next page */
	struct search_ranked *best = cc_alloc_array(ctx, most, sizeof *best);
	*count = 0;
	for (size_t i = 0; i < found->count; i++) {
		struct search_ranked hit = { search_key(&found->hits[i], page->sort, page->at),
			                     &found->hits[i] };
		if (is_after(page, &hit))
			keep(best, count, most, hit);
	}
	return best;
}

static CC_RESULT show_hit(struct cc_ctx *ctx, const struct cc_index_hit *hit, cc_time at,
                          struct search_hit *item)
{
	TRY(cc_index_body(ctx, hit, &search_hit_message, item));
	item->score = search_score(hit, at);
	item->has_distance_m = hit->distance_m >= 0;
	item->distance_m = item->has_distance_m ? (int32_t)hit->distance_m : 0;
	return CC_OK;
}

cc_err search_show(struct cc_ctx *ctx, const struct cc_index_found *found, const struct search_page *page,
                   struct search_hit_list *items, const struct search_ranked **last)
{
	size_t count;
	struct search_ranked *best = choose(ctx, found, page, &count);
	bool more = count > page->limit;
	struct search_hit_list shown = { .count = more ? page->limit : count };
	shown.items = cc_alloc_array(ctx, shown.count, sizeof *shown.items);
	for (size_t i = 0; i < shown.count; i++)
		TRY(show_hit(ctx, best[i].hit, page->at, &shown.items[i]));
	*items = shown;
	*last = more ? &best[page->limit - 1] : NULL;
	return CC_OK;
}
