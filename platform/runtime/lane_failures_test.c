/* lane_failures_test.c - what becomes of each write of a batch when a rule, or the engine, fails. */
#include "platform/runtime/lane_puts_test.h"

static void a_bad_write_does_not_harm_its_batch(void **state)
{
	struct puts *f = *state;
	f->puts[0].refuse = &sold_out;
	f->puts[2].name = f->puts[1].name; /* which is there by then */
	f->puts[3].refuse = &sold_out;
	puts_run(f, 5, (struct cc_sql_fail_plan){ 0 });
	CHECK_REFUSED(f->puts[0].err, sold_out);
	CHECK(!put_is_there(&f->puts[0], f->puts[0].name));
	check_kept(&f->puts[1]);
	CHECK_REFUSED(f->puts[2].err, cc_sql_unique_violation);
	CHECK_REFUSED(f->puts[3].err, sold_out);
	check_kept(&f->puts[4]);
	CHECK(cc_lane_stats(f->lane).refused == 3 && f->puts[4].runs == 1);
}

static void a_rule_that_overlooks_a_failed_statement_fails(void **state)
{
	struct puts *f = *state;
	f->puts[1].name = f->puts[0].name;
	f->puts[1].swallow = true;
	puts_run(f, 3, (struct cc_sql_fail_plan){ 0 });
	check_kept(&f->puts[0]);
	CHECK_REFUSED(f->puts[1].err, cc_sql_transaction_failed);
	check_kept(&f->puts[2]);
}

static void a_refusal_is_recorded_once_its_effects_are_undone(void **state)
{
	struct puts *f = *state;
	for (int i = 0; i < 2; i++) {
		f->puts[i].refuse = &sold_out;
		f->puts[i].write.refused = put_refused;
		f->puts[i].recorded = CC_STR("refusal");
	}
	puts_run(f, 3, (struct cc_sql_fail_plan){ 0 });
	CHECK_REFUSED(f->puts[0].err, sold_out);
	CHECK(put_is_there(&f->puts[0], CC_STR("refusal")) && !put_is_there(&f->puts[0], f->puts[0].name));
	CHECK_REFUSED(f->puts[1].err, sold_out); /* though it could not be recorded: the name is taken */
	check_kept(&f->puts[2]);
}

static void nothing_is_committed_if_all_is_refused(void **state)
{
	struct puts *f = *state;
	f->puts[0].refuse = &sold_out;
	puts_run(f, 1,
	         (struct cc_sql_fail_plan){ .conflict_commit = 1 }); /* of the next commit, if there is one */
	CHECK_REFUSED(f->puts[0].err, sold_out);
	CHECK(f->puts[0].runs == 2 && f->committed == 0); /* the second time, to be undone */
}

static void who_is_refused_before_anything_is_changed_costs_others_nothing(void **state)
{
	struct puts *f = *state;
	f->puts[1].refuse = &sold_out;
	f->puts[1].refuses_first = true;
	f->puts[1].write.refused = put_refused;
	f->puts[1].recorded = CC_STR("refusal");
	puts_run(f, 3, (struct cc_sql_fail_plan){ 0 });
	check_kept(&f->puts[0]);
	CHECK_REFUSED(f->puts[1].err, sold_out);
	check_kept(&f->puts[2]);
	CHECK(put_is_there(&f->puts[1], CC_STR("refusal")));
	CHECK(f->puts[0].runs == 1 && f->puts[1].runs == 1 && f->puts[2].runs == 1);
}

static void once_one_had_to_be_undone_the_next_are_undone_alone(void **state)
{
	struct puts *f = *state;
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 2; i++)
			f->puts[i].runs = f->puts[i].dones = 0;
		f->puts[0].name = cc_printf(&f->sample->ctx, "round %d", round);
		f->puts[1].refuse = &sold_out;
		puts_run(f, 2, (struct cc_sql_fail_plan){ 0 });
		CHECK(f->puts[0].err == CC_OK && put_is_there(&f->puts[0], f->puts[0].name));
		CHECK_REFUSED(f->puts[1].err, sold_out);
		CHECK(!put_is_there(&f->puts[1], f->puts[1].name));
		CHECK(f->puts[0].runs == (round == 0 ? 2 : 1));
	}
}

