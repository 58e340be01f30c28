#include "tests/conformance/log_suite.h"

#include <stdlib.h>

#include "platform/core/buf.h"
#include "platform/core/protobuf.h"
#include "platform/core/run.h"
#include "platform/runtime/telemetry.h"

static const cc_str topic = { "post.events", 11 };

/* A test's own town, and the log under test in it. */
struct log_suite {
	const struct log_suite_engine *engine;
	struct town *town;
	struct cc_log *log;
};

static int open_suite(void **state)
{
	struct log_suite *suite = calloc(1, sizeof *suite);
	assert_non_null(suite);
	suite->engine = *state;
	suite->town = town_open();
	suite->log = suite->engine->make(suite->town->node);
	*state = suite;
	return 0;
}

static int close_suite(void **state)
{
	struct log_suite *suite = *state;
	suite->log->ops->free(suite->log);
	town_close(suite->town);
	free(suite);
	return 0;
}

static void reopen(struct log_suite *suite)
{
	suite->log->ops->free(suite->log);
	town_reopen(suite->town);
	suite->log = suite->engine->make(suite->town->node);
}

struct cc_record_list log_read(struct town *town, struct cc_log *log, int64_t after, size_t max)
{
	struct cc_ctx ctx = town_ctx(town);
	struct cc_record_list records;
	CHECK_OK(log->ops->read(log, &ctx, topic, after, max, &records));
	return records;
}

int64_t log_end(struct town *town, struct cc_log *log)
{
	struct cc_ctx ctx = town_ctx(town);
	int64_t position;
	CHECK_OK(log->ops->end(log, &ctx, topic, &position));
	return position;
}

static struct post_parcel_sent parcel_in(struct town *town, const struct cc_record *record)
{
	struct cc_ctx ctx = town_ctx(town);
	struct post_parcel_sent sent = { 0 };
	CHECK_OK(cc_protobuf_decode(&ctx, record->body, &post_parcel_sent_message, &sent));
	return sent;
}

static bool is_parcel(const struct cc_record *record)
{
	return cc_str_eq(record->type, cc_str_of(post_parcel_sent_event.name));
}

const char *log_notes(struct town *town, struct cc_log *log)
{
	struct cc_record_list records = log_read(town, log, 0, 1000);
	struct cc_buf notes = { .arena = town->arena };
	for (size_t i = 0; i < records.count; i++) {
		if (!is_parcel(&records.items[i]))
			continue;
		cc_str note = parcel_in(town, &records.items[i]).note;
		cc_buf_printf(&notes, "%s%.*s", notes.len > 0 ? " " : "", (int)note.len, note.ptr);
	}
	cc_buf_add_char(&notes, '\0');
	return notes.ptr;
}

/* The promises ------------------------------------------------------------------ */

static void an_empty_topic_has_no_records_and_ends_at_0(void **state)
{
	struct log_suite *suite = *state;
	assert_int_equal(log_read(suite->town, suite->log, 0, 10).count, 0);
	assert_int_equal(log_end(suite->town, suite->log), 0);
}

static void records_come_oldest_first_and_their_positions_grow(void **state)
{
	struct log_suite *suite = *state;
	CHECK_OK(town_send(suite->town, 1, "A", "one"));
	CHECK_OK(town_send(suite->town, 2, "B", "two"));
	CHECK_OK(town_send(suite->town, 3, "A", "three"));
	assert_string_equal(log_notes(suite->town, suite->log), "one two three");
	struct cc_record_list records = log_read(suite->town, suite->log, 0, 10);
	assert_int_equal(records.count, 6); /* a stamp for each parcel */
	int64_t last = 0;
	for (size_t i = 0; i < records.count; i++) {
		assert_true(records.items[i].position > last);
		last = records.items[i].position;
	}
	assert_int_equal(log_end(suite->town, suite->log), last);
}

