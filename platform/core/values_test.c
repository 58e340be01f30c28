/* values_test.c - arena, buffers, ids, times, money, errors and contexts. */
#include <inttypes.h>

#include "platform/core/buf.h"
#include "platform/core/id.h"
#include "platform/core/money.h"
#include "platform/core/sample_test.h"
#include "platform/core/text_format.h"
#include "platform/core/time.h"
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

static void an_arena_hands_out_zeroed_aligned_memory_again_after_a_reset(void **state)
{
	(void)state;
	for (int round = 0; round < 3; round++) {
		for (size_t size = 1; size < 70000; size = size * 3 + 1) {
			uint8_t *bytes = cc_arena_alloc(ctx->arena, size);
			assert_int_equal((uintptr_t)bytes % 16, 0);
			for (size_t i = 0; i < size; i++)
				assert_int_equal(bytes[i], 0);
			memset(bytes, 0xaa, size);
		}
		assert_true(cc_arena_used(ctx->arena) > 29524);
		cc_arena_reset(ctx->arena);
		assert_int_equal(cc_arena_used(ctx->arena), 0);
	}
}

static void the_newest_allocation_grows_in_place_and_an_older_one_is_copied(void **state)
{
	(void)state;
	char *a = cc_arena_alloc(ctx->arena, 8);
	memcpy(a, "12345678", 8);
	char *grown = cc_arena_grow(ctx->arena, a, 8, 100);
	assert_ptr_equal(grown, a);
	assert_memory_equal(grown, "12345678\0\0\0\0", 12);
	cc_arena_alloc(ctx->arena, 1);
	char *moved = cc_arena_grow(ctx->arena, grown, 100, 200);
	assert_ptr_not_equal(moved, grown);
	assert_memory_equal(moved, "12345678", 9);
}

static void text_is_escaped_as_a_json_string(void **state)
{
	(void)state;
	struct cc_buf buf = { .arena = ctx->arena };
	cc_buf_add_json(&buf, CC_STR("a\"b\\c\n\r\t\b\f\x01\x1f\0/\xc5\xbc"));
	static const char expected[] = "\"a\\\"b\\\\c\\n\\r\\t\\b\\f\\u0001\\u001f\\u0000/\xc5\xbc\"";
	assert_int_equal(buf.len, sizeof expected - 1);
	assert_memory_equal(buf.ptr, expected, buf.len);
}

static void whole_numbers_are_printed_to_both_ends(void **state)
{
	(void)state;
	struct cc_buf buf = { .arena = ctx->arena };
	cc_buf_add_int(&buf, INT64_MIN);
	cc_buf_printf(&buf, "%s", " ");
	cc_buf_add_int(&buf, INT64_MAX);
	assert_true(cc_str_eq(cc_buf_str(&buf), CC_STR("-9223372036854775808 9223372036854775807")));
}

static void an_id_is_the_same_after_print_and_parse(void **state)
{
	(void)state;
	char text[CC_ID_TEXT_LEN];
	cc_id id = cc_new_id(ctx), again;
	cc_id_print(id, text);
	assert_true(cc_id_parse((cc_str){ text, sizeof text }, &again));
	assert_true(cc_id_eq(id, again));
	assert_int_equal(text[14], '7');
	assert_non_null(strchr("89ab", text[19]));
	assert_true(cc_id_parse(CC_STR("0193A0B2-7C4D-7E5F-8A6B-1C2D3E4F5A6B"), &again));
	assert_false(cc_id_parse(CC_STR("0193a0b27c4d-7e5f-8a6b-1c2d3e4f5a6b-"), &again));
	assert_false(cc_id_parse(CC_STR("0193a0b2-7c4d-7e5f-8a6b-1c2d3e4f5a6"), &again));
	assert_false(cc_id_parse(CC_STR("0193a0b2-7c4d-7e5f-8a6b-1c2d3e4f5a6g"), &again));
}

