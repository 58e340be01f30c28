/* format.c - dates, money and numbers of things, as each language writes them. */
#include "services/notification/words.h"

enum { AMOUNT_BYTES = 40, GROUP = 3 };

/* Numbers of things ----------------------------------------------------------------- */

/* Unicode CLDR's plural rules; Polish: 1 miejsce, 2 miejsca, 5 miejsc, 12 miejsc, 22 miejsca. */
enum notification_plural notification_plural_of(enum notification_language language, int64_t n)
{
	int64_t last = n % 10, last_two = n % 100;
	if (n == 1)
		return NOTIFICATION_ONE;
	if (language == NOTIFICATION_PL && last >= 2 && last <= 4 && (last_two < 12 || last_two > 14))
		return NOTIFICATION_FEW;
	return NOTIFICATION_MANY;
}

cc_str notification_seats(struct cc_ctx *ctx, enum notification_language language, int32_t n)
{
	static const enum notification_text forms[] = { NOTIFICATION_SEAT_ONE, NOTIFICATION_SEAT_FEW,
		                                        NOTIFICATION_SEAT_MANY };
	const char *form = notification_texts[language][forms[notification_plural_of(language, n)]];
	return notification_fill(
		ctx, form, (const struct notification_word[]){ { "n", cc_printf(ctx, "%d", n) }, { 0 } });
}

cc_str notification_labels(struct cc_ctx *ctx, const struct cc_str_list *labels)
{
	struct cc_text *text = cc_text_new(ctx);
	for (size_t i = 0; i < labels->count; i++)
		cc_text_printf(text, "%s%.*s", i > 0 ? ", " : "", (int)labels->items[i].len,
		               labels->items[i].ptr);
	return cc_text_done(text);
}

/* Money ----------------------------------------------------------------------------- */

/* ISO 4217; two digits for all that are not named. */
static int digits_of(cc_currency currency)
{
	static const struct {
		char code[4];
		int digits;
	} others[] = {
		{ "BHD", 3 }, { "CLP", 0 }, { "ISK", 0 }, { "JOD", 3 }, { "JPY", 0 }, { "KRW", 0 },
		{ "KWD", 3 }, { "OMR", 3 }, { "TND", 3 }, { "VND", 0 }, { "XAF", 0 }, { "XOF", 0 },
	};
	for (size_t i = 0; i < CC_COUNT(others); i++)
		if (strcmp(others[i].code, currency.code) == 0)
			return others[i].digits;
	return 2;
}

/* Writes from the right: "1 234,50", the space being one at which no line breaks. */
static cc_str amount(struct cc_ctx *ctx, enum notification_language language, cc_money money)
{
	static const cc_str thousands[] = { { ",", 1 }, { "\xc2\xa0", 2 } };
	char text[AMOUNT_BYTES], point = language == NOTIFICATION_PL ? ',' : '.';
	uint64_t left = money.minor < 0 ? 0 - (uint64_t)money.minor : (uint64_t)money.minor;
	int decimals = digits_of(money.currency);
	size_t at = sizeof text;
	for (int written = -decimals; left > 0 || written <= 0; written++) {
		if (written == 0 && decimals > 0)
			text[--at] = point;
		if (written > 0 && written % GROUP == 0) {
			at -= thousands[language].len;
			memcpy(text + at, thousands[language].ptr, thousands[language].len);
		}
		text[--at] = (char)('0' + left % 10);
		left /= 10;
	}
	if (money.minor < 0)
		text[--at] = '-';
	return cc_copy(ctx, (cc_str){ text + at, sizeof text - at });
}

cc_str notification_money(struct cc_ctx *ctx, enum notification_language language, cc_money money)
{
	cc_str number = amount(ctx, language, money);
	if (language == NOTIFICATION_EN)
		return cc_printf(ctx, "%s\xc2\xa0%.*s", money.currency.code, (int)number.len, number.ptr);
	const char *sign = strcmp(money.currency.code, "PLN") == 0   ? "z\xc5\x82"
	                   : strcmp(money.currency.code, "EUR") == 0 ? "\xe2\x82\xac"
	                                                             : money.currency.code;
	return cc_printf(ctx, "%.*s\xc2\xa0%s", (int)number.len, number.ptr, sign);
}

/* Dates ----------------------------------------------------------------------------- */

static const char *const days[NOTIFICATION_LANGUAGES][7] = {
	{ "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" },
	{ "poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela" },
};

static const char *const months[NOTIFICATION_LANGUAGES][12] = {
	{ "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
	  "November", "December" },
	{ "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września",
	  "października", "listopada", "grudnia" },
};

cc_str notification_date(struct cc_ctx *ctx, enum notification_language language, cc_time moment,
                         const struct cc_zone *zone)
{
	const struct cc_zone_onset *onset = cc_zone_at(zone, moment);
	struct cc_civil civil = cc_civil_of(moment, onset->offset_s);
	return cc_printf(ctx, "%s, %d %s %d, %02d:%02d %s", days[language][civil.weekday], civil.day,
	                 months[language][civil.month - 1], civil.year, civil.hour, civil.minute,
	                 onset->label);
}
