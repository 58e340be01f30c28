/* zones_test.c - what every adapter of ports/zones.h promises: the system's files, and the simulated ones. */
#include "platform/adapters/sim/zones_sim.h"
#include "platform/adapters/zones_tzif.h"
#include "platform/core/run.h"
#include "platform/core/time.h"
#include "platform/test.h"

struct desk {
	struct cc_ctx ctx;
};

static int open_desk(void **state)
{
	static struct desk desk;
	desk.ctx = (struct cc_ctx){ .arena = cc_arena_new(), .zones = *state };
	*state = &desk;
	return 0;
}

static int close_desk(void **state)
{
	struct desk *desk = *state;
	cc_arena_free(desk->ctx.arena);
	return 0;
}

static cc_time at(const char *text)
{
	cc_time time;
	CHECK(cc_time_parse(cc_str_of(text), &time));
	return time;
}

static struct cc_zone between(struct desk *desk, const char *name, const char *from, const char *until)
{
	struct cc_zone zone;
	CHECK_OK(cc_zone_between(&desk->ctx, cc_str_of(name), at(from), at(until), &zone));
	return zone;
}

static void check_onset(const struct cc_zone_onset *onset, const char *time, int32_t before_h,
                        int32_t after_h, const char *label)
{
	CHECK(onset->at.ms == at(time).ms);
	assert_int_equal(onset->offset_before_s, before_h * 3600);
	assert_int_equal(onset->offset_s, after_h * 3600);
	assert_string_equal(onset->label, label);
	CHECK(onset->daylight == (after_h > before_h));
}

static void a_year_in_warsaw_has_two_nights_on_which_clocks_change(void **state)
{
	struct cc_zone zone = between(*state, "Europe/Warsaw", "2026-01-10T00:00:00Z",
	                              "2027-01-10T00:00:00Z");
	assert_int_equal(zone.count, 3);
	check_onset(&zone.onsets[0], "2025-10-26T01:00:00Z", 2, 1, "CET");
	check_onset(&zone.onsets[1], "2026-03-29T01:00:00Z", 1, 2, "CEST");
	check_onset(&zone.onsets[2], "2026-10-25T01:00:00Z", 2, 1, "CET");
}

static void new_york_changes_on_other_nights(void **state)
{
	struct cc_zone zone = between(*state, "America/New_York", "2026-06-01T00:00:00Z",
	                              "2027-04-01T00:00:00Z");
	assert_int_equal(zone.count, 3);
	check_onset(&zone.onsets[0], "2026-03-08T07:00:00Z", -5, -4, "EDT");
	check_onset(&zone.onsets[1], "2026-11-01T06:00:00Z", -4, -5, "EST");
	check_onset(&zone.onsets[2], "2027-03-14T07:00:00Z", -5, -4, "EDT");
}

static void the_onset_at_the_very_moment_counts_and_that_at_the_end_does_not(void **state)
{
	struct cc_zone zone = between(*state, "Europe/Warsaw", "2026-03-29T01:00:00Z",
	                              "2026-10-25T01:00:00Z");
	assert_int_equal(zone.count, 1);
	check_onset(&zone.onsets[0], "2026-03-29T01:00:00Z", 1, 2, "CEST");
	zone = between(*state, "Europe/Warsaw", "2026-03-29T00:59:59Z", "2026-03-29T01:00:01Z");
	assert_int_equal(zone.count, 2);
	CHECK(cc_zone_at(&zone, at("2026-03-29T00:59:59Z"))->offset_s == 3600);
	CHECK(cc_zone_at(&zone, at("2026-03-29T01:00:00Z"))->offset_s == 7200);
}

static void rules_hold_for_years_that_no_table_has(void **state)
{
	struct cc_zone zone = between(*state, "Europe/London", "2071-05-01T00:00:00Z",
	                              "2071-12-01T00:00:00Z");
	assert_int_equal(zone.count, 2);
	check_onset(&zone.onsets[0], "2071-03-29T01:00:00Z", 0, 1, "BST");
	check_onset(&zone.onsets[1], "2071-10-25T01:00:00Z", 1, 0, "GMT");
}

