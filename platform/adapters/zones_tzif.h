/*
 * zones_tzif.h - time zones from the system's files, as tzdata installs them (RFC 8536).
 *
 * A file holds the changes that were, and a rule for those to come.  It is read each time it is asked for: a
 * system that gets new rules needs no restart.
 */
#pragma once

#include "platform/ports/zones.h"

enum { CC_TZIF_BYTES_MAX = 64 * 1024 };

/* "/usr/share/zoneinfo"; not copied. */
struct cc_zones *cc_zones_tzif_new(const char *folder);

/* What a file's bytes say.  False if they are no such file, or of version 1. */
bool cc_tzif_read(cc_str bytes, cc_time from, cc_time until, struct cc_zone *zone);

/* tzif_rule.c: a rule such as "CET-1CEST,M3.5.0,M10.5.0/3" (RFC 8536 section 3.3.1). */
struct cc_tzif_change { char kind; int month, week, day; int32_t time_s; }; /* kind: 'M', 'J', '0' */
struct cc_tzif_rule {
	struct cc_tzif_clock { int32_t offset_s; char label[CC_ZONE_LABEL_MAX + 1]; } standard, daylight;
	bool has_daylight;
	struct cc_tzif_change start, end; /* of daylight saving */
};
bool cc_tzif_rule_read(cc_str text, struct cc_tzif_rule *rule);
/* The onsets of one year, in order of time: none or two. */
size_t cc_tzif_rule_year(const struct cc_tzif_rule *rule, int64_t year, struct cc_zone_onset onsets[2]);