static void a_conflict_runs_the_batch_again(void **state)
{
	static const struct cc_sql_fail_plan plans[] = {
		{ .conflict_commit = 1 },
		{ .skip_statements = 1, .conflict = 1 },
		{ .skip_statements = 1, .break_statement = 1 },
	};
	struct puts *f = *state;
	for (size_t i = 0; i < CC_COUNT(plans); i++) {
		puts_reopen(f, (struct cc_lane_options){ 0 });
		for (int k = 0; k < 2; k++)
			f->puts[k].name = cc_printf(&f->sample->ctx, "plan %zu, %d", i, k);
		puts_run(f, 2, plans[i]);
		CHECK(f->puts[0].runs == 2);
		check_kept(&f->puts[0]);
		check_kept(&f->puts[1]);
	}
}

static void a_write_that_always_conflicts_fails_alone(void **state)
{
	struct puts *f = *state;
	f->puts[1].refuse = &cc_sql_conflict;
	puts_run(f, 3, (struct cc_sql_fail_plan){ 0 });
	check_kept(&f->puts[0]);
	check_undone_for_now(&f->puts[1]);
	check_kept(&f->puts[2]);
	CHECK(f->puts[1].runs < 20);
}

static void a_write_that_breaks_the_transaction_fails_alone(void **state)
{
	struct puts *f = *state;
	puts_run(f, 1,
	         (struct cc_sql_fail_plan){ .break_statement = 4 }); /* three times in a batch, once alone */
	CHECK_REFUSED(f->puts[0].err, cc_unavailable);
	CHECK(f->puts[0].runs == 4 && !put_is_there(&f->puts[0], f->puts[0].name));
	f->puts[0].dones = 0;
	puts_run(f, 1, (struct cc_sql_fail_plan){ 0 });
	check_kept(&f->puts[0]);
}

static void commits_that_conflict_for_ever_are_given_up(void **state)
{
	struct puts *f = *state;
	puts_run(f, 2, (struct cc_sql_fail_plan){ .conflict_commit = 1000 });
	check_undone_for_now(&f->puts[0]);
	check_undone_for_now(&f->puts[1]);
	CHECK(f->puts[0].runs < 20);
}

static void what_there_is_no_room_for_together_may_fit_alone(void **state)
{
	struct puts *f = *state;
	puts_run(f, 2, (struct cc_sql_fail_plan){ .full_commit = 2 }); /* of both, and of the first alone */
	CHECK_REFUSED(f->puts[0].err, cc_storage_full);
	CHECK(f->puts[0].err->http_status == 507 && !put_is_there(&f->puts[0], f->puts[0].name));
	check_kept(&f->puts[1]);
}

static void on_a_full_disk_nothing_is_done_and_a_refusal_is_one(void **state)
{
	struct puts *f = *state;
	f->puts[1].refuse = &sold_out;
	f->puts[1].write.refused = put_refused;
	f->puts[1].recorded = CC_STR("refusal");
	puts_run(f, 2, (struct cc_sql_fail_plan){ .full_commit = 1000 });
	CHECK_REFUSED(f->puts[0].err, cc_storage_full);
	CHECK_REFUSED(f->puts[1].err, sold_out);
	CHECK(!put_is_there(&f->puts[0], f->puts[0].name) && !put_is_there(&f->puts[1], CC_STR("refusal")));
	f->puts[0].dones = 0;
	puts_run(f, 1, (struct cc_sql_fail_plan){ 0 });
	check_kept(&f->puts[0]);
}

