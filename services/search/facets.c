/* facets.c - what the hits have in common, and how often. */
#include "services/search/internal.h"

enum { VALUES_MAX = 20, DAYS_MAX = 31, BANDS_MAX = 5, CURRENCIES_MAX = 16 };

static const int64_t day_ms = CC_HOURS(24);

/* Cities and competitions --------------------------------------------------------- */

static struct search_facet_value_list values(struct cc_ctx *ctx, const struct cc_index_count_list *counts,
                                             bool has_slug)
{
	struct search_facet_value_list list = { .count = counts->count < VALUES_MAX ? counts->count
		                                                                    : VALUES_MAX };
	list.items = cc_alloc_array(ctx, list.count, sizeof *list.items);
	for (size_t i = 0; i < list.count; i++) {
		cc_str label = counts->items[i].value, value = label;
		if (has_slug)
			cc_next_word(&label, &value);
		list.items[i] = (struct search_facet_value){ value, label, counts->items[i].count };
	}
	return list;
}

/* Days ------------------------------------------------------------------------------ */

struct day {
	int64_t number; /* since 1970, by the caller's clock */
	int32_t count;
};

static int64_t day_of(int64_t starts_at_ms, int32_t offset_minutes)
{
	int64_t local_ms = starts_at_ms + CC_MINUTES(offset_minutes);
	return local_ms / day_ms - (local_ms % day_ms < 0);
}

/* The days stay in their order; the last one makes way if there are too many. */
static void count_day(struct day *days, size_t *count, int64_t number)
{
	size_t at = *count;
	while (at > 0 && days[at - 1].number >= number)
		at--;
	if (at < *count && days[at].number == number) {
		days[at].count++;
		return;
	}
	if (at == DAYS_MAX)
		return;
	*count += *count < DAYS_MAX;
	for (size_t i = *count - 1; i > at; i--)
		days[i] = days[i - 1];
	days[at] = (struct day){ number, 1 };
}

/* "2026-11-24" */
static cc_str day_text(struct cc_ctx *ctx, int64_t number)
{
	char text[CC_TIME_TEXT_MAX];
	cc_time_print((cc_time){ number * day_ms }, text);
	return cc_copy(ctx, (cc_str){ text, strlen("2026-11-24") });
}

static struct search_facet_value_list days_of(struct cc_ctx *ctx, const struct cc_index_found *found,
                                              int32_t offset_minutes)
{
	struct day days[DAYS_MAX];
	struct search_facet_value_list list = { .count = 0 };
	for (size_t i = 0; i < found->count; i++)
		count_day(days, &list.count,
		          day_of(found->hits[i].numbers[SEARCH_STARTS_AT], offset_minutes));
	list.items = cc_alloc_array(ctx, list.count, sizeof *list.items);
	for (size_t i = 0; i < list.count; i++) {
		cc_str text = day_text(ctx, days[i].number);
		list.items[i] = (struct search_facet_value){ text, text, days[i].count };
	}
	return list;
}

/* Prices ---------------------------------------------------------------------------- */

/* Which most hits are in, of the first few; 0 if none has a price. */
static int64_t usual_currency(const struct cc_index_found *found)
{
	struct day currencies[CURRENCIES_MAX];
	size_t count = 0, best = 0;
	for (size_t i = 0; i < found->count; i++) {
		int64_t number = found->hits[i].numbers[SEARCH_MONEY];
		size_t at = 0;
		while (at < count && currencies[at].number != number)
			at++;
		if (number == 0 || at == CURRENCIES_MAX)
			continue;
		if (at == count)
			currencies[count++] = (struct day){ number, 0 };
		currencies[at].count++;
		best = currencies[at].count > currencies[best].count ? at : best;
	}
	return count > 0 ? currencies[best].number : 0;
}

struct range {
	int64_t least, most;
};

static struct range prices_in(const struct cc_index_found *found, int64_t currency)
{
	struct range range = { INT64_MAX, 0 };
	for (size_t i = 0; i < found->count; i++) {
		const int64_t *numbers = found->hits[i].numbers;
		if (numbers[SEARCH_MONEY] != currency)
			continue;
		range.least = numbers[SEARCH_PRICE] < range.least ? numbers[SEARCH_PRICE] : range.least;
		range.most = numbers[SEARCH_PRICE] > range.most ? numbers[SEARCH_PRICE] : range.most;
	}
	return range;
}

/* 100, 200, 500, 1000 ...: the first of which few are enough. */
static int64_t band_width(struct range range)
{
	static const int steps[] = { 2, 5, 10 };
	int64_t width = 100, decade = 100;
	for (size_t step = 0; range.most / width - range.least / width >= BANDS_MAX;
	     step = (step + 1) % CC_COUNT(steps)) {
		width = decade * steps[step];
		decade = step + 1 == CC_COUNT(steps) ? width : decade;
	}
	return width;
}

static struct search_price_band_list bands_of(struct cc_ctx *ctx, const struct cc_index_found *found)
{
	int64_t number = usual_currency(found);
	struct search_price_band_list list = { .count = 0 };
	if (number == 0)
		return list;
	cc_currency currency = search_currency_of(number);
	struct range range = prices_in(found, number);
	int64_t width = band_width(range), first = range.least / width;
	list.count = (size_t)(range.most / width - first + 1);
	list.items = cc_alloc_array(ctx, list.count, sizeof *list.items);
	for (size_t i = 0; i < list.count; i++) {
		int64_t from = (first + (int64_t)i) * width;
		list.items[i] =
			(struct search_price_band){ { from, currency }, { from + width, currency }, 0 };
	}
	for (size_t i = 0; i < found->count; i++)
		if (found->hits[i].numbers[SEARCH_MONEY] == number)
			list.items[found->hits[i].numbers[SEARCH_PRICE] / width - first].count++;
	return list;
}

struct search_facets *search_count(struct cc_ctx *ctx, const struct cc_index_found *found,
                                   const struct search_find_sessions_request *asked)
{
	struct search_facets *facets = cc_alloc(ctx, sizeof *facets);
	int32_t offset_minutes = asked->has_utc_offset_minutes ? asked->utc_offset_minutes : 0;
	*facets = (struct search_facets){
		.cities = values(ctx, &found->facets[0], false),
		.competitions = values(ctx, &found->facets[1], true),
		.days = days_of(ctx, found, offset_minutes),
		.prices = bands_of(ctx, found),
	};
	return facets;
}
