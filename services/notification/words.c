/* words.c - finding texts, and filling words into them. */
#include "services/notification/words.h"

enum { WORD_MAX = 20 };

enum notification_language notification_language_of(cc_str locale)
{
	bool polish = locale.len >= 2 && memcmp(locale.ptr, "pl", 2) == 0 &&
	              (locale.len == 2 || locale.ptr[2] == '-');
	return polish ? NOTIFICATION_PL : NOTIFICATION_EN;
}

const char *notification_language_tag(enum notification_language language)
{
	return language == NOTIFICATION_PL ? "pl" : "en";
}

enum notification_text notification_why(cc_str reason)
{
	static const struct {
		const char *reason;
		enum notification_text text;
	} whys[] = {
		{ "sold_out", NOTIFICATION_WHY_SOLD_OUT },
		{ "seat_taken", NOTIFICATION_WHY_SEAT_TAKEN },
		{ "session_cancelled", NOTIFICATION_WHY_CALLED_OFF },
		{ "session_started", NOTIFICATION_WHY_STARTED },
		{ "licence_limit", NOTIFICATION_WHY_LICENCE },
		{ "licence_unknown", NOTIFICATION_WHY_LICENCE },
		{ "insufficient_funds", NOTIFICATION_WHY_FUNDS },
		{ "expired_card", NOTIFICATION_WHY_EXPIRED },
		{ "generic_decline", NOTIFICATION_WHY_DECLINED },
		{ "psp_unknown_method", NOTIFICATION_WHY_DECLINED },
		{ "authentication_failed", NOTIFICATION_WHY_AUTHENTICATION },
		{ "quote_expired", NOTIFICATION_WHY_PRICE },
		{ "price_changed", NOTIFICATION_WHY_PRICE },
		{ "payment_declined", NOTIFICATION_WHY_DECLINED },
		{ "payment_not_completed", NOTIFICATION_WHY_TIME },
		{ "hold_expired", NOTIFICATION_WHY_TIME },
		{ "deadline_exceeded", NOTIFICATION_WHY_TIME },
	};
	for (size_t i = 0; i < CC_COUNT(whys); i++)
		if (cc_str_eq(reason, cc_str_of(whys[i].reason)))
			return whys[i].text;
	return NOTIFICATION_WHY_OTHER;
}

static cc_str value_of(const struct notification_word *words, cc_str name)
{
	while (words->name && !cc_str_eq(cc_str_of(words->name), name))
		words++;
	assert(words->name); /* texts are ours, and so are their words */
	return words->value;
}

cc_str notification_fill(struct cc_ctx *ctx, const char *text, const struct notification_word *words)
{
	struct cc_text *filled = cc_text_new(ctx);
	while (*text) {
		const char *brace = strchr(text, '{');
		size_t plain = brace ? (size_t)(brace - text) : strlen(text);
		cc_text_add(filled, (cc_str){ text, plain });
		text += plain;
		if (!brace)
			break;
		const char *end = strchr(brace, '}');
		assert(end && end - brace <= WORD_MAX);
		cc_text_add(filled, value_of(words, (cc_str){ brace + 1, (size_t)(end - brace - 1) }));
		text = end + 1;
	}
	return cc_text_done(filled);
}
