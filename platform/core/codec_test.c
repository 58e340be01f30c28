/* codec_test.c - messages as protobuf and as JSON, and the contract's rules. */
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

static void a_full_message_is_written_as_json(void **state)
{
	(void)state;
	struct sample sample;
	sample_fill(ctx, &sample);
	static const char expected[] =
		"{\"flag\":true,\"seats\":3,\"total\":\"-9223372036854775808\",\"count\":4294967295,"
		"\"big\":\"9223372036854775807\",\"title\":\"Za\xc5\xbc\xc3\xb3\xc5\x82\xc4\x87 \\\"mecz\\\"\\n\xf0\x9f\x8e\x89\","
		"\"data\":\"AP8Q\",\"kind\":\"SAMPLE_KIND_ARMCHAIR\",\"owner_id\":\"01020300-0000-0000-0000-0000000000ff\","
		"\"starts_at\":\"2026-11-24T21:45:00Z\",\"price\":{\"minor\":\"4320\",\"currency\":\"PLN\"},"
		"\"part\":{\"label\":\"A1\",\"inner\":{\"label\":\"in\",\"kind\":\"SAMPLE_KIND_SOFA\","
		"\"at\":\"1969-12-31T23:59:59.999Z\"},\"at\":\"2026-11-24T21:45:00.123Z\"},"
		"\"parts\":[{\"label\":\"A1\",\"inner\":{\"label\":\"in\",\"kind\":\"SAMPLE_KIND_SOFA\","
		"\"at\":\"1969-12-31T23:59:59.999Z\"},\"at\":\"2026-11-24T21:45:00.123Z\"},{\"label\":\"in\","
		"\"kind\":\"SAMPLE_KIND_SOFA\",\"at\":\"1969-12-31T23:59:59.999Z\"}],\"labels\":[\"A1\",\"A2\"],"
		"\"numbers\":[0,-1,300,-2147483648,2147483647],\"kinds\":[\"SAMPLE_KIND_SOFA\",\"SAMPLE_KIND_ARMCHAIR\"],"
		"\"limit\":20,\"ends_at\":\"1970-01-01T00:00:00Z\",\"piece\":{\"label\":\"in\",\"kind\":\"SAMPLE_KIND_SOFA\","
		"\"at\":\"1969-12-31T23:59:59.999Z\"},\"flags\":[true,false],\"totals\":[\"9223372036854775807\"],"
		"\"counts\":[4294967295],\"bigs\":[\"18446744073709551615\"],\"blobs\":[\"QTE=\"],"
		"\"owner_ids\":[\"00000000-0000-0000-0000-000000000001\"],\"times\":[\"1970-01-01T00:00:00Z\"],"
		"\"prices\":[{\"minor\":\"-5\",\"currency\":\"EUR\"}],\"email\":\"anna@example.org\"}";
	cc_str text = as_json(&sample);
	assert_string_equal(cc_copy(ctx, text).ptr, expected);
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
	cc_err errs[] = { cc_validate(ctx, &sample_message, &by_json), cc_validate(ctx, &sample_message, &by_protobuf) };
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

static void names_may_be_in_lower_camel_case_and_numbers_in_strings(void **state)
{
	(void)state;
	struct sample s;
	assert_null(from_json(" { \"ownerId\" : \"0193a0b2-7c4d-7e5f-8a6b-1c2d3e4f5a6b\" , \"total\" : -12, \"seats\":\"3\","
	                      "\"kind\":1,\"big\":\"18446744073709551615\",\"limit\":null,\"text\":\"\\u017c\\ud83c\\udf89\\/\"}\n", &s));
	assert_int_equal(s.owner_id.byte[0], 1);
	assert_int_equal(s.total, -12);
	assert_int_equal(s.seats, 3);
	assert_int_equal(s.kind, SAMPLE_KIND_SOFA);
	assert_true(s.big == UINT64_MAX);
	assert_false(s.has_limit);
	assert_int_equal(s.answer_case, 19);
	assert_true(cc_str_eq(s.answer.text, CC_STR("\xc5\xbc\xf0\x9f\x8e\x89/")));
}

static void json_that_breaks_the_contract_is_shown_by_pointer_and_rule(void **state)
{
	(void)state;
	static const struct { const char *text, *pointer, *rule; } cases[] = {
		{ "{\"seats\":\"x\"}", "/seats", "type" },
		{ "{\"seats\":1.5}", "/seats", "type" },
		{ "{\"seats\":1e2}", "/seats", "type" },
		{ "{\"seats\":2147483648}", "/seats", "type" },
		{ "{\"seats\":true}", "/seats", "type" },
		{ "{\"seats\":[1]}", "/seats", "type" },
		{ "{\"seats\":{}}", "/seats", "type" },
		{ "{\"total\":9223372036854775808}", "/total", "type" },
		{ "{\"count\":-1}", "/count", "type" },
		{ "{\"big\":\"18446744073709551616\"}", "/big", "type" },
		{ "{\"flag\":\"true\"}", "/flag", "type" },
		{ "{\"flag\":1}", "/flag", "type" },
		{ "{\"title\":7}", "/title", "type" },
		{ "{\"title\":\"\xff\"}", "/title", "utf8" },
		{ "{\"title\":\"\\ud800\"}", "/title", "utf8" },
		{ "{\"title\":\"\\udc00\\ud800\"}", "/title", "utf8" },
		{ "{\"title\":\"\\u0000\"}", "/title", "utf8" },
		{ "{\"data\":\"a\"}", "/data", "format" },
		{ "{\"data\":\"a*==\"}", "/data", "format" },
		{ "{\"kind\":\"SOFA\"}", "/kind", "enum" },
		{ "{\"kind\":4294967296}", "/kind", "type" },
		{ "{\"owner_id\":\"42\"}", "/owner_id", "format" },
		{ "{\"starts_at\":\"tomorrow\"}", "/starts_at", "format" },
		{ "{\"starts_at\":5}", "/starts_at", "type" },
		{ "{\"price\":\"43.20\"}", "/price", "type" },
		{ "{\"price\":{\"minor\":1,\"currency\":\"zl\"}}", "/price/currency", "format" },
		{ "{\"price\":{\"minor\":1.5,\"currency\":\"PLN\"}}", "/price/minor", "type" },
		{ "{\"price\":{\"amount\":1,\"currency\":\"PLN\"}}", "/price/amount", "unknown_field" },
		{ "{\"part\":\"x\"}", "/part", "type" },
		{ "{\"part\":{\"labl\":\"x\"}}", "/part/labl", "unknown_field" },
		{ "{\"parts\":[{\"label\":\"x\"},{\"label\":7}]}", "/parts/1/label", "type" },
		{ "{\"parts\":{}}", "/parts", "type" },
		{ "{\"parts\":[null]}", "/parts/0", "type" },
		{ "{\"parts\":[{},{},{},{},{\"x\":[1,{}]}],\"seats\":1}", "/parts", "max_items" },
		{ "{\"labels\":[\"a\",1]}", "/labels/1", "type" },
		{ "{\"seats\":1,\"seats\":2}", "/seats", "duplicate_key" },
		{ "{\"owner_id\":null,\"ownerId\":null}", "/owner_id", "duplicate_key" },
		{ "{\"text\":\"a\",\"number\":1}", "/number", "oneof" },
		{ "{\"a/b~c\":1}", "/a~1b~0c", "unknown_field" },
	};
	struct sample s;
	for (size_t i = 0; i < CC_COUNT(cases); i++) {
		cc_err err = from_json(cases[i].text, &s);
		if (!cc_because(err, &cc_invalid_argument) || !sample_violation(err, cases[i].pointer, cases[i].rule))
			fail_msg("%s: %s", cases[i].text, err ? err->message : "accepted");
		if (err->violation_count != 1)
			fail_msg("%s: %zu violations", cases[i].text, err->violation_count);
	}
}

static void a_misspelt_field_is_answered_with_the_one_that_was_meant(void **state)
{
	(void)state;
	struct sample s;
	cc_err err = from_json("{\"seat\":1}", &s);
	assert_string_equal(err->message, "seat is no field; did you mean seats?");
	err = from_json("{\"entirely_else\":1}", &s);
	assert_string_equal(err->message, "entirely_else is no field; leave it out.");
}

static void several_violations_are_told_at_once_and_sixteen_at_most(void **state)
{
	(void)state;
	struct sample s;
	cc_err err = from_json("{\"seats\":\"x\",\"flag\":1,\"nonsense\":{}}", &s);
	assert_int_equal(err->violation_count, 3);
	struct cc_buf buf = { .arena = ctx->arena };
	cc_buf_add(&buf, CC_STR("{\"labels\":["));
	for (int i = 0; i < 30; i++)
		cc_buf_add(&buf, i ? CC_STR(",0") : CC_STR("0"));
	cc_buf_add(&buf, CC_STR("]}"));
	err = cc_json_decode(ctx, cc_buf_str(&buf), &sample_message, &s, NULL);
	assert_int_equal(err->violation_count, 16);
}

static void text_that_is_no_json_is_refused_with_the_place(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"", " ", "[]", "null", "{", "{\"seats\"", "{\"seats\":", "{\"seats\":1", "{\"seats\":1,}", "{,}", "{} x",
		"{\"seats\":01}", "{\"seats\":-}", "{\"seats\":1.}", "{\"seats\":1e}", "{\"seats\":+1}", "{\"seats\":NaN}",
		"{\"flag\":tru}", "{\"flag\":nul}", "{seats:1}", "{'seats':1}", "{\"title\":\"a\nb\"}", "{\"title\":\"\\x\"}",
		"{\"title\":\"\\u12g4\"}", "{\"title\":\"\\", "{\"title\":\"\\u12", "{\"title\":\"abc", "{\"\xff\":1}",
		"{\"labels\":[\"a\" \"b\"]}", "{\"labels\":[\"a\",]}", "{\"labels\":[}", "{\"x\":[1,2}", "{\"seats\" 1}",
	};
	struct sample s;
	for (size_t i = 0; i < CC_COUNT(bad); i++) {
		cc_err err = from_json(bad[i], &s);
		if (!err || strcmp(err->reason, "malformed_json") != 0)
			fail_msg("%s: %s", bad[i], err ? err->reason : "accepted");
	}
	assert_non_null(strstr(from_json("{\"seats\":?}", &s)->message, "at byte 9"));
}