static void a_record_says_what_was_emitted_by_whom_and_when(void **state)
{
	struct log_suite *suite = *state;
	struct town *town = suite->town;
	struct post_send_parcel_request cmd = {
		.parcel_id = town_id(7),
		.address = CC_STR("A"),
		.note = CC_STR("za\xc5\xbc\xc3\xb3\xc5\x82\xc4\x87"),
	};
	struct post_parcel parcel;
	struct cc_ctx ctx = town_ctx(town);
	cc_trace_start(ctx.entropy, &ctx.trace);
	char trace[CC_TRACE_TEXT_BYTES];
	cc_trace_print(&ctx.trace, trace);
	cc_time sent_at = cc_now(&ctx);
	CHECK_OK(cc_call(&ctx, &post_send_parcel_op, &cmd, &parcel));
	town_pass(town, 1000);

	struct cc_record_list records = log_read(town, suite->log, 0, 10);
	assert_int_equal(records.count, 2);
	const struct cc_record *stamp = &records.items[0], *sent = &records.items[1];
	CHECK(cc_str_eq(sent->topic, topic));
	CHECK(cc_str_eq(sent->type, cc_str_of("couchannel.post.v1.ParcelSent")));
	CHECK(cc_str_eq(sent->key, cmd.address));
	CHECK(cc_str_eq(stamp->key, cc_str_of("00000000-0000-7000-8000-000000000007")));
	assert_int_equal(sent->at.ms, sent_at.ms);
	assert_memory_equal(sent->trace.ptr, trace, 36); /* version and trace id */
	CHECK(!cc_id_is_none(sent->event_id) && !cc_id_eq(sent->event_id, stamp->event_id));
	CHECK(cc_id_eq(parcel_in(town, sent).parcel_id, cmd.parcel_id));
	CHECK(cc_str_eq(parcel_in(town, sent).note, cmd.note));
}

static void a_command_without_a_trace_leaves_it_empty(void **state)
{
	struct log_suite *suite = *state;
	struct town *town = suite->town;
	town_sql(town, &post_service,
	         "INSERT INTO outbox VALUES (1, randomblob(16), 'post.events', 'x', 'k', 0, '', x'')");
	assert_int_equal(log_read(town, suite->log, 0, 10).items[0].trace.len, 0);
}

static void reading_goes_on_after_a_position_and_stops_at_the_most_that_is_wanted(void **state)
{
	struct log_suite *suite = *state;
	for (int i = 1; i <= 5; i++)
		CHECK_OK(town_send(suite->town, i, "A", "note"));
	struct cc_record_list all = log_read(suite->town, suite->log, 0, 100);
	struct cc_record_list first = log_read(suite->town, suite->log, 0, 3);
	struct cc_record_list next = log_read(suite->town, suite->log, first.items[2].position, 3);
	assert_int_equal(all.count, 10);
	assert_int_equal(first.count, 3);
	assert_int_equal(next.count, 3);
	assert_int_equal(next.items[0].position, all.items[3].position);
	assert_int_equal(log_read(suite->town, suite->log, all.items[9].position, 3).count, 0);
	assert_int_equal(log_read(suite->town, suite->log, 0, 0).count, 0);
}

static void reading_again_reads_the_same(void **state)
{
	struct log_suite *suite = *state;
	CHECK_OK(town_send(suite->town, 1, "A", "one"));
	struct cc_record_list before = log_read(suite->town, suite->log, 0, 10);
	CHECK_OK(town_send(suite->town, 2, "A", "two"));
	struct cc_record_list after = log_read(suite->town, suite->log, 0, 10);
	assert_int_equal(after.count, 4);
	for (size_t i = 0; i < before.count; i++) {
		CHECK(cc_id_eq(before.items[i].event_id, after.items[i].event_id));
		assert_int_equal(before.items[i].position, after.items[i].position);
	}
}

static void what_was_rolled_back_never_was(void **state)
{
	struct log_suite *suite = *state;
	CHECK_OK(town_send(suite->town, 1, "A", "one"));
	CHECK_FAILS(town_send(suite->town, 2, "nowhere", "lost"), &post_address_unknown);
	CHECK_OK(town_send(suite->town, 3, "A", "three"));
	assert_string_equal(log_notes(suite->town, suite->log), "one three");
}

static void what_was_committed_is_there_after_a_restart(void **state)
{
	struct log_suite *suite = *state;
	CHECK_OK(town_send(suite->town, 1, "A", "one"));
	int64_t end = log_end(suite->town, suite->log);
	reopen(suite);
	CHECK_OK(town_send(suite->town, 2, "A", "two"));
	assert_string_equal(log_notes(suite->town, suite->log), "one two");
	assert_true(log_end(suite->town, suite->log) > end);
}

