/*
 * value.h - small values, passed by value, that own nothing.
 *
 * A cc_str points into memory that outlives it: a literal, or the arena of the
 * request.  All text is UTF-8; all time is UTC.
 */
#pragma once

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct cc_str {
	const char *ptr;
	size_t len; /* bytes; ptr[len] is not promised to be NUL */
} cc_str;

typedef struct cc_id {
	uint8_t byte[16]; /* a UUID in network order; all zero is "none" */
} cc_id;

typedef struct cc_time {
	int64_t ms; /* milliseconds since 1970-01-01T00:00:00Z */
} cc_time;

typedef struct cc_currency {
	char code[4]; /* ISO 4217, upper case, NUL-terminated */
} cc_currency;

typedef struct cc_money {
	int64_t minor; /* grosze, cents: the currency's smallest unit */
	cc_currency currency;
} cc_money;

#define CC_STR(literal) ((cc_str){ "" literal, sizeof(literal) - 1 })
#define CC_SECONDS(n)   ((int64_t)(n) * 1000)
#define CC_MINUTES(n)   ((int64_t)(n) * 60 * 1000)
#define CC_HOURS(n)     ((int64_t)(n) * 3600 * 1000)
#define CC_COUNT(array) (sizeof(array) / sizeof *(array))

/* Later than every real deadline, and still a BIGINT in every store. */
#define CC_TIME_NEVER ((cc_time){ INT64_MAX })

static inline cc_str cc_str_of(const char *text)
{
	return text ? (cc_str){ text, strlen(text) } : (cc_str){ "", 0 };
}

static inline bool cc_str_eq(cc_str a, cc_str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Is `word` one of the words, between which are spaces? */
static inline bool cc_str_has_word(cc_str words, cc_str word)
{
	for (size_t at = 0; at < words.len;) {
		const char *space = (const char *)memchr(words.ptr + at, ' ', words.len - at);
		size_t len = space ? (size_t)(space - words.ptr) - at : words.len - at;
		if (len > 0 && len == word.len && memcmp(words.ptr + at, word.ptr, len) == 0)
			return true;
		at += len + 1;
	}
	return false;
}

static inline bool cc_id_eq(cc_id a, cc_id b)
{
	return memcmp(a.byte, b.byte, sizeof a.byte) == 0;
}

static inline bool cc_id_is_none(cc_id id)
{
	return cc_id_eq(id, (cc_id){ { 0 } });
}

static inline cc_time cc_time_add(cc_time t, int64_t ms)
{
	int64_t sum;
	return __builtin_add_overflow(t.ms, ms, &sum) ? (cc_time){ ms < 0 ? INT64_MIN : INT64_MAX }
	                                              : (cc_time){ sum };
}

static inline bool cc_time_before(cc_time a, cc_time b)
{
	return a.ms < b.ms;
}

static inline cc_time cc_time_min(cc_time a, cc_time b)
{
	return cc_time_before(a, b) ? a : b;
}