static void nesting_beyond_the_limit_is_refused(void **state)
{
	(void)state;
	struct cc_buf known = { .arena = ctx->arena }, unknown = { .arena = ctx->arena };
	cc_buf_add(&known, CC_STR("{\"part\":{"));
	cc_buf_add(&unknown, CC_STR("{\"x\":"));
	for (int i = 0; i < CC_DEPTH_MAX; i++) {
		cc_buf_add(&known, CC_STR("\"inner\":{"));
		cc_buf_add(&unknown, CC_STR("["));
	}
	struct sample s = { 0 };
	assert_non_null(sample_violation(cc_json_decode(ctx, cc_buf_str(&known), &sample_message, &s, NULL), "", "depth"));
	assert_non_null(sample_violation(cc_json_decode(ctx, cc_buf_str(&unknown), &sample_message, &s, NULL), "", "depth"));
}

static void a_field_bound_from_the_path_is_refused_in_the_body(void **state)
{
	(void)state;
	struct sample s = { .seats = 2 };
	uint64_t given = 1 << 1;
	cc_err err = cc_json_decode(ctx, CC_STR("{\"seats\":3}"), &sample_message, &s, &given);
	assert_non_null(sample_violation(err, "/seats", "unknown_field"));
	assert_int_equal(s.seats, 2);
	assert_null(cc_json_decode(ctx, CC_STR("{\"flag\":true,\"total\":null}"), &sample_message, &s, &given));
	assert_int_equal(given, 1 << 1 | 1 << 0);
}

