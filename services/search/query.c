/* query.c - what is asked, as the index understands it. */
#include "services/search/internal.h"

/* Which conditions there are ------------------------------------------------------ */

static bool has_rules(const struct search_find_sessions_request *asked)
{
	return asked->no_smoking || asked->no_pets || asked->pets_welcome || asked->kids_welcome ||
	       asked->wheelchair || asked->no_alcohol;
}

bool search_is_given(const struct search_find_sessions_request *asked, enum search_condition condition)
{
	switch (condition) {
	case SEARCH_CONDITION_WORDS: return asked->has_q && asked->q.len > 0;
	case SEARCH_CONDITION_CITY: return asked->has_city;
	case SEARCH_CONDITION_RADIUS: return asked->has_radius_m;
	case SEARCH_CONDITION_FIXTURE: return asked->has_fixture_id;
	case SEARCH_CONDITION_COMPETITION: return asked->has_competition;
	case SEARCH_CONDITION_TEAM: return asked->has_team;
	case SEARCH_CONDITION_TIME: return asked->has_from || asked->has_to;
	case SEARCH_CONDITION_PRICE: return asked->has_price_max_minor || asked->has_currency;
	case SEARCH_CONDITION_SEATS: return asked->has_seats && asked->seats > 1;
	case SEARCH_CONDITION_HOUSE_RULES: return has_rules(asked);
	case SEARCH_CONDITION_LANGUAGE: return asked->has_language;
	case SEARCH_CONDITION_UNSPECIFIED: break;
	}
	return false;
}

cc_err search_check(struct cc_ctx *ctx, const struct search_find_sessions_request *asked)
{
	bool has_place = asked->has_latitude_microdegrees;
	if (asked->has_latitude_microdegrees != asked->has_longitude_microdegrees)
		return cc_fail(ctx, &search_place_incomplete,
		               "A place needs both its latitude and its longitude.");
	if (asked->has_radius_m && !has_place)
		return cc_fail(ctx, &search_place_missing, "A radius needs a place that it is around.");
	if (asked->has_sort && asked->sort == SEARCH_SORT_NEAREST && !has_place)
		return cc_fail(ctx, &search_place_missing, "What is nearest can be told from a place only.");
	if (asked->has_from && asked->has_to && !cc_time_before(asked->from, asked->to))
		return cc_fail(ctx, &search_bounds_crossed, "`from` must be before `to`.");
	return CC_OK;
}

/* Each of them -------------------------------------------------------------------- */

static cc_str words_of(struct cc_ctx *ctx, cc_str text)
{
	cc_str folded = cc_fold(ctx, text), rest = folded, word;
	for (int words = 0; words < CC_INDEX_WORDS_MAX && cc_next_word(&rest, &word); words++)
		folded.len = (size_t)(word.ptr + word.len - folded.ptr);
	return folded;
}

static void add(struct cc_index_query *query, int kind, cc_str value)
{
	query->terms.items[query->terms.count++] = (struct cc_index_term){ kind, value };
}

static void add_rules(struct cc_index_query *query, const struct search_find_sessions_request *asked)
{
	const struct {
		bool wanted;
		cc_str name;
	} rules[] = {
		{ asked->no_smoking, CC_STR("no_smoking") },
		{ asked->no_pets, CC_STR("no_pets") },
		{ asked->pets_welcome, CC_STR("pets_welcome") },
		{ asked->kids_welcome, CC_STR("kids_welcome") },
		{ asked->wheelchair, CC_STR("wheelchair") },
		{ asked->no_alcohol, CC_STR("no_alcohol") },
	};
	for (size_t i = 0; i < CC_COUNT(rules); i++)
		if (rules[i].wanted)
			add(query, SEARCH_RULE, rules[i].name);
}

static void add_terms(struct cc_ctx *ctx, const struct search_find_sessions_request *asked,
                      enum search_condition without, struct cc_index_query *query)
{
	if (asked->has_fixture_id && without != SEARCH_CONDITION_FIXTURE)
		add(query, SEARCH_FIXTURE,
		    (cc_str){ (const char *)asked->fixture_id.byte, sizeof asked->fixture_id.byte });
	if (asked->has_team && without != SEARCH_CONDITION_TEAM)
		add(query, SEARCH_TEAM, cc_fold(ctx, asked->team));
	if (asked->has_city && without != SEARCH_CONDITION_CITY)
		add(query, SEARCH_CITY, cc_fold(ctx, asked->city));
	if (asked->has_competition && without != SEARCH_CONDITION_COMPETITION)
		add(query, SEARCH_COMPETITION, asked->competition);
	if (without != SEARCH_CONDITION_HOUSE_RULES)
		add_rules(query, asked);
	if (asked->has_language && without != SEARCH_CONDITION_LANGUAGE)
		add(query, SEARCH_LANGUAGE, cc_fold(ctx, asked->language));
	if (asked->has_currency && without != SEARCH_CONDITION_PRICE)
		add(query, SEARCH_CURRENCY, asked->currency);
}

/* What has started is not shown, whether or not the index has heard. */
static void limit_numbers(struct cc_ctx *ctx, const struct search_find_sessions_request *asked,
                          enum search_condition without, struct cc_index_query *query)
{
	int64_t *from = query->from, *to = query->to;
	from[SEARCH_STARTS_AT] = cc_now(ctx).ms + 1;
	from[SEARCH_SEATS_FREE] = 1;
	if (without != SEARCH_CONDITION_TIME) {
		if (asked->has_from && asked->from.ms > from[SEARCH_STARTS_AT])
			from[SEARCH_STARTS_AT] = asked->from.ms;
		if (asked->has_to)
			to[SEARCH_STARTS_AT] = asked->to.ms - 1;
	}
	if (asked->has_seats && without != SEARCH_CONDITION_SEATS)
		from[SEARCH_SEATS_FREE] = asked->seats;
	if (asked->has_price_max_minor && without != SEARCH_CONDITION_PRICE)
		to[SEARCH_PRICE] = asked->price_max_minor < SEARCH_NO_PRICE ? asked->price_max_minor
		                                                            : SEARCH_NO_PRICE - 1;
}

struct cc_index_query search_query(struct cc_ctx *ctx, const struct search_find_sessions_request *asked,
                                   enum search_condition without)
{
	struct cc_index_query query = cc_index_all();
	query.terms.items = cc_alloc_array(ctx, CC_INDEX_TERMS_MAX, sizeof *query.terms.items);
	if (asked->has_q && without != SEARCH_CONDITION_WORDS)
		query.words = words_of(ctx, asked->q);
	add_terms(ctx, asked, without, &query);
	limit_numbers(ctx, asked, without, &query);
	if (asked->has_latitude_microdegrees) {
		struct cc_place *place = cc_alloc(ctx, sizeof *place);
		*place = (struct cc_place){ asked->latitude_microdegrees, asked->longitude_microdegrees };
		query.place = place;
	}
	if (asked->has_radius_m && without != SEARCH_CONDITION_RADIUS)
		query.radius_m = asked->radius_m;
	return query;
}
