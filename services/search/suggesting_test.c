/* suggesting_test.c - what may be meant by the beginning of a word. */
#include "services/search/city_test.h"

static struct search_suggestion_list suggest(struct cc_test *test, const char *words)
{
	const struct search_suggest_request asked = { .q = cc_str_of(words) };
	struct search_suggest_response response;
	CHECK_OK(cc_test_run(test, &search_suggest_op, &asked, &response));
	return response.items;
}

static void check(const struct search_suggestion *suggestion, enum search_suggestion_kind kind,
                  const char *text, int count)
{
	assert_int_equal(suggestion->kind, kind);
	CHECK(cc_str_eq(suggestion->text, cc_str_of(text)));
	assert_int_equal(suggestion->count, count);
}

static void what_stands_for_most_sessions_is_suggested_first(void **state)
{
	struct search_suggestion_list list = suggest(*state, "port");
	assert_int_equal(list.count, 3);
	check(&list.items[0], SEARCH_SUGGESTION_KIND_TEAM, "Błękitni Port", 3);
	check(&list.items[1], SEARCH_SUGGESTION_KIND_FIXTURE, "Czarni Warta - Błękitni Port", 2);
	check(&list.items[2], SEARCH_SUGGESTION_KIND_FIXTURE, "Huta Zachód - Błękitni Port", 1);
}

static void teams_competitions_cities_and_hosts_are_suggested(void **state)
{
	struct search_suggestion_list list = suggest(*state, "lodz");
	assert_int_equal(list.count, 1);
	check(&list.items[0], SEARCH_SUGGESTION_KIND_CITY, "Łódź", 2);
	list = suggest(*state, "LIGA nadw");
	assert_int_equal(list.count, 1);
	check(&list.items[0], SEARCH_SUGGESTION_KIND_COMPETITION, "Liga Nadwiślańska", 2);
	list = suggest(*state, "ma");
	assert_int_equal(list.count, 1);
	check(&list.items[0], SEARCH_SUGGESTION_KIND_HOST, "Marek W.", 1);
}

static void a_suggestion_has_all_the_words_itself(void **state)
{
	struct search_suggestion_list list = suggest(*state, "port warta");
	assert_int_equal(list.count, 1);
	check(&list.items[0], SEARCH_SUGGESTION_KIND_FIXTURE, "Czarni Warta - Błękitni Port", 2);
	assert_int_equal(suggest(*state, "warta krakow").count, 0);
}

static void what_is_no_word_suggests_nothing(void **state)
{
	assert_int_equal(suggest(*state, "?!").count, 0);
	assert_int_equal(suggest(*state, "xyz").count, 0);
}

static void suggestions_are_no_more_than_asked_for(void **state)
{
	const struct search_suggest_request asked = { .q = CC_STR("p"), .has_limit = true, .limit = 2 };
	struct search_suggest_response response;
	CHECK_OK(cc_test_run(*state, &search_suggest_op, &asked, &response));
	assert_int_equal(response.items.count, 2);
	check(&response.items.items[0], SEARCH_SUGGESTION_KIND_TEAM, "Błękitni Port", 3);
	check(&response.items.items[1], SEARCH_SUGGESTION_KIND_FIXTURE, "Czarni Warta - Błękitni Port", 2);
}

static void what_cannot_be_found_is_not_suggested(void **state)
{
	struct cc_test *test = *state;
	CHECK_OK(cancel(test, LODZ_FINAL, ZOFIA));
	cc_test_run_due(test);
	assert_int_equal(suggest(test, "huta").count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CITY_CASE(what_stands_for_most_sessions_is_suggested_first),
		CITY_CASE(teams_competitions_cities_and_hosts_are_suggested),
		CITY_CASE(a_suggestion_has_all_the_words_itself),
		CITY_CASE(what_is_no_word_suggests_nothing),
		CITY_CASE(suggestions_are_no_more_than_asked_for),
		CITY_CASE(what_cannot_be_found_is_not_suggested),
	};
	return cmocka_run_group_tests_name("search: suggesting", tests, NULL, NULL);
}
