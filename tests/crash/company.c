/* company.c - a company on a disk that can be struck, and the world around it, which cannot. */
#include <stdio.h>
#include <stdlib.h>

#include "platform/adapters/fail/psp_fail.h"
#include "platform/adapters/psp_sandbox/psp_sandbox.h"
#include "platform/adapters/sim/index_sim.h"
#include "platform/adapters/sim/mail_sim.h"
#include "platform/adapters/sql_sqlite/sql_sqlite.h"
#include "platform/adapters/threads_system.h"
#include "platform/core/buf.h"
#include "platform/core/protobuf.h"
#include "services/booking/guests_test.h"
#include "services/services.h"
#include "tests/crash/crash.h"

enum { DAYS_AHEAD = 5, SEED = 1, STEP_MS = 1000, LONG_STEP_MS = 120 * 1000 };

/* Luck: a disk that does all that it is asked for, and a coin for when it is struck. */
static bool strikes(struct cc_faults *faults, enum cc_fault fault)
{
	(void)faults, (void)fault;
	return false;
}

static int64_t between(struct cc_faults *faults, enum cc_fault fault, int64_t least, int64_t most)
{
	(void)fault;
	struct crash *crash = (struct crash *)((char *)faults - offsetof(struct crash, luck));
	/* SplitMix64 */
	uint64_t z = crash->state += UINT64_C(0x9e3779b97f4a7c15);
	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return least + (int64_t)((z ^ z >> 31) % (uint64_t)(most - least + 1));
}

static void pass(struct cc_faults *faults, int64_t us)
{
	(void)faults, (void)us; /* nobody else is there */
}

static void open_provider(struct crash *crash)
{
	struct cc_test *test = crash->test;
	struct cc_ctx ctx = cc_test_ctx(test);
	struct cc_psp_sandbox_options options = {
		.threads = cc_threads_system(),
		.clock = ctx.clock,
		.entropy = ctx.entropy,
		.webhook_secret = CC_STR("whsec_of_the_tests"),
	};
	CHECK_OK(cc_sql_sqlite_new_on(&ctx, cc_disk_sim_vfs(crash->world), "provider.db", &options.sql));
	CHECK_OK(cc_psp_sandbox_new(&ctx, &options, &test->sandbox));
	cc_psp_sandbox_set_pages(test->sandbox, CC_STR("https://bank.example/3ds")); /* where nobody looks */
	test->psp = cc_psp_fail_new(test->sandbox);
	cc_node_set_psp(test->node, test->psp);
}

/* An index is of the company, but knows itself how far it is. */
static void open_world(struct cc_test *test)
{
	test->index = cc_index_sim_new();
	test->mailer = cc_mail_sim_new(&test->clock.base, NULL);
	cc_node_set_index(test->node, test->index);
	cc_node_set_mailer(test->node, test->mailer);
}

struct crash *crash_open(const struct crash_flow *flow)
{
	static const struct cc_faults_ops ops = { "crash", strikes, between, pass };
	struct crash *crash = calloc(1, sizeof *crash);
	assert_non_null(crash);
	crash->flow = flow;
	crash->luck.ops = &ops;
	crash->disk = cc_disk_sim_new("company", &crash->luck);
	crash->world = cc_disk_sim_new("world", NULL);
	cc_disk_sim_seed(SEED);
	crash->test = cc_test_open_on(cc_disk_sim_vfs(crash->disk), cc_services);
	open_provider(crash);
	open_world(crash->test);
	cc_test_run_due(crash->test);
	cc_test_reopen(crash->test); /* without the long WALs of the first start */
	publish_evening(crash->test, EVENING, CC_HOURS(24 * DAYS_AHEAD));
	crash_describe(crash);
	crash_checkpoint(crash);
	crash->opened = crash->step_began = cc_test_now(crash->test);
	crash->kick_off = cc_time_add(crash->opened, CC_HOURS(24 * DAYS_AHEAD));
	return crash;
}

void crash_close(struct crash *crash)
{
	struct cc_mailer *mailer = crash->test->mailer;
	crash->test->mailer = NULL; /* it is no folder */
	cc_test_close(crash->test);
	mailer->ops->free(mailer);
	cc_disk_sim_free(crash->disk);
	cc_disk_sim_free(crash->world);
	free(crash);
}

void crash_play(struct crash *crash, size_t until)
{
	while (crash->step < until && crash->flow->steps[crash->step]) {
		crash->flow->steps[crash->step](crash);
		crash->step++;
		crash->step_began = cc_test_now(crash->test);
	}
}

void crash_strike(struct crash *crash, enum cc_disk_damage damage, uint64_t luck)
{
	crash->state = luck;
	cc_disk_sim_set_watcher(crash->disk, NULL, NULL);
	cc_disk_sim_crash(crash->disk, damage);
}

void crash_restart(struct crash *crash)
{
	cc_test_restart(crash->test);
}

static cc_str encode(struct cc_test *test, const struct cc_message *message, const void *body)
{
	struct cc_buf out = { .arena = test->arena };
	cc_protobuf_encode(&out, message, body);
	return cc_buf_str(&out);
}

static void keep_answer(struct crash *crash, const struct cc_op *op, const void *in, const void *out,
                        cc_err err)
{
	struct cc_test *test = crash->test;
	struct cc_ctx ctx = cc_test_ctx(test);
	assert_true(crash->answered < CRASH_ANSWERS_MAX);
	void *asked = cc_arena_alloc(test->arena, op->in->size);
	memcpy(asked, in, op->in->size);
	crash->answers[crash->answered++] = (struct crash_answer){
		.op = op,
		.caller = test->caller,
		.key = cc_copy(&ctx, cc_str_of(test->key)).ptr,
		.in = asked,
		.bytes = err ? cc_copy(&ctx, cc_str_of(err->reason)) : encode(test, op->out, out),
		.at = cc_test_now(test),
	};
}

cc_err crash_ask(struct crash *crash, int who, const struct cc_op *op, const void *in, void *out)
{
	struct cc_test *test = crash->test;
	char key[100];
	void *answer = cc_arena_alloc(test->arena, op->out->size);
	snprintf(key, sizeof key, "%zu-%s", crash->step, op->label);
	cc_test_as(test, cc_test_id(who));
	cc_test_with_key(test, key);
	cc_err err = cc_test_run(test, op, in, answer);
	if (cc_op_takes_key(op))
		keep_answer(crash, op, in, answer, err);
	cc_test_with_key(test, "");
	if (err == CC_OK && out)
		memcpy(out, answer, op->out->size);
	return err;
}

/* What is tried again is so at longer and longer intervals. */
static int64_t step_after(int64_t passed_ms)
{
	int64_t step_ms = passed_ms / 2;
	return step_ms < STEP_MS ? STEP_MS : step_ms < LONG_STEP_MS ? step_ms : LONG_STEP_MS;
}

void crash_live(struct crash *crash, int64_t ms)
{
	struct cc_test *test = crash->test;
	cc_time until = cc_time_add(crash->step_began, ms);
	cc_test_run_due(test);
	for (int64_t passed = 0; cc_test_now(test).ms < until.ms; passed += step_after(passed)) {
		cc_test_set_time(test,
		                 cc_time_min(cc_time_add(cc_test_now(test), step_after(passed)), until));
		cc_test_run_due(test);
	}
}
