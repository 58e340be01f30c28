/* tzif_rule.c - the rule for the times to come: POSIX's TZ, as RFC 8536 section 3.3.1 extends it. */
#include "platform/adapters/zones_tzif.h"

enum { HOURS_MAX = 167, DAY_S = 86400, DEFAULT_TIME_S = 2 * 3600, DAYLIGHT_S = 3600 };

/* Reading ------------------------------------------------------------------------- */

static bool take_char(cc_str *text, char c)
{
	if (text->len == 0 || text->ptr[0] != c)
		return false;
	*text = (cc_str){ text->ptr + 1, text->len - 1 };
	return true;
}

static bool take_number(cc_str *text, int max, int *number)
{
	int n = 0;
	size_t digits = 0;
	while (digits < text->len && digits < 4 && text->ptr[digits] >= '0' && text->ptr[digits] <= '9')
		n = n * 10 + (text->ptr[digits++] - '0');
	*text = (cc_str){ text->ptr + digits, text->len - digits };
	*number = n;
	return digits > 0 && n <= max;
}

/* "[+-]hh[:mm[:ss]]" */
static bool take_time(cc_str *text, int32_t *seconds)
{
	int sign = take_char(text, '-') ? -1 : 1, hours, part;
	if (sign == 1)
		take_char(text, '+');
	if (!take_number(text, HOURS_MAX, &hours))
		return false;
	int32_t sum = hours * 3600;
	for (int unit = 60; unit >= 1 && take_char(text, ':'); unit /= 60) {
		if (!take_number(text, 59, &part))
			return false;
		sum += part * unit;
	}
	*seconds = sign * sum;
	return true;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "CET", "<+04>" */
static bool take_label(cc_str *text, char label[CC_ZONE_LABEL_MAX + 1])
{
	bool quoted = take_char(text, '<');
	size_t len = 0;
	while (len < text->len && len < CC_ZONE_LABEL_MAX &&
	       (is_letter(text->ptr[len]) ||
	        (quoted && text->ptr[len] && strchr("+-0123456789", text->ptr[len]))))
		len++;
	memcpy(label, text->ptr, len);
	label[len] = '\0';
	*text = (cc_str){ text->ptr + len, text->len - len };
	return len > 0 && (!quoted || take_char(text, '>'));
}

/* POSIX counts what is added to local time. */
static bool take_offset(cc_str *text, int32_t *offset_s)
{
	int32_t behind;
	if (!take_time(text, &behind))
		return false;
	*offset_s = -behind;
	return true;
}

/* ",M3.5.0/2", ",J60", ",59" */
static bool take_change(cc_str *text, struct cc_tzif_change *change)
{
	*change = (struct cc_tzif_change){ .kind = '0', .time_s = DEFAULT_TIME_S };
	if (!take_char(text, ','))
		return false;
	if (take_char(text, 'M')) {
		change->kind = 'M';
		if (!take_number(text, 12, &change->month) || !take_char(text, '.') ||
		    !take_number(text, 5, &change->week) || !take_char(text, '.') ||
		    !take_number(text, 6, &change->day) || change->month < 1 || change->week < 1)
			return false;
	} else {
		change->kind = take_char(text, 'J') ? 'J' : '0';
		if (!take_number(text, 365, &change->day) || (change->kind == 'J' && change->day < 1))
			return false;
	}
	return !take_char(text, '/') || take_time(text, &change->time_s);
}

bool cc_tzif_rule_read(cc_str text, struct cc_tzif_rule *rule)
{
	*rule = (struct cc_tzif_rule){ 0 };
	if (!take_label(&text, rule->standard.label) || !take_offset(&text, &rule->standard.offset_s))
		return false;
	if (text.len == 0)
		return true;
	rule->has_daylight = true;
	rule->daylight.offset_s = rule->standard.offset_s + DAYLIGHT_S;
	if (!take_label(&text, rule->daylight.label))
		return false;
	if (text.len > 0 && text.ptr[0] != ',' && !take_offset(&text, &rule->daylight.offset_s))
		return false;
	return take_change(&text, &rule->start) && take_change(&text, &rule->end) && text.len == 0;
}

/* Reckoning ----------------------------------------------------------------------- */

static bool is_leap(int64_t year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* "M3.5.0": the last Sunday of March. */
static int64_t day_of_month(const struct cc_tzif_change *change, int64_t year)
{
	int64_t first = cc_civil_days(year, change->month);
	int64_t next = change->month == 12 ? cc_civil_days(year + 1, 1)
	                                   : cc_civil_days(year, change->month + 1);
	int64_t weekday = ((first + 4) % 7 + 7) % 7; /* 0 is Sunday here; 1970-01-01 was a Thursday */
	int64_t day = first + (change->day - weekday + 7) % 7 + 7 * (change->week - 1);
	return day < next ? day : day - 7;
}

static int64_t day_of(const struct cc_tzif_change *change, int64_t year)
{
	int64_t first = cc_civil_days(year, 1);
	if (change->kind == 'M')
		return day_of_month(change, year);
	if (change->kind == '0')
		return first + change->day;
	return first + change->day - 1 + (is_leap(year) && change->day >= 60); /* 29 February has no number */
}

static struct cc_zone_onset onset_of(const struct cc_tzif_change *change, int64_t year,
                                     const struct cc_tzif_clock *before, const struct cc_tzif_clock *after)
{
	int64_t at_s = day_of(change, year) * DAY_S + change->time_s - before->offset_s;
	struct cc_zone_onset onset = {
		.at = { at_s * 1000 },
		.offset_s = after->offset_s,
		.offset_before_s = before->offset_s,
	};
	memcpy(onset.label, after->label, sizeof onset.label);
	return onset;
}

size_t cc_tzif_rule_year(const struct cc_tzif_rule *rule, int64_t year, struct cc_zone_onset onsets[2])
{
	if (!rule->has_daylight)
		return 0;
	struct cc_zone_onset start = onset_of(&rule->start, year, &rule->standard, &rule->daylight);
	struct cc_zone_onset end = onset_of(&rule->end, year, &rule->daylight, &rule->standard);
	start.daylight = true;
	bool in_order = cc_time_before(start.at, end.at); /* not in the southern hemisphere */
	onsets[0] = in_order ? start : end;
	onsets[1] = in_order ? end : start;
	return 2;
}
