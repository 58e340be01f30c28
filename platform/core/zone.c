#include "platform/core/zone.h"

const struct cc_reason cc_zone_unknown = { "zone_unknown", CC_NOT_FOUND };

enum { DAY_S = 86400, DAYS_OF_400_YEARS = 146097 };

struct cc_zone cc_zone_utc(cc_time from)
{
	return (struct cc_zone){ .name = CC_STR("UTC"),
		                 .onsets = { { .at = from, .label = "UTC" } },
		                 .count = 1 };
}

const struct cc_zone_onset *cc_zone_at(const struct cc_zone *zone, cc_time time)
{
	size_t i = zone->count - 1;
	while (i > 0 && cc_time_before(time, zone->onsets[i].at))
		i--;
	return &zone->onsets[i];
}

/* Years begin in March here, so that a leap day is a year's last day. */
int64_t cc_civil_days(int64_t year, int month)
{
	int64_t shifted = month <= 2 ? year - 1 : year;
	int64_t era = (shifted >= 0 ? shifted : shifted - 399) / 400;
	int64_t year_of_era = shifted - era * 400;
	int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * DAYS_OF_400_YEARS + day_of_era - 719468;
}

static int64_t floor_divide(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

struct cc_civil cc_civil_of(cc_time time, int32_t offset_s)
{
	int64_t seconds = floor_divide(time.ms, 1000) + offset_s;
	int64_t days = floor_divide(seconds, DAY_S), of_day = seconds - days * DAY_S;
	int64_t year = 1970 + floor_divide(days * 400, DAYS_OF_400_YEARS); /* or one more, or less */
	while (cc_civil_days(year, 1) > days)
		year--;
	while (cc_civil_days(year + 1, 1) <= days)
		year++;
	int month = 12;
	while (cc_civil_days(year, month) > days)
		month--;
	return (struct cc_civil){
		.year = (int32_t)year,
		.month = (uint8_t)month,
		.day = (uint8_t)(days - cc_civil_days(year, month) + 1),
		.weekday = (uint8_t)(((days + 3) % 7 + 7) % 7), /* 1970-01-01 was a Thursday */
		.hour = (uint8_t)(of_day / 3600),
		.minute = (uint8_t)(of_day / 60 % 60),
		.second = (uint8_t)(of_day % 60),
	};
}
