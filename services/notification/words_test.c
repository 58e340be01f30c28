/* words_test.c - texts in both languages, and how each writes dates, money and numbers of things. */
#include "services/notification/words.h"

#include "platform/adapters/sim/zones_sim.h"
#include "platform/core/run.h"
#include "platform/test.h"

static int open_ctx(void **state)
{
	static struct cc_ctx ctx;
	ctx = (struct cc_ctx){ .arena = cc_arena_new(), .zones = cc_zones_sim() };
	*state = &ctx;
	return 0;
}

static int close_ctx(void **state)
{
	struct cc_ctx *ctx = *state;
	cc_arena_free(ctx->arena);
	return 0;
}

static bool has_word(const char *text, const char *word, size_t len)
{
	const char *found = memmem(text, strlen(text), word, len);
	return found != NULL;
}

static void check_words(const char *text, const char *other)
{
	for (const char *word = strchr(text, '{'); word; word = strchr(word + 1, '{')) {
		const char *end = strchr(word, '}');
		assert_non_null(end);
		if (!has_word(other, word, (size_t)(end + 1 - word)))
			fail_msg("\"%s\" has a word that \"%s\" has not", text, other);
	}
}

static void no_language_lacks_a_text_or_a_word(void **state)
{
	(void)state;
	for (size_t i = 0; i < NOTIFICATION_TEXT_COUNT; i++) {
		const char *english = notification_texts[NOTIFICATION_EN][i];
		const char *polish = notification_texts[NOTIFICATION_PL][i];
		assert_non_null(english);
		assert_non_null(polish);
		assert_string_not_equal(polish, "");
		assert_string_not_equal(english, "");
		check_words(english, polish);
		check_words(polish, english);
	}
}

static void polish_counts_seats_in_three_forms(void **state)
{
	static const struct {
		int32_t n;
		const char *expected;
	} cases[] = {
		{ 1, "1 miejsce" },     { 2, "2 miejsca" },    { 4, "4 miejsca" },
		{ 5, "5 miejsc" },      { 0, "0 miejsc" },     { 11, "11 miejsc" },
		{ 12, "12 miejsc" },    { 14, "14 miejsc" },   { 21, "21 miejsc" },
		{ 22, "22 miejsca" },   { 25, "25 miejsc" },   { 101, "101 miejsc" },
		{ 102, "102 miejsca" }, { 112, "112 miejsc" }, { 1003, "1003 miejsca" },
	};
	for (size_t i = 0; i < CC_COUNT(cases); i++)
		assert_string_equal(notification_seats(*state, NOTIFICATION_PL, cases[i].n).ptr,
		                    cases[i].expected);
	assert_string_equal(notification_seats(*state, NOTIFICATION_EN, 1).ptr, "1 seat");
	assert_string_equal(notification_seats(*state, NOTIFICATION_EN, 2).ptr, "2 seats");
}

static void check_money(struct cc_ctx *ctx, int64_t minor, const char *currency, const char *english,
                        const char *polish)
{
	cc_money money = { minor, { "" } };
	memcpy(money.currency.code, currency, 4);
	assert_string_equal(notification_money(ctx, NOTIFICATION_EN, money).ptr, english);
	assert_string_equal(notification_money(ctx, NOTIFICATION_PL, money).ptr, polish);
}

#define NBSP "\xc2\xa0"

static void money_is_written_as_each_language_writes_it(void **state)
{
	check_money(*state, 6480, "PLN", "PLN" NBSP "64.80", "64,80" NBSP "zł");
	check_money(*state, 5, "EUR", "EUR" NBSP "0.05", "0,05" NBSP "€");
	check_money(*state, 0, "PLN", "PLN" NBSP "0.00", "0,00" NBSP "zł");
	check_money(*state, 123456789, "PLN", "PLN" NBSP "1,234,567.89",
	            "1" NBSP "234" NBSP "567,89" NBSP "zł");
	check_money(*state, -100000, "CZK", "CZK" NBSP "-1,000.00", "-1" NBSP "000,00" NBSP "CZK");
	check_money(*state, 1500, "JPY", "JPY" NBSP "1,500", "1" NBSP "500" NBSP "JPY");
	check_money(*state, 1500, "KWD", "KWD" NBSP "1.500", "1,500" NBSP "KWD");
}

static void dates_are_those_of_the_place(void **state)
{
	struct cc_ctx *ctx = *state;
	struct cc_zone zone;
	cc_time evening = { INT64_C(1792870200000) }; /* 2026-10-24T19:30:00Z */
	cc_time later = cc_time_add(evening, CC_HOURS(24));
	CHECK_OK(cc_zone_between(ctx, CC_STR("Europe/Warsaw"), evening, cc_time_add(later, 1), &zone));
	assert_string_equal(notification_date(ctx, NOTIFICATION_EN, evening, &zone).ptr,
	                    "Saturday, 24 October 2026, 21:30 CEST");
	assert_string_equal(notification_date(ctx, NOTIFICATION_PL, evening, &zone).ptr,
	                    "sobota, 24 października 2026, 21:30 CEST");
	assert_string_equal(notification_date(ctx, NOTIFICATION_PL, later, &zone).ptr,
	                    "niedziela, 25 października 2026, 20:30 CET");
}

static void who_is_neither_polish_nor_english_reads_english(void **state)
{
	(void)state;
	assert_int_equal(notification_language_of(CC_STR("pl")), NOTIFICATION_PL);
	assert_int_equal(notification_language_of(CC_STR("pl-PL")), NOTIFICATION_PL);
	assert_int_equal(notification_language_of(CC_STR("plt")), NOTIFICATION_EN);
	assert_int_equal(notification_language_of(CC_STR("en-GB")), NOTIFICATION_EN);
	assert_int_equal(notification_language_of(CC_STR("")), NOTIFICATION_EN);
}

static void a_filled_word_is_not_filled_again(void **state)
{
	const struct notification_word words[] = { { "name", CC_STR("{fixture}{") }, { 0 } };
	assert_string_equal(cc_copy(*state, notification_fill(*state, "Hello {name}!", words)).ptr,
	                    "Hello {fixture}{!");
}

static void every_reason_has_words_and_an_unknown_one_too(void **state)
{
	(void)state;
	assert_int_equal(notification_why(CC_STR("sold_out")), NOTIFICATION_WHY_SOLD_OUT);
	assert_int_equal(notification_why(CC_STR("insufficient_funds")), NOTIFICATION_WHY_FUNDS);
	assert_int_equal(notification_why(CC_STR("something_new")), NOTIFICATION_WHY_OTHER);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_ctx, close_ctx)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(no_language_lacks_a_text_or_a_word),
		CASE(polish_counts_seats_in_three_forms),
		CASE(money_is_written_as_each_language_writes_it),
		CASE(dates_are_those_of_the_place),
		CASE(who_is_neither_polish_nor_english_reads_english),
		CASE(a_filled_word_is_not_filled_again),
		CASE(every_reason_has_words_and_an_unknown_one_too),
	};
	return cmocka_run_group_tests_name("notification: words", cases, NULL, NULL);
}
