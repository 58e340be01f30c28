/* index_test.c - folded words, distances, and what a query finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "platform/core/arena.h"
#include "platform/core/index_match.h"
#include "platform/core/run.h"

static int setup(void **state)
{
	struct cc_ctx *ctx = test_calloc(1, sizeof *ctx);
	ctx->arena = cc_arena_new();
	*state = ctx;
	return 0;
}

static int teardown(void **state)
{
	struct cc_ctx *ctx = *state;
	cc_arena_free(ctx->arena);
	test_free(ctx);
	return 0;
}

/* Words ------------------------------------------------------------------------- */

static void check_fold(struct cc_ctx *ctx, const char *text, const char *folded)
{
	cc_str found = cc_fold(ctx, cc_str_of(text));
	assert_int_equal(found.len, strlen(folded));
	assert_memory_equal(found.ptr, folded, found.len);
}

static void marks_and_case_make_no_difference(void **state)
{
	check_fold(*state, "Błękitni PORT", "blekitni port");
	check_fold(*state, "blekitni port", "blekitni port");
	check_fold(*state, "ZAŻÓŁĆ GĘŚLĄ JAŹŃ zażółć gęślą jaźń", "zazolc gesla jazn zazolc gesla jazn");
	check_fold(*state, "Łódź, Đakovo, Århus, Kırşehir", "lodz dakovo arhus kirsehir");
	check_fold(*state, "Straße Æsir Œuvre Þór", "strasse aesir oeuvre thor");
	check_fold(*state, "Vilnius Žalgiris Čačak Győr Đặng", "vilnius zalgiris cacak gyor dang");
}

static void marks_that_stand_after_their_letter_are_left_out(void **state)
{
	check_fold(*state,
	           "Lo\xcc\x81"
	           "dz\xcc\x81",
	           "lodz");
}

static void other_alphabets_lose_their_case(void **state)
{
	check_fold(*state, "ДИНАМО Київ Ёлка ΠΑΟΚ", "динамо київ ёлка παοκ");
	check_fold(*state, "東京", "東京");
}

static void whatever_is_no_letter_is_between_words(void **state)
{
	check_fold(*state,
	           "  A*B \"C\" (d)-e\xe2\x80\x93"
	           "f\t7:0 ",
	           "a b c d e f 7 0");
	check_fold(*state, "\xc2\xa0«x»\xe3\x80\x81y\xf0\x9f\x98\x80z", "x y z");
	check_fold(*state, "", "");
	check_fold(*state, "-- !?", "");
}

static void bytes_that_are_no_utf8_are_between_words(void **state)
{
	check_fold(*state,
	           "a\xff"
	           "b\xc3",
	           "a b");
	check_fold(*state, "a\xe2\x80", "a");
	check_fold(*state, "\xf5\x80\x80\x80x\x80", "x");
}

static void folding_what_is_folded_changes_nothing(void **state)
{
	struct cc_ctx *ctx = *state;
	for (uint32_t c = 0x80; c < 0x800; c++) {
		const char text[] = { 'a', (char)(0xc0 | c >> 6), (char)(0x80 | (c & 0x3f)), 'b', 0 };
		cc_str once = cc_fold(ctx, cc_str_of(text)), twice = cc_fold(ctx, once);
		assert_true(once.len <= sizeof text - 1);
		assert_true(cc_str_eq(once, twice));
	}
}

/* Places ------------------------------------------------------------------------ */

static const struct cc_place warszawa = { 52229700, 21012200 }, krakow = { 50061400, 19936600 };

static void distances_are_along_the_great_circle(void **state)
{
	(void)state;
	assert_in_range(cc_distance_m(warszawa, krakow), 252400, 252600);
	assert_int_equal(cc_distance_m(warszawa, warszawa), 0);
	assert_in_range(cc_distance_m((struct cc_place){ 0, 179999000 }, (struct cc_place){ 0, -179999000 }),
	                220, 225);
	assert_in_range(cc_distance_m((struct cc_place){ 90000000, 0 }, (struct cc_place){ -90000000, 0 }),
	                20015000, 20015200);
}

static bool inside(struct cc_box box, struct cc_place place)
{
	return place.latitude >= box.south_west.latitude && place.latitude <= box.north_east.latitude &&
	       place.longitude >= box.south_west.longitude && place.longitude <= box.north_east.longitude;
}

