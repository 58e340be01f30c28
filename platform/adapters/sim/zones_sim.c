#include "platform/adapters/sim/zones_sim.h"

#include "platform/core/run.h"

enum { HOUR_MS = 3600 * 1000, YEARS_MAX = 50 };

/* Clocks go forward and back on Sundays, at an hour of UTC; never, if the months are 0. */
static const struct place {
	cc_str name;
	int hours_ahead;
	const char *label, *summer_label;
	struct {
		int month, sunday, hour;
	} forward, back; /* sunday 0: the last of the month */
} places[] = {
	{ { "UTC", 3 }, 0, "UTC", "", { 0 }, { 0 } },
	{ { "Europe/Warsaw", 13 }, 1, "CET", "CEST", { 3, 0, 1 }, { 10, 0, 1 } },
	{ { "Europe/London", 13 }, 0, "GMT", "BST", { 3, 0, 1 }, { 10, 0, 1 } },
	{ { "Europe/Kyiv", 11 }, 2, "EET", "EEST", { 3, 0, 1 }, { 10, 0, 1 } },
	{ { "America/New_York", 16 }, -5, "EST", "EDT", { 3, 2, 7 }, { 11, 1, 6 } },
	{ { "Asia/Dubai", 10 }, 4, "+04", "", { 0 }, { 0 } },
};

static int64_t sunday_ms(int64_t year, int month, int sunday, int hour)
{
	int64_t first = cc_civil_days(year, month), days = cc_civil_days(year, month + 1) - first;
	int64_t until_sunday = (10 - first % 7) % 7; /* 1970-01-01 was a Thursday */
	int64_t day = sunday > 0 ? until_sunday + 7 * (sunday - 1) : until_sunday + 28;
	return ((first + day - (day >= days ? 7 : 0)) * 24 + hour) * HOUR_MS;
}

static void add_onset(struct cc_zone *zone, const struct place *place, bool summer, int64_t at_ms,
                      cc_time from)
{
	int32_t standard_s = place->hours_ahead * 3600;
	struct cc_zone_onset onset = {
		.at = { at_ms },
		.offset_s = standard_s + (summer ? 3600 : 0),
		.offset_before_s = standard_s + (summer ? 0 : 3600),
		.daylight = summer,
	};
	const char *label = summer ? place->summer_label : place->label;
	memcpy(onset.label, label, strlen(label));
	if (at_ms <= from.ms)
		zone->count = 0;
	if (zone->count < CC_ZONE_ONSETS_MAX)
		zone->onsets[zone->count++] = onset;
}

static void add_years(struct cc_zone *zone, const struct place *place, cc_time from, cc_time until)
{
	int64_t first = cc_civil_of(from, 0).year - 1;
	for (int64_t year = first; year < first + YEARS_MAX; year++) {
		int64_t forward = sunday_ms(year, place->forward.month, place->forward.sunday,
		                            place->forward.hour);
		int64_t back = sunday_ms(year, place->back.month, place->back.sunday, place->back.hour);
		if (forward < until.ms)
			add_onset(zone, place, true, forward, from);
		if (back < until.ms)
			add_onset(zone, place, false, back, from);
	}
}

static cc_err between_sim(struct cc_zones *zones, struct cc_ctx *ctx, cc_time from, cc_time until,
                          struct cc_zone *zone)
{
	(void)zones;
	const struct place *place = places;
	while (place < places + CC_COUNT(places) && !cc_str_eq(place->name, zone->name))
		place++;
	if (place == places + CC_COUNT(places))
		return cc_fail(ctx, &cc_zone_unknown, "The simulated world has no time zone of this name.");
	if (place->forward.month > 0) {
		add_years(zone, place, from, until);
		return CC_OK;
	}
	zone->onsets[0] = (struct cc_zone_onset){
		.at = from,
		.offset_s = place->hours_ahead * 3600,
		.offset_before_s = place->hours_ahead * 3600,
	};
	memcpy(zone->onsets[0].label, place->label, strlen(place->label));
	zone->count = 1;
	return CC_OK;
}

static void free_sim(struct cc_zones *zones)
{
	(void)zones;
}

struct cc_zones *cc_zones_sim(void)
{
	static const struct cc_zones_ops ops = { .name = "sim", .between = between_sim, .free = free_sim };
	static const struct cc_zones zones = { .ops = &ops };
	return (struct cc_zones *)(uintptr_t)&zones; /* no slot changes it */
}
