/* pushing_test.c - the index comes as far as the store, whatever becomes of it. */
#include "platform/test_internal.h"
#include "services/search/city_test.h"

static struct cc_index *sim_of(struct cc_test *test)
{
	return cc_test_index(test);
}

static void what_the_index_has_not_shown_yet_is_found_a_moment_later(void **state)
{
	struct cc_test *test = *state;
	cc_index_sim_lag(sim_of(test), true);
	CHECK_OK(hold(test, LODZ_DERBY, BOOKING, 2));
	cc_test_run_due(test);
	assert_int_equal(hit_of(test, LODZ_DERBY).seats_free, SEATS);
	cc_index_sim_lag(sim_of(test), false);
	assert_int_equal(hit_of(test, LODZ_DERBY).seats_free, SEATS - 2);
}

static void an_index_that_lost_everything_says_so_and_is_filled_again(void **state)
{
	struct cc_test *test = *state;
	const struct search_find_sessions_request all = { .has_limit = false };
	cc_index_sim_lose(sim_of(test));
	struct search_find_sessions_response response = find_sessions(test, &all);
	CHECK(response.total == 0 && response.filling);
	cc_test_pass(test, CC_MINUTES(5));
	cc_test_run_due(test);
	response = find_sessions(test, &all);
	CHECK(response.total == 3 && !response.filling);
}

static void an_index_that_is_out_of_reach_is_caught_up_with(void **state)
{
	struct cc_test *test = *state;
	cc_index_sim_refuse(sim_of(test), 1000);
	CHECK_OK(cancel(test, LODZ_DERBY, ANIA));
	for (int second = 0; second < 20; second++) {
		cc_test_run_due(test);
		cc_test_pass(test, CC_SECONDS(1));
	}
	cc_index_sim_refuse(sim_of(test), 1);
	const struct search_find_sessions_request all = { .has_limit = false };
	cc_err err = cc_test_run(test, &search_find_sessions_op, &all, NULL);
	CHECK(cc_is(err, CC_UNAVAILABLE));
	assert_string_equal(found_words(test, ""), "50 51 52");
	for (int second = 0; second < 150; second++) {
		cc_test_pass(test, CC_SECONDS(1));
		cc_test_run_due(test);
	}
	assert_string_equal(found_words(test, ""), "51 52");
}

/* As after a backup of the store was put back, but not one of the index. */
static void an_index_that_knows_more_than_the_store_is_filled_anew(void **state)
{
	struct cc_test *test = *state;
	struct cc_index *index = sim_of(test);
	struct cc_ctx ctx = cc_test_ctx(test);
	const struct cc_index_doc gone = { .id = cc_test_id(LODZ_DERBY), .gone = true };
	struct cc_index_batch batch = { .docs = &gone, .count = 1 };
	CHECK_OK(index->ops->read_mark(index, &ctx, &batch.after));
	batch.upto = (struct cc_index_mark){ batch.after.epoch, batch.after.change + 1000 };
	CHECK_OK(index->ops->apply(index, &ctx, &batch));
	assert_string_equal(found_words(test, ""), "51 52");
	cc_test_pass(test, CC_MINUTES(5));
	cc_test_run_due(test);
	assert_string_equal(found_words(test, ""), "50 51 52");
}

static void nothing_is_pushed_while_nothing_changes(void **state)
{
	struct cc_test *test = *state;
	int64_t pushed = cc_test_int(test, "SELECT pushed FROM feed");
	for (int second = 0; second < 60; second++) {
		cc_test_pass(test, CC_SECONDS(1));
		cc_test_run_due(test);
	}
	CHECK(cc_test_int(test, "SELECT pushed FROM feed") == pushed);
	CHECK(cc_test_int(test, "SELECT MAX(change) FROM sessions") == pushed);
	CHECK(cc_test_int(test, "SELECT COUNT(*) FROM effects") == 0);
}

static void a_file_that_was_deleted_is_filled_again(void **state)
{
	struct cc_test *test = *state;
	cc_test_lose_index(test);
	assert_string_equal(found_words(test, ""), "");
	cc_test_pass(test, CC_MINUTES(5));
	cc_test_run_due(test);
	assert_string_equal(found_words(test, ""), "50 51 52");
}

static void more_than_a_batch_is_pushed_in_several(void **state)
{
	struct cc_test *test = *state;
	for (int i = 0; i < CC_INDEX_BATCH_MAX + 20; i++) {
		const struct evening evening = { 300 + i, ZOFIA, LOFT, FINAL, "One more", FINAL_AHEAD_H };
		CHECK_OK(publish_evening(test, &evening));
	}
	cc_test_run_due(test);
	const struct search_find_sessions_request asked = { .has_fixture_id = true,
		                                            .fixture_id = cc_test_id(FINAL) };
	assert_int_equal(find_sessions(test, &asked).total, CC_INDEX_BATCH_MAX + 21);
	CHECK_OK(describe_host(test, ZOFIA, "Zofia of the loft"));
	cc_test_run_due(test);
	const struct search_find_sessions_request words = { .has_q = true, .q = CC_STR("zofia of the loft") };
	assert_int_equal(find_sessions(test, &words).total, CC_INDEX_BATCH_MAX + 21);
}

static void a_search_before_the_first_push_says_that_the_index_is_being_filled(void **state)
{
	static const struct cc_service *const services[] = {
		&search_service,
		NULL,
	};
	(void)state;
	struct cc_test *test = cc_test_open_all(services);
	const struct search_find_sessions_request all = { .has_limit = false };
	cc_test_open_index(test);
	CHECK(find_sessions(test, &all).filling);
	cc_test_close(test);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SIM_CASE(what_the_index_has_not_shown_yet_is_found_a_moment_later),
		SIM_CASE(an_index_that_lost_everything_says_so_and_is_filled_again),
		SIM_CASE(an_index_that_is_out_of_reach_is_caught_up_with),
		SIM_CASE(an_index_that_knows_more_than_the_store_is_filled_anew),
		CITY_CASE(nothing_is_pushed_while_nothing_changes),
		CITY_CASE(a_file_that_was_deleted_is_filled_again),
		CITY_CASE(more_than_a_batch_is_pushed_in_several),
		cmocka_unit_test(a_search_before_the_first_push_says_that_the_index_is_being_filled),
	};
	return cmocka_run_group_tests_name("search: pushing", tests, NULL, NULL);
}
