/* rank.c - see rank.h. */
#include "services/search/rank.h"

/* What is worth half. */
static const int64_t half_soon_ms = CC_HOURS(3 * 24);
enum { HALF_NEAR_M = 3000, HALF_CHEAP_MINOR = 3000 };

enum { WORDS = 35, SOON = 20, NEAR = 25, CHEAP = 10, FILL = 10 };

/* SEARCH_FULL at 0, half of it at `half`, a quarter at three times that, and so on towards nothing. */
static int64_t falling(int64_t amount, int64_t half)
{
	if (amount <= 0)
		return SEARCH_FULL;
	return amount > INT64_MAX - half ? 0 : SEARCH_FULL * half / (half + amount);
}

int32_t search_score(const struct cc_index_hit *hit, cc_time at)
{
	const int64_t *numbers = hit->numbers;
	int64_t soon = falling(numbers[SEARCH_STARTS_AT] - at.ms, half_soon_ms);
	int64_t near = hit->distance_m < 0 ? SEARCH_FULL / 2 : falling(hit->distance_m, HALF_NEAR_M);
	int64_t cheap = numbers[SEARCH_PRICE] == SEARCH_NO_PRICE
	                        ? 0
	                        : falling(numbers[SEARCH_PRICE], HALF_CHEAP_MINOR);
	return (int32_t)((WORDS * hit->rank + SOON * soon + NEAR * near + CHEAP * cheap +
	                  FILL * numbers[SEARCH_FILL]) /
	                 100);
}

int64_t search_key(const struct cc_index_hit *hit, enum search_sort sort, cc_time at)
{
	switch (sort) {
	case SEARCH_SORT_SOONEST: return hit->numbers[SEARCH_STARTS_AT];
	case SEARCH_SORT_NEAREST: return hit->distance_m;
	case SEARCH_SORT_CHEAPEST: return hit->numbers[SEARCH_PRICE];
	case SEARCH_SORT_BEST:
	case SEARCH_SORT_UNSPECIFIED: break;
	}
	return -search_score(hit, at);
}

bool search_comes_before(const struct search_ranked *a, const struct search_ranked *b)
{
	if (a->key != b->key)
		return a->key < b->key;
	return memcmp(a->hit->id.byte, b->hit->id.byte, sizeof a->hit->id.byte) < 0;
}

int64_t search_currency_number(cc_str code)
{
	int64_t number = 0;
	for (size_t i = 0; i < code.len; i++)
		number = number << 8 | (uint8_t)code.ptr[i];
	return number;
}

cc_currency search_currency_of(int64_t number)
{
	return (cc_currency){ { (char)(number >> 16), (char)(number >> 8), (char)number } };
}
