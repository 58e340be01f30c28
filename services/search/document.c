/* document.c - a session as the index keeps it. */
#include "services/search/internal.h"

static void add(struct cc_index_term_list *terms, int kind, cc_str value)
{
	assert(terms->count < CC_INDEX_TERMS_MAX);
	if (value.len > 0 && value.len <= CC_INDEX_TERM_BYTES_MAX)
		terms->items[terms->count++] = (struct cc_index_term){ kind, value };
}

static void add_folded(struct cc_ctx *ctx, struct cc_index_term_list *terms, int kind, cc_str text)
{
	add(terms, kind, cc_fold(ctx, text));
}

static void add_rules(struct cc_index_term_list *terms, const struct search_hit *hit)
{
	const struct {
		bool holds;
		cc_str name;
	} rules[] = {
		{ hit->smoking != SEARCH_SMOKING_YES, CC_STR("no_smoking") },
		{ !hit->pets, CC_STR("no_pets") },
		{ hit->pets_welcome, CC_STR("pets_welcome") },
		{ hit->kids_welcome, CC_STR("kids_welcome") },
		{ hit->wheelchair, CC_STR("wheelchair") },
		{ !hit->alcohol, CC_STR("no_alcohol") },
	};
	for (size_t i = 0; i < CC_COUNT(rules); i++)
		if (rules[i].holds)
			add(terms, SEARCH_RULE, rules[i].name);
}

/* "en-GB" as it is and without what follows the language. */
static void add_languages(struct cc_ctx *ctx, struct cc_index_term_list *terms, cc_str languages)
{
	for (cc_str language; cc_next_word(&languages, &language);) {
		cc_str folded = cc_fold(ctx, language), rest = folded, primary = CC_STR("");
		add(terms, SEARCH_LANGUAGE, folded);
		cc_next_word(&rest, &primary);
		if (rest.len > 0)
			add(terms, SEARCH_LANGUAGE, primary);
	}
}

static void add_names(struct cc_ctx *ctx, struct cc_index_term_list *terms, const struct search_hit *hit)
{
	add(terms, SEARCH_CITY_NAME, hit->city);
	add(terms, SEARCH_COMPETITION_NAME,
	    cc_printf(ctx, "%.*s %.*s", (int)hit->competition.len, hit->competition.ptr,
	              (int)hit->competition_name.len, hit->competition_name.ptr));
	if (hit->has_home_team)
		add(terms, SEARCH_TEAM_NAME, hit->home_team);
	if (hit->has_away_team)
		add(terms, SEARCH_TEAM_NAME, hit->away_team);
	add(terms, SEARCH_FIXTURE_TITLE, hit->fixture_title);
	if (hit->has_host_name)
		add(terms, SEARCH_HOST_NAME, hit->host_name);
}

static struct cc_index_term_list terms_of(struct cc_ctx *ctx, const struct search_hit *hit)
{
	struct cc_index_term_list terms = {
		.items = cc_alloc_array(ctx, CC_INDEX_TERMS_MAX, sizeof *terms.items),
	};
	add(&terms, SEARCH_FIXTURE,
	    (cc_str){ (const char *)hit->fixture_id.byte, sizeof hit->fixture_id.byte });
	if (hit->has_home_team)
		add_folded(ctx, &terms, SEARCH_TEAM, hit->home_team);
	if (hit->has_away_team)
		add_folded(ctx, &terms, SEARCH_TEAM, hit->away_team);
	add_folded(ctx, &terms, SEARCH_CITY, hit->city);
	add(&terms, SEARCH_COMPETITION, hit->competition);
	add_rules(&terms, hit);
	add_languages(ctx, &terms, hit->languages);
	if (hit->has_price_from)
		add(&terms, SEARCH_CURRENCY, cc_str_of(hit->price_from.currency.code));
	add_names(ctx, &terms, hit);
	return terms;
}

static cc_str words_of(struct cc_ctx *ctx, cc_str a, cc_str b, cc_str c)
{
	return cc_fold(ctx, cc_printf(ctx, "%.*s %.*s %.*s", (int)a.len, a.ptr, (int)b.len, b.ptr, (int)c.len,
	                              c.ptr));
}

static int64_t fill_of(const struct search_hit *hit)
{
	return hit->seats_total > 0
	               ? (int64_t)(hit->seats_total - hit->seats_free) * SEARCH_FULL / hit->seats_total
	               : 0;
}

struct cc_index_doc search_document(struct cc_ctx *ctx, const struct search_hit *hit)
{
	cc_str none = CC_STR("");
	cc_str home_team = hit->has_home_team ? hit->home_team : none;
	cc_str away_team = hit->has_away_team ? hit->away_team : none;
	cc_str teams = words_of(ctx, home_team, away_team, none);
	return (struct cc_index_doc){
		.id = hit->session_id,
		.texts = {
			words_of(ctx, hit->title, hit->fixture_title, teams),
			words_of(ctx, hit->competition_name, hit->city, hit->home_name),
			hit->has_host_name ? cc_fold(ctx, hit->host_name) : none,
		},
		.terms = terms_of(ctx, hit),
		.numbers = {
			[SEARCH_STARTS_AT] = hit->starts_at.ms,
			[SEARCH_SEATS_FREE] = hit->seats_free,
			[SEARCH_PRICE] = hit->has_price_from ? hit->price_from.minor : SEARCH_NO_PRICE,
			[SEARCH_MONEY] = search_currency_number(cc_str_of(hit->price_from.currency.code)),
			[SEARCH_FILL] = fill_of(hit),
		},
		.place = { hit->latitude_microdegrees, hit->longitude_microdegrees },
		.message = &search_hit_message,
		.body = hit,
	};
}
