/* json_test.c - messages as JSON, and what is said about JSON that breaks the contract. */
#include "platform/core/json.h"
#include "platform/core/sample_test.h"

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
		"\"big\":\"9223372036854775807\",\"title\":\"Za\xc5\xbc\xc3\xb3\xc5\x82\xc4\x87 "
		"\\\"mecz\\\"\\n\xf0\x9f\x8e\x89\","
		"\"data\":\"AP8Q\",\"kind\":\"SAMPLE_KIND_ARMCHAIR\",\"owner_id\":\"01020300-0000-0000-0000-"
		"0000000000ff\","
		"\"starts_at\":\"2026-11-24T21:45:00Z\",\"price\":{\"minor\":\"4320\",\"currency\":\"PLN\"},"
		"\"part\":{\"label\":\"A1\",\"inner\":{\"label\":\"in\",\"kind\":\"SAMPLE_KIND_SOFA\","
		"\"at\":\"1969-12-31T23:59:59.999Z\"},\"at\":\"2026-11-24T21:45:00.123Z\"},"
		"\"parts\":[{\"label\":\"A1\",\"inner\":{\"label\":\"in\",\"kind\":\"SAMPLE_KIND_SOFA\","
		"\"at\":\"1969-12-31T23:59:59.999Z\"},\"at\":\"2026-11-24T21:45:00.123Z\"},{\"label\":\"in\","
		"\"kind\":\"SAMPLE_KIND_SOFA\",\"at\":\"1969-12-31T23:59:59.999Z\"}],\"labels\":[\"A1\","
		"\"A2\"],"
		"\"numbers\":[0,-1,300,-2147483648,2147483647],\"kinds\":[\"SAMPLE_KIND_SOFA\",\"SAMPLE_KIND_"
		"ARMCHAIR\"],"
		"\"limit\":20,\"ends_at\":\"1970-01-01T00:00:00Z\",\"piece\":{\"label\":\"in\",\"kind\":"
		"\"SAMPLE_KIND_SOFA\","
		"\"at\":\"1969-12-31T23:59:59.999Z\"},\"flags\":[true,false],\"totals\":["
		"\"9223372036854775807\"],"
		"\"counts\":[4294967295],\"bigs\":[\"18446744073709551615\"],\"blobs\":[\"QTE=\"],"
		"\"owner_ids\":[\"00000000-0000-0000-0000-000000000001\"],\"times\":[\"1970-01-01T00:00:"
		"00Z\"],"
		"\"prices\":[{\"minor\":\"-5\",\"currency\":\"EUR\"}],\"email\":\"anna@example.org\"}";
	cc_str text = as_json(&sample);
	assert_string_equal(cc_copy(ctx, text).ptr, expected);
}

static void names_may_be_in_lower_camel_case_and_numbers_in_strings(void **state)
{
	(void)state;
	struct sample s;
	assert_null(from_json(" { \"ownerId\" : \"0193a0b2-7c4d-7e5f-8a6b-1c2d3e4f5a6b\" , \"total\" : -12, "
	                      "\"seats\":\"3\","
	                      "\"kind\":1,\"big\":\"18446744073709551615\",\"limit\":null,\"text\":"
	                      "\"\\u017c\\ud83c\\udf89\\/\"}\n",
	                      &s));
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
	static const struct {
		const char *text, *pointer, *rule;
	} cases[] = {
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
		if (!cc_because(err, &cc_invalid_argument) ||
		    !sample_violation(err, cases[i].pointer, cases[i].rule))
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
		"",
		" ",
		"[]",
		"null",
		"{",
		"{\"seats\"",
		"{\"seats\":",
		"{\"seats\":1",
		"{\"seats\":1,}",
		"{,}",
		"{} x",
		"{\"seats\":01}",
		"{\"seats\":-}",
		"{\"seats\":1.}",
		"{\"seats\":1e}",
		"{\"seats\":+1}",
		"{\"seats\":NaN}",
		"{\"flag\":tru}",
		"{\"flag\":nul}",
		"{seats:1}",
		"{'seats':1}",
		"{\"title\":\"a\nb\"}",
		"{\"title\":\"\\x\"}",
		"{\"title\":\"\\u12g4\"}",
		"{\"title\":\"\\",
		"{\"title\":\"\\u12",
		"{\"title\":\"abc",
		"{\"\xff\":1}",
		"{\"labels\":[\"a\" \"b\"]}",
		"{\"labels\":[\"a\",]}",
		"{\"labels\":[}",
		"{\"x\":[1,2}",
		"{\"seats\" 1}",
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
	assert_non_null(sample_violation(cc_json_decode(ctx, cc_buf_str(&known), &sample_message, &s, NULL),
	                                 "", "depth"));
	assert_non_null(sample_violation(cc_json_decode(ctx, cc_buf_str(&unknown), &sample_message, &s, NULL),
	                                 "", "depth"));
}

static void a_field_bound_from_the_path_is_refused_in_the_body(void **state)
{
	(void)state;
	struct sample s = { .seats = 2 };
	uint64_t given = 1 << 1;
	cc_err err = cc_json_decode(ctx, CC_STR("{\"seats\":3}"), &sample_message, &s, &given);
	assert_non_null(sample_violation(err, "/seats", "unknown_field"));
	assert_int_equal(s.seats, 2);
	assert_null(
		cc_json_decode(ctx, CC_STR("{\"flag\":true,\"total\":null}"), &sample_message, &s, &given));
	assert_int_equal(given, 1 << 1 | 1 << 0);
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
	assert_non_null(sample_violation(cc_text_decode(ctx, CC_STR("many"), &sample_message, limit, &s),
	                                 "/limit", "type"));
	assert_non_null(sample_violation(cc_text_decode(ctx, CC_STR("1"), &sample_message, flag, &s), "/flag",
	                                 "type"));
	assert_non_null(sample_violation(cc_text_decode(ctx, CC_STR("\xff"), &sample_message, labels, &s),
	                                 "/labels", "utf8"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_full_message_is_written_as_json),
		TEST(names_may_be_in_lower_camel_case_and_numbers_in_strings),
		TEST(json_that_breaks_the_contract_is_shown_by_pointer_and_rule),
		TEST(a_misspelt_field_is_answered_with_the_one_that_was_meant),
		TEST(several_violations_are_told_at_once_and_sixteen_at_most),
		TEST(text_that_is_no_json_is_refused_with_the_place),
		TEST(nesting_beyond_the_limit_is_refused),
		TEST(a_field_bound_from_the_path_is_refused_in_the_body),
		TEST(a_query_value_becomes_a_field),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
