#include "platform/core/time.h"

#include "platform/core/field.h"

enum { MS_PER_DAY = 24 * 60 * 60 * 1000 };

/* Days since 1970-01-01 of a date of the proleptic Gregorian calendar, counted
 * in years that begin in March, so that the leap day comes last. */
static int64_t days_of(int year, int month, int day)
{
	int64_t y = year - (month <= 2);
	int64_t era = y / 400, year_of_era = y % 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static void date_of(int64_t days, int *year, int *month, int *day)
{
	int64_t shifted = days + 719468;
	int64_t era = shifted / 146097, day_of_era = shifted % 146097;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) /
	                      365;
	int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t march_month = (5 * day_of_year + 2) / 153;
	*day = (int)(day_of_year - (153 * march_month + 2) / 5 + 1);
	*month = (int)(march_month < 10 ? march_month + 3 : march_month - 9);
	*year = (int)(year_of_era + era * 400 + (*month <= 2));
}

static char *put(char *to, int n, int digits)
{
	for (int i = digits - 1; i >= 0; i--, n /= 10)
		to[i] = (char)('0' + n % 10);
	return to + digits;
}

static char *put_before(char *to, char separator, int n, int digits)
{
	*to = separator;
	return put(to + 1, n, digits);
}

size_t cc_time_print(cc_time t, char out[CC_TIME_TEXT_MAX])
{
	int64_t ms = cc_time_clamped(t).ms;
	int64_t days = ms / MS_PER_DAY - (ms % MS_PER_DAY < 0);
	int rest = (int)(ms - days * MS_PER_DAY);
	int year, month, day;
	date_of(days, &year, &month, &day);
	char *to = put(out, year, 4);
	to = put_before(to, '-', month, 2);
	to = put_before(to, '-', day, 2);
	to = put_before(to, 'T', rest / 3600000, 2);
	to = put_before(to, ':', rest / 60000 % 60, 2);
	to = put_before(to, ':', rest / 1000 % 60, 2);
	if (rest % 1000 != 0)
		to = put_before(to, '.', rest % 1000, 3);
	*to++ = 'Z';
	return (size_t)(to - out);
}

/* Takes exactly that many digits off the front of *text. */
static bool take(cc_str *text, int digits, int *n)
{
	if (text->len < (size_t)digits)
		return false;
	*n = 0;
	for (int i = 0; i < digits; i++) {
		char c = text->ptr[i];
		if (c < '0' || c > '9')
			return false;
		*n = *n * 10 + (c - '0');
	}
	text->ptr += digits;
	text->len -= (size_t)digits;
	return true;
}

/* Takes a character off the front; upper case is tried in lower case too (RFC 3339 section 5.6). */
static bool take_char(cc_str *text, char c)
{
	if (text->len == 0 || (*text->ptr != c && (c < 'A' || *text->ptr != c + ('a' - 'A'))))
		return false;
	text->ptr++;
	text->len--;
	return true;
}

static bool take_date(cc_str *text, int64_t *days)
{
	static const int month_days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int year, month, day;
	if (!take(text, 4, &year) || !take_char(text, '-') || !take(text, 2, &month) ||
	    !take_char(text, '-') || !take(text, 2, &day))
		return false;
	if (year < 1 || month < 1 || month > 12 || day < 1 || day > month_days[month - 1])
		return false;
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	if (month == 2 && day == 29 && !leap)
		return false;
	*days = days_of(year, month, day);
	return true;
}

static bool take_fraction(cc_str *text, int *ms)
{
	*ms = 0;
	if (!take_char(text, '.'))
		return true;
	int digit, weight = 100;
	if (!take(text, 1, &digit))
		return false;
	do {
		*ms += digit * weight;
		weight /= 10;
	} while (take(text, 1, &digit));
	return true;
}

static bool take_time(cc_str *text, int64_t *ms)
{
	int hour, minute, second, fraction;
	if (!take(text, 2, &hour) || !take_char(text, ':') || !take(text, 2, &minute) ||
	    !take_char(text, ':') || !take(text, 2, &second) || !take_fraction(text, &fraction))
		return false;
	*ms = ((hour * 60 + minute) * 60 + second) * (int64_t)1000 + fraction;
	return hour <= 23 && minute <= 59 && second <= 59;
}

static bool take_offset(cc_str *text, int64_t *ms)
{
	*ms = 0;
	if (take_char(text, 'Z'))
		return true;
	bool west = take_char(text, '-');
	int hours, minutes;
	if ((!west && !take_char(text, '+')) || !take(text, 2, &hours) || !take_char(text, ':') ||
	    !take(text, 2, &minutes))
		return false;
	*ms = (hours * 60 + minutes) * (int64_t)(west ? -60000 : 60000);
	return hours <= 23 && minutes <= 59;
}

bool cc_time_parse(cc_str text, cc_time *t)
{
	int64_t days, ms, offset_ms;
	if (!take_date(&text, &days) || !take_char(&text, 'T') || !take_time(&text, &ms) ||
	    !take_offset(&text, &offset_ms) || text.len > 0)
		return false;
	cc_time parsed = { days * MS_PER_DAY + ms - offset_ms };
	if (parsed.ms != cc_time_clamped(parsed).ms)
		return false;
	*t = parsed;
	return true;
}