/* The box is there to leave out, and must leave out nothing that is near. */
static void what_is_within_a_radius_is_within_its_box(void **state)
{
	static const int64_t radii[] = { 100, 1000, 30000, 500000 };
	(void)state;
	uint64_t random = 7;
	int near = 0, left_out = 0;
	for (int i = 0; i < 400000; i++) {
		random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
		struct cc_place centre = { (int32_t)(random >> 33) % 90000001,
			                   (int32_t)(random >> 20) % 180000001 };
		int64_t radius_m = radii[i % 4];
		int32_t step = (int32_t)(random >> 40) % (int32_t)(radius_m * 20) + 1;
		struct cc_place place = {
			centre.latitude + (i % 3 - 1) * step / 2,
			centre.longitude + (i % 5 - 2) * step,
		};
		if (place.longitude > 180000000)
			place.longitude -= 360000000;
		if (place.longitude < -180000000)
			place.longitude += 360000000;
		if (place.latitude > 90000000 || place.latitude < -90000000)
			continue;
		bool is_near = cc_distance_m(centre, place) <= radius_m;
		bool is_inside = inside(cc_box_around(centre, radius_m), place);
		near += is_near;
		left_out += !is_inside;
		assert_true(is_inside || !is_near);
	}
	assert_true(near > 1000 && left_out > 1000);
}

/* Ranks ------------------------------------------------------------------------- */

static void a_word_counts_for_most_where_it_says_most(void **state)
{
	(void)state;
	const cc_str texts[] = { CC_STR("czarni warta derby"), CC_STR("liga lodz"), CC_STR("czarek lodzka") };
	assert_int_equal(cc_index_rank(CC_STR(""), texts), 10000);
	assert_int_equal(cc_index_rank(CC_STR("czarni"), texts), 10000);
	assert_int_equal(cc_index_rank(CC_STR("lodz"), texts), 5000);
	assert_int_equal(cc_index_rank(CC_STR("czarek"), texts), 2500);
	assert_int_equal(cc_index_rank(CC_STR("czar"), texts), 9000);
	assert_int_equal(cc_index_rank(CC_STR("czarni lodz"), texts), 7500);
}

static void only_the_last_word_may_be_a_beginning(void **state)
{
	(void)state;
	const cc_str texts[] = { CC_STR("czarni warta"), CC_STR(""), CC_STR("") };
	assert_int_equal(cc_index_rank(CC_STR("czarni war"), texts), 9500);
	assert_int_equal(cc_index_rank(CC_STR("czar warta"), texts), 0);
	assert_int_equal(cc_index_rank(CC_STR("czarni wartb"), texts), 0);
}

/* Facets ------------------------------------------------------------------------ */

static void a_tally_counts_every_value_once_for_each_document(void **state)
{
	struct cc_ctx *ctx = *state;
	struct cc_index_tally tally = { .arena = ctx->arena };
	for (int i = 0; i < 1000; i++)
		for (int j = 0; j <= i % 7; j++) {
			char value[16] = { (char)('a' + i % 500 / 20), (char)('a' + i % 20) };
			cc_index_tally_add(&tally, cc_str_of(value));
		}
	struct cc_index_count_list list = cc_index_tally_list(&tally);
	assert_int_equal(list.count, 500);
	int sum = 0;
	for (size_t i = 0; i < list.count; i++) {
		sum += list.items[i].count;
		assert_true(i == 0 || list.items[i].count <= list.items[i - 1].count);
	}
	assert_int_equal(sum, 3997);
	assert_int_equal(cc_index_tally_list(&(struct cc_index_tally){ .arena = ctx->arena }).count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(marks_and_case_make_no_difference, setup, teardown),
		cmocka_unit_test_setup_teardown(marks_that_stand_after_their_letter_are_left_out, setup,
		                                teardown),
		cmocka_unit_test_setup_teardown(other_alphabets_lose_their_case, setup, teardown),
		cmocka_unit_test_setup_teardown(whatever_is_no_letter_is_between_words, setup, teardown),
		cmocka_unit_test_setup_teardown(bytes_that_are_no_utf8_are_between_words, setup, teardown),
		cmocka_unit_test_setup_teardown(folding_what_is_folded_changes_nothing, setup, teardown),
		cmocka_unit_test(distances_are_along_the_great_circle),
		cmocka_unit_test(what_is_within_a_radius_is_within_its_box),
		cmocka_unit_test(a_word_counts_for_most_where_it_says_most),
		cmocka_unit_test(only_the_last_word_may_be_a_beginning),
		cmocka_unit_test_setup_teardown(a_tally_counts_every_value_once_for_each_document, setup,
		                                teardown),
	};
	return cmocka_run_group_tests_name("index", tests, NULL, NULL);
}