static void a_body_longer_than_the_limit_is_refused(void **state)
{
	(void)state;
	struct sample s = { 0 };
	cc_str text = { cc_arena_alloc(ctx->arena, CC_MESSAGE_BYTES_MAX + 1), CC_MESSAGE_BYTES_MAX + 1 };
	assert_non_null(sample_violation(cc_json_decode(ctx, text, &sample_message, &s, NULL), "", "max_length"));
	assert_string_equal(cc_protobuf_decode(ctx, text, &sample_message, &s)->reason, "malformed_message");
}

static void a_query_value_becomes_a_field(void **state)
{
	(void)state;
	struct sample s = { 0 };
	const struct cc_field *limit = cc_field_named(&sample_message, CC_STR("limit"));
	const struct cc_field *labels = cc_field_named(&sample_message, CC_STR("labels"));
	const struct cc_field *kind = cc_field_named(&sample_message, CC_STR("kind"));
	const struct cc_field *flag = cc_field_named(&sample_message, CC_STR("flag"));
	assert_null(cc_text_decode(ctx, CC_STR("20"), &sample_message, limit, &s));
	assert_true(s.has_limit && s.limit == 20);
	for (int i = 0; i < 9; i++)
		assert_null(cc_text_decode(ctx, cc_printf(ctx, "A%d", i), &sample_message, labels, &s));
	assert_int_equal(s.labels.count, 9);
	assert_true(cc_str_eq(s.labels.items[8], CC_STR("A8")));
	assert_null(cc_text_decode(ctx, CC_STR("SAMPLE_KIND_SOFA"), &sample_message, kind, &s));
	assert_null(cc_text_decode(ctx, CC_STR("true"), &sample_message, flag, &s));
	assert_true(s.flag && s.kind == SAMPLE_KIND_SOFA);
	assert_non_null(sample_violation(cc_text_decode(ctx, CC_STR("many"), &sample_message, limit, &s), "/limit", "type"));
	assert_non_null(sample_violation(cc_text_decode(ctx, CC_STR("1"), &sample_message, flag, &s), "/flag", "type"));
	assert_non_null(sample_violation(cc_text_decode(ctx, CC_STR("\xff"), &sample_message, labels, &s), "/labels", "utf8"));
}

