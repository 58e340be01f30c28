/* suggest.c - what may be meant by the beginning of a word. */
#include "services/search/internal.h"

enum { SUGGESTIONS_DEFAULT = 8 };

static const struct {
	int kind;
	enum search_suggestion_kind suggestion;
} kinds[] = {
	{ SEARCH_TEAM_NAME, SEARCH_SUGGESTION_KIND_TEAM },
	{ SEARCH_COMPETITION_NAME, SEARCH_SUGGESTION_KIND_COMPETITION },
	{ SEARCH_FIXTURE_TITLE, SEARCH_SUGGESTION_KIND_FIXTURE },
	{ SEARCH_CITY_NAME, SEARCH_SUGGESTION_KIND_CITY },
	{ SEARCH_HOST_NAME, SEARCH_SUGGESTION_KIND_HOST },
};

static_assert(CC_COUNT(kinds) <= CC_INDEX_FACETS_MAX, "each is a facet");

/* A hit has the words somewhere; a suggestion has all of them itself. */
static bool is_meant(struct cc_ctx *ctx, cc_str words, cc_str text)
{
	const cc_str texts[CC_INDEX_TEXTS] = { cc_fold(ctx, text), CC_STR(""), CC_STR("") };
	return cc_index_rank(words, texts) > 0;
}

/* The most frequent first; of those as frequent, in the order of the kinds. */
static void insert(struct search_suggestion_list *list, size_t most,
                   const struct search_suggestion *suggestion)
{
	size_t at = list->count;
	while (at > 0 && list->items[at - 1].count < suggestion->count)
		at--;
	if (at == most)
		return;
	list->count += list->count < most;
	for (size_t i = list->count - 1; i > at; i--)
		list->items[i] = list->items[i - 1];
	list->items[at] = *suggestion;
}

cc_err search_suggest(struct cc_ctx *ctx, const struct search_suggest_request *asked,
                      struct search_suggest_response *response)
{
	struct search_find_sessions_request like = { .has_q = true, .q = asked->q };
	struct cc_index_query query = search_query(ctx, &like, SEARCH_CONDITION_UNSPECIFIED);
	struct cc_index_found found;
	size_t most = asked->has_limit ? (size_t)asked->limit : SUGGESTIONS_DEFAULT;
	response->items.items = cc_alloc_array(ctx, most, sizeof *response->items.items);
	if (query.words.len == 0)
		return CC_OK;
	for (size_t i = 0; i < CC_COUNT(kinds); i++)
		query.facets[i] = kinds[i].kind;
	query.facet_count = CC_COUNT(kinds);
	TRY(cc_index_find(ctx, &query, &found));

	for (size_t i = 0; i < CC_COUNT(kinds); i++)
		for (size_t j = 0; j < found.facets[i].count; j++) {
			cc_str text = found.facets[i].items[j].value, slug;
			if (kinds[i].kind == SEARCH_COMPETITION_NAME)
				cc_next_word(&text, &slug);
			if (is_meant(ctx, query.words, text))
				insert(&response->items, most,
				       &(struct search_suggestion){ kinds[i].suggestion, text,
				                                    found.facets[i].items[j].count });
		}
	return CC_OK;
}