static void later_ids_sort_after_earlier_ones(void **state)
{
	(void)state;
	const uint8_t high[10] = { 255, 255, 255, 255, 255, 255, 255, 255, 255, 255 }, low[10] = { 0 };
	cc_id earlier = cc_id_v7((cc_time){ 1000 }, high), later = cc_id_v7((cc_time){ 1001 }, low);
	assert_true(memcmp(earlier.byte, later.byte, sizeof earlier.byte) < 0);
}

static const char *printed(cc_time t)
{
	char text[CC_TIME_TEXT_MAX];
	size_t len = cc_time_print(t, text);
	return cc_copy(ctx, (cc_str){ text, len }).ptr;
}

static void a_time_is_printed_in_utc_and_clamped_to_four_digit_years(void **state)
{
	(void)state;
	assert_string_equal(printed((cc_time){ 0 }), "1970-01-01T00:00:00Z");
	assert_string_equal(printed((cc_time){ -1 }), "1969-12-31T23:59:59.999Z");
	assert_string_equal(printed((cc_time){ 951826500123 }), "2000-02-29T12:15:00.123Z");
	assert_string_equal(printed(CC_TIME_NEVER), "9999-12-31T23:59:59.999Z");
	assert_string_equal(printed((cc_time){ INT64_MIN }), "0001-01-01T00:00:00Z");
}

static void a_time_is_the_same_after_print_and_parse(void **state)
{
	(void)state;
	for (int64_t ms = -62135596800000; ms < 253402300799999; ms += 86399999 * INT64_C(7919)) {
		cc_time t = { ms }, again;
		assert_true(cc_time_parse(cc_str_of(printed(t)), &again));
		assert_int_equal(t.ms, again.ms);
	}
}

static void a_time_is_parsed_with_any_offset_and_refused_when_malformed(void **state)
{
	(void)state;
	cc_time t;
	assert_true(cc_time_parse(CC_STR("2026-11-24T21:45:00.1239+01:00"), &t));
	assert_string_equal(printed(t), "2026-11-24T20:45:00.123Z");
	assert_true(cc_time_parse(CC_STR("2026-11-24t20:45:00.5z"), &t));
	assert_string_equal(printed(t), "2026-11-24T20:45:00.500Z");
	static const char *const bad[] = {
		"",
		"2026-11-24",
		"2026-11-24T20:45:00",
		"2026-11-24T20:45Z",
		"2026-02-29T00:00:00Z",
		"1900-02-29T00:00:00Z",
		"2026-13-01T00:00:00Z",
		"2026-00-01T00:00:00Z",
		"2026-01-00T00:00:00Z",
		"2026-01-01T24:00:00Z",
		"2026-01-01T00:60:00Z",
		"2026-01-01T00:00:60Z",
		"2026-01-01T00:00:00.Z",
		"2026-01-01T00:00:00Zx",
		"2026-01-01 00:00:00Z",
		"2026-01-01T00:00:00+0100",
		"2026-01-01T00:00:00+24:00",
		"0000-01-01T00:00:00Z",
		"0001-01-01T00:00:00+00:01",
		"9999-12-31T23:59:59-00:01",
		"+026-01-01T00:00:00Z",
	};
	for (size_t i = 0; i < CC_COUNT(bad); i++)
		assert_false(cc_time_parse(cc_str_of(bad[i]), &t));
}

static cc_money zloty(int64_t minor)
{
	return (cc_money){ minor, { "PLN" } };
}

