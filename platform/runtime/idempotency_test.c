/* idempotency_test.c - the same request under the same key has one effect and one answer. */
#include <stdio.h>

#include "platform/adapters/sim/sealer_sim.h"
#include "platform/runtime/idempotency.h"
#include "platform/runtime/sample_store_test.h"

enum { OLA = 1, IGOR };

static int open_sample(void **state)
{
	struct cc_test *test = cc_test_open(&sample_service);
	cc_test_as(test, cc_test_id(OLA));
	*state = test;
	return 0;
}

static int close_sample(void **state)
{
	cc_test_close(*state);
	return 0;
}

static cc_err put(struct cc_test *test, const char *key, cc_str name, int64_t n)
{
	struct sample_thing thing = { name, n };
	cc_test_with_key(test, key);
	return cc_test_run(test, &sample_put_op, &thing, NULL);
}

static int64_t kept(struct cc_test *test)
{
	return cc_test_int(test, "SELECT COUNT(*) FROM idempotency");
}

static void a_repeated_request_has_one_effect_and_the_first_answer(void **state)
{
	struct sample_thing thing = { CC_STR("a"), 7 }, first, again;
	cc_test_with_key(*state, "k");
	CHECK_OK(cc_test_run(*state, &sample_put_op, &thing, &first));
	CHECK(!cc_test_replayed(*state));
	cc_test_pass(*state, CC_HOURS(1));
	CHECK_OK(cc_test_run(*state, &sample_put_op, &thing, &again));
	CHECK(cc_test_replayed(*state) && cc_str_eq(again.name, CC_STR("a")) && again.n == 7);
	CHECK(cc_test_events(*state, &sample_put_event) == 1);
}

static void an_answer_is_kept_after_a_restart(void **state)
{
	CHECK_OK(put(*state, "k", CC_STR("a"), 1));
	cc_test_reopen(*state);
	CHECK_OK(put(*state, "k", CC_STR("a"), 1));
	CHECK(cc_test_replayed(*state));
}

static void without_a_key_nothing_is_kept(void **state)
{
	CHECK_OK(put(*state, "", CC_STR("a"), 1));
	CHECK_REFUSED(put(*state, "", CC_STR("a"), 1), sample_taken);
	CHECK(kept(*state) == 0);
}

static void a_refusal_is_repeated_word_for_word(void **state)
{
	CHECK_OK(put(*state, "", CC_STR("a"), 1));
	cc_err first = put(*state, "k", CC_STR("a"), 1);
	CHECK(!cc_test_replayed(*state));
	cc_err again = put(*state, "k", CC_STR("a"), 1);
	CHECK(cc_test_replayed(*state));
	CHECK_REFUSED(again, sample_taken);
	CHECK(again->code == first->code && again->reason == sample_taken.name);
	CHECK(strcmp(again->message, first->message) == 0 && again->violation_count == 1);
	CHECK(strcmp(again->violations[0].pointer, "/name") == 0);
	CHECK(strcmp(again->violations[0].rule, "unique") == 0);
	CHECK(strcmp(again->violations[0].description, "Choose another name.") == 0);
}

static void what_may_end_otherwise_the_next_time_is_not_kept(void **state)
{
	static const struct cc_reason undeclared_reason = { "undeclared_reason", CC_INTERNAL };
	CHECK_REFUSED(put(*state, "1", SAMPLE_TOO_OFTEN, 1), sample_too_often);
	CHECK_REFUSED(put(*state, "2", SAMPLE_UNDECLARED, 1), undeclared_reason);
	CHECK_REFUSED(put(*state, "3", CC_STR("a"), 1000), cc_sql_constraint_violation);
	CHECK(kept(*state) == 0);
}

static void a_key_that_comes_with_another_request_is_refused(void **state)
{
	CHECK_OK(put(*state, "k", CC_STR("a"), 1));
	cc_err err = put(*state, "k", CC_STR("a"), 2);
	CHECK_REFUSED(err, cc_idempotency_key_reused);
	CHECK(err->http_status == 422 && !cc_test_replayed(*state));
	CHECK_OK(put(*state, "k", CC_STR("a"), 1)); /* which took nothing from the first */
	CHECK(cc_test_replayed(*state));
}