static void a_topic_of_nobody_is_not_found(void **state)
{
	struct log_suite *suite = *state;
	struct cc_ctx ctx = town_ctx(suite->town);
	struct cc_record_list records;
	int64_t position;
	cc_str unknown = CC_STR("post.rumours");
	CHECK_FAILS(suite->log->ops->read(suite->log, &ctx, unknown, 0, 1, &records), &cc_not_found);
	CHECK_FAILS(suite->log->ops->end(suite->log, &ctx, unknown, &position), &cc_not_found);
}

static void a_store_that_cannot_be_reached_is_unavailable(void **state)
{
	struct log_suite *suite = *state;
	struct town *town = suite->town;
	struct cc_ctx ctx = town_ctx(town);
	struct cc_record_list records;
	int64_t position;
	CHECK_OK(town_send(town, 1, "A", "one"));
	cc_sql_fail_plan(town->post_sql,
	                 &(struct cc_sql_fail_plan){ .refuse_begin = 100, .refuse_open = 100 });
	CHECK_FAILS(suite->log->ops->read(suite->log, &ctx, topic, 0, 1, &records), &cc_unavailable);
	CHECK_FAILS(suite->log->ops->end(suite->log, &ctx, topic, &position), &cc_unavailable);
	cc_sql_fail_plan(town->post_sql, &(struct cc_sql_fail_plan){ 0 });
	assert_string_equal(log_notes(town, suite->log), "one");
}

/* A stream's READ asks for the position of the snapshot that it has open. */
static void a_reader_keeps_the_snapshot_that_it_has_open(void **state)
{
	struct log_suite *suite = *state;
	struct town *town = suite->town;
	struct cc_store *store = cc_node_store_of(town->node, &post_service);
	struct cc_ctx ctx = town_ctx(town);
	struct cc_record_list records;
	int64_t position;
	CHECK_OK(town_send(town, 1, "A", "one"));
	CHECK_OK(cc_store_begin_read(store, &ctx));
	struct cc_sql_session *session = ctx.session;
	CHECK_OK(cc_outbox_end(&ctx, &position));
	CHECK_OK(town_send(town, 2, "A", "two"));

	CHECK_OK(suite->log->ops->read(suite->log, &ctx, topic, 0, 10, &records));
	assert_int_equal(records.count, 4);
	assert_ptr_equal(ctx.session, session);
	int64_t again;
	CHECK_OK(cc_outbox_end(&ctx, &again));
	assert_int_equal(again, position);
	CHECK_OK(cc_outbox_topic_end(&ctx, topic, &again));
	assert_int_equal(again, position);
	cc_store_end_read(store, &ctx);
}

#define LOG_CASE(name, engine)                                                                               \
	cmocka_unit_test_prestate_setup_teardown(name, open_suite, close_suite, (void *)(uintptr_t)(engine))

int log_suite(const struct log_suite_engine *engine)
{
	const struct CMUnitTest tests[] = {
		LOG_CASE(an_empty_topic_has_no_records_and_ends_at_0, engine),
		LOG_CASE(records_come_oldest_first_and_their_positions_grow, engine),
		LOG_CASE(a_record_says_what_was_emitted_by_whom_and_when, engine),
		LOG_CASE(a_command_without_a_trace_leaves_it_empty, engine),
		LOG_CASE(reading_goes_on_after_a_position_and_stops_at_the_most_that_is_wanted, engine),
		LOG_CASE(reading_again_reads_the_same, engine),
		LOG_CASE(what_was_rolled_back_never_was, engine),
		LOG_CASE(what_was_committed_is_there_after_a_restart, engine),
		LOG_CASE(a_topic_of_nobody_is_not_found, engine),
		LOG_CASE(a_store_that_cannot_be_reached_is_unavailable, engine),
		LOG_CASE(a_reader_keeps_the_snapshot_that_it_has_open, engine),
	};
	return cmocka_run_group_tests_name(engine->name, tests, NULL, NULL);
}