static void bytes_that_are_no_message_are_refused(void **state)
{
	(void)state;
	static const cc_str bad[] = {
		{ "\x10", 1 },                                             /* a number is missing */
		{ "\x10\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01", 12 }, /* a number of eleven bytes */
		{ "\x32\x05" "abc", 5 },                                   /* a length beyond the end */
		{ "\x32\x01\xff", 3 },                                     /* not UTF-8 */
		{ "\x00\x01", 2 },                                         /* field 0 */
		{ "\x4a\x02" "42", 4 },                                    /* not a UUID */
		{ "\x52\x02\x10\xff", 4 },                                 /* cut within a Timestamp */
		{ "\x52\x06\x10\x80\x94\xeb\xdc\x03", 8 },                 /* 10^9 nanoseconds */
		{ "\x5a\x04\x12\x02zl", 6 },                               /* not a currency */
		{ "\x7a\x01\x80", 3 },                                     /* cut within a packed list */
		{ "\xa9\x3e\x00", 3 },                                     /* an unknown field, cut */
		{ "\xab\x3e\xb4\x3e", 4 },                                 /* a group that ends as another */
		{ "\xaf\x3e", 2 },                                         /* wire type 7 */
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
	/* seats; unknown: varint, fixed64, bytes, group, fixed32; numbers apart and packed; seats with another wire type */
	static const char bytes[] = "\x10\x03" "\xa8\x3e\x01" "\xa9\x3e" "12345678" "\xaa\x3e\x01x"
	                            "\xab\x3e\xa8\x3e\x01\xac\x3e" "\xad\x3e" "1234"
	                            "\x78\x05" "\x7a\x02\x06\x07" "\x12\x01x";
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
	assert_null(cc_protobuf_decode(ctx, CC_STR("\x9a\x01\x01x\xaa\x01\x03\x0a\x01y" "\x62\x03\x0a\x01p\x62\x02\x10\x02"),
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
		TEST(a_full_message_is_written_as_json),
		TEST(a_message_is_the_same_after_each_codec_and_a_copy),
		TEST(an_empty_message_lacks_what_is_required),
		TEST(names_may_be_in_lower_camel_case_and_numbers_in_strings),
		TEST(json_that_breaks_the_contract_is_shown_by_pointer_and_rule),
		TEST(a_misspelt_field_is_answered_with_the_one_that_was_meant),
		TEST(several_violations_are_told_at_once_and_sixteen_at_most),
		TEST(text_that_is_no_json_is_refused_with_the_place),
		TEST(nesting_beyond_the_limit_is_refused),
		TEST(a_field_bound_from_the_path_is_refused_in_the_body),
		TEST(a_body_longer_than_the_limit_is_refused),
		TEST(a_query_value_becomes_a_field),
		TEST(bytes_that_are_no_message_are_refused),
		TEST(a_newer_peers_fields_are_skipped_and_both_list_forms_read),
		TEST(the_last_member_of_a_oneof_wins_and_pieces_of_a_message_merge),
		TEST(an_unknown_enum_number_passes_the_codecs_and_fails_the_rules),
		TEST(each_rule_is_checked_at_its_edge),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
