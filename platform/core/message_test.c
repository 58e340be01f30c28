/* message_test.c - messages as protobuf, from one codec to the other, and under the contract's rules. */
#include "platform/core/json.h"
#include "platform/core/protobuf.h"
#include "platform/core/sample_test.h"
#include "platform/core/validate.h"

static struct cc_ctx *ctx;

static int set_up(void **state)
{
	(void)state;
	ctx = sample_ctx_new();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	sample_ctx_free(ctx);
	return 0;
}

static cc_str as_json(const struct sample *sample)
{
	struct cc_buf buf = { .arena = ctx->arena };
	cc_json_encode(&buf, &sample_message, sample);
	return cc_buf_str(&buf);
}

static cc_str as_protobuf(const struct sample *sample)
{
	struct cc_buf buf = { .arena = ctx->arena };
	cc_protobuf_encode(&buf, &sample_message, sample);
	return cc_buf_str(&buf);
}

static cc_err from_json(const char *text, struct sample *sample)
{
	*sample = (struct sample){ 0 };
	return cc_json_decode(ctx, cc_str_of(text), &sample_message, sample, NULL);
}

static void a_message_is_the_same_after_each_codec_and_a_copy(void **state)
{
	(void)state;
	struct sample sample, by_json = { 0 }, by_protobuf = { 0 }, copy;
	sample_fill(ctx, &sample);
	cc_str json = as_json(&sample), bytes = as_protobuf(&sample);
	assert_null(cc_json_decode(ctx, json, &sample_message, &by_json, NULL));
	assert_null(cc_protobuf_decode(ctx, bytes, &sample_message, &by_protobuf));
	cc_message_copy(ctx, &sample_message, &by_protobuf, &copy);
	assert_true(cc_str_eq(as_protobuf(&by_json), bytes));
	assert_true(cc_str_eq(as_json(&by_protobuf), json));
	assert_true(cc_str_eq(as_json(&copy), json));
	assert_ptr_not_equal(copy.title.ptr, by_protobuf.title.ptr);
	assert_ptr_not_equal(copy.parts.items, by_protobuf.parts.items);
	assert_null(cc_validate(ctx, &sample_message, &sample));
}

static void an_empty_message_lacks_what_is_required(void **state)
{
	(void)state;
	struct sample by_json, by_protobuf = { 0 };
	assert_null(from_json("{}", &by_json));
	assert_null(cc_protobuf_decode(ctx, CC_STR(""), &sample_message, &by_protobuf));
	assert_int_equal(by_json.starts_at.ms, CC_TIME_NOT_GIVEN.ms);
	assert_int_equal(as_protobuf(&by_protobuf).len, 0);
	cc_err errs[] = { cc_validate(ctx, &sample_message, &by_json),
		          cc_validate(ctx, &sample_message, &by_protobuf) };
	for (size_t i = 0; i < CC_COUNT(errs); i++) {
		assert_true(cc_because(errs[i], &cc_invalid_argument));
		assert_non_null(sample_violation(errs[i], "/kind", "required"));
		assert_non_null(sample_violation(errs[i], "/owner_id", "required"));
		assert_non_null(sample_violation(errs[i], "/starts_at", "required"));
		assert_non_null(sample_violation(errs[i], "/price", "required"));
		assert_non_null(sample_violation(errs[i], "/part", "required"));
		assert_non_null(sample_violation(errs[i], "/parts", "min_items"));
		assert_non_null(sample_violation(errs[i], "/seats", "min"));
		assert_int_equal(errs[i]->violation_count, 8);
	}
}

static void a_body_longer_than_the_limit_is_refused(void **state)
{
	(void)state;
	struct sample s = { 0 };
	cc_str text = { cc_arena_alloc(ctx->arena, CC_MESSAGE_BYTES_MAX + 1), CC_MESSAGE_BYTES_MAX + 1 };
	assert_non_null(
		sample_violation(cc_json_decode(ctx, text, &sample_message, &s, NULL), "", "max_length"));
	assert_string_equal(cc_protobuf_decode(ctx, text, &sample_message, &s)->reason, "malformed_message");
}

static void bytes_that_are_no_message_are_refused(void **state)
{
	(void)state;
	static const cc_str bad[] = {
		{ "\x10", 1 },                                              /* a number is missing */
		{ "\x10\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01", 12 }, /* a number of eleven bytes */
		{ "\x32\x05"
		  "abc",
		  5 },                 /* a length beyond the end */
		{ "\x32\x01\xff", 3 }, /* not UTF-8 */
		{ "\x00\x01", 2 },     /* field 0 */
		{ "\x4a\x02"
		  "42",
		  4 },                                     /* not a UUID */
		{ "\x52\x02\x10\xff", 4 },                 /* cut within a Timestamp */
		{ "\x52\x06\x10\x80\x94\xeb\xdc\x03", 8 }, /* 10^9 nanoseconds */
		{ "\x5a\x04\x12\x02zl", 6 },               /* not a currency */
		{ "\x7a\x01\x80", 3 },                     /* cut within a packed list */
		{ "\xa9\x3e\x00", 3 },                     /* an unknown field, cut */
		{ "\xab\x3e\xb4\x3e", 4 },                 /* a group that ends as another */
		{ "\xaf\x3e", 2 },                         /* wire type 7 */
	};
	for (size_t i = 0; i < CC_COUNT(bad); i++) {
		struct sample s = { 0 };
		cc_err err = cc_protobuf_decode(ctx, bad[i], &sample_message, &s);
		if (!err || strcmp(err->reason, "malformed_message") != 0)
			fail_msg("case %zu is accepted", i);
	}
}