static void a_key_belongs_to_its_caller(void **state)
{
	CHECK_OK(put(*state, "k", CC_STR("a"), 1));
	cc_test_as(*state, cc_test_id(IGOR));
	CHECK_OK(put(*state, "k", CC_STR("b"), 1));
	cc_test_as(*state, (cc_id){ 0 }); /* a service */
	CHECK_OK(put(*state, "k", CC_STR("c"), 1));
	CHECK(!cc_test_replayed(*state) && kept(*state) == 3);
}

static void a_key_is_free_again_after_a_day(void **state)
{
	CHECK_OK(put(*state, "k", CC_STR("a"), 1));
	cc_test_pass(*state, CC_HOURS(24) - 1);
	CHECK_OK(put(*state, "k", CC_STR("a"), 1));
	CHECK(cc_test_replayed(*state));
	cc_test_pass(*state, 1);
	CHECK_REFUSED(put(*state, "k", CC_STR("a"), 1), sample_taken); /* it is run again, and that is kept */
	CHECK(!cc_test_replayed(*state) && kept(*state) == 1);
	CHECK_OK(put(*state, "other", CC_STR("b"), 1));
	CHECK_REFUSED(put(*state, "k", CC_STR("a"), 1), sample_taken);
	CHECK(cc_test_replayed(*state));
}

static void old_answers_are_deleted_while_new_ones_come(void **state)
{
	enum { OLD = 300, NEW = 300 };
	char key[32];
	for (int i = 0; i < OLD + NEW; i++) {
		if (i == OLD)
			cc_test_pass(*state, CC_HOURS(24));
		cc_test_pass(*state, 1);
		snprintf(key, sizeof key, "%d", i);
		CHECK_OK(put(*state, key, cc_str_of(key), 1));
	}
	CHECK(kept(*state) == NEW);
}

/* Addresses are few enough to try them all. */
static void what_is_kept_of_a_request_tells_nothing_without_the_secret(void **state)
{
	(void)state;
	const struct sample_thing thing = { CC_STR("Piotrkowska 17"), 7 };
	struct cc_ctx ctx = { .arena = cc_arena_new() };
	struct cc_idempotency ours, again, theirs, plain;
	struct cc_sealer_sim secret, other;
	cc_sealer_sim_init(&secret, 1);
	cc_sealer_sim_init(&other, 2);
	cc_idempotency_init(&ctx, &plain, CC_STR("k"), sample_put_op.in, &thing);
	ctx.sealer = &secret.base;
	cc_idempotency_init(&ctx, &ours, CC_STR("k"), sample_put_op.in, &thing);
	cc_idempotency_init(&ctx, &again, CC_STR("k"), sample_put_op.in, &thing);
	ctx.sealer = &other.base;
	cc_idempotency_init(&ctx, &theirs, CC_STR("k"), sample_put_op.in, &thing);
	cc_arena_free(ctx.arena);
	assert_memory_equal(ours.request_hash, again.request_hash, sizeof ours.request_hash);
	assert_memory_not_equal(ours.request_hash, theirs.request_hash, sizeof ours.request_hash);
	assert_memory_not_equal(ours.request_hash, plain.request_hash, sizeof ours.request_hash);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_sample, close_sample)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(a_repeated_request_has_one_effect_and_the_first_answer),
		CASE(an_answer_is_kept_after_a_restart),
		CASE(without_a_key_nothing_is_kept),
		CASE(a_refusal_is_repeated_word_for_word),
		CASE(what_may_end_otherwise_the_next_time_is_not_kept),
		CASE(a_key_that_comes_with_another_request_is_refused),
		CASE(a_key_belongs_to_its_caller),
		CASE(a_key_is_free_again_after_a_day),
		CASE(old_answers_are_deleted_while_new_ones_come),
		cmocka_unit_test(what_is_kept_of_a_request_tells_nothing_without_the_secret),
	};
	return cmocka_run_group_tests_name("runtime: idempotency", cases, NULL, NULL);
}
