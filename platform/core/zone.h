/*
 * zone.h - what clocks show in a place, and when they are changed: IANA's time zones.
 */
#pragma once

#include "platform/core/error.h"

struct cc_ctx;

enum { CC_ZONE_NAME_MAX = 64, CC_ZONE_LABEL_MAX = 8, CC_ZONE_ONSETS_MAX = 32 };

/* From `at` on, clocks are offset_s ahead of UTC. */
struct cc_zone_onset {
	cc_time at;
	int32_t offset_s, offset_before_s;
	bool daylight;                      /* summer time */
	char label[CC_ZONE_LABEL_MAX + 1];  /* "CEST"; where there is none: "+04" */
};

/* The first onset is the last at or before the time that was asked from; if clocks were never changed
 * before, it is at that time and changes nothing. */
struct cc_zone {
	cc_str name; /* "Europe/Warsaw" */
	struct cc_zone_onset onsets[CC_ZONE_ONSETS_MAX];
	size_t count;
};

/* NOT_FOUND: no such zone is known here. */
extern const struct cc_reason cc_zone_unknown;

/* All onsets that matter between the two, `until` not among them; CC_ZONE_ONSETS_MAX at most.  Reads a file:
 * COMPOSE only.  Fails: zone_unknown. */
CC_RESULT cc_zone_between(struct cc_ctx *ctx, cc_str name, cc_time from, cc_time until, struct cc_zone *zone);
/* Where clocks show UTC. */
struct cc_zone cc_zone_utc(cc_time from);

/* The onset in force; the first one, if the time is before it. */
const struct cc_zone_onset *cc_zone_at(const struct cc_zone *zone, cc_time time);

/* A day of the Gregorian calendar and what a clock shows. */
struct cc_civil {
	int32_t year;
	uint8_t month, day;                      /* from 1 */
	uint8_t weekday;                         /* 0 is Monday, as in ISO 8601 */
	uint8_t hour, minute, second;
};
/* What a clock shows that is offset_s ahead of UTC. */
struct cc_civil cc_civil_of(cc_time time, int32_t offset_s);
/* Days from 1970-01-01 to the first of the month. */
int64_t cc_civil_days(int64_t year, int month);