static void shares_differ_by_one_at_most_and_add_up(void **state)
{
	(void)state;
	cc_money shares[60];
	for (int64_t total = -5000; total <= 5000; total += 7)
		for (int32_t parts = 1; parts <= 60; parts++) {
			assert_null(cc_money_split(ctx, zloty(total), parts, shares));
			cc_money sum = zloty(0);
			for (int32_t i = 0; i < parts; i++) {
				assert_in_range(shares[i].minor - total / parts + 1, 0, 2);
				assert_true(imaxabs(shares[i].minor - shares[0].minor) <= 1);
				assert_null(cc_money_add(ctx, sum, shares[i], &sum));
			}
			assert_int_equal(sum.minor, total);
		}
	assert_null(cc_money_split(ctx, zloty(INT64_MIN), 60, shares));
	assert_int_equal(shares[0].minor - shares[59].minor, -1);
	assert_true(cc_because(cc_money_split(ctx, zloty(1), 0, shares), &cc_invalid_argument));
}

static void money_never_mixes_currencies_or_wraps(void **state)
{
	(void)state;
	cc_money out = zloty(7), euro = { 1, { "EUR" } };
	assert_true(cc_because(cc_money_add(ctx, zloty(1), euro, &out), &cc_currency_mismatch));
	assert_true(cc_because(cc_money_subtract(ctx, zloty(1), euro, &out), &cc_currency_mismatch));
	assert_true(cc_because(cc_money_add(ctx, zloty(INT64_MAX), zloty(1), &out), &cc_money_overflow));
	assert_true(cc_because(cc_money_subtract(ctx, zloty(INT64_MIN), zloty(1), &out), &cc_money_overflow));
	assert_true(cc_because(cc_money_multiply(ctx, zloty(INT64_MAX), 2, &out), &cc_money_overflow));
	assert_int_equal(out.minor, 7);
	assert_null(cc_money_multiply(ctx, zloty(-3), 4, &out));
	assert_int_equal(out.minor, -12);
	assert_null(cc_money_subtract(ctx, zloty(3), zloty(4), &out));
	assert_int_equal(out.minor, -1);
	cc_currency currency;
	assert_false(cc_currency_parse(CC_STR("pln"), &currency));
	assert_false(cc_currency_parse(CC_STR("ZLOT"), &currency));
}

static void a_failure_carries_its_code_reason_and_place(void **state)
{
	(void)state;
	cc_err err = cc_fail(ctx, &cc_not_found, "There are %d.", 0);
	assert_true(cc_is(err, CC_NOT_FOUND) && cc_because(err, &cc_not_found));
	assert_string_equal(err->message, "There are 0.");
	assert_int_equal(err->line, __LINE__ - 3);
	assert_int_equal(cc_code_http_status(err->code), 404);
	assert_string_equal(cc_code_name(err->code), "NOT_FOUND");
	assert_int_equal(cc_fail(ctx, &cc_idempotency_key_reused, "Reused.")->http_status, 422);
}

static void a_role_is_a_whole_word(void **state)
{
	(void)state;
	ctx->caller.roles = CC_STR("guest superhost");
	assert_true(cc_caller_has_role(ctx, CC_STR("guest")));
	assert_true(cc_caller_has_role(ctx, CC_STR("superhost")));
	assert_false(cc_caller_has_role(ctx, CC_STR("host")));
	assert_false(cc_caller_has_role(ctx, CC_STR("")));
}

static void now_is_the_runs_own_where_it_is_fixed(void **state)
{
	(void)state;
	assert_int_equal(cc_now(ctx).ms, 1795556700000);
	ctx->now = (cc_time){ 5 };
	assert_int_equal(cc_now(ctx).ms, 5);
	assert_int_equal(cc_deadline(ctx).ms, CC_TIME_NEVER.ms);
}

static void text_longer_than_the_first_try_is_formatted_whole(void **state)
{
	(void)state;
	cc_str text = cc_printf(ctx, "%0300d", 7);
	assert_int_equal(text.len, 300);
	assert_int_equal(text.ptr[299], '7');
	assert_int_equal(text.ptr[300], '\0');
}

