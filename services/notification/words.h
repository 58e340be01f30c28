/*
 * words.h - what mails say, in each language: texts as data, dates, money and numbers of things.
 *
 * In a text, "{fixture}" stands for a word of the mail's facts.  words_test.c holds the languages together:
 * each has every text, with the same words in it.
 */
#pragma once

#include "platform/cc.h"

enum notification_language { NOTIFICATION_EN, NOTIFICATION_PL, NOTIFICATION_LANGUAGES };

/* Polish for "pl" and "pl-PL"; English for all others. */
enum notification_language notification_language_of(cc_str locale);
const char *notification_language_tag(enum notification_language language); /* "pl" */

#define NOTIFICATION_TEXTS(X)                                                                        \
	X(HELLO) X(FOOTER)                                                                           \
	X(CONFIRMED_SUBJECT) X(CONFIRMED_LEAD) X(CONFIRMED_TICKET) X(CONFIRMED_CALENDAR)              \
	X(REFUSED_SUBJECT) X(REFUSED_LEAD) X(REFUSED_NOTHING_PAID)                                    \
	X(CANCELLED_SUBJECT) X(CANCELLED_BY_GUEST) X(CANCELLED_BY_HOST) X(CANCELLED_REFUND)           \
	X(CANCELLED_NO_REFUND) X(CANCELLED_UNPAID) X(CANCELLED_CALENDAR)                              \
	X(MOVED_SUBJECT) X(MOVED_LEAD) X(MOVED_WINDOW) X(MOVED_CALENDAR)                              \
	X(COMING_SUBJECT) X(COMING_LEAD) X(COMING_HOW)                                                \
	X(GONE_SUBJECT) X(GONE_LEAD)                                                                  \
	X(HOSTING_MOVED_SUBJECT) X(HOSTING_MOVED_LEAD) X(HOSTING_MOVED_GUESTS)                        \
	X(CALLED_OFF_SUBJECT) X(CALLED_OFF_LEAD)                                                      \
	X(LOGIN_SUBJECT) X(LOGIN_LEAD) X(LOGIN_ONCE)                                                  \
	X(FACT_WHEN) X(FACT_WAS) X(FACT_WHERE) X(FACT_ARRIVAL) X(FACT_SEATS) X(FACT_PAID) X(FACT_CODE) \
	X(FACT_GUEST) X(FACT_REFUND) X(FACT_RULES)                                                    \
	X(LINK_BOOKING) X(LINK_SEARCH) X(LINK_SESSION) X(LINK_LOGIN)                                  \
	X(ALARM) X(TICKET)                                                                            \
	X(SEAT_ONE) X(SEAT_FEW) X(SEAT_MANY)                                                          \
	X(WHY_SOLD_OUT) X(WHY_SEAT_TAKEN) X(WHY_CALLED_OFF) X(WHY_STARTED) X(WHY_LICENCE) X(WHY_FUNDS) \
	X(WHY_EXPIRED) X(WHY_DECLINED) X(WHY_AUTHENTICATION) X(WHY_PRICE) X(WHY_TIME) X(WHY_OTHER)

enum notification_text {
#define X(name) NOTIFICATION_##name,
	NOTIFICATION_TEXTS(X)
#undef X
	NOTIFICATION_TEXT_COUNT,
};

extern const char *const notification_texts[NOTIFICATION_LANGUAGES][NOTIFICATION_TEXT_COUNT];

/* Why a booking was refused, in plain words; WHY_OTHER for a reason that is not known here. */
enum notification_text notification_why(cc_str reason);

/* A word that stands in texts: "fixture". */
struct notification_word { const char *name; cc_str value; };

/* The text with its words filled in; `words` ends with { 0 }. */
cc_str notification_fill(struct cc_ctx *ctx, const char *text, const struct notification_word *words);

/* format.c -------------------------------------------------------------------------- */

/* Which form a language takes for n things: Polish has three, English two. */
enum notification_plural { NOTIFICATION_ONE, NOTIFICATION_FEW, NOTIFICATION_MANY };
enum notification_plural notification_plural_of(enum notification_language language, int64_t n);
/* "2 seats", "2 miejsca" */
cc_str notification_seats(struct cc_ctx *ctx, enum notification_language language, int32_t n);
/* "PLN 1,234.50", "1 234,50 zł" */
cc_str notification_money(struct cc_ctx *ctx, enum notification_language language, cc_money money);
/* "Sunday, 25 October 2026, 20:45 CET", "niedziela, 25 października 2026, 20:45 CET" */
cc_str notification_date(struct cc_ctx *ctx, enum notification_language language, cc_time moment,
                         const struct cc_zone *zone);
/* "A1, A2" */
cc_str notification_labels(struct cc_ctx *ctx, const struct cc_str_list *labels);
