/* rank_test.c - the formula that hits are ordered by. */
#include "services/search/rank.h"

#include "platform/test.h"

static const cc_time now = { INT64_C(1767225600000) };

static struct cc_index_hit usual(void)
{
	return (struct cc_index_hit){
		.rank = CC_INDEX_RANK_MAX,
		.distance_m = 3000,
		.numbers = {
			[SEARCH_STARTS_AT] = now.ms + CC_HOURS(72),
			[SEARCH_PRICE] = 3000,
			[SEARCH_FILL] = 5000,
		},
	};
}

static void the_score_is_what_the_contract_says(void **state)
{
	(void)state;
	struct cc_index_hit hit = usual();
	assert_int_equal(search_score(&hit, now), 35 * 100 + (20 + 25 + 10 + 10) * 50);
	hit.distance_m = 9000;
	hit.numbers[SEARCH_STARTS_AT] = now.ms + CC_HOURS(9 * 24);
	hit.numbers[SEARCH_PRICE] = 9000;
	assert_int_equal(search_score(&hit, now), 35 * 100 + (20 + 25 + 10) * 25 + 10 * 50);
	hit.distance_m = -1;
	hit.numbers[SEARCH_PRICE] = SEARCH_NO_PRICE;
	assert_int_equal(search_score(&hit, now), 35 * 100 + 20 * 25 + 25 * 50 + 10 * 50);
}

static void the_best_there_is_scores_10000_and_nothing_scores_less_than_0(void **state)
{
	(void)state;
	struct cc_index_hit hit = { .rank = CC_INDEX_RANK_MAX, .numbers = { [SEARCH_FILL] = SEARCH_FULL } };
	hit.numbers[SEARCH_STARTS_AT] = now.ms;
	assert_int_equal(search_score(&hit, now), SEARCH_FULL);
	hit = (struct cc_index_hit){ .distance_m = INT64_MAX };
	hit.numbers[SEARCH_STARTS_AT] = INT64_MAX;
	hit.numbers[SEARCH_PRICE] = SEARCH_NO_PRICE;
	assert_int_equal(search_score(&hit, now), 0);
}

static void sooner_nearer_cheaper_fuller_and_better_words_score_more(void **state)
{
	(void)state;
	for (int step = 0; step < 200; step++) {
		struct cc_index_hit hits[5], same = usual();
		for (int i = 0; i < 5; i++)
			hits[i] = same;
		hits[0].numbers[SEARCH_STARTS_AT] -= CC_HOURS(step);
		hits[1].distance_m -= step * 15;
		hits[2].numbers[SEARCH_PRICE] -= step * 15;
		hits[3].numbers[SEARCH_FILL] += step * 25;
		hits[4].rank = CC_INDEX_RANK_MAX - step * 50;
		for (int i = 0; i < 4; i++)
			CHECK(search_score(&hits[i], now) >= search_score(&same, now));
		CHECK(search_score(&hits[4], now) <= search_score(&same, now));
		if (step == 0)
			continue;
		CHECK(search_key(&hits[0], SEARCH_SORT_SOONEST, now) <
		      search_key(&same, SEARCH_SORT_SOONEST, now));
		CHECK(search_key(&hits[1], SEARCH_SORT_NEAREST, now) <
		      search_key(&same, SEARCH_SORT_NEAREST, now));
		CHECK(search_key(&hits[2], SEARCH_SORT_CHEAPEST, now) <
		      search_key(&same, SEARCH_SORT_CHEAPEST, now));
	}
}

static void of_equal_hits_the_lower_id_comes_first(void **state)
{
	(void)state;
	struct cc_index_hit first = { .id = cc_test_id(1) }, second = { .id = cc_test_id(2) };
	const struct search_ranked a = { 5, &first }, b = { 5, &second }, c = { 4, &second };
	CHECK(search_comes_before(&a, &b) && !search_comes_before(&b, &a));
	CHECK(search_comes_before(&c, &a) && !search_comes_before(&a, &a));
}

static void a_currency_is_the_same_after_it_was_a_number(void **state)
{
	(void)state;
	assert_string_equal(search_currency_of(search_currency_number(CC_STR("PLN"))).code, "PLN");
	assert_string_equal(search_currency_of(search_currency_number(CC_STR("EUR"))).code, "EUR");
	assert_int_equal(search_currency_number(CC_STR("")), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_score_is_what_the_contract_says),
		cmocka_unit_test(the_best_there_is_scores_10000_and_nothing_scores_less_than_0),
		cmocka_unit_test(sooner_nearer_cheaper_fuller_and_better_words_score_more),
		cmocka_unit_test(of_equal_hits_the_lower_id_comes_first),
		cmocka_unit_test(a_currency_is_the_same_after_it_was_a_number),
	};
	return cmocka_run_group_tests_name("search: rank", tests, NULL, NULL);
}
