#include "platform/core/text_format.h"

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}
static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}
static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}
static bool is_alnum(char c)
{
	return is_lower(c) || is_upper(c) || is_digit(c);
}

/* Takes what stands before the next separator off the front of *rest; false once nothing is left. */
static bool next_part(cc_str *rest, char separator, cc_str *part)
{
	if (!rest->ptr)
		return false;
	const char *end = rest->len > 0 ? memchr(rest->ptr, separator, rest->len) : NULL;
	*part = (cc_str){ rest->ptr, end ? (size_t)(end - rest->ptr) : rest->len };
	*rest = end ? (cc_str){ end + 1, rest->len - part->len - 1 } : (cc_str){ NULL, 0 };
	return true;
}

/* RFC 1123 section 2.1: labels of letters, digits and inner hyphens. */
static bool is_host(cc_str text)
{
	cc_str label;
	if (text.len == 0 || text.len > 253)
		return false;
	while (next_part(&text, '.', &label)) {
		if (label.len == 0 || label.len > 63 || label.ptr[0] == '-' ||
		    label.ptr[label.len - 1] == '-')
			return false;
		for (size_t i = 0; i < label.len; i++)
			if (!is_alnum(label.ptr[i]) && label.ptr[i] != '-')
				return false;
	}
	return true;
}

/* As HTML's <input type=email>, with a dot in the domain: quoted local parts are refused. */
static bool is_email(cc_str text)
{
	const char *at = text.len > 0 ? memchr(text.ptr, '@', text.len) : NULL;
	size_t local = at ? (size_t)(at - text.ptr) : 0;
	if (local == 0 || local > 64)
		return false;
	for (size_t i = 0; i < local; i++)
		if (!is_alnum(text.ptr[i]) && !memchr(".!#$%&'*+/=?^_`{|}~-", text.ptr[i], 20))
			return false;
	cc_str domain = { at + 1, text.len - local - 1 };
	return is_host(domain) && memchr(domain.ptr, '.', domain.len);
}

/* http or https, a host, and no white space or control character anywhere. */
static bool is_url(cc_str text)
{
	size_t scheme = text.len >= 8 && memcmp(text.ptr, "https://", 8) == 0  ? 8
	                : text.len >= 7 && memcmp(text.ptr, "http://", 7) == 0 ? 7
	                                                                       : 0;
	size_t host = scheme;
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] >= 0 && text.ptr[i] <= ' ')
			return false;
	while (host < text.len && !memchr(":/?#", text.ptr[host], 4))
		host++;
	return scheme > 0 && is_host((cc_str){ text.ptr + scheme, host - scheme });
}

static bool is_slug(cc_str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!is_lower(text.ptr[i]) && !is_digit(text.ptr[i]) && text.ptr[i] != '-')
			return false;
	return text.len > 0 && text.ptr[0] != '-' && text.ptr[text.len - 1] != '-';
}

/* BCP 47's shape: a language of two or three letters, then subtags of at most eight. */
static bool is_locale(cc_str text)
{
	cc_str part;
	for (size_t n = 0; next_part(&text, '-', &part); n++) {
		if (n == 0 ? part.len < 2 || part.len > 3 : part.len < 1 || part.len > 8)
			return false;
		for (size_t i = 0; i < part.len; i++)
			if (n == 0 ? !is_lower(part.ptr[i]) : !is_alnum(part.ptr[i]))
				return false;
	}
	return true;
}

static bool is_country(cc_str text)
{
	return text.len == 2 && is_upper(text.ptr[0]) && is_upper(text.ptr[1]);
}

/* IANA's shape: "UTC", "Europe/Warsaw", "America/Argentina/Buenos_Aires", "Etc/GMT+1". */
static bool is_time_zone(cc_str text)
{
	cc_str part;
	while (next_part(&text, '/', &part)) {
		if (part.len == 0 || !is_upper(part.ptr[0]))
			return false;
		for (size_t i = 0; i < part.len; i++)
			if (!is_alnum(part.ptr[i]) && !memchr("_+-", part.ptr[i], 3))
				return false;
	}
	return true;
}

static const struct {
	bool (*matches)(cc_str text);
	const char *expected;
} formats[] = {
	[CC_FORMAT_EMAIL] = { is_email, "an e-mail address such as anna@example.org" },
	[CC_FORMAT_URL] = { is_url, "an address such as https://example.org/room" },
	[CC_FORMAT_SLUG] = { is_slug, "lower-case letters, digits and inner hyphens" },
	[CC_FORMAT_LOCALE] = { is_locale, "a language such as pl or en-GB (BCP 47)" },
	[CC_FORMAT_COUNTRY] = { is_country, "a country of two capital letters such as PL (ISO 3166-1)" },
	[CC_FORMAT_TIME_ZONE] = { is_time_zone, "a time zone such as Europe/Warsaw (IANA)" },
};

bool cc_format_matches(enum cc_format format, cc_str text)
{
	return format == CC_FORMAT_ANY || formats[format].matches(text);
}

const char *cc_format_expected(enum cc_format format)
{
	return format == CC_FORMAT_ANY ? "any text" : formats[format].expected;
}
