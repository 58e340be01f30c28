#include "cli/demo/when.h"

#include <time.h>

static const int64_t minute_ms = CC_MINUTES(1), hour_ms = CC_HOURS(1), day_ms = CC_HOURS(24);

enum { SOONEST_MINUTES = 90, MARCH = 2, OCTOBER = 9 };

static struct tm broken_down(int64_t ms)
{
	struct tm parts;
	time_t seconds = (time_t)(ms / 1000);
	gmtime_r(&seconds, &parts);
	return parts;
}

static int64_t midnight_ms(int year, int month, int day)
{
	struct tm parts = { .tm_year = year, .tm_mon = month, .tm_mday = day };
	return (int64_t)timegm(&parts) * 1000;
}

/* At 01:00 UTC of it, clocks change in the European Union (directive 2000/84/EC). */
static int64_t last_sunday_ms(int year, int month)
{
	int64_t last = midnight_ms(year, month, 31);
	return last - broken_down(last).tm_wday * day_ms;
}

int64_t demo_warsaw_ahead_ms(cc_time at)
{
	int year = broken_down(at.ms).tm_year;
	bool summer = at.ms >= last_sunday_ms(year, MARCH) + hour_ms &&
	              at.ms < last_sunday_ms(year, OCTOBER) + hour_ms;
	return summer ? 2 * hour_ms : hour_ms;
}

/* Of a time that is there twice, the first. */
static cc_time utc_of(int64_t local_ms)
{
	cc_time summer = { local_ms - 2 * hour_ms };
	return demo_warsaw_ahead_ms(summer) == 2 * hour_ms ? summer : (cc_time){ local_ms - hour_ms };
}

static cc_time on_day(const struct demo_when *when, int64_t midnight, cc_time now)
{
	int64_t clock_ms = when->hour * hour_ms + when->minute * minute_ms;
	cc_time soonest = cc_time_add(now, CC_MINUTES(SOONEST_MINUTES));
	int days = (when->amount - broken_down(midnight).tm_wday + 7) % 7;
	cc_time at = utc_of(midnight + days * day_ms + clock_ms);
	return cc_time_before(at, soonest) ? utc_of(midnight + (days + 7) * day_ms + clock_ms) : at;
}

static cc_time autumn_night(const struct demo_when *when, cc_time now)
{
	int64_t clock_ms = when->hour * hour_ms + when->minute * minute_ms;
	int year = broken_down(now.ms).tm_year;
	cc_time at = utc_of(last_sunday_ms(year, OCTOBER) + clock_ms);
	return cc_time_before(at, cc_time_add(now, day_ms))
	               ? utc_of(last_sunday_ms(year + 1, OCTOBER) + clock_ms)
	               : at;
}

cc_time demo_when(const struct demo_when *when, cc_time now)
{
	int64_t local = now.ms + demo_warsaw_ahead_ms(now), midnight = local - local % day_ms;
	int64_t clock_ms = when->hour * hour_ms + when->minute * minute_ms;
	switch (when->kind) {
	case DEMO_ON_DAY: return on_day(when, midnight, now);
	case DEMO_DAYS_AGO: return utc_of(midnight - when->amount * day_ms + clock_ms);
	case DEMO_AUTUMN_NIGHT: return autumn_night(when, now);
	case DEMO_IN_MINUTES: break;
	}
	int64_t quarter = 15 * minute_ms; /* nobody kicks off at seven past */
	int64_t at = now.ms + when->amount * minute_ms;
	return (cc_time){ at + (quarter - at % quarter) % quarter };
}
