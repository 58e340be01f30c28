/* lane_test.c - group commit: the queue, the batch, and who is told when. */
#include "platform/runtime/lane_puts_test.h"

static void a_batch_is_committed_once_and_then_its_owners_are_told(void **state)
{
	struct puts *f = *state;
	puts_run(f, 3, (struct cc_sql_fail_plan){ 0 });
	for (int i = 0; i < 3; i++)
		check_kept(&f->puts[i]);
	struct cc_lane_stats stats = cc_lane_stats(f->lane);
	CHECK(stats.batches == 1 && stats.writes == 3 && stats.refused == 0 && f->committed == 1);
	CHECK(cc_lane_step(f->lane) == 0);
}

static void a_batch_is_not_larger_than_it_may_be(void **state)
{
	struct puts *f = *state;
	puts_reopen(f, (struct cc_lane_options){ .batch_max = 3 });
	puts_submit(f, 7);
	CHECK(cc_lane_stats(f->lane).queued == 7);
	CHECK(cc_lane_step(f->lane) == 3 && f->puts[2].dones == 1 && f->puts[3].dones == 0);
	CHECK(cc_lane_step(f->lane) == 3 && cc_lane_stats(f->lane).queued == 1);
	CHECK(cc_lane_step(f->lane) == 1 && cc_lane_step(f->lane) == 0);
	CHECK(cc_lane_stats(f->lane).batches == 3 && sample_count(f->sample, f->store) == 7);
}

static void a_full_queue_turns_new_writes_away(void **state)
{
	struct puts *f = *state;
	puts_reopen(f, (struct cc_lane_options){ .queue_max = 2 });
	puts_submit(f, 2);
	cc_err err = cc_lane_submit(f->lane, &f->puts[2].write);
	CHECK_REFUSED(err, cc_overloaded);
	CHECK(err->retry_after_ms > 0 && cc_lane_stats(f->lane).shed == 1);
	CHECK(cc_lane_step(f->lane) == 2 && f->puts[2].dones == 0);
	CHECK_OK(cc_lane_submit(f->lane, &f->puts[2].write));
	CHECK(cc_lane_step(f->lane) == 1);
}

static void a_queue_that_stands_still_turns_new_writes_away(void **state)
{
	struct puts *f = *state;
	puts_reopen(f, (struct cc_lane_options){ .wait_limit_ms = 100 });
	puts_submit(f, 1);
	cc_clock_sim_set(&f->sample->clock, cc_time_add(cc_now(&f->sample->ctx), 100));
	CHECK_OK(cc_lane_submit(f->lane, &f->puts[1].write));
	cc_clock_sim_set(&f->sample->clock, cc_time_add(cc_now(&f->sample->ctx), 1));
	CHECK(cc_lane_stats(f->lane).oldest_wait_ms == 101);
	CHECK_REFUSED(cc_lane_submit(f->lane, &f->puts[2].write), cc_overloaded);
	CHECK(cc_lane_step(f->lane) == 2 && cc_lane_stats(f->lane).oldest_wait_ms == 0);
	CHECK_OK(cc_lane_submit(f->lane, &f->puts[2].write));
	CHECK(cc_lane_step(f->lane) == 1);
}

static void stopping_finishes_what_is_queued_and_takes_no_more(void **state)
{
	struct puts *f = *state;
	puts_submit(f, 3);
	cc_lane_stop(f->lane);
	for (int i = 0; i < 3; i++)
		check_kept(&f->puts[i]);
	CHECK_REFUSED(cc_lane_submit(f->lane, &f->puts[3].write), cc_unavailable);
	CHECK(f->puts[3].dones == 0);
}

static cc_err run_while_time_passes(struct cc_write *write)
{
	struct put *put = put_of(write);
	cc_time before = cc_now(&put->ctx);
	cc_clock_sim_set((struct cc_clock_sim *)put->ctx.clock, cc_time_add(before, 1000));
	return cc_now(&put->ctx).ms == before.ms ? CC_OK : cc_fail(&put->ctx, &cc_internal, "Time passed.");
}

static void time_stands_still_in_a_write_and_passes_between_two(void **state)
{
	struct puts *f = *state;
	cc_time start = cc_now(&f->sample->ctx);
	f->puts[0].write.run = f->puts[1].write.run = run_while_time_passes;
	puts_run(f, 2, (struct cc_sql_fail_plan){ 0 });
	CHECK_OK(f->puts[0].err);
	CHECK_OK(f->puts[1].err);
	CHECK(cc_now(&f->puts[0].ctx).ms == start.ms + 2000); /* nothing is fixed any more */
	CHECK(f->puts[0].ctx.session == NULL);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, puts_open, puts_close)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(a_batch_is_committed_once_and_then_its_owners_are_told),
		CASE(a_batch_is_not_larger_than_it_may_be),
		CASE(a_full_queue_turns_new_writes_away),
		CASE(a_queue_that_stands_still_turns_new_writes_away),
		CASE(stopping_finishes_what_is_queued_and_takes_no_more),
		CASE(time_stands_still_in_a_write_and_passes_between_two),
	};
	return cmocka_run_group_tests_name("runtime: lane", cases, NULL, NULL);
}