static void a_newer_peers_fields_are_skipped_and_both_list_forms_read(void **state)
{
	(void)state;
	struct sample s = { 0 };
	/* seats; unknown: varint, fixed64, bytes, group, fixed32; numbers apart and packed; seats with
	 * another wire type */
	static const char bytes[] = "\x10\x03"
				    "\xa8\x3e\x01"
				    "\xa9\x3e"
				    "12345678"
				    "\xaa\x3e\x01x"
				    "\xab\x3e\xa8\x3e\x01\xac\x3e"
				    "\xad\x3e"
				    "1234"
				    "\x78\x05"
				    "\x7a\x02\x06\x07"
				    "\x12\x01x";
	assert_null(cc_protobuf_decode(ctx, (cc_str){ bytes, sizeof bytes - 1 }, &sample_message, &s));
	assert_int_equal(s.seats, 3);
	assert_int_equal(s.numbers.count, 3);
	assert_int_equal(s.numbers.items[0], 5);
	assert_int_equal(s.numbers.items[2], 7);
}

static void the_last_member_of_a_oneof_wins_and_pieces_of_a_message_merge(void **state)
{
	(void)state;
	struct sample s = { 0 };
	/* text, then piece; part in two pieces */
	assert_null(cc_protobuf_decode(ctx,
	                               CC_STR("\x9a\x01\x01x\xaa\x01\x03\x0a\x01y"
	                                      "\x62\x03\x0a\x01p\x62\x02\x10\x02"),
	                               &sample_message, &s));
	assert_int_equal(s.answer_case, 21);
	assert_true(cc_str_eq(s.answer.piece->label, CC_STR("y")));
	assert_true(cc_str_eq(s.part->label, CC_STR("p")) && s.part->kind == SAMPLE_KIND_ARMCHAIR);
}

static void an_unknown_enum_number_passes_the_codecs_and_fails_the_rules(void **state)
{
	(void)state;
	struct sample s, again = { 0 };
	sample_fill(ctx, &s);
	s.kind = 77;
	assert_null(cc_protobuf_decode(ctx, as_protobuf(&s), &sample_message, &again));
	assert_int_equal(again.kind, 77);
	assert_non_null(strstr(cc_copy(ctx, as_json(&again)).ptr, "\"kind\":77,"));
	assert_non_null(sample_violation(cc_validate(ctx, &sample_message, &again), "/kind", "enum"));
}

static void each_rule_is_checked_at_its_edge(void **state)
{
	(void)state;
	struct sample s;
	sample_fill(ctx, &s);
	s.seats = 8;
	s.title = CC_STR("0123456789012345678901234567890123456789");
	assert_null(cc_validate(ctx, &sample_message, &s));
	s.seats = 9;
	s.title = CC_STR("0123456789012345678901234567890123456789x");
	s.limit = 0;
	s.labels.items[1] = CC_STR("0123456789abc");
	s.parts.items[1].label = CC_STR("");
	s.parts.items[0].at = CC_TIME_NOT_GIVEN;
	s.email = CC_STR("nobody");
	cc_err err = cc_validate(ctx, &sample_message, &s);
	assert_non_null(sample_violation(err, "/seats", "max"));
	assert_non_null(sample_violation(err, "/title", "max_length"));
	assert_non_null(sample_violation(err, "/limit", "min"));
	assert_non_null(sample_violation(err, "/labels/1", "max_length"));
	assert_non_null(sample_violation(err, "/parts/1/label", "min_length"));
	assert_string_equal(sample_violation(err, "/parts/1/label", "min_length")->description,
	                    "label must be at least 1 byte long.");
	assert_non_null(sample_violation(err, "/parts/0/at", "required"));
	assert_non_null(sample_violation(err, "/email", "format"));
	assert_int_equal(err->violation_count, 7);
	s.has_limit = false;
	s.parts.count = 0;
	err = cc_validate(ctx, &sample_message, &s);
	assert_null(sample_violation(err, "/limit", "min"));
	assert_non_null(sample_violation(err, "/parts", "min_items"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_message_is_the_same_after_each_codec_and_a_copy),
		TEST(an_empty_message_lacks_what_is_required),
		TEST(a_body_longer_than_the_limit_is_refused),
		TEST(bytes_that_are_no_message_are_refused),
		TEST(a_newer_peers_fields_are_skipped_and_both_list_forms_read),
		TEST(the_last_member_of_a_oneof_wins_and_pieces_of_a_message_merge),
		TEST(an_unknown_enum_number_passes_the_codecs_and_fails_the_rules),
		TEST(each_rule_is_checked_at_its_edge),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
