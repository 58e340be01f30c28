/* kept_test.c - for whom, and until when, an answer is given again. */
#include "platform/server/kept.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static const struct cc_op search = { .label = "search", .kept_ms = 500 };
static const struct cc_op suggest = { .label = "suggest", .kept_ms = 500 };

static const struct cc_kept_question usual = {
	.op = &search,
	.target = { "/v1/search?city=Toru%C5%84", 26 },
	.commits = 7,
	.now_us = 1000000,
};

static int setup(void **state)
{
	*state = cc_kept_new();
	return 0;
}

static int teardown(void **state)
{
	cc_kept_free(*state);
	return 0;
}

static bool is_kept(void **state, struct cc_kept_question question, const char *body)
{
	cc_str found;
	return cc_kept_find(*state, &question, &found) && cc_str_eq(found, cc_str_of(body));
}

static void the_very_same_question_is_answered_again(void **state)
{
	assert_false(is_kept(state, usual, "[1]"));
	cc_kept_put(*state, &usual, CC_STR("[1]"));
	assert_true(is_kept(state, usual, "[1]"));
	cc_kept_put(*state, &usual, CC_STR("[1,2,3]"));
	assert_true(is_kept(state, usual, "[1,2,3]"));
}

static void another_question_is_not(void **state)
{
	struct cc_kept_question other = usual;
	cc_kept_put(*state, &usual, CC_STR("[1]"));
	other.target = CC_STR("/v1/search?city=Toru%C5%83");
	assert_false(is_kept(state, other, "[1]"));
	other.target = CC_STR("/v1/search?city=Toru");
	assert_false(is_kept(state, other, "[1]"));
	other = usual;
	other.op = &suggest;
	assert_false(is_kept(state, other, "[1]"));
}

static void a_commit_of_the_service_ends_it(void **state)
{
	struct cc_kept_question later = usual;
	cc_kept_put(*state, &usual, CC_STR("[1]"));
	later.commits++;
	assert_false(is_kept(state, later, "[1]"));
}

static void its_time_ends_it(void **state)
{
	struct cc_kept_question later = usual;
	cc_kept_put(*state, &usual, CC_STR("[1]"));
	later.now_us += 499999;
	assert_true(is_kept(state, later, "[1]"));
	later.now_us++;
	assert_false(is_kept(state, later, "[1]"));
}

static void what_is_too_long_is_not_kept(void **state)
{
	static char long_body[CC_KEPT_BODY_BYTES_MAX + 1];
	cc_str found;
	cc_kept_put(*state, &usual, (cc_str){ long_body, sizeof long_body });
	assert_false(cc_kept_find(*state, &usual, &found));
	cc_kept_put(*state, &usual, (cc_str){ long_body, sizeof long_body - 1 });
	assert_true(cc_kept_find(*state, &usual, &found));
}

static void no_more_are_kept_than_there_is_room_for(void **state)
{
	char targets[4 * CC_KEPT_ANSWERS][32];
	struct cc_kept_question question = usual;
	size_t kept = 0;
	for (size_t i = 0; i < CC_COUNT(targets); i++) {
		snprintf(targets[i], sizeof targets[i], "/v1/search?q=%zu", i);
		question.target = cc_str_of(targets[i]);
		cc_kept_put(*state, &question, cc_str_of(targets[i]));
		assert_true(is_kept(state, question, targets[i]));
	}
	for (size_t i = 0; i < CC_COUNT(targets); i++) {
		question.target = cc_str_of(targets[i]);
		kept += is_kept(state, question, targets[i]);
	}
	assert_in_range(kept, CC_KEPT_ANSWERS / 2, CC_KEPT_ANSWERS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_very_same_question_is_answered_again, setup, teardown),
		cmocka_unit_test_setup_teardown(another_question_is_not, setup, teardown),
		cmocka_unit_test_setup_teardown(a_commit_of_the_service_ends_it, setup, teardown),
		cmocka_unit_test_setup_teardown(its_time_ends_it, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_too_long_is_not_kept, setup, teardown),
		cmocka_unit_test_setup_teardown(no_more_are_kept_than_there_is_room_for, setup, teardown),
	};
	return cmocka_run_group_tests_name("kept answers", tests, NULL, NULL);
}
