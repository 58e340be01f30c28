#include "platform/runtime/lane_puts_test.h"

#include <stdlib.h>

const struct cc_reason sold_out = { "sold_out", CC_FAILED_PRECONDITION };

struct put *put_of(struct cc_write *write)
{
	return (struct put *)write;
}

static cc_err run(struct cc_write *write)
{
	struct put *put = put_of(write);
	put->runs++;
	if (put->refuses_first)
		return cc_fail(write->ctx, put->refuse, "It is refused.");
	cc_err err = sample_put(write->ctx, put->name, 1);
	if (!put->swallow)
		TRY(err);
	return put->refuse ? cc_fail(write->ctx, put->refuse, "It is refused.") : CC_OK;
}

cc_err put_refused(struct cc_write *write, cc_err err)
{
	struct put *put = put_of(write);
	assert_ptr_equal(err, write->err);
	return put->recorded.len > 0 ? sample_put(write->ctx, put->recorded, 2) : CC_OK;
}

static cc_err resolve(struct cc_write *write, bool *committed)
{
	int64_t n;
	cc_err err = sample_get(write->ctx, put_of(write)->name, &n);
	*committed = err == CC_OK;
	return cc_is(err, CC_NOT_FOUND) ? CC_OK : err;
}

bool put_is_there(const struct put *put, cc_str name)
{
	struct cc_ctx snapshot = put->ctx;
	int64_t n;
	if (cc_store_begin_read(put->store, &snapshot) != CC_OK)
		return false;
	cc_err err = sample_get(&snapshot, name, &n);
	cc_store_end_read(put->store, &snapshot);
	return err == CC_OK;
}

static void done(struct cc_write *write, cc_err err)
{
	struct put *put = put_of(write);
	put->dones++;
	put->err = err;
	put->seen_when_done = put_is_there(put, put->name);
}

static void count_committed(void *arg)
{
	((struct puts *)arg)->committed++;
}

static void open_with(struct puts *f, struct cc_lane_options lane)
{
	struct cc_store_options options = { .migrate = true, .lane = lane };
	options.lane.committed = count_committed;
	options.lane.arg = f;
	CHECK_OK(sample_store_try(f->sample, &sample_service, &options, &f->store));
	f->lane = cc_store_lane(f->store);
	for (int i = 0; i < PUTS_MAX; i++)
		f->puts[i] = (struct put){
			.write = { .ctx = &f->puts[i].ctx, .run = run, .resolve = resolve, .done = done },
			.ctx = f->sample->ctx,
			.store = f->store,
			.name = cc_printf(&f->sample->ctx, "thing %d", i),
		};
}

int puts_open(void **state)
{
	struct puts *f = calloc(1, sizeof *f);
	assert_non_null(f);
	f->sample = sample_store_new();
	open_with(f, (struct cc_lane_options){ 0 });
	*state = f;
	return 0;
}

void puts_reopen(struct puts *f, struct cc_lane_options lane)
{
	cc_store_close(f->store);
	open_with(f, lane);
}

int puts_close(void **state)
{
	struct puts *f = *state;
	cc_store_close(f->store);
	sample_store_free(f->sample);
	free(f);
	return 0;
}

void puts_submit(struct puts *f, int count)
{
	for (int i = 0; i < count; i++)
		CHECK_OK(cc_lane_submit(f->lane, &f->puts[i].write));
}

/* Runs the first `count` as one batch, under a plan; all have been told when it returns. */
void puts_run(struct puts *f, int count, struct cc_sql_fail_plan plan)
{
	puts_submit(f, count);
	cc_sql_fail_plan(f->sample->sql, &plan);
	CHECK(cc_lane_step(f->lane) == (size_t)count);
	cc_sql_fail_plan(f->sample->sql, &(struct cc_sql_fail_plan){ 0 });
	for (int i = 0; i < count; i++)
		CHECK(f->puts[i].dones == 1);
}

void check_kept(const struct put *put)
{
	CHECK_OK(put->err);
	CHECK(put->seen_when_done && put_is_there(put, put->name));
}

void check_undone_for_now(const struct put *put)
{
	CHECK_REFUSED(put->err, cc_unavailable);
	CHECK(put->err->retry_after_ms > 0 && !put_is_there(put, put->name));
}