static void an_unknown_commit_that_happened_is_not_run_again(void **state)
{
	struct puts *f = *state;
	f->puts[1].refuse = &sold_out;
	f->puts[1].write.resolve = NULL;
	puts_run(f, 3, (struct cc_sql_fail_plan){ .lose_reply = 1 });
	check_kept(&f->puts[0]);
	CHECK_REFUSED(f->puts[1].err, sold_out); /* a refusal has no effect to look for */
	check_kept(&f->puts[2]);
	CHECK(f->puts[0].runs == 2 && f->puts[2].runs == 1); /* none after the commit */
}

static void an_unknown_commit_that_did_not_happen_is_run_again(void **state)
{
	struct puts *f = *state;
	puts_run(f, 2, (struct cc_sql_fail_plan){ .lose_commit = 1 });
	check_kept(&f->puts[0]);
	check_kept(&f->puts[1]);
	CHECK(f->puts[0].runs == 2 && sample_count(f->sample, f->store) == 2);
}

static void what_cannot_be_looked_for_is_not_promised(void **state)
{
	struct puts *f = *state;
	f->puts[0].write.resolve = NULL;
	puts_run(f, 2, (struct cc_sql_fail_plan){ .lose_reply = 1 });
	CHECK_REFUSED(f->puts[0].err, cc_deadline_exceeded);
	check_kept(&f->puts[1]);

	struct put *put = &f->puts[2];
	CHECK_OK(cc_lane_submit(f->lane, &put->write));
	cc_sql_fail_plan(f->sample->sql, &(struct cc_sql_fail_plan){ .lose_reply = 1, .refuse_open = 1 });
	CHECK(cc_lane_step(f->lane) == 1);
	CHECK_REFUSED(put->err, cc_deadline_exceeded); /* the store is gone: nobody can look */
	CHECK(put->runs == 1);
}

static void a_lost_writer_is_replaced(void **state)
{
	struct puts *f = *state;
	puts_run(f, 2, (struct cc_sql_fail_plan){ .refuse_begin = 1 });
	check_kept(&f->puts[0]);
	check_kept(&f->puts[1]);
}

static void without_a_store_nothing_is_done_and_the_next_batch_tries_again(void **state)
{
	struct puts *f = *state;
	puts_run(f, 2, (struct cc_sql_fail_plan){ .refuse_begin = 1, .refuse_open = 1 });
	check_undone_for_now(&f->puts[0]);
	check_undone_for_now(&f->puts[1]);
	CHECK(f->puts[0].runs == 0 && f->committed == 0);
	f->puts[0].dones = 0;
	puts_run(f, 1, (struct cc_sql_fail_plan){ 0 });
	check_kept(&f->puts[0]);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, puts_open, puts_close)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(a_bad_write_does_not_harm_its_batch),
		CASE(a_rule_that_overlooks_a_failed_statement_fails),
		CASE(a_refusal_is_recorded_once_its_effects_are_undone),
		CASE(nothing_is_committed_if_all_is_refused),
		CASE(who_is_refused_before_anything_is_changed_costs_others_nothing),
		CASE(once_one_had_to_be_undone_the_next_are_undone_alone),
		CASE(a_conflict_runs_the_batch_again),
		CASE(a_write_that_always_conflicts_fails_alone),
		CASE(a_write_that_breaks_the_transaction_fails_alone),
		CASE(commits_that_conflict_for_ever_are_given_up),
		CASE(what_there_is_no_room_for_together_may_fit_alone),
		CASE(on_a_full_disk_nothing_is_done_and_a_refusal_is_one),
		CASE(an_unknown_commit_that_happened_is_not_run_again),
		CASE(an_unknown_commit_that_did_not_happen_is_run_again),
		CASE(what_cannot_be_looked_for_is_not_promised),
		CASE(a_lost_writer_is_replaced),
		CASE(without_a_store_nothing_is_done_and_the_next_batch_tries_again),
	};
	return cmocka_run_group_tests_name("runtime: lane, failures", cases, NULL, NULL);
}