static void some_clocks_never_change(void **state)
{
	struct cc_zone zone = between(*state, "UTC", "2026-05-01T00:00:00Z", "2027-12-01T00:00:00Z");
	assert_int_equal(zone.count, 1);
	CHECK(zone.onsets[0].offset_s == 0 && !cc_time_before(at("2026-05-01T00:00:00Z"), zone.onsets[0].at));
	zone = between(*state, "Asia/Dubai", "2026-05-01T00:00:00Z", "2027-12-01T00:00:00Z");
	assert_int_equal(zone.count, 1);
	assert_int_equal(zone.onsets[0].offset_s, 4 * 3600);
	assert_string_equal(zone.onsets[0].label, "+04");
}

static void what_is_no_zone_is_refused(void **state)
{
	static const char *const names[] = {
		"",
		"Europe/Atlantis",
		"../../../etc/passwd",
		"/etc/passwd",
		"Europe//Warsaw",
		"Europe/",
		"Europe/..",
		"zone.tab",
		"Europe/Warsaw\n",
		"Europe Warsaw",
	};
	struct desk *desk = *state;
	struct cc_zone zone;
	for (size_t i = 0; i < CC_COUNT(names); i++)
		CHECK_REFUSED(cc_zone_between(&desk->ctx, cc_str_of(names[i]), at("2026-05-01T00:00:00Z"),
		                              at("2026-06-01T00:00:00Z"), &zone),
		              cc_zone_unknown);
}

static void a_long_time_has_as_many_onsets_as_there_is_room_for(void **state)
{
	struct cc_zone zone = between(*state, "Europe/Warsaw", "2026-01-01T00:00:00Z",
	                              "2126-01-01T00:00:00Z");
	assert_int_equal(zone.count, CC_ZONE_ONSETS_MAX);
}

/* What clocks show ------------------------------------------------------------------- */

static void check_civil(const char *time, int32_t offset_s, const char *expected)
{
	static const char days[][4] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
	struct cc_ctx ctx = { .arena = cc_arena_new() };
	struct cc_civil civil = cc_civil_of(at(time), offset_s);
	cc_str shown = cc_printf(&ctx, "%s %04d-%02d-%02d %02d:%02d:%02d", days[civil.weekday], civil.year,
	                         civil.month, civil.day, civil.hour, civil.minute, civil.second);
	assert_string_equal(shown.ptr, expected);
	cc_arena_free(ctx.arena);
}

static void clocks_show_the_day_of_their_place(void **state)
{
	(void)state;
	check_civil("1970-01-01T00:00:00Z", 0, "Thu 1970-01-01 00:00:00");
	check_civil("1969-12-31T23:59:59Z", 0, "Wed 1969-12-31 23:59:59");
	check_civil("2026-10-24T22:30:00Z", 7200, "Sun 2026-10-25 00:30:00");
	check_civil("2028-03-01T03:00:00Z", -18000, "Tue 2028-02-29 22:00:00");
	check_civil("2000-02-29T12:00:00Z", 0, "Tue 2000-02-29 12:00:00");
	check_civil("2100-03-01T00:00:00Z", -1, "Sun 2100-02-28 23:59:59");
	check_civil("1600-01-01T00:00:00Z", -1, "Fri 1599-12-31 23:59:59");
}

#define CASE(name, zones) cmocka_unit_test_prestate_setup_teardown(name, open_desk, close_desk, zones)

#define CASES(zones)                                                                                         \
	CASE(a_year_in_warsaw_has_two_nights_on_which_clocks_change, zones),                                 \
		CASE(new_york_changes_on_other_nights, zones),                                               \
		CASE(the_onset_at_the_very_moment_counts_and_that_at_the_end_does_not, zones),               \
		CASE(rules_hold_for_years_that_no_table_has, zones), CASE(some_clocks_never_change, zones),  \
		CASE(what_is_no_zone_is_refused, zones),                                                     \
		CASE(a_long_time_has_as_many_onsets_as_there_is_room_for, zones)

int main(void)
{
	struct cc_zones *system = cc_zones_tzif_new("/usr/share/zoneinfo");
	const struct CMUnitTest cases[] = {
		CASES(system),
		CASES(cc_zones_sim()),
		cmocka_unit_test(clocks_show_the_day_of_their_place),
	};
	int failed = cmocka_run_group_tests_name("conformance: zones", cases, NULL, NULL);
	system->ops->free(system);
	return failed;
}
