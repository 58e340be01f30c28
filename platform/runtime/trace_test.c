/* trace_test.c - traceparent, on the examples of W3C Trace Context level 1 and what it refuses. */
#include "platform/core/sample_test.h"
#include "platform/runtime/telemetry.h"

/* Section 3.2.1's "traceparent" example. */
#define EXAMPLE "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
#define IDS     "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7"

static const struct cc_trace none;

static void the_published_example_is_parsed_and_printed_as_it_was(void **state)
{
	(void)state;
	static const uint8_t trace_id[] = { 0x4b, 0xf9, 0x2f, 0x35, 0x77, 0xb3, 0x4d, 0xa6,
		                            0xa3, 0xce, 0x92, 0x9d, 0x0e, 0x0e, 0x47, 0x36 };
	static const uint8_t span_id[] = { 0x00, 0xf0, 0x67, 0xaa, 0x0b, 0xa9, 0x02, 0xb7 };
	struct cc_trace trace;
	char text[CC_TRACE_TEXT_BYTES];
	assert_true(cc_trace_parse(CC_STR(EXAMPLE), &trace));
	assert_memory_equal(trace.trace_id, trace_id, sizeof trace_id);
	assert_memory_equal(trace.span_id, span_id, sizeof span_id);
	assert_int_equal(trace.flags, 1);
	cc_trace_print(&trace, text);
	assert_string_equal(text, EXAMPLE);
}

static void a_caller_that_did_not_sample_is_heard(void **state)
{
	(void)state;
	struct cc_trace trace = { .flags = 1 };
	assert_true(cc_trace_parse(CC_STR("00-" IDS "-00"), &trace));
	assert_int_equal(trace.flags, 0);
}

static void flags_that_level_1_does_not_know_are_not_passed_on(void **state)
{
	(void)state;
	struct cc_trace trace;
	assert_true(cc_trace_parse(CC_STR("00-" IDS "-ff"), &trace));
	assert_int_equal(trace.flags, 1);
	assert_true(cc_trace_parse(CC_STR("00-" IDS "-fe"), &trace));
	assert_int_equal(trace.flags, 0);
}

static void of_a_later_version_the_first_four_fields_are_read(void **state)
{
	(void)state;
	static const char *const good[] = {
		"cc-" IDS "-01",
		"cc-" IDS "-01-",
		"cc-" IDS "-01-what-the-future-will-be-like",
		"01-" IDS "-01-00",
	};
	for (size_t i = 0; i < CC_COUNT(good); i++) {
		struct cc_trace trace;
		char text[CC_TRACE_TEXT_BYTES];
		if (!cc_trace_parse(cc_str_of(good[i]), &trace))
			fail_msg("%s", good[i]);
		cc_trace_print(&trace, text);
		assert_string_equal(text, EXAMPLE);
	}
}

static void whatever_is_not_valid_is_refused_and_changes_nothing(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"",
		"00",
		"00-" IDS,
		"00-" IDS "-",
		"00-" IDS "-1",
		"00-" IDS "-01-",
		"00-" IDS "-01-00",
		"00-" IDS "-01 ",
		" 00-" IDS "-01",
		"00-" IDS "-010",
		"cc-" IDS "-01.what-the-future-will-not-be-like",
		"ff-" IDS "-01",
		"0g-" IDS "-01",
		"FF-" IDS "-01",
		"CC-" IDS "-01",
		"00_" IDS "-01",
		"00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
		"00-" IDS "_01",
		"00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
		"00-4bf92f3577b34da6a3ce929d0e0e4736-00F067AA0BA902B7-01",
		"00-" IDS "-0A",
		"00-4bf92f3577b34da6a3ce929d0e0e473x-00f067aa0ba902b7-01",
		"00-00000000000000000000000000000000-00f067aa0ba902b7-01",
		"00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
		"00-4bf92f3577b34da6a3ce929d0e0e47-3600f067aa0ba902b7-01",
	};
	for (size_t i = 0; i < CC_COUNT(bad); i++) {
		struct cc_trace trace = none;
		if (cc_trace_parse(cc_str_of(bad[i]), &trace))
			fail_msg("%s", bad[i]);
		assert_memory_equal(&trace, &none, sizeof none);
	}
	struct cc_trace trace;
	assert_false(cc_trace_parse((cc_str){ EXAMPLE, 54 }, &trace));
	assert_false(cc_trace_parse((cc_str){ EXAMPLE, 56 }, &trace)); /* a NUL follows */
}

static void zeroes(struct cc_entropy *entropy, void *bytes, size_t n)
{
	(void)entropy;
	memset(bytes, 0, n);
}

static void a_new_trace_is_valid_whatever_chance_gives(void **state)
{
	(void)state;
	static const struct cc_entropy_ops ops = { .name = "zeroes", .fill = zeroes };
	struct cc_entropy entropy = { &ops };
	struct cc_trace trace, again;
	char text[CC_TRACE_TEXT_BYTES];
	cc_trace_start(&entropy, &trace);
	cc_trace_print(&trace, text);
	assert_true(cc_trace_parse(cc_str_of(text), &again));
	assert_memory_equal(&trace, &again, sizeof trace);
}

static void a_child_keeps_the_trace_and_its_flags_and_gets_a_span_of_its_own(void **state)
{
	(void)state;
	struct cc_ctx *ctx = sample_ctx_new();
	struct cc_trace parent, child;
	assert_true(cc_trace_parse(CC_STR("00-" IDS "-00"), &parent));
	child = parent;
	cc_trace_child(ctx->entropy, &child);
	assert_memory_equal(child.trace_id, parent.trace_id, sizeof parent.trace_id);
	assert_memory_not_equal(child.span_id, parent.span_id, sizeof parent.span_id);
	assert_int_equal(child.flags, 0);
	sample_ctx_free(ctx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_published_example_is_parsed_and_printed_as_it_was),
		cmocka_unit_test(a_caller_that_did_not_sample_is_heard),
		cmocka_unit_test(flags_that_level_1_does_not_know_are_not_passed_on),
		cmocka_unit_test(of_a_later_version_the_first_four_fields_are_read),
		cmocka_unit_test(whatever_is_not_valid_is_refused_and_changes_nothing),
		cmocka_unit_test(a_new_trace_is_valid_whatever_chance_gives),
		cmocka_unit_test(a_child_keeps_the_trace_and_its_flags_and_gets_a_span_of_its_own),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
