/* ics_zone.c - times in a calendar, and the zone that they are in (RFC 5545 sections 3.3.5 and 3.6.5). */
#include "services/notification/facts.h"

static bool is_utc(const struct cc_zone *zone)
{
	return cc_str_eq(zone->name, CC_STR("UTC"));
}

static cc_str date_time(struct cc_ctx *ctx, cc_time moment, int32_t offset_s)
{
	struct cc_civil civil = cc_civil_of(moment, offset_s);
	return cc_printf(ctx, "%04d%02d%02dT%02d%02d%02d", civil.year, civil.month, civil.day, civil.hour,
	                 civil.minute, civil.second);
}

/* When clocks go back, an hour comes twice, and a local time means the first (section 3.3.5). */
static bool is_second_of_two(const struct cc_zone_onset *onset, cc_time moment)
{
	int64_t gone_back_ms = (int64_t)(onset->offset_before_s - onset->offset_s) * 1000;
	return !cc_time_before(moment, onset->at) &&
	       cc_time_before(moment, cc_time_add(onset->at, gone_back_ms));
}

void notification_ics_time(struct cc_ctx *ctx, struct cc_text *out, const char *name, cc_time moment,
                           const struct cc_zone *zone)
{
	const struct cc_zone_onset *onset = cc_zone_at(zone, moment);
	if (is_utc(zone) || is_second_of_two(onset, moment)) {
		cc_str utc = date_time(ctx, moment, 0);
		notification_ics_line(out, name, cc_printf(ctx, "%.*sZ", (int)utc.len, utc.ptr));
		return;
	}
	cc_str full = cc_printf(ctx, "%s;TZID=%.*s", name, (int)zone->name.len, zone->name.ptr);
	notification_ics_line(out, full.ptr, date_time(ctx, moment, onset->offset_s));
}

/* "+0100" */
static cc_str offset_text(struct cc_ctx *ctx, int32_t offset_s)
{
	int32_t seconds = offset_s < 0 ? -offset_s : offset_s;
	char sign = offset_s < 0 ? '-' : '+';
	if (seconds % 60 == 0)
		return cc_printf(ctx, "%c%02d%02d", sign, seconds / 3600, seconds / 60 % 60);
	return cc_printf(ctx, "%c%02d%02d%02d", sign, seconds / 3600, seconds / 60 % 60, seconds % 60);
}

static void add_onset(struct cc_ctx *ctx, struct cc_text *out, const struct cc_zone_onset *onset)
{
	const char *kind = onset->daylight ? "DAYLIGHT" : "STANDARD";
	cc_text_printf(out, "BEGIN:%s\r\n", kind);
	notification_ics_line(out, "DTSTART", date_time(ctx, onset->at, onset->offset_before_s));
	notification_ics_line(out, "TZOFFSETFROM", offset_text(ctx, onset->offset_before_s));
	notification_ics_line(out, "TZOFFSETTO", offset_text(ctx, onset->offset_s));
	notification_ics_text(ctx, out, "TZNAME", cc_str_of(onset->label));
	cc_text_printf(out, "END:%s\r\n", kind);
}

/* Each onset is written out: no rule has to be guessed, and none can be wrong. */
void notification_ics_zone(struct cc_ctx *ctx, struct cc_text *out, const struct cc_zone *zone)
{
	if (is_utc(zone))
		return;
	cc_text_add(out, CC_STR("BEGIN:VTIMEZONE\r\n"));
	notification_ics_line(out, "TZID", zone->name);
	for (size_t i = 0; i < zone->count; i++)
		add_onset(ctx, out, &zone->onsets[i]);
	cc_text_add(out, CC_STR("END:VTIMEZONE\r\n"));
}
