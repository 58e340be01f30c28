/* log_test.c - the suite of ports/log.h on each of its adapters, and how the failing one fails. */
#include "platform/adapters/log_embedded.h"
#include "platform/core/run.h"
#include "tests/conformance/log_suite.h"

static struct cc_log *make_embedded(struct cc_node *node)
{
	return cc_log_embedded_new(node);
}

static struct cc_log *make_fail(struct cc_node *node)
{
	return cc_log_fail_new(cc_log_embedded_new(node));
}

static void send_four(struct town *town)
{
	CHECK_OK(town_send(town, 1, "A", "a1"));
	CHECK_OK(town_send(town, 2, "B", "b1"));
	CHECK_OK(town_send(town, 3, "A", "a2"));
	CHECK_OK(town_send(town, 4, "B", "b2"));
}

static void it_refuses_so_often(void **state)
{
	struct town *town = *state;
	struct cc_ctx ctx = town_ctx(town);
	struct cc_record_list records;
	int64_t position;
	cc_log_fail_plan(town->log, &(struct cc_log_fail_plan){ .refuse = 2 });
	CHECK_FAILS(town->log->ops->read(town->log, &ctx, CC_STR("post.events"), 0, 1, &records),
	            &cc_unavailable);
	CHECK_FAILS(town->log->ops->end(town->log, &ctx, CC_STR("post.events"), &position), &cc_unavailable);
	CHECK_OK(town->log->ops->end(town->log, &ctx, CC_STR("post.events"), &position));
}

static void it_hides_the_newest(void **state)
{
	struct town *town = *state;
	send_four(town);
	cc_log_fail_plan(town->log, &(struct cc_log_fail_plan){ .hide_newest = 4 });
	assert_string_equal(log_notes(town, town->log), "a1 b1");
	assert_int_equal(log_end(town, town->log), 4);
	cc_log_fail_plan(town->log, &(struct cc_log_fail_plan){ 0 });
	assert_string_equal(log_notes(town, town->log), "a1 b1 a2 b2");
}

static void it_repeats_what_it_copied(void **state)
{
	struct town *town = *state;
	send_four(town);
	cc_log_fail_plan(town->log, &(struct cc_log_fail_plan){ .copies = 1 });
	assert_string_equal(log_notes(town, town->log), "a1 b1 a2 b2 a1 b1 a2 b2");
	struct cc_record_list records = log_read(town, town->log, 0, 100);
	CHECK(cc_id_eq(records.items[0].event_id, records.items[8].event_id));
	assert_true(records.items[8].position > records.items[7].position);
}

static void it_keeps_the_order_of_a_key_and_of_nothing_else(void **state)
{
	struct town *town = *state;
	send_four(town);
	cc_log_fail_plan(town->log, &(struct cc_log_fail_plan){ .reorder = true });
	assert_string_equal(log_notes(town, town->log), "b1 b2 a1 a2");
}

int main(void)
{
	static const struct log_suite_engine engines[] = {
		{ "log: embedded", make_embedded },
		{ "log: fail without a plan", make_fail },
	};
	const struct CMUnitTest failing[] = {
		TOWN_CASE(it_refuses_so_often),
		TOWN_CASE(it_hides_the_newest),
		TOWN_CASE(it_repeats_what_it_copied),
		TOWN_CASE(it_keeps_the_order_of_a_key_and_of_nothing_else),
	};
	int failed = cmocka_run_group_tests_name("log: fail by its plan", failing, NULL, NULL);
	for (size_t i = 0; i < CC_COUNT(engines); i++)
		failed += log_suite(&engines[i]);
	return failed;
}