static void only_utf8_without_nul_is_text(void **state)
{
	(void)state;
	assert_true(
		cc_utf8_valid(CC_STR("a\xc2\x80\xe0\xa0\x80\xed\x9f\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbf")));
	static const char *const bad[] = { "\x80",
		                           "\xc0\x80",
		                           "\xc1\xbf",
		                           "\xc5",
		                           "\xe0\x9f\xbf",
		                           "\xed\xa0\x80",
		                           "\xf0\x8f\xbf\xbf",
		                           "\xf4\x90\x80\x80",
		                           "\xf5\x80\x80\x80",
		                           "\xe1\x80",
		                           "\xe1\x80\x41",
		                           "\xff" };
	for (size_t i = 0; i < CC_COUNT(bad); i++)
		assert_false(cc_utf8_valid(cc_str_of(bad[i])));
	assert_false(cc_utf8_valid((cc_str){ "\0", 1 }));
}

static void formats_take_what_they_name_and_nothing_else(void **state)
{
	(void)state;
	static const struct {
		enum cc_format format;
		const char *text;
		bool matches;
	} cases[] = {
		{ CC_FORMAT_EMAIL, "anna.k+tv@mail.example.org", true },
		{ CC_FORMAT_EMAIL, "anna@localhost", false },
		{ CC_FORMAT_EMAIL, "@example.org", false },
		{ CC_FORMAT_EMAIL, "a b@example.org", false },
		{ CC_FORMAT_EMAIL, "a@b@example.org", false },
		{ CC_FORMAT_EMAIL, "", false },
		{ CC_FORMAT_URL, "https://example.org:8080/a?b#c", true },
		{ CC_FORMAT_URL, "http://x", true },
		{ CC_FORMAT_URL, "javascript:alert(1)", false },
		{ CC_FORMAT_URL, "https://", false },
		{ CC_FORMAT_URL, "https://a b", false },
		{ CC_FORMAT_SLUG, "big-match-2", true },
		{ CC_FORMAT_SLUG, "-a", false },
		{ CC_FORMAT_SLUG, "A", false },
		{ CC_FORMAT_SLUG, "", false },
		{ CC_FORMAT_LOCALE, "pl", true },
		{ CC_FORMAT_LOCALE, "zh-Hant-TW", true },
		{ CC_FORMAT_LOCALE, "p", false },
		{ CC_FORMAT_LOCALE, "en-", false },
		{ CC_FORMAT_COUNTRY, "PL", true },
		{ CC_FORMAT_COUNTRY, "pl", false },
		{ CC_FORMAT_TIME_ZONE, "Europe/Warsaw", true },
		{ CC_FORMAT_TIME_ZONE, "UTC", true },
		{ CC_FORMAT_TIME_ZONE, "../etc/passwd", false },
		{ CC_FORMAT_TIME_ZONE, "Europe/", false },
	};
	for (size_t i = 0; i < CC_COUNT(cases); i++)
		if (cc_format_matches(cases[i].format, cc_str_of(cases[i].text)) != cases[i].matches)
			fail_msg("%s", cases[i].text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_arena_hands_out_zeroed_aligned_memory_again_after_a_reset),
		TEST(the_newest_allocation_grows_in_place_and_an_older_one_is_copied),
		TEST(text_is_escaped_as_a_json_string),
		TEST(whole_numbers_are_printed_to_both_ends),
		TEST(an_id_is_the_same_after_print_and_parse),
		TEST(later_ids_sort_after_earlier_ones),
		TEST(a_time_is_printed_in_utc_and_clamped_to_four_digit_years),
		TEST(a_time_is_the_same_after_print_and_parse),
		TEST(a_time_is_parsed_with_any_offset_and_refused_when_malformed),
		TEST(shares_differ_by_one_at_most_and_add_up),
		TEST(money_never_mixes_currencies_or_wraps),
		TEST(a_failure_carries_its_code_reason_and_place),
		TEST(a_role_is_a_whole_word),
		TEST(now_is_the_runs_own_where_it_is_fixed),
		TEST(text_longer_than_the_first_try_is_formatted_whole),
		TEST(only_utf8_without_nul_is_text),
		TEST(formats_take_what_they_name_and_nothing_else),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
